//! The audit engine alone: a whole union's records, kept short in memory, judged on two threads.

use crate::assembly::generate::attendance::{Attendance, Habit};
use rules::audit::{Auditor, Brief, Desk, document};
use serde_json::json;
use std::{sync::Arc, time::Instant};

/// What judging everybody came to.
struct Run {
    seconds: f64,
    /// Nanoseconds per member, ascending.
    times: Vec<u32>,
    nodes: u64,
    most_nodes: u64,
    complete: usize,
    contested: usize,
}

const THREADS: usize = 2;

/// The Bargaining Certificate and its catalogue, as its examples have them.
pub(super) fn shipped() -> Result<Auditor, String> {
    let text = include_str!("../../../programmes/bargaining-certificate.examples.json");
    let cases = document::read("bargaining-certificate.examples.json", text).map_err(|e| e.to_string())?;
    let case = cases.into_iter().next().ok_or("no examples")?;
    let (_, programme) = case.editions.into_iter().next().ok_or("no programme")?;
    Ok(Auditor::new(Arc::new(programme), Arc::new(case.catalogue)))
}

/// Judges a population of each habit and prints what it took.
pub(super) fn run(members: usize, seed: u64) -> Result<(), String> {
    let auditor = shipped()?;
    for (name, habit) in [
        ("everyone with 4-12 attendances", Habit::Ordinary),
        ("a third contested, 10-14 attendances", Habit::Contested),
    ] {
        let attendance = Attendance::new(auditor.catalogue(), seed);
        let briefs: Vec<Brief> = (0..members as u64).map(|m| auditor.brief(&attendance.record(m, habit))).collect();
        let whole: Vec<f64> =
            (0..5).map(|_| judge(&auditor, &briefs, false).map(|r| r.seconds)).collect::<Result<_, _>>()?;
        let each = judge(&auditor, &briefs, true)?;
        let mut sorted = whole.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |percent: usize| f64::from(each.times[(each.times.len() - 1) * percent / 100]) / 1000.0;
        println!(
            "engine alone, {members} members, {name}: {:.0} ms on {THREADS} threads (of five runs {:.0} to {:.0}); a member p50 {:.2} us, p99 {:.2} us, slowest {:.0} us",
            sorted[2] * 1000.0,
            sorted[0] * 1000.0,
            sorted[4] * 1000.0,
            at(50),
            at(99),
            at(100),
        );
        println!(
            "  {} complete, {} searched, {:.2} nodes a member, at most {}",
            each.complete,
            each.contested,
            each.nodes as f64 / members as f64,
            each.most_nodes
        );
    }
    Ok(())
}

/// Prints contested cases with verdicts and the engine's time for each, for a second opinion (`scripts/cp_sat.py`).
pub(super) fn emit(count: u64, seed: u64) -> Result<(), String> {
    const ROUNDS: u32 = 100;
    let auditor = shipped()?;
    let attendance = Attendance::new(auditor.catalogue(), seed);
    let mut desk = Desk::default();
    for n in 0..count {
        let record = attendance.record(n * 3, Habit::Contested);
        let brief = auditor.brief(&record);
        let started = Instant::now();
        for _ in 0..ROUNDS {
            auditor.judge(&brief, &mut desk).map_err(|e| e.to_string())?;
        }
        let nanoseconds = (started.elapsed() / ROUNDS).as_nanos() as u64;
        let verdict = auditor.audit(&record).map_err(|e| e.to_string())?;
        println!(
            "{}",
            json!({
                "id": format!("contested-{seed}-{n}"),
                "programme": auditor.programme(),
                "courses": auditor.catalogue(),
                "record": record,
                "expect": document::verdict(&verdict),
                "nanoseconds": nanoseconds,
            })
        );
    }
    Ok(())
}

/// Judges everybody on two threads; with `each`, every member is timed, too.
fn judge(auditor: &Auditor, briefs: &[Brief], each: bool) -> Result<Run, String> {
    let started = Instant::now();
    let share = briefs.len().div_ceil(THREADS).max(1);
    let parts: Vec<Result<Run, String>> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            briefs.chunks(share).map(|some| scope.spawn(move || judge_some(auditor, some, each))).collect();
        threads.into_iter().map(|t| t.join().unwrap_or_else(|_| Err("a thread failed".into()))).collect()
    });
    let mut out = Run { seconds: 0.0, times: Vec::new(), nodes: 0, most_nodes: 0, complete: 0, contested: 0 };
    for part in parts {
        let part = part?;
        out.times.extend(part.times);
        out.nodes += part.nodes;
        out.most_nodes = out.most_nodes.max(part.most_nodes);
        out.complete += part.complete;
        out.contested += part.contested;
    }
    out.seconds = started.elapsed().as_secs_f64();
    out.times.sort_unstable();
    Ok(out)
}

fn judge_some(auditor: &Auditor, briefs: &[Brief], each: bool) -> Result<Run, String> {
    let mut desk = Desk::default();
    let mut run = Run { seconds: 0.0, times: Vec::new(), nodes: 0, most_nodes: 0, complete: 0, contested: 0 };
    for brief in briefs {
        let started = each.then(Instant::now);
        let outcome = auditor.judge(brief, &mut desk).map_err(|e| e.to_string())?;
        if let Some(started) = started {
            run.times.push(started.elapsed().as_nanos() as u32);
        }
        run.nodes += outcome.nodes;
        run.most_nodes = run.most_nodes.max(outcome.nodes);
        run.complete += usize::from(outcome.complete);
        run.contested += usize::from(outcome.nodes > 1);
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::{audit::Proof, check::check};

    const MEMBERS: u64 = 3_000;

    /// Search nodes are counted instead of time: a change that makes the search longer shows on any machine.
    #[test]
    fn the_search_stays_as_short_as_it_was() {
        let auditor = shipped().unwrap();
        let attendance = Attendance::new(auditor.catalogue(), 1);
        let mut desk = Desk::default();
        for (habit, mean_in_hundredths, most) in [(Habit::Ordinary, 260, 25), (Habit::Contested, 440, 300)] {
            let (mut nodes, mut longest) = (0, 0);
            for member in 0..MEMBERS {
                let outcome = auditor.judge(&auditor.brief(&attendance.record(member, habit)), &mut desk).unwrap();
                nodes += outcome.nodes;
                longest = longest.max(outcome.nodes);
            }
            let mean = nodes * 100 / MEMBERS;
            assert!(mean <= mean_in_hundredths, "{habit:?}: {mean} hundredths of a node a member");
            assert!(longest <= most, "{habit:?}: a search of {longest} nodes");
        }
    }

    #[test]
    fn every_verdict_of_a_made_up_population_is_proved_and_the_checker_agrees() {
        let auditor = shipped().unwrap();
        let attendance = Attendance::new(auditor.catalogue(), 2);
        for member in 0..MEMBERS {
            let record = attendance.record(member, Habit::Contested);
            let verdict = auditor.audit(&record).unwrap();
            assert_ne!(verdict.proof, Proof::Searched, "member {member} has no written proof");
            check(auditor.programme(), auditor.catalogue(), &record, &verdict).unwrap();
        }
    }

    #[test]
    fn one_thread_and_two_find_the_same() {
        let auditor = shipped().unwrap();
        let attendance = Attendance::new(auditor.catalogue(), 3);
        let briefs: Vec<Brief> = (0..500).map(|m| auditor.brief(&attendance.record(m, Habit::Contested))).collect();
        let verdicts = |briefs: &[Brief]| -> Vec<String> {
            let mut desk = Desk::default();
            let one = |b: &Brief| {
                let outcome = auditor.judge(b, &mut desk).unwrap();
                format!("{outcome:?} {:?}", auditor.uses(&desk).collect::<Vec<_>>())
            };
            briefs.iter().map(one).collect()
        };
        let (first, second) = briefs.split_at(250);
        let both = std::thread::scope(|scope| {
            let threads = [first, second].map(|some| scope.spawn(|| verdicts(some)));
            threads.map(|t| t.join().unwrap()).concat()
        });
        assert_eq!(verdicts(&briefs), both);
    }
}
