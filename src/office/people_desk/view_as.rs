//! Looking at the site as somebody else sees it, to answer a question on the telephone. Nothing can be changed
//! meanwhile, a banner says so on every page, and it is logged.

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people,
    programme::change::{Change, Entry},
    visit::{Visit, visitor::Visitor},
};
use db::{params, sql};
use kit::{
    Reply,
    form::{Errors, Typed},
    t,
};

/// Starts looking at the site as somebody else; only the office may, and not as somebody who has power over others.
fn begin(change: &Change<'_, '_>, visitor: &Visitor, person: PersonId, reason: &str) -> Result<bool, Fault> {
    if crate::people::signin::sign_ins::has_power(change.tx, person, change.now)? {
        return Ok(false);
    }
    change.tx.run(
        sql!("update sign_in set as_person = $2 where token_hash = $1"),
        &params![visitor.sign_in.as_slice(), person],
    )?;
    change.audit(&Entry {
        verb: Verb::PersonViewedAs,
        object: "person",
        id: person.0,
        before: "",
        after: "",
        reason,
    })?;
    Ok(true)
}

/// `POST /staff/people/{key}/view-as`
pub(crate) async fn start(visit: Visit) -> Result<Reply, Fault> {
    let (visitor, key, scope) = (visit.member()?.clone(), visit.param("key").to_owned(), visit.scope.clone());
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-reason"));
        return crate::office::people_desk::person::again(visit, &errors).await;
    }
    let begun = visit
        .change(move |change| {
            let person = people::store::by_key(change.tx, &scope, &key)?;
            begin(change, &visitor, person.id, &reason)
        })
        .await?;
    if begun {
        return Ok(Reply::see("/me"));
    }
    let mut errors = Errors::default();
    errors.add("reason", t!(visit.words, "error-view-as-power"));
    let again = Visit { form: Typed::default().with("reason", visit.form.get("reason")), ..visit };
    crate::office::people_desk::person::again(again, &errors).await
}

/// `POST /view-as/end`: ends it: the only thing that can be done while looking.
pub(crate) async fn stop(visit: Visit) -> Result<Reply, Fault> {
    let visitor = visit.member()?.clone();
    if visitor.seen_by.is_none() {
        return Ok(Reply::see("/me"));
    }
    visit
        .change(move |change| {
            change.tx.run(
                sql!("update sign_in set as_person = null where token_hash = $1"),
                &params![visitor.sign_in.as_slice()],
            )?;
            change.audit(&Entry {
                verb: Verb::PersonViewedAsEnded,
                object: "person",
                id: visitor.id.0,
                before: "",
                after: "",
                reason: "",
            })?;
            Ok(())
        })
        .await?;
    Ok(Reply::see("/staff"))
}
