//! Every text of the product exists in every language, with the same holes.

use fluent_syntax::{ast, parser};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use strum::VariantNames;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The keys of a language, each with its holes.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for file in files(&root().join("locales").join(language), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", file.display()));
        for entry in resource.body {
            if let ast::Entry::Message(m) = entry {
                let mut holes = BTreeSet::new();
                holes_of(m.value.as_ref().unwrap(), &mut holes);
                let before = keys.insert(m.id.name.to_owned(), holes);
                assert!(before.is_none(), "{}: {} stands twice", file.display(), m.id.name);
            }
        }
    }
    keys
}

fn holes_of(pattern: &ast::Pattern<&str>, holes: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else { continue };
        match expression {
            ast::Expression::Inline(inline) => hole_of(inline, holes),
            ast::Expression::Select { selector, variants } => {
                hole_of(selector, holes);
                variants.iter().for_each(|v| holes_of(&v.value, holes));
            }
        }
    }
}

fn hole_of(inline: &ast::InlineExpression<&str>, holes: &mut BTreeSet<String>) {
    if let ast::InlineExpression::VariableReference { id } = inline {
        holes.insert(id.name.to_owned());
    }
}

#[test]
fn every_language_has_the_same_texts_with_the_same_holes() {
    let (english, spanish) = (catalogue("en"), catalogue("es"));
    assert!(english.len() > 300, "{} texts", english.len());
    let names = |c: &BTreeMap<String, BTreeSet<String>>| c.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&english).symmetric_difference(&names(&spanish)).collect::<Vec<_>>(), Vec::<&String>::new());
    for (key, holes) in &english {
        assert_eq!(holes, &spanish[key], "{key}");
    }
}

#[test]
fn every_text_that_the_program_asks_for_is_there() {
    let english = catalogue("en");
    let mut missing = Vec::new();
    let sources = files(&root().join("src"), "rs").into_iter().chain(files(&root().join("crates/kit/src"), "rs"));
    for file in sources {
        let text = fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices("t!(") {
            // `assert!(` ends the same way
            if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                continue;
            }
            let call = &text[at + 3..];
            let mut quoted = call.splitn(3, '"');
            let before = quoted.next().unwrap_or_default();
            // the first argument is the words: anything with a bracket in it is another macro
            if before.contains(['(', ')', ';']) || before.trim().is_empty() {
                continue;
            }
            let key = quoted.next().unwrap_or_default();
            if !key.is_empty() && !english.contains_key(key) {
                missing.push(format!("{}: {key}", file.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// Pages of the office name every kind of letter and every entry of the log.
#[test]
fn every_letter_and_every_verb_has_a_name() {
    let letters = ratify::ground::mail::Mail::VARIANTS.iter().map(|kind| format!("mail-kind-{kind}"));
    let verbs = ratify::ground::verb::Verb::ALL.iter().map(|v| format!("verb-{}", v.name().replace('.', "-")));
    let wanted: BTreeSet<String> = letters.chain(verbs).collect();
    assert!(wanted.len() > 150, "{wanted:?}");
    for language in ["en", "es"] {
        let texts = catalogue(language);
        let named = |key: &&String| key.starts_with("mail-kind-") || key.starts_with("verb-");
        let has: BTreeSet<String> = texts.keys().filter(named).cloned().collect();
        assert_eq!(wanted.symmetric_difference(&has).collect::<Vec<_>>(), Vec::<&String>::new(), "{language}");
    }
}

/// Lists of names from which keys are built: the key's beginning, the file with the list, and where in it the list
/// begins. It ends with its bracket.
const BUILT: [(&str, &str, &str); 20] = [
    ("work-", "src/progress/enrolment/form.rs", "const WORK"),
    ("signup-", "src/seats/signup/state.rs", "enum SignupState"),
    ("award-state-", "src/certificates/awards/state.rs", "enum AwardState"),
    ("certificate-shown-", "src/certificates/awards/store.rs", "enum Shown"),
    ("revoke-", "src/certificates/awards/verbs/revoke.rs", "enum Category"),
    ("membership-", "src/people/member.rs", "enum Membership"),
    ("person-membership-", "src/people/member.rs", "enum Membership"),
    ("role-", "src/visit/role.rs", "enum Role"),
    ("people-state-", "src/office/people_desk/list.rs", "const STATES"),
    ("join-field-", "src/office/merge/fields.rs", "const FIELDS"),
    ("decision-kind-", "src/hours/credit/desk/decisions.rs", "const KINDS"),
    ("decision-", "crates/rules/src/credit/due.rs", "fn name(self)"),
    ("claim-origin-", "src/hours/credit/claims.rs", "enum Origin"),
    ("feedback-pace-", "src/hours/afterwards/feedback.rs", "const PACES"),
    ("file-state-", "src/hours/attendance/files/store.rs", "enum State"),
    ("file-kind-", "src/hours/attendance/files/columns.rs", "enum Kind"),
    ("column-", "src/hours/attendance/files/columns.rs", "enum Column "),
    ("knob-", "crates/rules/src/credit/policy.rs", "fn name(self)"),
    ("mail-limit-", "src/people/limits.rs", "enum Kind"),
    ("wish-times-", "src/seats/signup/wishes/store.rs", "fn times_name"),
];

/// The names of a list in a source: what is quoted in it, or the variants of an enum as strum writes them.
fn names_in(file: &str, begins: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let from = text.find(begins).unwrap_or_else(|| panic!("{file} has no {begins}"));
    let list = &text[from..];
    let ends = if begins.starts_with("const") { "];" } else { "\n}" };
    let list = &list[..list.find(ends).unwrap()];
    if !begins.starts_with("enum") {
        return list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    }
    let lines: Vec<&str> = list.lines().map(str::trim).collect();
    let own_name = |n: usize| lines[n.checked_sub(1)?].strip_prefix("#[strum(serialize = \"")?.strip_suffix("\")]");
    let kebab = |name: &str| {
        let mut out = String::new();
        for c in name.chars() {
            if c.is_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.extend(c.to_lowercase());
        }
        out
    };
    let variant = |n: usize| lines[n].strip_suffix(',').filter(|v| v.chars().all(char::is_alphanumeric));
    (0..lines.len()).filter_map(|n| variant(n).map(|v| own_name(n).map_or_else(|| kebab(v), str::to_owned))).collect()
}

#[test]
fn keys_that_are_built_from_a_list_are_there_for_all_of_it() {
    let english = catalogue("en");
    for (prefix, file, begins) in BUILT {
        let names = names_in(file, begins);
        assert!(names.len() > 1, "{file}, {begins}: {names:?}");
        let missing: Vec<_> = names.iter().filter(|n| !english.contains_key(&format!("{prefix}{n}"))).collect();
        assert!(missing.is_empty(), "{prefix}: {missing:?} of {names:?}");
    }
}

/// What begins a key that is put together is the beginning of one at least.
#[test]
fn keys_that_are_put_together_begin_as_some_key_does() {
    let english = catalogue("en");
    let mut seen = BTreeSet::new();
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices(".text(&format!(\"") {
            let key = &text[at + 16..];
            let key = &key[..key.find(['{', '"']).unwrap()];
            assert!(english.keys().any(|k| k.starts_with(key)), "{}: {key}", file.display());
            seen.insert(key.to_owned());
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
}

/// `locales/glossary.toml`: words that no text may use for what has a word of its own.
#[test]
fn one_word_stands_for_one_thing() {
    let text = fs::read_to_string(root().join("locales/glossary.toml")).unwrap();
    let glossary: toml::Table = text.parse().unwrap();
    let never = |language: &str| -> Vec<String> {
        let of = |word: &toml::Value| word[language]["never"].as_array().unwrap().clone();
        let all = glossary["word"].as_array().unwrap().iter().flat_map(of);
        all.map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let mut found = Vec::new();
    for language in ["en", "es"] {
        let never = never(language);
        assert!(never.len() > 8, "{never:?}");
        let catalogues = files(&root().join("locales").join(language), "ftl");
        let pages = files(&root().join("content").join(language), "md");
        for file in catalogues.iter().chain(&pages) {
            let is_catalogue = file.extension().is_some_and(|e| e == "ftl");
            for line in fs::read_to_string(file).unwrap().lines().filter(|l| !is_catalogue || !l.starts_with('#')) {
                let said = said(line, is_catalogue);
                let words = format!(
                    " {} ",
                    said.split(|c: char| !c.is_alphanumeric() && c != '-').collect::<Vec<_>>().join(" ")
                );
                found
                    .extend(never.iter().filter(|w| words.contains(&format!(" {w} "))).map(|w| format!("{w}: {line}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What a line says to a reader, in small letters: no key, no hole, no address.
fn said(line: &str, is_catalogue: bool) -> String {
    let text = line.split_once(" = ").filter(|_| is_catalogue).map_or(line, |(_, text)| text);
    let (mut out, mut depth) = (String::new(), 0);
    for sign in text.replace("](", "]{").replace(')', "}").chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = (depth - 1).max(0),
            _ if depth == 0 => out.extend(sign.to_lowercase()),
            _ => {}
        }
    }
    out
}
