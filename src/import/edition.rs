//! A programme edition from its files: the rules (`.toml`), the words about it (`.wording.toml`), and worked examples
//! (`.examples.json`) that must come out as they say.

use super::{Count, Input, Kind, Problem, Run};
use crate::{
    fault::Fault,
    programme::{self, EditionFiles, Published},
};

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input, all: &[(Kind, &Input)]) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0 };
    // `x.toml` belongs with `x.wording.toml` and `x.examples.json`; a lone pair of other names belongs together, too
    let stem = input.name.trim_end_matches(".toml");
    let beside = |kind: Kind| {
        let of_kind = || all.iter().filter(move |(k, _)| *k == kind).map(|(_, i)| *i);
        let own = of_kind().find(|i| i.name.starts_with(&format!("{stem}.")));
        own.or_else(|| of_kind().next().filter(|_| of_kind().count() == 1))
    };
    let Some(wording) = beside(Kind::Wording) else {
        run.problems.push(Problem::of_file(&input.name, "its words (.wording.toml) are missing beside it"));
        return Ok(count);
    };
    let examples = beside(Kind::Examples);
    let text = |i: &Input| String::from_utf8(i.bytes.clone()).ok();
    let (Some(source), Some(wording_text), Some(examples_text)) =
        (text(input), text(wording), examples.map_or(Some(String::new()), text))
    else {
        run.problems.push(Problem::of_file(&input.name, "the text is not UTF-8"));
        return Ok(count);
    };
    if examples.is_none() {
        let advice =
            "no worked examples (.examples.json) came with this edition: nothing but the rules says what it means";
        run.warnings.push(Problem::of_file(&input.name, advice));
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
            run.warnings.extend(findings.iter().map(|f| Problem::of_file(&input.name, &f.to_string())));
        }
        Ok((Published::Same, _)) => count.same = 1,
        Err(wrong) => run.problems.extend(wrong.into_iter().map(|w| Problem {
            file: w.file,
            line: w.line,
            column: w.key,
            message: w.message,
        })),
    }
    Ok(count)
}
