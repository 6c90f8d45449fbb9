//! Whose board it is, and as whom somebody looks at it.

use super::store::{self, Post};
use crate::{
    classes::offerings::{self, Class, teaches::taught},
    ground::{fault::Fault, ids::PersonId},
    seats::signup::came::takes_part,
    visit::Visit,
};
use rules::time::Instant;

const DAY: i64 = 24 * 60;

/// A board, seen by somebody.
pub(super) struct Place {
    pub class: Class,
    pub person: PersonId,
    /// Whether they teach the class, or are of the office: they moderate.
    pub teaches: bool,
    /// Whether they are of the office, which alone decides about what somebody wrote who teaches.
    pub office: bool,
    /// Whether they no longer take part, and see only what they wrote themselves, to take it off.
    pub left: bool,
}

impl Place {
    /// The board of the class in the address, for somebody who takes part in it.
    pub async fn of_participant(visit: &Visit) -> Result<Self, Fault> {
        let person = visit.member()?.id;
        let key = offerings::key_of(visit.param("key")).to_owned();
        let (class, left) = visit
            .read(move |tx| {
                let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
                let left = !takes_part(tx, person, class.id)?;
                if left && !store::has_posts(tx, class.id, person)? {
                    return Err(Fault::NotFound);
                }
                Ok((class, left))
            })
            .await?;
        Ok(Self { class, person, teaches: false, office: false, left })
    }

    /// The same, for whoever teaches it and for the office.
    pub async fn of_trainer(visit: &Visit) -> Result<Self, Fault> {
        let (person, class) = (visit.member()?.id, taught(visit).await?);
        Ok(Self { class, person, teaches: true, office: visit.scope.is_office(), left: false })
    }

    /// The same, for whoever still takes part.
    pub async fn of_somebody_there(visit: &Visit) -> Result<Self, Fault> {
        let place = Self::of_participant(visit).await?;
        if place.left { Err(Fault::NotFound) } else { Ok(place) }
    }

    /// Whether they may let a post stand: nobody decides about their own words, nor about those of who teaches with them.
    pub fn decides(&self, post: &Post) -> bool {
        self.teaches && post.person != self.person && (!post.trainer || self.office)
    }

    /// The address of the board.
    pub fn path(&self) -> String {
        let room = if self.teaches { "teach" } else { "me/classes" };
        format!("/{room}/{}/board", self.class.key)
    }

    /// When everything on it is forgotten.
    pub fn gone_at(&self, visit: &Visit) -> Instant {
        self.class.ends().plus_minutes(visit.app.config.retention.board_days * DAY)
    }

    /// Whether it is over.
    pub fn is_over(&self, visit: &Visit) -> bool {
        visit.now() >= self.gone_at(visit)
    }
}
