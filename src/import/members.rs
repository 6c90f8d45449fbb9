//! `members.csv`: the union's member file. Read in one go; leavers are reported and kept; people who waited for
//! their membership to be confirmed are matched.

use super::{
    Count, Input, Run,
    table::{self, Check},
};
use crate::{
    change::Change,
    fault::Fault,
    people::{
        self, fold, fold_email,
        membership::{self, Found},
    },
};
use db::{Value, params, sql};
use std::collections::{HashMap, HashSet};

#[derive(PartialEq, Eq)]
struct Member {
    name: String,
    email: Option<String>,
    local: i64,
    category: String,
}

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0 };
    let rows = match table::read(input, &["number", "name", "local", "category"], &["email"]) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let tx = run.change.tx;
    let mut locals: HashMap<String, (i64, String)> = HashMap::new();
    for row in tx.all(sql!("select key, folded, id, region from local"), &[])? {
        let place: (i64, String) = (row.get(2)?, row.get(3)?);
        locals.insert(row.get(1)?, place.clone());
        locals.insert(row.get(0)?, place);
    }
    let mut stored: HashMap<String, Member> = HashMap::new();
    for row in tx.all(sql!("select number, name, email_folded, local_id, category from member"), &[])? {
        let member = Member { name: row.get(1)?, email: row.get(2)?, local: row.get(3)?, category: row.get(4)? };
        stored.insert(row.get(0)?, member);
    }
    let mut seen: HashSet<&str> = HashSet::with_capacity(rows.len());
    let mut fresh: Vec<Vec<Value>> = Vec::new();
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let (number, name) = (check.text(row, "number"), check.text(row, "name"));
        let (local, category) = (check.text(row, "local"), check.text(row, "category"));
        if !seen.insert(row.get("number")) {
            check.wrong("number", format!("\"{number}\" is in the file twice"));
        }
        let place = locals.get(&local).or_else(|| locals.get(&fold(&local))).cloned();
        if place.is_none() {
            check.wrong("local", format!("\"{local}\" is no local that we know; import locals.csv first"));
        }
        let Some((local, region)) = place.filter(|_| check.clean) else { continue };
        let email = Some(fold_email(row.get("email"))).filter(|e| !e.is_empty());
        let member = Member { name, email, local, category };
        let folded = fold(&member.name);
        match stored.get(&number) {
            Some(same) if *same == member => count.same += 1,
            Some(_) => {
                count.changed += 1;
                tx.run(
                    sql!(
                        "update member set name = $2, folded = $3, email_folded = $4, local_id = $5, category = $6, region = $7
                         where number = $1"
                    ),
                    &params![&number, &member.name, folded, member.email, local, &member.category, &region],
                )?;
            }
            None => {
                count.new += 1;
                fresh.push(params![number, member.name, folded, member.email, local, member.category, region].to_vec());
            }
        }
    }
    count.gone = stored.keys().filter(|n| !seen.contains(n.as_str())).count();
    if run.problems.is_empty() {
        tx.insert_many("insert into member (number, name, folded, email_folded, local_id, category, region)", &fresh)?;
        match_people(run.change)?;
    }
    Ok(count)
}

/// Confirms the membership of those who wait for it and are in the file now. Part of an import.
fn match_people(change: &Change<'_, '_>) -> Result<usize, Fault> {
    let rows = change.tx.all(
        sql!(
            "select id, name, email, local_id from person
             where membership = 'to-confirm' and email_verified_at is not null limit 20000"
        ),
        &[],
    )?;
    let mut matched = 0;
    for row in rows {
        let found = membership::look_up(change.tx, &row.get::<String>(1)?, &row.get::<String>(2)?, row.get(3)?)?;
        if let Found::Member(number) = found {
            people::store::set_membership(change, row.get(0)?, "confirmed", Some(&number))?;
            matched += 1;
        }
    }
    Ok(matched)
}
