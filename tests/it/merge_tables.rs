//! Every table that belongs to a person, by its `person_id`, is one that a merge moves, or one of which it is known why it
//! does not. Who did something in the office (`decided_by`, `held_by` ...) stays who did it.

use crate::world::{Engine, World};
use std::{collections::BTreeSet, fs, path::Path};

/// What stays with the record that goes, or is looked after in another way.
const STAYS: [(&str, &str); 25] = [
    ("address_back", "the way back to an old address is that address's"),
    ("address_change", "a link that was mailed for one record is not one for the other"),
    ("attendance_choice", "says of one file whom a name in it meant"),
    ("attendance_written", "says what one file wrote: taking it back leaves alone what a merge moved"),
    ("award_batch_person", "what became of somebody in one batch"),
    ("class_message", "who wrote to a class"),
    ("class_report", "who reported a post"),
    ("consent", "what was agreed to for one record, in its words"),
    ("factor_code", "what opens one account never opens another"),
    ("feedback_given", "that somebody gave feedback on a class; the feedback itself names nobody"),
    ("hand_over", "who was named for an office, which one record gets"),
    ("kept_file", "a file that waits for a sign-in, for hours"),
    ("look", "who looked at which record"),
    ("office", "power is given to one record, and ends with it"),
    ("person_word", "made from the name, and made anew"),
    ("power_request", "power is asked for one record"),
    ("question", "who asked then, from the address that was answered"),
    ("second_factor", "what opens one account never opens another"),
    ("sign_in", "the sign-ins of the record that goes are ended"),
    ("sign_in_link", "a link that was mailed for one record is not one for the other"),
    ("spare_code", "what opens one account never opens another"),
    ("standing", "belongs to the enrolment, and is worked out anew"),
    ("teaching", "who was asked to teach, and has power by it, which nobody gets by a merge"),
    ("trainer_page", "how somebody is shown is for that record to agree to"),
    ("trainer", "who teaches has power over a roster, which nobody gets by a merge"),
];

/// The tables of `office/merge`: what it moves row by row.
fn moved() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/office/merge/mod.rs");
    let text = fs::read_to_string(source).unwrap();
    let quoted = |before: &'static str| {
        text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>()
    };
    quoted(" name: \"").into_iter().chain(quoted("all_of!(\"")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merge_knows_every_table_that_belongs_to_somebody() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let of_people = "select m.name from sqlite_master m join pragma_foreign_key_list(m.name) f
                     where m.type = 'table' and f.\"table\" = 'person' and f.\"from\" = 'person_id'";
    let rows = world.app.db.read(move |tx| tx.all(of_people, &[])).await.unwrap();
    let tables: BTreeSet<String> = rows.iter().map(|r| r.get(0).unwrap()).collect();
    let moved = moved();
    assert!(moved.len() > 8, "{moved:?}");
    let stays: BTreeSet<String> = STAYS.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(moved.intersection(&stays).collect::<Vec<_>>(), Vec::<&String>::new());
    let known: BTreeSet<String> = moved.union(&stays).cloned().collect();
    assert_eq!(tables.symmetric_difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}
