//! The welcome: one letter with everything that a new candidate needs. Its text is the office's; what only the program
//! knows stands in blocks: their seats, their next steps, the requirements, how hours count.

use crate::{
    classes::offerings::{
        Class,
        card::MemberState,
        dates::{next_open, to_begin_with},
        store,
    },
    ground::fault::Fault,
    people::{
        holes::{filled, unknown_hole},
        letter::{Desk, Letter},
        signin::links::{self, Purpose},
        written::{unknown_style, written, wrong_address},
    },
    programme::{
        courses,
        texts::{self, Text},
    },
    progress,
    seats::signup,
    site::{pages, requirements},
};
use kit::t;
use rules::schedule::first_clash;

/// The name of its text.
pub(crate) const SLUG: &str = "welcome";
/// What its text can have within a line.
pub(crate) const HOLES: [&str; 4] = ["name", "title", "email", "office"];
/// What can stand alone on a line of it.
pub(crate) const BLOCKS: [&str; 5] = ["progress", "seats", "next", "needs", "rules"];

/// Everything a new candidate needs, in one mail.
pub(crate) fn welcome(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let saved = texts::newest(desk.change.tx, SLUG, desk.person.language)?;
    let text = saved.unwrap_or_else(|| pages::shipped(SLUG, desk.person.language));
    let made = links::make(desk.change, desk.person.id, Purpose::Progress, "/me")?;
    letter(desk, &text, &format!("/go/{}", made.token)).map(Some)
}

/// The letter with a text; `way_in` is where its button leads.
pub(crate) fn letter(desk: &Desk<'_, '_, '_>, text: &Text, way_in: &str) -> Result<Letter, Fault> {
    let edition = desk.change.edition()?;
    let wording = edition.wording.of(desk.words.language);
    let value = |hole: &str| match hole {
        "name" => desk.person.name.clone(),
        "title" => wording.site.clone(),
        "office" => desk.office.name.clone(),
        _ => desk.office.email.clone(),
    };
    let subject = filled(&text.title, value);
    let block = |letter: Letter, hole: &str| {
        Ok(Some(match hole {
            "progress" => letter.button(t!(desk.words, "mail-welcome-button"), desk.whole(way_in)),
            "seats" => signup::several_mail::in_welcome(desk, letter)?,
            "next" => next_steps(desk, letter)?,
            "needs" => {
                let needs = progress::words::needs(desk.words, &edition.rules, wording);
                needs.into_iter().fold(letter, Letter::item)
            }
            "rules" => {
                let courses = courses::all(desk.change.tx)?;
                requirements::counting(desk.words, &edition.rules, &courses).into_iter().fold(letter, Letter::item)
            }
            _ => return Ok(None),
        }))
    };
    written(Letter::new(subject), (&text.body, &BLOCKS), value, |path| desk.whole(path), block)
}

/// Without it nobody would hear of the seats that they took when they enrolled.
const NEEDED: &str = "{seats}";

/// Whether a text lacks what it must have, alone on a line.
pub(crate) fn lacks(text: &Text) -> Option<&'static str> {
    (!text.body.lines().any(|line| line.trim() == NEEDED)).then_some(NEEDED)
}

/// What a text can't have, with its field: other holes, and addresses that lead nowhere.
pub(crate) fn wrong(text: &Text) -> Vec<(&'static str, String)> {
    let is_block = |line: &str| BLOCKS.iter().any(|block| line == format!("{{{block}}}"));
    let of_body = || text.body.lines().map(str::trim).filter(|line| !is_block(line));
    let body = of_body().find_map(|line| unknown_hole(line, &HOLES)).or_else(|| wrong_address(&text.body));
    let body = body.or_else(|| unknown_style(&text.body));
    let title = unknown_hole(&text.title, &HOLES);
    title.map(|hole| ("title", hole)).into_iter().chain(body.map(|hole| ("body", hole))).collect()
}

/// For each part the class to begin it with that somebody does not have yet, near them before online. None is at the time of another one, or of a seat that they have.
fn next_steps(desk: &Desk<'_, '_, '_>, mut letter: Letter) -> Result<Letter, Fault> {
    let (words, change) = (desk.words, desk.change);
    let edition = change.edition()?;
    let wording = edition.wording.of(words.language);
    let classes = store::upcoming(change.tx, &edition, change.now)?;
    let region = progress::region_of(change.tx, desk.person.local_id)?;
    let mine = signup::mine::with_content(change, desk.person.id)?;
    let mut open = next_open(&classes, change.now, usize::MAX);
    open.retain(|c| mine.state(c).is_none());
    let far = |c: &Class| match (&region, c.online) {
        (Some(r), false) if c.venue.region == *r => 0,
        (_, true) => 1,
        _ => 2,
    };
    let mut busy: Vec<&Class> = classes.iter().filter(|c| mine.state(c).is_some_and(MemberState::is_sign_up)).collect();
    let booked = busy.len();
    for part in &edition.rules.requirements {
        let free = open.iter().copied().filter(|c| !busy.iter().any(|b| at_once(c, b)));
        let Some(class) = to_begin_with(free, &part.id, change.now, far) else { continue };
        busy.push(class);
        let (when, place) = (class.times_short(words, change.zone), class.place(words));
        let (what, hours) = (class.full_title(), words.hours(class.credited));
        let line = format!("{}: {what} ({hours}), {when}, {place}", wording.part(&part.id));
        letter = letter.link_item(line, desk.whole(&class.path()));
    }
    Ok(if busy.len() == booked { letter.line(t!(words, "mail-welcome-no-class")) } else { letter })
}

/// Whether nobody can be in both classes.
fn at_once(a: &Class, b: &Class) -> bool {
    let spans = |c: &Class| c.sessions.iter().map(|s| s.span).collect::<Vec<_>>();
    first_clash(&spans(a), &spans(b)).is_some()
}
