//! An event's classes by the time at which they begin, one choice for each time.

use crate::{
    classes::offerings::{
        Class, SeatState,
        card::{MemberState, mine_tag, seat_tag, titles},
        known::Known,
    },
    ground::when,
    programme::WordingIn,
    seats::signup::mine::Mine,
    visit::Visit,
};
use kit::{
    form::Typed,
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};
use rules::time::Span;

/// Where a choice says that it is for a place in line.
const WAIT: &str = "wait/";
/// Where a choice says that they know that they have the class's content.
const AGAIN: &str = "again/";

/// One choice of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice<'a> {
    /// The class's key.
    pub class: &'a str,
    /// Whether a place in line was offered.
    pub may_wait: bool,
    /// Whether it was said that they have its content.
    pub again: bool,
}

/// The fields with a choice.
pub(super) fn fields(typed: &Typed) -> impl Iterator<Item = &str> {
    typed.names().filter(|name| name.starts_with("slot-"))
}

/// The classes that are chosen.
pub(super) fn choices(typed: &Typed) -> impl Iterator<Item = Choice<'_>> {
    fields(typed).map(|name| typed.get(name)).filter(|value| !value.is_empty()).map(|value| {
        let again = value.strip_prefix(AGAIN);
        let value = again.unwrap_or(value);
        let waits = value.strip_prefix(WAIT);
        Choice { class: waits.unwrap_or(value), may_wait: waits.is_some(), again: again.is_some() }
    })
}

/// The timetable, and whether there is anything to choose.
pub(super) struct Timetable {
    pub slots: Markup,
    pub can_choose: bool,
}

/// What a timetable is made of.
pub(super) struct Day<'a> {
    pub wording: &'a WordingIn,
    /// The key of the event's place: classes there say their room alone.
    pub venue: &'a str,
    pub classes: &'a [Class],
    pub mine: &'a Mine,
    pub chosen: &'a Typed,
    /// Keys of classes that can't be had as they were chosen: they are not chosen any more.
    pub refused: &'a [&'a str],
}

impl Day<'_> {
    fn is_chosen(&self, class: &Class) -> bool {
        !self.refused.contains(&class.key.as_str()) && choices(self.chosen).any(|c| c.class == class.key)
    }
}

/// The timetable of an event.
pub(super) fn timetable(visit: &Visit, event: &Day<'_>) -> Timetable {
    let Day { classes, mine, .. } = *event;
    let (words, zone) = (visit.words, &visit.app.zone);
    let slots = slots(classes);
    let held: Vec<&Class> = classes.iter().filter(|c| mine.state(c).is_some_and(has_seat)).collect();
    let day = |slot: &Slot<'_>| slot.span.start.date(zone);
    let several_days = slots.windows(2).any(|w| day(&w[0]) != day(&w[1]));
    let is_open = |slot: &Slot<'_>| {
        !held.iter().any(|h| slot.is_during(h)) && slot.classes.iter().any(|c| value(visit, c, mine.state(c)).is_some())
    };
    let can_choose = slots.iter().any(is_open);
    let slots = html! {
        @for (n, slot) in slots.iter().enumerate() {
            @if several_days && (n == 0 || day(slot) != day(&slots[n - 1])) {
                h2 { (words.day(when::day(slot.span.start, zone), false)) }
            }
            @let taken = held.iter().any(|h| slot.is_during(h));
            @let open = is_open(slot);
            @let name = format!("slot-{}", n + 1);
            section.slot {
                h3 id={ (name) "-at" } {
                    (words.clock(when::clock(slot.span.start, zone))) " "
                    span { (t!(words, "event-until", time = words.clock(when::clock(slot.span.end, zone)))) }
                }
                @if taken { p.mut { (t!(words, "event-slot-taken")) } }
                div.opts role=[open.then_some("radiogroup")] aria-labelledby=[open.then(|| format!("{name}-at"))] {
                    @for (i, class) in slot.classes.iter().enumerate() {
                        @let value = value(visit, class, mine.state(class)).filter(|_| !taken);
                        (option(visit, event, class, (&name, i), value.as_deref()))
                    }
                    @if open {
                        @let none = !slot.classes.iter().any(|class| event.is_chosen(class));
                        div.opt.none {
                            input type="radio" id={ (name) "-none" } name=(name) value="" checked[none];
                            label for={ (name) "-none" } { (t!(words, "event-nothing-then")) }
                        }
                    }
                }
            }
        }
    };
    Timetable { slots, can_choose }
}

/// A seat, or one that is held: anything else at that time would be in its way.
fn has_seat(mine: MemberState) -> bool {
    matches!(mine, MemberState::Confirmed | MemberState::Offered)
}

/// What choosing a class sends; nothing where it can't be chosen here.
fn value(visit: &Visit, class: &Class, mine: Option<MemberState>) -> Option<String> {
    let theirs =
        matches!(mine, Some(m) if m.is_sign_up() || matches!(m, MemberState::NotForThem | MemberState::Attended(_)));
    if theirs || !class.sites.is_empty() {
        return None;
    }
    let again = if has_content(mine) { AGAIN } else { "" };
    match class.seats(visit.now()) {
        SeatState::Left(_) | SeatState::Few(_) | SeatState::OneGroup => Some(format!("{again}{}", class.key)),
        SeatState::Full { .. } => Some(format!("{again}{WAIT}{}", class.key)),
        _ => None,
    }
}

/// Whether the class would add no hours.
fn has_content(mine: Option<MemberState>) -> bool {
    matches!(mine, Some(MemberState::Taken | MemberState::Content(Known::Taken | Known::Booked)))
}

fn option(visit: &Visit, event: &Day<'_>, class: &Class, (name, i): (&str, usize), value: Option<&str>) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let mine = event.mine.state(class);
    let here = class.sites.is_empty() && !class.online && class.venue.key == event.venue;
    let place = if here { class.room.clone() } else { class.place(words) };
    let id = format!("{name}-{i}");
    let path = visit.href(&class.path());
    let is_chosen = event.is_chosen(class);
    let facts = html! {
        @if !class.trainers.is_empty() { span.mut.small { (class.trainers) } }
        @if !place.is_empty() { span.mut.small { (place) } }
        @if class.sessions.len() > 1 { @for time in class.times(words, zone) { span.small { (time) } } }
        span.row {
            (tag("", Icon::Circle, &class.parts_in_words(visit, event.wording)))
            span.small { (words.hours(class.minutes(visit))) }
            (seat_tag(words, class, visit.now(), zone))
            @if let Some(mine) = mine { (mine_tag(words, mine)) }
        }
        @if value.is_some_and(|v| v.contains(WAIT)) { span.small { (t!(words, "event-waits")) } }
        @if value.is_some_and(|v| v.starts_with(AGAIN)) { span.small { (t!(words, "event-again")) } }
    };
    let more = html! {
        @if mine.is_some_and(MemberState::is_sign_up) {
            a.small href={ "/me/classes/" (class.key) } { (t!(words, "see-my-seat")) span.vh { ": " (class.full_title()) } }
        } @else {
            a.small href=(path) { (t!(words, "event-about-class")) span.vh { ": " (class.full_title()) } }
        }
    };
    let style = if mine.is_some_and(MemberState::is_sign_up) { "opt mine" } else { "opt shut" };
    match value {
        Some(value) => html! {
            div.opt {
                input type="radio" id=(id) name=(name) value=(value) checked[is_chosen];
                label for=(id) { strong lang=[titles(words)] { (class.full_title()) } (facts) }
                (more)
            }
        },
        None => {
            html! { div class=(style) { div.label { strong lang=[titles(words)] { (class.full_title()) } (facts) } (more) } }
        }
    }
}

/// Classes that begin together.
struct Slot<'a> {
    /// The first session of each.
    span: Span,
    classes: Vec<&'a Class>,
}

impl Slot<'_> {
    /// Whether somebody who is in a class can't be in another one then.
    fn is_during(&self, class: &Class) -> bool {
        class.sessions.iter().any(|s| s.span.start < self.span.end && self.span.start < s.span.end)
    }
}

fn slots(classes: &[Class]) -> Vec<Slot<'_>> {
    let mut out: Vec<Slot<'_>> = Vec::new();
    for class in classes {
        let end = class.sessions.first().map_or(class.closes_at, |s| s.span.end);
        let span = Span { start: class.starts(), end };
        match out.iter_mut().find(|s| s.span == span) {
            Some(slot) => slot.classes.push(class),
            None => out.push(Slot { span, classes: vec![class] }),
        }
    }
    out
}
