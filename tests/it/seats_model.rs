//! Seats as a state machine: random requests go to the program over HTTP and to a plain reading of the rules in words
//! that was written without the program's code; after every request the two are compared, person by person.
//!
//! Where the words leave something open (such places say "open"), several readings run side by side and one must fit.
//! Nothing is taken over from the program but the end of an offer or a question when it is new. `RATIFY_MODEL_RUNS`
//! sets how many sequences an engine runs, `RATIFY_MODEL_SEED` the seed of the first.

use crate::{
    on_both,
    world::{DAY, Engine, START, World},
};
use ratify::{Random, browser::Browser, jobs};
use rules::time::Instant;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    iter::repeat_n,
};

const RUNS: u64 = 6;
const OPERATIONS: usize = 60;
const NAMES: [&str; 7] = ["Ana Lima", "Bo Reyes", "Cem Aksoy", "Dot Walsh", "Eva Nunes", "Finn Daly", "Gia Russo"];
const PEOPLE: usize = NAMES.len();
/// Two classes at one time and one on another day, or three at one time: by turns.
const CLASSES: [[&str; 3]; 2] =
    [["fnd-101-wus", "spc-323-wus", "dem-204-winter"], ["fnd-101-wus", "spc-323-wus", "dem-202-wus"]];
/// What is done, and how often in a hundred times. `rest` is the jobs until nothing changes any more.
const WHAT: [&str; 13] =
    ["sign-up", "cancel", "take", "pass", "swap", "auto", "ask", "unask", "seats", "call-off", "time", "jobs", "rest"];
const SHARE: [usize; 13] = [24, 8, 13, 5, 11, 7, 7, 2, 8, 1, 9, 3, 2];
const ROUNDS: usize = 5;
const SEE_OTHER: u16 = 303;
const REFUSED: u16 = 409;

/// All `-wus` classes named here are on January 23, 2027, from 9:00 to 10:30.
fn overlap(a: &str, b: &str) -> bool {
    a != b && a.ends_with("-wus") && b.ends_with("-wus")
}

fn email(person: usize) -> String {
    format!("p{person}@example.org")
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Confirmed,
    Waiting,
    Offered,
    Invited,
    #[default]
    Ended,
}
use State::{Confirmed, Ended, Invited, Offered, Waiting};

const LIVE: [State; 4] = [Confirmed, Waiting, Offered, Invited];
const SEATED: [State; 2] = [Confirmed, Offered];
const IN_LINE: [State; 2] = [Waiting, Offered];

/// `other` is the class to swap for, the colleague, the seats or the minutes; `yes` the box that the form has.
#[derive(Debug, Clone, Copy)]
struct Op {
    what: &'static str,
    person: usize,
    class: usize,
    other: usize,
    yes: bool,
}

/// One sign-up; its place in the list is the order of asking.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SignUp {
    person: usize,
    class: usize,
    state: State,
    /// When the offer or the question ends; `None` while it is so new that only the program knows.
    until: Option<i64>,
    auto: bool,
    ran_out: u32,
    /// Their own sign-up that they give up for this one.
    instead_of: Option<usize>,
    /// The sign-up of who asks them to take over, and how many were asked to take over this one.
    giver: Option<usize>,
    asked: u32,
}

/// The rules in words, as plain as they are, in one reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Model {
    /// Open, and the same through a sequence. 1: an offer that ran out blocks other classes until a job ends it.
    /// 2: "take it without asking me" outlives the taking. 4: a colleague is still asked after staff took the seat
    /// away. By eights: whether the old seat of a swap "is still theirs" when it was taken away and is now offered, or
    /// waited for.
    reading: usize,
    /// The control: a line that is served from its end.
    mistaken: bool,
    now: i64,
    names: [&'static str; 3],
    seats: [usize; 3],
    cancelled: [bool; 3],
    line: [Vec<usize>; 3],
    signups: Vec<SignUp>,
}

type Models = BTreeSet<Model>;
/// A state that a request may lead to, and the status of the answer where the words say it.
type Outcome = (Model, Option<u16>);

/// What can be seen, in words, and by class and person when offers and questions end.
#[derive(Default)]
struct Seen {
    facts: BTreeSet<String>,
    until: BTreeMap<(usize, usize), i64>,
}

fn class_fact(class: &str, seats: usize, cancelled: bool) -> String {
    format!("{class} has {seats} seats{}", if cancelled { " and is called off" } else { "" })
}

fn fact(class: &str, person: usize, state: State, auto: bool, place: Option<usize>) -> String {
    let auto = if auto && IN_LINE.contains(&state) { ", unasked" } else { "" };
    format!("{class}: {} {state:?}{auto}{}", NAMES[person], place.map_or_else(String::new, |p| format!(", place {p}")))
}

/// All orders of up to four; what is beyond stays at the end.
fn orders(items: &[usize]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for (n, item) in items.iter().enumerate() {
        let first = if n < 4 { 0 } else { n };
        let put = |order: &[usize], at: usize| [&order[..at], &[*item], &order[at..]].concat();
        all = all.iter().flat_map(|order| (first..=n).map(|at| put(order, at)).collect::<Vec<_>>()).collect();
    }
    all
}

impl Model {
    fn is(&self, i: usize, state: State) -> bool {
        self.signups[i].state == state
    }

    fn of(&self, class: usize, states: &[State]) -> Vec<usize> {
        let here = |i: &usize| self.signups[*i].class == class && states.contains(&self.signups[*i].state);
        (0..self.signups.len()).filter(here).collect()
    }

    fn live(&self, person: usize, class: usize) -> Option<usize> {
        self.of(class, &LIVE).into_iter().find(|i| self.signups[*i].person == person)
    }

    fn has_free(&self, class: usize) -> bool {
        !self.cancelled[class] && self.of(class, &SEATED).len() < self.seats[class]
    }

    fn past(&self, i: usize) -> bool {
        self.signups[i].until.is_some_and(|until| until <= self.now)
    }

    fn gives_up(&self, i: usize) -> Option<usize> {
        let theirs = &[Confirmed, Offered, Waiting][..=self.reading / 8];
        self.signups[i].instead_of.filter(|old| theirs.contains(&self.signups[*old].state))
    }

    /// Whether a seat or an offer of theirs at the same time, other than `besides`, stands in the way.
    fn blocked(&self, person: usize, class: usize, besides: Option<usize>) -> bool {
        self.signups.iter().enumerate().any(|(i, s)| {
            let offer = s.state == Offered && (!self.past(i) || self.reading & 1 > 0);
            let same_time = overlap(self.names[s.class], self.names[class]);
            (s.state == Confirmed || offer) && same_time && s.person == person && Some(i) != besides
        })
    }

    fn can_come(&self, i: usize) -> bool {
        !self.blocked(self.signups[i].person, self.signups[i].class, self.gives_up(i))
    }

    /// Whether a seat is free while somebody who could come waits.
    fn lags(&self, class: usize) -> bool {
        self.has_free(class) && self.line[class].iter().any(|i| self.can_come(*i))
    }

    fn set(&mut self, i: usize, state: State) {
        (self.signups[i].state, self.signups[i].until) = (state, None);
        let line = &mut self.line[self.signups[i].class];
        line.retain(|other| *other != i);
        line.extend((state == Waiting).then_some(i));
    }

    fn add(&mut self, person: usize, class: usize, state: State) -> usize {
        self.signups.push(SignUp { person, class, ..SignUp::default() });
        self.set(self.signups.len() - 1, state);
        self.signups.len() - 1
    }

    fn settle(&mut self, class: usize) {
        let mut line = self.line[class].clone();
        if self.mistaken {
            line.reverse();
        }
        for i in line {
            if self.has_free(class) && self.can_come(i) {
                self.set(i, Offered);
            }
        }
    }

    fn question_of(&self, giver: usize) -> Option<usize> {
        (0..self.signups.len()).find(|i| self.is(*i, Invited) && self.signups[*i].giver == Some(giver))
    }

    fn end_question(&mut self, giver: usize) {
        self.question_of(giver).into_iter().for_each(|i| self.set(i, Ended));
    }

    /// Ends a sign-up, with the question that hangs on it, and offers its seat on.
    fn end(&mut self, i: usize) {
        let SignUp { class, state, .. } = self.signups[i];
        self.set(i, Ended);
        self.end_question(i);
        if SEATED.contains(&state) {
            self.settle(class);
        }
    }

    /// They get the seat, and what they give up for it is offered on.
    fn take(&mut self, i: usize) {
        let old = self.gives_up(i);
        self.set(i, Confirmed);
        self.signups[i].auto &= self.reading & 2 > 0;
        old.into_iter().for_each(|old| self.end(old));
    }

    fn outcomes(&self, op: Op) -> Vec<Outcome> {
        let Op { what, person, class, other, yes } = op;
        let mut next = self.clone();
        match (what, self.live(person, class)) {
            ("sign-up", None) => return vec![self.ask_for_seat(person, class, yes, None)],
            ("cancel" | "pass", Some(i)) => next.end(i),
            ("take", Some(i)) => return self.say_yes(i),
            ("swap", Some(old)) => return self.swap(old, other, yes),
            ("auto", Some(i)) if IN_LINE.contains(&self.signups[i].state) => next.signups[i].auto = yes,
            ("ask", Some(i)) if self.is(i, Confirmed) => next.ask_colleague(i, other),
            ("unask", Some(i)) => next.end_question(i),
            ("seats", _) => next.set_seats(class, other, yes),
            ("call-off", _) => {
                next.cancelled[class] = true;
                self.of(class, &LIVE).into_iter().for_each(|i| next.end(i));
            }
            ("time", _) => next.now += other as i64 * 60_000_000,
            ("jobs", _) => return self.jobs().into_iter().map(|m| (m, None)).collect(),
            ("rest", _) => {
                let again = |models: Models, _| models.iter().flat_map(Self::jobs).collect();
                let rested: Models = (0..ROUNDS).fold(Models::from([next]), again);
                // nobody who could come waits beside a free seat
                return rested.into_iter().filter(|m| (0..3).all(|c| !m.lags(c))).map(|m| (m, None)).collect();
            }
            // asking again, or about what one does not have, changes nothing
            _ => {}
        }
        vec![(next, None)]
    }

    /// Asking for a seat or a place in line, perhaps instead of their seat `old`.
    fn ask_for_seat(&self, person: usize, class: usize, wait: bool, old: Option<usize>) -> Outcome {
        let mut next = self.clone();
        next.settle(class);
        // whoever still waits beside a free seat cannot come, and stands in nobody's way
        if next.has_free(class) && !next.blocked(person, class, old) {
            next.add(person, class, Confirmed);
            old.into_iter().for_each(|old| next.end(old));
        } else if wait && !next.has_free(class) && !next.cancelled[class] {
            let i = next.add(person, class, Waiting);
            next.signups[i].instead_of = old;
        } else {
            // open: "nothing changes", yet the line was served before; `sooner` allows both
            return (self.clone(), Some(REFUSED));
        }
        (next, Some(SEE_OTHER))
    }

    /// Open: whether the line is served before it is seen that they have a place in it.
    fn swap(&self, old: usize, to: usize, wait: bool) -> Vec<Outcome> {
        let person = self.signups[old].person;
        let Some(there) = self.live(person, to) else { return vec![self.ask_for_seat(person, to, wait, Some(old))] };
        let mut both = vec![(self.clone(), None), (self.clone(), None)];
        both[1].0.settle(to);
        for (next, _) in both.iter_mut().filter(|(m, _)| m.is(there, Waiting)) {
            next.signups[there].instead_of = Some(old);
        }
        both
    }

    fn say_yes(&self, i: usize) -> Vec<Outcome> {
        let mut next = self.clone();
        let giver = self.signups[i].giver.filter(|_| self.is(i, Invited));
        if !(self.is(i, Offered) || self.is(i, Invited)) || self.past(i) {
            return vec![(next, None)];
        }
        if giver.is_some_and(|g| !self.is(g, Confirmed)) {
            // open: who asked has no seat to give any more; the question may end now or stay
            next.end(i);
            return vec![(self.clone(), None), (next, None)];
        }
        if !self.can_come(i) {
            return vec![(next, Some(REFUSED))];
        }
        giver.into_iter().for_each(|giver| next.set(giver, Ended));
        next.take(i);
        vec![(next, Some(SEE_OTHER))]
    }

    fn ask_colleague(&mut self, i: usize, colleague: usize) {
        let SignUp { class, asked, .. } = self.signups[i];
        let there = self.live(colleague, class);
        if self.question_of(i).is_some() || asked >= 5 || there.is_some_and(|j| !self.is(j, Waiting)) {
            return;
        }
        there.into_iter().for_each(|j| self.end(j));
        let j = self.add(colleague, class, Invited);
        self.signups[j].giver = Some(i);
        self.signups[i].asked += 1;
    }

    fn set_seats(&mut self, class: usize, seats: usize, displace: bool) {
        let mut lose = self.of(class, &SEATED);
        if self.cancelled[class] || (seats < lose.len() && !displace) {
            return;
        }
        // who is only offered a seat before who has one, the latest to ask first
        lose.sort_by_key(|i| (self.is(*i, Confirmed), Reverse(*i)));
        lose.truncate(lose.len().saturating_sub(seats));
        lose.sort_unstable();
        for i in &lose {
            self.set(*i, Waiting);
            if self.reading & 4 == 0 {
                self.end_question(*i);
            }
        }
        self.line[class].rotate_right(lose.len());
        if std::mem::replace(&mut self.seats[class], seats) < seats {
            self.settle(class);
        }
    }

    fn over(&self, class: usize) -> Vec<usize> {
        self.of(class, &[Offered, Invited]).into_iter().filter(|i| self.past(*i)).collect()
    }

    /// Open: in which order the job comes to the classes, whether it comes to one where nothing was due at first, and
    /// whether it takes an offer that comes of another such taking.
    fn jobs(&self) -> Models {
        let mut done = Models::new();
        for order in orders(&[0, 1, 2]) {
            let mut models = Models::from([self.clone()]);
            for class in order {
                let due = self.lags(class) || !self.over(class).is_empty();
                let as_before = if due { Models::new() } else { models.clone() };
                models = models.iter().flat_map(|m| m.job(class)).chain(as_before).collect();
            }
            done.extend(models);
        }
        let once: Models = done.iter().flat_map(Self::take_unasked).collect();
        once.iter().flat_map(Self::take_unasked).chain(once.clone()).collect()
    }

    /// Open: in which order people go to the end of the line whose offers the same job ends.
    fn job(&self, class: usize) -> Models {
        let serve = |order: Vec<usize>| {
            let mut next = self.clone();
            for i in order {
                next.signups[i].ran_out += 1;
                if next.is(i, Offered) && next.signups[i].ran_out < 2 {
                    next.set(i, Waiting);
                } else {
                    next.end(i);
                }
            }
            next.settle(class);
            next
        };
        orders(&self.over(class)).into_iter().map(serve).collect()
    }

    /// Open: the order of those who need not be asked.
    fn take_unasked(&self) -> Models {
        let all = (0..3).flat_map(|class| self.of(class, &[Offered]));
        let unasked: Vec<usize> = all.filter(|i| self.signups[*i].auto && !self.past(*i)).collect();
        let take_all = |order: Vec<usize>| {
            let mut next = self.clone();
            for i in order {
                if next.is(i, Offered) && next.can_come(i) {
                    next.take(i);
                } else {
                    next.signups[i].auto = false;
                }
            }
            next
        };
        orders(&unasked).into_iter().map(take_all).collect()
    }

    /// Open: a seat that is free for somebody who waits may be offered to them at any request, since the words say by
    /// when and nothing against sooner. So: this state, and it with some classes settled, in every order.
    fn sooner(&self) -> Models {
        let mut all = Models::from([self.clone()]);
        for class in [0, 1, 2, 0, 1, 2, 0] {
            for mut next in all.clone() {
                next.settle(class);
                all.insert(next);
            }
        }
        all
    }

    /// This state with the ends that the program chose for what is new, if it is the state that was seen.
    fn adopted(mut self, seen: &Seen) -> Option<Self> {
        for s in self.signups.iter_mut().filter(|s| s.state != Ended) {
            let until = seen.until.get(&(s.class, s.person)).copied();
            if s.until.is_some() && s.until != until {
                return None;
            }
            s.until = until;
        }
        (self.facts() == seen.facts).then_some(self)
    }

    fn facts(&self) -> BTreeSet<String> {
        let person = |i: usize| {
            let SignUp { person, class, state, auto, .. } = self.signups[i];
            fact(self.names[class], person, state, auto, self.line[class].iter().position(|other| *other == i))
        };
        let classes = (0..3).map(|c| class_fact(self.names[c], self.seats[c], self.cancelled[c]));
        classes.chain((0..3).flat_map(|c| self.of(c, &LIVE)).map(person)).collect()
    }
}
