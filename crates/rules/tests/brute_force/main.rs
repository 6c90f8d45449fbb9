//! The audit against trying everything: random programmes, catalogues and records over the whole language, each
//! judged by the engine and by an oracle that tries every usage. The two share no code but the types.
//!
//! `RATIFY_AUDIT_PAIRS` says how many cases, `RATIFY_AUDIT_SEED` which series. A disagreement prints the case as the
//! audit command reads it, with the oracle's verdict as `expect`.

mod cases;
mod features;
mod oracle;
mod programmes;
mod random;

use cases::Case;
use rules::audit::{Applied, Branch, Catalogue, Evidence, Proof, Record, Verdict};
use rules::programme::Programme;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Cases with more usages than this are left out.
const MOST_USAGES: u64 = 3_000;
const THREADS: usize = 2;

fn from_env<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    match std::env::var(name) {
        Ok(text) => text.parse().ok().unwrap_or_else(|| panic!("{name} = {text}: a whole number")),
        Err(_) => otherwise,
    }
}

fn pairs() -> usize {
    from_env("RATIFY_AUDIT_PAIRS", 20_000)
}

fn seed() -> u64 {
    from_env("RATIFY_AUDIT_SEED", 20_260_701)
}

/// The verdict of the engine under test, which its checker has to accept.
fn engine(p: &Programme, catalogue: &Catalogue, record: &Record) -> Value {
    match rules::audit::audit(p, catalogue, record) {
        Err(e) => json!({"refused": e.to_string()}),
        Ok(v) => match rules::check::check(p, catalogue, record, &v) {
            Ok(()) => rules::audit::document::verdict(&v),
            Err(doubt) => json!({"doubted": doubt.to_string(), "proof": v.proof}),
        },
    }
}

/// What the engine says, or that it broke down, in which case we want to see the case as well.
fn fast_verdict(case: &Case) -> Value {
    std::panic::catch_unwind(|| engine(&case.programme, &case.catalogue, &case.record))
        .unwrap_or_else(|_| json!("panicked"))
}

fn slow_verdict(case: &Case) -> Option<Value> {
    oracle::verdict(&case.programme, &case.catalogue, &case.record, MOST_USAGES)
}

/// Compares every case of one thread's share; returns how many were small enough to be compared.
fn compare(seed: u64, share: impl Iterator<Item = usize>, failed: &AtomicBool) -> usize {
    let mut compared = 0;
    for index in share.take_while(|_| !failed.load(Ordering::Relaxed)) {
        let case = Case::random(seed, index);
        let Some(expect) = slow_verdict(&case) else { continue };
        let got = fast_verdict(&case);
        compared += 1;
        if got != expect && !failed.swap(true, Ordering::Relaxed) {
            let mut line = case.json();
            line["id"] = json!(format!("{seed}-{index}"));
            line["expect"] = expect.clone();
            panic!("seed {seed}, index {index}\n{line}\nengine: {got}\noracle: {expect}");
        }
    }
    compared
}

#[test]
fn the_engine_agrees_with_trying_everything() {
    let (pairs, seed, failed) = (pairs(), seed(), &AtomicBool::new(false));
    let compared: usize = std::thread::scope(|threads| {
        let work = |t: usize| threads.spawn(move || compare(seed, (t..pairs).step_by(THREADS), failed));
        let running: Vec<_> = (0..THREADS).map(work).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause))).sum()
    });
    println!("{compared} of {pairs} cases compared, seed {seed}");
    assert!(compared * 10 >= pairs * 8, "{compared} of {pairs} cases are small enough: too few");
}

#[test]
fn the_random_cases_use_the_whole_language() {
    const CASES: usize = 4_000;
    const LEAST: usize = 40;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for index in 0..CASES {
        let case = Case::random(seed(), index);
        let Some(verdict) = slow_verdict(&case) else { continue };
        for (feature, has) in features::of(&case, &verdict) {
            *seen.entry(feature).or_default() += usize::from(has);
        }
    }
    let rare: Vec<_> = seen.iter().filter(|(_, n)| **n < LEAST).collect();
    assert!(rare.is_empty(), "fewer than {LEAST} of {CASES} cases: {rare:?}");
}

#[test]
fn the_random_programmes_and_records_pass_their_own_checks() {
    for index in 0..500 {
        let case = Case::random(seed(), index);
        let text = toml::to_string(&case.programme).expect("a programme can be written");
        Programme::from_toml("random.toml", &text).unwrap_or_else(|e| panic!("case {index}: {e}\n{text}"));
        case.record.check().unwrap_or_else(|e| panic!("case {index}: {e}"));
        rules::audit::check_catalogue(&case.catalogue).unwrap_or_else(|e| panic!("case {index}: {e}"));
    }
}

/// Forgeries of a verdict that is right: each claims more than its usage or its proof supports.
fn forgeries(verdict: &Verdict) -> Vec<(&'static str, Verdict)> {
    let with = |change: &dyn Fn(&mut Verdict)| {
        let mut forged = verdict.clone();
        change(&mut forged);
        forged
    };
    let mut all = vec![
        ("another total", with(&|v| v.total += 15)),
        ("one more part done", with(&|v| v.satisfied += 1)),
        ("complete turned around", with(&|v| v.complete = !v.complete)),
        ("a part turned around", with(&|v| v.parts[0].satisfied = !v.parts[0].satisfied)),
        ("a part less", with(&|v| drop(v.parts.pop()))),
        (
            "a piece that is not there",
            with(&|v| {
                let part = v.parts[0].id.clone();
                v.applied.push(Applied { credit: "zz".into(), segment: 0, name: "zz".into(), part, minutes: 60 });
            }),
        ),
    ];
    if verdict.left > 0 {
        all.push(("nothing left", with(&|v| (v.left, v.complete) = (0, true))));
        all.push(("a proof that all is done", with(&|v| v.proof = Proof::Complete)));
    }
    if let Proof::AtLeast { left, .. } = &verdict.proof {
        let tree = Branch::Leaf(Evidence::Workshops);
        all.push(("a proof of more", with(&|v| v.proof = Proof::AtLeast { left: left + 1, tree: tree.clone() })));
    }
    if let Some(first) = verdict.applied.first() {
        all.push(("a piece twice", with(&|v| v.applied.push(first.clone()))));
        all.push(("minutes that are not there", with(&|v| v.applied[0].minutes += 1)));
        all.push(("a part that is not there", with(&|v| v.applied[0].part = "zz".into())));
    }
    all
}

#[test]
fn the_checker_refuses_forged_verdicts() {
    let mut forged = 0;
    for index in 0..2_000 {
        let case = Case::random(seed(), index);
        let Ok(verdict) = rules::audit::audit(&case.programme, &case.catalogue, &case.record) else { continue };
        for (how, forgery) in forgeries(&verdict) {
            let checked = rules::check::check(&case.programme, &case.catalogue, &case.record, &forgery);
            assert!(checked.is_err(), "seed {}, index {index}: {how} passes", seed());
            forged += 1;
        }
    }
    assert!(forged > 15_000, "{forged} forgeries");
}
