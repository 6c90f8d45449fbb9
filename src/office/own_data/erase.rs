//! Forgetting a person. What stays identifies nobody: seats that were taken, hours that were credited, and the
//! certificates' numbers, dates and states, so that the paper in their hands can still be verified.

use crate::{
    certificates::awards,
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    hours::attendance::files,
    people::{lock::lock_person, signin, store, words},
    programme::change::{Actor, Change, Entry},
    seats::signup,
    visit::app::App,
};
use db::{Tx, params, sql};
use std::sync::Arc;

/// Gives back what a person has booked, so that others get the seats, then forgets the person. Returns how many
/// certificates can still be verified, without a name.
pub(crate) async fn forget(app: &App, actor: Actor, person: PersonId, reason: String) -> Result<usize, Fault> {
    let kept = forget_one(app, actor, person, (reason, By::Wish)).await?;
    // who is forgotten is forgotten: what is left in the log goes with the next night, if it cannot go now
    if let Err(e) = app.db.purge().await {
        tracing::warn!(%e, "what was deleted is still in the database's log");
    }
    Ok(kept)
}

/// Why somebody is forgotten.
#[derive(Clone)]
pub(crate) enum By {
    /// They asked for it: what is stored under their address goes too.
    Wish,
    /// The record is old. If they never confirmed their address, what is stored under it stays: it may be somebody
    /// else's.
    Age(Still),
}

/// Whether somebody is still to be forgotten, asked in the transaction that does it.
pub(crate) type Still = Arc<dyn Fn(&Tx<'_>, PersonId) -> Result<bool, Fault> + Send + Sync>;

/// The same for one of several people: what is left of them in the database's log is purged afterwards.
pub(crate) async fn forget_one(
    app: &App,
    actor: Actor,
    person: PersonId,
    (reason, by): (String, By),
) -> Result<usize, Fault> {
    let now = app.now();
    for id in app.read(move |tx| signup::store::not_begun(tx, person, now)).await? {
        app.change(actor.clone(), move |change| {
            let signup = signup::store::by_id(change.tx, id)?;
            signup::verbs::give_back(change, &signup).map(drop)
        })
        .await?;
    }
    app.change(actor, move |change| erase(change, person, (&reason, &by))).await
}

/// Overwrites everything that names a person. Returns how many certificates can still be verified, without a name.
fn erase(change: &Change<'_, '_>, person: PersonId, (reason, by): (&str, &By)) -> Result<usize, Fault> {
    let tx = change.tx;
    lock_person(tx, person)?;
    if let By::Age(still) = by
        && !still(tx, person)?
    {
        return Ok(0);
    }
    let before = store::by_id(tx, person)?;
    awards::verbs::erase(change, person)?;
    let certificates = awards::store::all_of_person(tx, person)?.len();
    let mut records = vec![person];
    for merged in tx.all(sql!("select id from person where merged_into = $1"), &params![person])? {
        records.push(merged.get(0)?);
    }
    for record in records {
        forget_record(change, record, by)?;
    }
    change.audit(&Entry {
        verb: Verb::PersonErased,
        object: "person",
        id: before.id.0,
        before: "",
        after: &format!("{certificates} certificates keep their state"),
        reason,
    })?;
    Ok(certificates)
}

/// Forgets what one record says: a person has several if records were merged.
fn forget_record(change: &Change<'_, '_>, person: PersonId, by: &By) -> Result<(), Fault> {
    let tx = change.tx;
    let said = store::by_id(tx, person)?;
    if said.verified || matches!(by, By::Wish) {
        forget_address(change, person, &said)?;
    }
    tx.run(
        sql!(
            "update outbox set detail = '', message = null, dropped = coalesce(dropped, 'erased') where person_id = $1"
        ),
        &params![person],
    )?;
    tx.run(sql!("delete from sign_in where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from sign_in_link where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from kept_file where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from address_back where person_id = $1"), &params![person])?;
    tx.run(sql!("update sign_in set as_person = null where as_person = $1"), &params![person])?;
    signin::factor::forget(tx, person)?;
    tx.run(sql!("delete from factor_code where person_id = $1"), &params![person])?;
    tx.run(sql!("update power_request set reason = '' where person_id = $1"), &params![person])?;
    tx.run(sql!("update export_request set reason = '', query = '' where asked_by = $1"), &params![person])?;
    tx.run(sql!("delete from look where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from trainer_page where person_id = $1"), &params![person])?;
    tx.run(sql!("update teaching set reason = '' where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from can_teach where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from teaching_times where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from away where person_id = $1"), &params![person])?;
    let to_come = params![person, change.now.0];
    tx.run(
        sql!(
            "delete from teaching where person_id = $1 and offering_id in (select id from offering where ends_at > $2)"
        ),
        &to_come,
    )?;
    tx.run(
        sql!(
            "delete from trainer where person_id = $1 and offering_id in (select id from offering where ends_at > $2)"
        ),
        &to_come,
    )?;
    let of_them = params![person];
    tx.run(sql!("delete from consent where person_id = $1"), &of_them)?;
    tx.run(sql!("delete from taking_part where person_id = $1"), &of_them)?;
    tx.run(sql!("delete from class_message where person_id = $1"), &of_them)?;
    tx.run(
        sql!(
            "delete from class_report where person_id = $1 or post_id in
               (select c.id from class_post c where c.person_id = $1
                  or c.answers in (select q.id from class_post q where q.person_id = $1))"
        ),
        &of_them,
    )?;
    tx.run(
        sql!(
            "delete from class_file where post_id in
               (select c.id from class_post c where c.person_id = $1
                  or c.answers in (select q.id from class_post q where q.person_id = $1))"
        ),
        &of_them,
    )?;
    tx.run(
        sql!("delete from class_post where answers in (select q.id from class_post q where q.person_id = $1)"),
        &of_them,
    )?;
    tx.run(sql!("delete from class_post where person_id = $1"), &of_them)?;
    tx.run(sql!("delete from question where person_id = $1"), &params![person])?;
    tx.run(sql!("delete from address_change where person_id = $1"), &params![person])?;
    tx.run(
        sql!("update office set until = $2 where person_id = $1 and (until is null or until > $2)"),
        &params![person, change.now.0],
    )?;
    tx.run(
        sql!("update wish set ended_at = $2 where person_id = $1 and ended_at is null"),
        &params![person, change.now.0],
    )?;
    tx.run(sql!("update signup set named = '', request_body = '' where person_id = $1"), &params![person])?;
    tx.run(
        sql!("delete from evidence where claim_id in (select id from claim where person_id = $1)"),
        &params![person],
    )?;
    tx.run(
        sql!("update claim set title = '', sponsor = '', evidence = '', answer = '' where person_id = $1"),
        &params![person],
    )?;
    tx.run(
        sql!(
            "update exception set reason = '', ended_reason = ''
             where enrolment_id in (select id from enrolment where person_id = $1)"
        ),
        &params![person],
    )?;
    tx.run(
        sql!("delete from standing where enrolment_id in (select id from enrolment where person_id = $1)"),
        &params![person],
    )?;
    tx.run(sql!("update enrolment set confirmed_at = null where person_id = $1"), &params![person])?;
    // what the log says about them: who did what, and when, stays
    tx.run(
        sql!(
            "update audit set reason = '', salt = '', before = '', after = '' where
               ((object = 'person' and object_id = $1)
                or (object = 'award' and object_id in (select id from award where person_id = $1))
                or (object = 'claim' and object_id in (select id from claim where person_id = $1))
                or (object = 'exception' and object_id in (select x.id from exception x
                      join enrolment e on e.id = x.enrolment_id where e.person_id = $1)))"
        ),
        &params![person],
    )?;
    tx.run(sql!("delete from feedback_given where person_id = $1"), &params![person])?;
    tx.run(sql!("update cohort_request set note = '' where asked_by = $1"), &params![person])?;
    // a merge keeps both names: once they are gone, it cannot be undone any more
    tx.run(sql!("update merge set moved = '', reason = '' where kept_id = $1 or gone_id = $1"), &params![person])?;
    // reports on member files name people too
    tx.run(
        sql!(
            "update member_file set report = '' where report <> '' and exists
               (select 1 from person p where p.id = $1 and p.name <> '' and member_file.report like '%' || p.name || '%')"
        ),
        &params![person],
    )?;
    overwrite(tx, person)
}

/// Forgets what is stored under somebody's address.
fn forget_address(change: &Change<'_, '_>, person: PersonId, said: &store::Person) -> Result<(), Fault> {
    let tx = change.tx;
    files::verbs::forget_person(change, &said.name, &said.email)?;
    tx.run(
        sql!("delete from question where email_folded = (select email_folded from person where id = $1)"),
        &params![person],
    )?;
    tx.run(
        sql!("delete from address_change where email_folded = (select email_folded from person where id = $1)"),
        &params![person],
    )?;
    // our copy of the union's member file; the next file brings back anyone who is still a member
    tx.run(
        sql!(
            "delete from member_word where number in (select m.number from member m
               where m.number in (select member_number from person where id = $1)
                  or m.email_folded = (select email_folded from person where id = $1))"
        ),
        &params![person],
    )?;
    tx.run(
        sql!(
            "delete from member where number in (select member_number from person where id = $1)
             or email_folded = (select email_folded from person where id = $1)"
        ),
        &params![person],
    )?;
    tx.run(
        sql!("delete from board_person where email_folded in (select email_folded from person where id = $1)"),
        &params![person],
    )?;
    tx.run(
        sql!("update team_unasked set named = '', email_folded = '' where email_folded in (select email_folded from person where id = $1)"),
        &params![person],
    )?;
    forget_mentions(tx, said)
}

/// Forgets mentions of somebody in letters to others and in the names that staff gave files.
fn forget_mentions(tx: &Tx<'_>, said: &store::Person) -> Result<(), Fault> {
    // a short name of one word also occurs inside other words
    let tells = |w: &&str| w.contains([' ', '@']) || w.chars().count() > 5;
    for word in [said.name.trim(), said.email.trim()].into_iter().filter(tells) {
        let like = format!("%{}%", word.replace(['\\', '%', '_'], "_"));
        tx.run(
            sql!("update outbox set message = null, detail = '' where sent_at > 0 and message is not null and message like $1"),
            &params![&like],
        )?;
        let both = params![word, "…"];
        tx.run(
            sql!("update attendance_file set name = replace(name, $1, $2) where name like '%' || $1 || '%'"),
            &both,
        )?;
        tx.run(sql!("update member_file set name = replace(name, $1, $2) where name like '%' || $1 || '%'"), &both)?;
        tx.run(sql!("update material set title = replace(title, $1, $2) where title like '%' || $1 || '%'"), &both)?;
    }
    Ok(())
}

/// Overwrites what a person's own row says about them.
fn overwrite(tx: &Tx<'_>, person: PersonId) -> Result<(), Fault> {
    tx.run(
        sql!(
            "update person set name = '', called = '', chapter = '', folded = '', name_key = '', mailbox = '', email = $2, email_folded = $2,
                    email_verified_at = null, local_id = null, local_typed = '', membership = 'held',
                    member_number = null, share_with_local = false
             where id = $1"
        ),
        &params![person, format!("erased-{person}@invalid")],
    )?;
    words::of_person(tx, person)
}
