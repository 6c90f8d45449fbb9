//! A programme edition from its files: the rules (`.toml`), its wording (`.wording.toml`), and worked examples
//! (`.examples.json`) that must come out as stated.

use super::{Count, Input, Kind, Problem, Run, said::Said};
use crate::{
    ground::fault::Fault,
    programme::{self, EditionFiles, Published},
    progress::cohort,
    visit::app::App,
};
use rules::programme::Programme;

/// What a new edition would mean for everybody who is enrolled: problems if some records could not be judged by it, and
/// findings worth a look.
pub(super) async fn on_population(app: &App, inputs: &[Input]) -> Result<(Vec<Problem>, Vec<Problem>), Fault> {
    let (mut problems, mut warnings) = (Vec::new(), Vec::new());
    if inputs.iter().any(|i| Kind::of_file(&i.name) == Some(Kind::Courses)) {
        return Ok((problems, warnings)); // these courses are not stored yet, so a trial now would mislead
    }
    for input in inputs.iter().filter(|i| Kind::of_file(&i.name) == Some(Kind::Programme)) {
        let read = std::str::from_utf8(&input.bytes).ok().map(|text| Programme::from_toml(&input.name, text));
        let Some(Ok(draft)) = read else { continue };
        let name = (draft.id.clone(), draft.edition.clone());
        if app.read(move |tx| programme::is_published(tx, &name.0, &name.1)).await? {
            continue;
        }
        let found = cohort::compare(app, draft).await?.comparison;
        if found.judged == 0 {
            continue;
        }
        if found.unsettled > 0 {
            let message =
                format!("the records of {} people could be used in too many ways to be judged", found.unsettled);
            problems.push(Problem::of_file(&input.name, Said::Plain(message)));
        }
        let message = format!(
            "of {} people enrolled {} are complete now and {} would be by it ({} more, {} no longer); the longest search for one of them takes {} steps. Nobody is moved: an edition judges who enrolls under it or asks for it",
            found.judged,
            found.complete_now,
            found.complete_then,
            found.gained_count,
            found.lost_count,
            found.most_nodes
        );
        warnings.push(Problem::of_file(&input.name, Said::Plain(message)));
    }
    Ok((problems, warnings))
}

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input, all: &[(Kind, &Input)]) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    // `x.toml` belongs with `x.wording.toml` and `x.examples.json`; the only file of its kind may have any name
    let stem = input.name.trim_end_matches(".toml");
    let beside = |kind: Kind| {
        let of_kind = || all.iter().filter(move |(k, _)| *k == kind).map(|(_, i)| *i);
        let own = of_kind().find(|i| i.name.starts_with(&format!("{stem}.")));
        own.or_else(|| of_kind().next().filter(|_| of_kind().count() == 1))
    };
    let Some(wording) = beside(Kind::Wording) else {
        run.problems
            .push(Problem::of_file(&input.name, Said::Plain("its words (.wording.toml) are missing beside it".into())));
        return Ok(count);
    };
    let examples = beside(Kind::Examples);
    let text = |i: &Input| String::from_utf8(i.bytes.clone()).ok();
    let (Some(source), Some(wording_text), Some(examples_text)) =
        (text(input), text(wording), examples.map_or(Some(String::new()), text))
    else {
        run.problems.push(Problem::of_file(&input.name, Said::Plain("the text is not UTF-8".into())));
        return Ok(count);
    };
    if examples.is_none() {
        let advice =
            "no worked examples (.examples.json) came with this edition: nothing but the rules says what it means";
        run.warnings.push(Problem::of_file(&input.name, Said::Plain(advice.into())));
    }
    let files = EditionFiles {
        name: &input.name,
        source: &source,
        wording_name: &wording.name,
        wording: &wording_text,
        examples_name: examples.map_or("", |e| e.name.as_str()),
        examples: &examples_text,
    };
    match programme::publish(run.change, &files)? {
        Ok((Published::New, findings)) => {
            count.new = 1;
            run.warnings.extend(findings.iter().map(|f| Problem::of_file(&input.name, Said::Plain(f.to_string()))));
        }
        Ok((Published::Words, _)) => count.changed = 1,
        Ok((Published::Same, _)) => count.same = 1,
        Err(wrong) => run.problems.extend(wrong.into_iter().map(|w| Problem {
            file: w.file,
            line: w.line,
            column: w.key,
            message: Said::Plain(w.message),
        })),
    }
    Ok(count)
}
