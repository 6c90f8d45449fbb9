//! What the database has about a person, table by table. A test compares this list with the schema, so that no table or
//! column that names somebody can be forgotten.

use db::sql;

/// One table's rows about a person.
pub(super) struct Part {
    /// The table.
    pub table: &'static str,
    /// The columns that the statement returns, by name.
    pub columns: &'static [&'static str],
    /// `$1` is the person's record; records that were merged into it are included.
    pub statement: &'static str,
}

/// `part!(table, which rows, [columns], [(name, expression)])`.
macro_rules! part {
    ($table:literal, $rows:literal, [$first:literal $(, $column:literal)*], [$(($name:literal, $expression:literal)),*]) => {
        Part {
            table: $table,
            columns: &[$first, $($column,)* $($name),*],
            statement: sql!(
                "select t.", $first, $(", t.", $column,)* $(", (", $expression, ")",)* " from ", $table, " t where ", $rows, " limit 20000"
            ),
        }
    };
}

/// The same for tables that name a row's owner in a column, `person_id` or another one.
macro_rules! mine {
    ($table:literal, $of:literal, [$first:literal $(, $column:literal)*], [$(($name:literal, $expression:literal)),*]) => {
        Part {
            table: $table,
            columns: &[$first, $($column,)* $($name),*],
            statement: sql!(
                "select t.", $first, $(", t.", $column,)* $(", (", $expression, ")",)* " from ", $table, " t where t.", $of,
                " in (select cast($1 as bigint) union select m.id from person m where m.merged_into = $1) limit 20000"
            ),
        }
    };
}

/// Every table that says something about a person.
pub(super) fn parts() -> Vec<Part> {
    [person(), classes(), attendance(), credit(), certificates(), duties(), signed_in(), office_work()]
        .into_iter()
        .flatten()
        .collect()
}

fn person() -> Vec<Part> {
    vec![
        mine!(
            "person",
            "id",
            [
                "key",
                "name",
                "called",
                "chapter",
                "email",
                "email_verified_at",
                "local_typed",
                "work",
                "language",
                "membership",
                "member_number",
                "share_with_local",
                "created_at",
                "unsubscribed_at",
                "bounced_at"
            ],
            [("local", "select l.name from local l where l.id = t.local_id")]
        ),
        part!(
            "member",
            "t.number in (select p.member_number from person p where p.id = $1)
             or (t.email_folded in (select p.email_folded from person p where p.id = $1 and p.member_number is null)
                 and not exists (select 1 from member o where o.email_folded = t.email_folded and o.number <> t.number))",
            ["number", "name", "email_folded", "category", "region", "gone_since"],
            [("local", "select l.name from local l where l.id = t.local_id")]
        ),
        mine!(
            "enrolment",
            "person_id",
            ["programme", "enrolled_at", "confirmed_at", "left_at"],
            [("edition", "select e.edition from edition e where e.id = t.edition_id")]
        ),
        // a letter's text may let somebody sign in: at most, the copy has its subject
        mine!(
            "outbox",
            "person_id",
            ["kind", "detail", "due_at", "sent_at", "dropped"],
            [(
                "message",
                "case when t.message like '%\"text\":%' or t.kind in ('confirm', 'sign-in', 'address-asked') then null else t.message end"
            )]
        ),
        part!(
            "audit",
            "(t.object = 'person' and t.object_id in
                (select cast($1 as bigint) union select m.id from person m where m.merged_into = $1))
             or (t.object = 'exception' and t.object_id in (select x.id from exception x
                   join enrolment e on e.id = x.enrolment_id where e.person_id = $1))
             or (t.object = 'enrolment' and t.object_id in (select e.id from enrolment e where e.person_id = $1))
             or (t.object = 'signup' and t.object_id in (select s.id from signup s where s.person_id = $1))
             or (t.object = 'claim' and t.object_id in (select c.id from claim c where c.person_id = $1))
             or (t.object = 'award' and t.object_id in (select a.id from award a where a.person_id = $1))",
            ["at", "verb", "object", "before", "after", "reason"],
            [("by_you", "case when t.actor_id = $1 then 1 else 0 end")]
        ),
        mine!("address_change", "person_id", ["email", "asked_at", "used_at"], []),
        mine!("merge", "kept_id", ["reason", "merged_at", "undone_at"], []),
    ]
}

fn classes() -> Vec<Part> {
    vec![
        mine!(
            "signup",
            "person_id",
            [
                "state",
                "seat",
                "site",
                "line",
                "priority",
                "held_until",
                "auto_take",
                "named",
                "moved",
                "comes_at",
                "asked_at",
                "ended_at",
                "request_body"
            ],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
        mine!(
            "wish",
            "person_id",
            ["course_code", "miles", "online", "times", "made_at", "ended_at"],
            [("place", "select v.name from venue v where v.id = t.venue_id")]
        ),
        mine!(
            "team",
            "held_by",
            ["until", "held_at", "ended_at"],
            [
                ("class", "select o.key from offering o where o.id = t.offering_id"),
                ("local", "select l.name from local l where l.id = t.local_id")
            ]
        ),
        mine!(
            "cohort_request",
            "asked_by",
            ["asked_at", "course_code", "dates", "people", "place", "note", "answer", "declined_at"],
            [("local", "select l.name from local l where l.id = t.local_id")]
        ),
        mine!(
            "feedback_given",
            "person_id",
            ["offering_id"],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
    ]
}

fn attendance() -> Vec<Part> {
    vec![
        mine!(
            "presence",
            "person_id",
            ["here", "late", "left_early", "recorded_at"],
            [
                (
                    "class",
                    "select o.key from session n join offering o on o.id = n.offering_id where n.id = t.session_id"
                ),
                ("session_starts_at", "select n.starts_at from session n where n.id = t.session_id")
            ]
        ),
        mine!(
            "presence_stretch",
            "person_id",
            ["from_minute", "to_minute", "recorded_at"],
            [
                (
                    "class",
                    "select o.key from session n join offering o on o.id = n.offering_id where n.id = t.session_id"
                ),
                ("session_starts_at", "select n.starts_at from session n where n.id = t.session_id")
            ]
        ),
        mine!(
            "partial_decision",
            "person_id",
            ["decision", "reason", "decided_at", "make_up"],
            [(
                "class",
                "select o.key from session n join offering o on o.id = n.offering_id where n.id = t.session_id"
            )]
        ),
        mine!(
            "attendance_written",
            "person_id",
            ["before", "after"],
            [
                ("file", "select f.name from attendance_file f where f.id = t.file_id"),
                (
                    "class",
                    "select o.key from session n join offering o on o.id = n.offering_id where n.id = t.session_id"
                )
            ]
        ),
        mine!(
            "attendance_choice",
            "person_id",
            ["choice", "decided_at"],
            [("file", "select f.name from attendance_file f where f.id = t.file_id")]
        ),
    ]
}

fn credit() -> Vec<Part> {
    vec![
        mine!(
            "credit",
            "person_id",
            ["course_code", "segment", "unit", "minutes", "earned_on", "kind", "reason", "posted_at"],
            [
                ("class", "select o.key from offering o where o.id = t.offering_id"),
                ("claim", "select c.key from claim c where c.id = t.claim_id")
            ]
        ),
        mine!(
            "claim",
            "person_id",
            [
                "key",
                "origin",
                "title",
                "sponsor",
                "taken_on",
                "minutes",
                "evidence",
                "claimed_at",
                "accepted",
                "course_code",
                "credited",
                "answer",
                "decided_at"
            ],
            [("file", "select f.name from attendance_file f where f.id = t.file_id")]
        ),
        part!(
            "evidence",
            "t.claim_id in (select c.id from claim c where c.person_id = $1)",
            ["kind", "size"],
            [("claim", "select c.key from claim c where c.id = t.claim_id")]
        ),
        part!(
            "exception",
            "t.enrolment_id in (select e.id from enrolment e where e.person_id = $1)",
            ["key", "body", "minutes", "reason", "proposed_at", "approved_at", "ended_at", "ended_reason"],
            []
        ),
        part!(
            "standing",
            "t.enrolment_id in (select e.id from enrolment e where e.person_id = $1)",
            [
                "complete",
                "left_minutes",
                "total_minutes",
                "completed_on",
                "applied",
                "computed_at",
                "missing",
                "programme"
            ],
            []
        ),
    ]
}

fn certificates() -> Vec<Part> {
    vec![
        mine!(
            "award",
            "person_id",
            [
                "uuid",
                "number",
                "programme",
                "minutes",
                "parts",
                "completed_on",
                "issued_on",
                "issued_at",
                "state",
                "ended_on",
                "shown",
                "record",
                "usage",
                "proof"
            ],
            [("edition", "select e.edition from edition e where e.id = t.edition_id")]
        ),
        part!(
            "document",
            "t.award_id in (select a.id from award a where a.person_id = $1)",
            ["version", "name", "language", "why", "made_at", "ended_at", "credential"],
            [("number", "select a.number from award a where a.id = t.award_id")]
        ),
        part!(
            "revocation",
            "t.award_id in (select a.id from award a where a.person_id = $1)",
            [
                "category",
                "reason",
                "asked_at",
                "decided_at",
                "agreed",
                "appeal",
                "appealed_at",
                "answer",
                "answered_at"
            ],
            [("number", "select a.number from award a where a.id = t.award_id")]
        ),
        part!(
            "name_fix",
            "t.award_id in (select a.id from award a where a.person_id = $1)",
            ["name", "note", "asked_at", "decided_at", "agreed", "answer"],
            [("number", "select a.number from award a where a.id = t.award_id")]
        ),
        mine!(
            "award_batch_person",
            "person_id",
            ["outcome"],
            [("started_at", "select b.started_at from award_batch b where b.id = t.batch_id")]
        ),
    ]
}

fn duties() -> Vec<Part> {
    vec![
        mine!(
            "office",
            "person_id",
            ["role", "since", "until"],
            [
                ("local", "select l.name from local l where l.id = t.local_id"),
                ("venue", "select v.name from venue v where v.id = t.venue_id")
            ]
        ),
        mine!(
            "trainer",
            "person_id",
            ["offering_id"],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
        mine!(
            "teaching",
            "person_id",
            ["state", "reason", "asked_at", "answered_at"],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
        mine!(
            "can_teach",
            "person_id",
            ["course_code", "said_at"],
            [("course", "select c.title from course c where c.code = t.course_code")]
        ),
        mine!("teaching_times", "person_id", ["times", "regions", "online", "note", "changed_at"], []),
        mine!("away", "person_id", ["from_on", "until_on"], []),
        mine!(
            "taking_part",
            "person_id",
            ["seen", "brings", "asks", "changed_at"],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
        mine!(
            "class_post",
            "person_id",
            ["key", "kind", "body", "file_kind", "file_size", "said_at", "hidden_at", "cleared_at"],
            [
                ("answers", "select q.key from class_post q where q.id = t.answers"),
                ("class", "select o.key from offering o where o.id = t.offering_id")
            ]
        ),
        mine!(
            "class_report",
            "person_id",
            ["reason", "reported_at"],
            [("post_id", "select c.key from class_post c where c.id = t.post_id")]
        ),
        mine!(
            "class_message",
            "person_id",
            ["subject", "body", "people", "sent_at"],
            [("class", "select o.key from offering o where o.id = t.offering_id")]
        ),
        mine!(
            "hand_over",
            "person_id",
            ["role", "from_day", "from_at", "asked_at", "decided_at", "agreed"],
            [("local", "select l.name from local l where l.id = t.local_id")]
        ),
        mine!(
            "consent",
            "person_id",
            ["what", "about", "said", "given_at", "ended_at"],
            [("class", "select o.key from offering o where o.id = t.about and t.what = 'class'")]
        ),
        mine!("question", "person_id", ["name", "email", "body", "asked_at", "answered_at"], []),
        mine!("trainer_page", "person_id", ["shown", "kind", "about", "agreed_to", "changed_at"], []),
        part!(
            "board_person",
            "t.email_folded in (select p.email_folded from person p where p.id = $1)",
            ["email_folded", "added_at", "typed"],
            [("local", "select l.name from local l where l.id = t.local_id")]
        ),
    ]
}

/// Without anything that would let somebody sign in: no token, no secret, no code.
fn signed_in() -> Vec<Part> {
    vec![
        mine!(
            "sign_in",
            "person_id",
            ["device", "created_at", "expires_at", "proved_at", "power_until", "used_at"],
            []
        ),
        mine!("sign_in_link", "person_id", ["purpose", "created_at", "expires_at", "used_at", "tries"], []),
        mine!("second_factor", "person_id", ["made_at", "wrong", "wrong_since"], []),
        mine!(
            "power_request",
            "person_id",
            ["kind", "role", "until", "reason", "asked_at", "decided_at", "agreed"],
            []
        ),
        mine!("factor_code", "person_id", ["made_at", "expires_at", "used_at"], []),
        mine!("spare_code", "person_id", ["used_at"], []),
        mine!("look", "person_id", ["page", "at"], []),
        mine!("address_back", "person_id", ["at"], []),
        mine!("kept_file", "person_id", ["kept_at"], []),
    ]
}

/// What somebody exported or handed in, if they work in the office.
fn office_work() -> Vec<Part> {
    vec![
        mine!("export", "made_by", ["list", "row_count", "made_at"], []),
        mine!(
            "export_request",
            "asked_by",
            ["list", "row_count", "reason", "asked_at", "decided_at", "agreed", "taken_at"],
            []
        ),
        mine!("member_file", "handed_in_by", ["name", "handed_in_at", "state"], []),
        mine!("attendance_file", "handed_in_by", ["name", "handed_in_at", "state"], []),
    ]
}

#[cfg(test)]
mod tests {
    use super::parts;
    use kit::{Language, language::words};
    use std::collections::BTreeSet;

    #[test]
    fn every_table_of_a_copy_is_said_in_words() {
        crate::ground::locales::load().expect("the texts load");
        let said: BTreeSet<&str> = words(Language::En).keys("data-table-").collect();
        for part in parts() {
            let key = format!("data-table-{}", part.table.replace('_', "-"));
            assert!(said.contains(key.as_str()), "{key}");
        }
    }
}
