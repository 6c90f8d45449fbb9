//! Which folder owns each table: that folder alone writes it, with exceptions that say why, and rooms below it do not
//! read it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Each table with its folder in `src/`.
const OWNERS: [(&str, &[&str]); 31] = [
    ("ground", &["setting"]),
    ("programme", &["audit", "brand", "course", "edition", "outbox", "page", "picture", "programme", "text_version"]),
    ("visit", &["look"]),
    (
        "people",
        &[
            "person",
            "local",
            "member",
            "office",
            "asked",
            "consent",
            "hand_over",
            "member_word",
            "person_word",
            "power_request",
        ],
    ),
    ("people/address", &["address_back", "address_change"]),
    (
        "people/signin",
        &[
            "factor_code",
            "kept_file",
            "pressed",
            "second_factor",
            "sign_in",
            "sign_in_link",
            "sign_in_try",
            "spare_code",
        ],
    ),
    ("classes/offerings", &["event", "offering", "seat", "session", "site", "venue"]),
    ("classes/teaching", &["teaching", "trainer"]),
    ("classes/teaching/able", &["away", "can_teach", "teaching_times"]),
    ("progress", &["standing"]),
    ("progress/enrolment", &["enrolment"]),
    ("seats/class_board", &["class_file", "class_message", "class_post", "class_report"]),
    ("seats/signup", &["signup"]),
    ("seats/signup/wishes", &["wish"]),
    ("seats/taking_part", &["taking_part"]),
    ("seats/teams", &["board", "board_person", "board_target", "team", "team_unasked"]),
    ("hours/attendance", &["presence", "presence_stretch", "roster"]),
    (
        "hours/attendance/files",
        &["attendance_choice", "attendance_file", "attendance_word", "attendance_written", "column_map"],
    ),
    ("hours/credit", &["claim", "evidence", "credit", "exception", "partial_decision", "policy_change"]),
    ("hours/afterwards", &["feedback", "feedback_given", "material", "material_early"]),
    ("certificates/awards", &["award", "award_batch", "award_batch_person", "document", "name_fix", "revocation"]),
    ("certificates/keys", &["signing_key"]),
    ("office/announcements", &["announcement", "announcement_text"]),
    ("office/catalogue", &["cohort_request"]),
    ("office/import", &["event_slot", "member_file", "room"]),
    ("office/merge", &["different", "merge"]),
    ("office/questions", &["question"]),
    ("office/sheets", &["export", "export_request"]),
    ("site/opportunities", &["opportunity"]),
    ("site/pages", &["page_picture"]),
    ("site/trainers", &["trainer_page"]),
];

/// What writes everybody's tables.
const OF_EVERYBODY: [(&str, &str); 6] = [
    ("office/import", "what a file says is stored at once, in one transaction"),
    ("office/merge", "two records of one person become one, and two again"),
    ("office/own_data", "who asks for it, and what is old, is forgotten everywhere"),
    ("assembly/demo", "sample data"),
    ("assembly/generate", "made-up unions"),
    ("assembly/bench", "made-up loads"),
];

/// Who else writes a table, and why.
const WRITES: [(&str, &[&str], &str); 21] = [
    ("people/store.rs", &["address_change", "sign_in", "sign_in_link"], "another address ends what the old one opened"),
    ("people/store.rs", &["board_person"], "a local's list follows the address of whoever agreed to be seen"),
    ("people/relay.rs", &["setting"], "how the relay is outlives a restart"),
    ("certificates/keys/secret.rs", &["setting"], "where the installation's secret lies"),
    ("programme/publish.rs", &["policy_change"], "the knobs that a programme's file says"),
    ("programme/versions.rs", &["setting"], "that something has changed of which a copy is kept"),
    ("progress/edition.rs", &["enrolment"], "somebody moves to a later edition"),
    ("seats/signup/confirmed.rs", &["enrolment", "sign_in"], "a mailbox that was shown completes what waited for it"),
    ("seats/signup/verbs/offers.rs", &["offering"], "since when a free seat is for the first who says yes"),
    ("seats/teams/verbs.rs", &["seat"], "a seat that is held names its team"),
    (
        "seats/class_changes",
        &["offering", "seat", "session", "site", "signup", "team"],
        "a class changes under its people",
    ),
    ("hours/attendance/approval.rs", &["offering"], "a class whose roster is approved was held"),
    ("hours/attendance/verbs.rs", &["signup"], "whoever came without a seat is on the list"),
    ("hours/attendance/files/undo.rs", &["signup"], "whom a file put on the list it takes off again"),
    ("hours/credit/verbs.rs", &["presence_stretch"], "times that a coordinator corrects"),
    ("office/announcements/store.rs", &["outbox"], "a message to many is owed to all of them at once"),
    ("office/announcements/unsubscribe.rs", &["person"], "no more messages"),
    ("office/catalogue/drafts.rs", &["offering"], "drafts are published and thrown away"),
    ("office/people_desk/view_as.rs", &["sign_in"], "as whom a sign-in looks"),
    ("assembly/messages", &["outbox", "person"], "what became of a letter, and of an address"),
    ("office/log/seal.rs", &["audit"], "the chain of the log"),
];

/// What reads a table of a room above its own, and why.
const READS: [(&str, &[&str], &str); 20] = [
    ("visit/look.rs", &["award", "claim", "offering", "person", "signup", "team"], "whose row a key of an address is"),
    ("visit/scope.rs", &["offering", "site", "trainer"], "whose classes and sites somebody may see"),
    ("programme/publish.rs", &["policy_change"], "the knobs as they are"),
    ("people/duplicates.rs", &["different"], "pairs that were said to be two people"),
    ("people/offices.rs", &["venue"], "a host has an office at a site"),
    (
        "people/signin",
        &["enrolment", "trainer"],
        "who is signed in: whoever teaches has power over hours, and pages are about a programme",
    ),
    ("people/store.rs", &["board_person"], "a list has an address once"),
    ("classes/offerings/store.rs", &["enrolment", "signup"], "how many seats are taken"),
    ("classes/teaching/store.rs", &["signup", "taking_part"], "what people want to know, for who teaches"),
    ("progress/content.rs", &["credit", "signup"], "what somebody has or has booked"),
    ("progress/population.rs", &["credit", "exception"], "the ledger is what progress is made of"),
    ("progress/record.rs", &["claim", "credit", "exception", "signup"], "the same, of one person"),
    ("progress/subtitles.rs", &["credit"], "what classes on the record are called"),
    ("seats/signup/came.rs", &["presence", "roster"], "whether somebody was there, on their own list"),
    ("seats/signup/mine.rs", &["credit", "roster"], "what a past class came to, on one's own list"),
    ("seats/signup/person_state.rs", &["credit", "partial_decision"], "whether they have the class already"),
    ("seats/taking_part/store.rs", &["presence", "roster"], "whoever stayed away no longer takes part"),
    ("seats/teams/bargaining.rs", &["award", "credit"], "who of a local has which topics, or the certificate"),
    ("hours/credit/effect.rs", &["award"], "a correction may touch a certificate"),
    ("office/own_data/erase.rs", &["trainer_page"], "what a trainer said of themselves is forgotten"),
];

/// The files of `src/`, without comments and unit tests.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
                let code = code.join(" ");
                let code = code.split("#[cfg(test)]").next().unwrap().to_owned();
                out.push((path.strip_prefix(root).unwrap().display().to_string(), code));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    walk(&root, &root, &mut out);
    out
}

fn owner(table: &str) -> Option<&'static str> {
    OWNERS.iter().find(|(_, tables)| tables.contains(&table)).map(|(folder, _)| *folder)
}

/// Tables that a text names after one of these words.
fn named<'t>(code: &'t str, behind: &[&str]) -> BTreeSet<&'t str> {
    let words: Vec<&str> =
        code.split(|c: char| c.is_whitespace() || "\"(),;".contains(c)).filter(|w| !w.is_empty()).collect();
    let mut found = BTreeSet::new();
    for phrase in behind {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let at = words.windows(phrase.len() + 1).filter(|w| w[..phrase.len()] == phrase[..]);
        found.extend(at.map(|w| w[phrase.len()]).filter(|t| owner(t).is_some()));
    }
    found
}

#[test]
fn every_table_has_one_owner() {
    let mut tables = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for text in files.iter().map(|f| fs::read_to_string(f).unwrap()) {
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || "(;".contains(c)).filter(|w| !w.is_empty()).collect();
        // a statement may be the last words of its file
        let words = [words, vec![""; 5]].concat();
        for w in words.windows(5) {
            match w {
                ["create", "table", name, ..] => {
                    tables.insert((*name).to_owned());
                }
                ["drop", "table", name, ..] => {
                    tables.remove(*name);
                }
                ["alter", "table", name, "rename", "to"] => {
                    tables.remove(*name);
                }
                _ => {}
            }
        }
        for w in words.windows(6) {
            if let ["alter", "table", _, "rename", "to", name] = w {
                tables.insert((*name).to_owned());
            }
        }
    }
    let mut owned: BTreeMap<&str, usize> = BTreeMap::new();
    OWNERS.iter().flat_map(|(_, tables)| *tables).for_each(|t| *owned.entry(t).or_default() += 1);
    let without: Vec<&String> = tables.iter().filter(|t| owned.get(t.as_str()) != Some(&1)).collect();
    assert!(without.is_empty(), "not owned once: {without:?}");
    let gone: Vec<&&str> = owned.keys().filter(|t| !tables.contains(**t)).collect();
    assert!(gone.is_empty(), "no such table: {gone:?}");
}

/// What the first lines of a folder say about it is true.
#[test]
fn a_folder_says_what_it_owns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = BTreeSet::new();
    for (file, _) in sources() {
        let text = fs::read_to_string(root.join(&file)).unwrap();
        let docs: Vec<&str> = text.lines().map_while(|l| l.strip_prefix("//!")).map(str::trim).collect();
        let docs = docs.join(" ");
        for said in docs.split("Owns ").skip(1) {
            let said = said.split('.').next().unwrap();
            for table in said.split('`').skip(1).step_by(2).filter(|t| owner(t).is_some()) {
                let folder = Path::new(&file).parent().unwrap().display().to_string();
                if owner(table) != Some(folder.as_str()) {
                    wrong.insert(format!("{file}: {table}"));
                }
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

/// The list in ARCHITECTURE.md is this one.
#[test]
fn the_papers_say_who_owns_what() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let said: BTreeSet<&str> = text.lines().filter(|l| l.starts_with("| `") && l.contains("` | `")).collect();
    for (folder, tables) in OWNERS {
        let tables: Vec<String> = tables.iter().map(|table| format!("`{table}`")).collect();
        let row = format!("| `{folder}` | {} |", tables.join(", "));
        assert!(said.contains(row.as_str()), "ARCHITECTURE.md lacks {row}");
    }
}

#[test]
fn a_table_is_written_by_its_owner() {
    let mut wrong = BTreeSet::new();
    for (file, code) in sources() {
        for table in named(&code, &["insert into", "delete from", "update"]) {
            let own = owner(table).is_some_and(|folder| file.starts_with(folder));
            let general = OF_EVERYBODY.iter().any(|(folder, _)| file.starts_with(folder));
            let listed = WRITES.iter().any(|(place, tables, _)| file.starts_with(place) && tables.contains(&table));
            if !own && !general && !listed {
                wrong.insert(format!("{file} writes {table}"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn a_table_is_read_from_its_own_room_and_those_above() {
    let room = |folder: &str| {
        let name = folder.split('/').next().unwrap_or_default();
        crate::house::ROOMS.iter().position(|r| *r == name)
    };
    let mut wrong = BTreeSet::new();
    for (file, code) in sources() {
        let Some(here) = room(&file) else { continue };
        for table in named(&code, &["from", "join"]) {
            let above = owner(table).and_then(room).is_some_and(|there| there > here);
            let listed = READS.iter().any(|(place, tables, _)| file.starts_with(place) && tables.contains(&table));
            if above && !listed {
                wrong.insert(format!("{file} reads {table}"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}
