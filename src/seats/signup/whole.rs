//! What can never be true of seats, whatever was signed up for, moved or called off: for the look at everything that is stored.

use crate::ground::fault::Fault;
use db::{Tx, sql};

/// What is wrong, in sentences that name classes by their keys.
pub(crate) fn wrong(tx: &Tx<'_>) -> Result<Vec<String>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, 'more people than seats' from offering o where o.capacity <
               (select count(*) from signup s where s.offering_id = o.id and s.state in ('confirmed', 'offered', 'held'))
             union all
             select o.key, 'somebody is in it twice' from offering o where exists
               (select 1 from signup s where s.offering_id = o.id and s.state in ('confirmed', 'waiting', 'offered', 'held')
                group by s.person_id having count(*) > 1)
             union all
             select o.key, 'two people have the same place in line' from offering o where exists
               (select 1 from signup s where s.offering_id = o.id and s.state = 'waiting' and s.line is not null
                group by s.line having count(*) > 1)
             order by 1, 2"
        ),
        &[],
    )?;
    rows.iter().map(|r| Ok(format!("{}: {}", r.text(0)?, r.text(1)?))).collect()
}
