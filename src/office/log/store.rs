//! Every statement that reads the log.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// An entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogLine {
    pub id: i64,
    pub at: Instant,
    /// The name of whoever did it; empty for the program and the command line.
    pub by: String,
    /// The key of their page.
    pub by_key: String,
    pub actor: String,
    pub verb: String,
    pub object: String,
    pub object_id: i64,
    pub before: String,
    pub after: String,
    pub reason: String,
    pub sign_in: String,
    pub seq: Option<i64>,
}

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only entries older than this id.
    pub before: i64,
    pub from: Instant,
    pub until: Instant,
    /// The beginning of the verb: `signup` or `signup.made`.
    pub verb: String,
    pub by: Option<PersonId>,
    pub sign_in: String,
    /// Entries about this person.
    pub about: Option<PersonId>,
}

db::record! { $
    log_lines: "from audit a left join person p on p.id = a.actor_id" => fn read -> Result<LogLine, Fault> {
        id: "a.id",
        at: "a.at" => Instant,
        by: "coalesce(p.name, '')",
        actor: "a.actor",
        verb: "a.verb",
        object: "a.object",
        object_id: "a.object_id",
        before: "a.before",
        after: "a.after",
        reason: "a.reason",
        sign_in: "coalesce(a.sign_in, '')",
        seq: "a.seq",
        by_key: "coalesce(p.key, '')",
    }
}

/// The statement with the main condition first, so that its index is used; the plus signs rule out the other indexes.
macro_rules! entries {
    ($first:literal, $order:literal) => {
        log_lines!(
            "where ",
            $first,
            " and ($4 = '' or a.verb = $4 or a.verb like $4 || '.%')
               and (cast($5 as bigint) = 0 or a.actor_id = $5) and ($6 = '' or a.sign_in = $6)
               and (cast($7 as bigint) = 0 or (a.object = 'person' and a.object_id = $7))
             order by ",
            $order,
            " limit $8"
        )
    };
}

/// Entries, newest first.
pub(super) fn list(tx: &Tx<'_>, scope: &Scope, filter: &Filter, limit: i64) -> Result<Vec<LogLine>, Fault> {
    scope.everybody()?;
    let of_verb = |verb: &str| {
        params![
            filter.before,
            filter.from.0,
            filter.until.0,
            verb,
            filter.by.unwrap_or_default(),
            &filter.sign_in,
            filter.about.unwrap_or_default(),
            limit
        ]
    };
    let values = of_verb(&filter.verb);
    let rows = if !filter.sign_in.is_empty() {
        tx.all(entries!("a.sign_in = $6 and a.id < $1 and +a.at >= $2 and +a.at < $3", "a.id desc"), &values)?
    } else if filter.about.is_some() {
        tx.all(
            entries!(
                "a.object = 'person' and a.object_id = $7 and a.id < $1 and +a.at >= $2 and +a.at < $3",
                "a.id desc"
            ),
            &values,
        )?
    } else if filter.by.is_some() {
        tx.all(entries!("a.actor_id = $5 and +a.id < $1 and a.at >= $2 and a.at < $3", "a.id desc"), &values)?
    } else if filter.verb.is_empty() {
        tx.all(entries!("+a.id < $1 and a.at >= $2 and a.at < $3", "a.at desc, a.id desc"), &values)?
    } else {
        let mut rows = Vec::new();
        for verb in verbs(tx, &filter.verb)? {
            let of_this = entries!("a.verb = $4 and a.id < $1 and +a.at >= $2 and +a.at < $3", "a.id desc");
            rows.extend(tx.all(of_this, &of_verb(&verb))?);
        }
        rows
    };
    let mut lines: Vec<LogLine> = rows.iter().map(read).collect::<Result<_, _>>()?;
    if !filter.verb.is_empty() {
        lines.sort_by_key(|line| std::cmp::Reverse(line.id));
        lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    Ok(lines)
}

/// The verbs under a name: the name itself, and those that begin with it and a dot. Each is one step in the index.
fn verbs(tx: &Tx<'_>, name: &str) -> Result<Vec<String>, Fault> {
    let rows = tx.all(
        sql!(
            "with recursive v (verb) as (
               select min(verb) from audit
               union all select (select min(a.verb) from audit a where a.verb > v.verb) from v where v.verb is not null)
             select verb from v where verb = $1 or verb like $1 || '.%'"
        ),
        &params![name],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}
