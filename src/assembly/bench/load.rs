//! Many visitors at once.

use super::ground::Ground;
use crate::assembly::browser::Browser;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// What a load came to.
pub(super) struct Figures {
    pub done: u64,
    pub refused: u64,
    pub time: Duration,
    /// Every answer's time, ascending.
    times: Vec<Duration>,
}

impl Figures {
    /// From the times of a load's answers.
    pub fn of(mut times: Vec<Duration>, refused: u64, time: Duration) -> Self {
        times.sort_unstable();
        Self { done: times.len() as u64, refused, time, times }
    }

    /// The time in milliseconds within which the given percentage of the answers came.
    pub fn percentile(&self, percent: usize) -> f64 {
        let last = self.times.len().saturating_sub(1);
        self.times.get(last * percent / 100).map_or(0.0, |d| d.as_secs_f64() * 1000.0)
    }
}

/// One visitor's answers: their times, and how many were refused.
type Visitor = tokio::task::JoinHandle<Result<(Vec<Duration>, u64), String>>;

async fn gather(tasks: Vec<Visitor>, started: Instant) -> Result<Figures, String> {
    let (mut times, mut refused) = (Vec::new(), 0);
    for task in tasks {
        let (some, no) = task.await.map_err(|e| e.to_string())??;
        times.extend(some);
        refused += no;
    }
    Ok(Figures::of(times, refused, started.elapsed()))
}

/// The catalogue, as strangers ask for it.
pub(super) async fn pages(address: SocketAddr, clients: usize, time: Duration) -> Result<Figures, String> {
    let started = Instant::now();
    let tasks = (0..clients).map(|_| {
        tokio::spawn(async move {
            let (mut browser, mut times) = (Browser::new(address), Vec::new());
            while started.elapsed() < time {
                let asked = Instant::now();
                let answer = browser.get("/classes").await.map_err(|e| e.to_string())?;
                if answer.status != 200 || answer.body.len() < 1000 {
                    return Err(format!("the catalogue answered {}", answer.status));
                }
                times.push(asked.elapsed());
            }
            Ok((times, 0))
        })
    });
    gather(tasks.collect(), started).await
}

/// A page of their own, as signed-in people ask for it.
pub(super) async fn own_pages(
    address: SocketAddr,
    clients: usize,
    time: Duration,
    cookies: &[String],
    path: &'static str,
) -> Result<Figures, String> {
    let next = Arc::new(AtomicUsize::new(0));
    let cookies = Arc::new(cookies.to_vec());
    let started = Instant::now();
    let tasks = (0..clients).map(|_| {
        let (next, cookies) = (Arc::clone(&next), Arc::clone(&cookies));
        tokio::spawn(async move {
            let (mut browser, mut times) = (Browser::new(address), Vec::new());
            while started.elapsed() < time {
                let person = next.fetch_add(1, Ordering::Relaxed) % cookies.len();
                browser.cookie = Some(cookies[person].clone());
                let asked = Instant::now();
                let answer = browser.get(path).await.map_err(|e| e.to_string())?;
                if answer.status != 200 || answer.body.len() < 1000 {
                    return Err(format!("{path} answered {}", answer.status));
                }
                times.push(asked.elapsed());
            }
            Ok((times, 0))
        })
    });
    gather(tasks.collect(), started).await
}

/// Pages of many addresses, one after the other, as strangers ask for them.
pub(super) async fn each(
    address: SocketAddr,
    clients: usize,
    time: Duration,
    paths: Vec<String>,
) -> Result<Figures, String> {
    let (next, paths) = (Arc::new(AtomicUsize::new(0)), Arc::new(paths));
    let started = Instant::now();
    let tasks = (0..clients).map(|_| {
        let (next, paths) = (Arc::clone(&next), Arc::clone(&paths));
        tokio::spawn(async move {
            let (mut browser, mut times) = (Browser::new(address), Vec::new());
            while started.elapsed() < time {
                let path = &paths[next.fetch_add(1, Ordering::Relaxed) % paths.len()];
                let asked = Instant::now();
                let answer = browser.get(path).await.map_err(|e| e.to_string())?;
                if answer.status != 200 {
                    return Err(format!("{path} answered {}", answer.status));
                }
                times.push(asked.elapsed());
            }
            Ok((times, 0))
        })
    });
    gather(tasks.collect(), started).await
}

/// Sign-ups of signed-in people: each pair of person and class once.
pub(super) async fn sign_ups(
    address: SocketAddr,
    clients: usize,
    time: Duration,
    ground: &Ground,
) -> Result<Figures, String> {
    let next = Arc::new(AtomicUsize::new(0));
    let (cookies, classes) = (Arc::new(ground.cookies.clone()), Arc::new(ground.classes.clone()));
    let started = Instant::now();
    let tasks = (0..clients).map(|_| {
        let (next, cookies, classes) = (Arc::clone(&next), Arc::clone(&cookies), Arc::clone(&classes));
        tokio::spawn(async move {
            let (mut browser, mut times, mut refused) = (Browser::new(address), Vec::new(), 0);
            while started.elapsed() < time {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let (person, round) = (n % cookies.len(), n / cookies.len());
                if round >= classes.len() {
                    break;
                }
                let class = &classes[(person + round) % classes.len()];
                browser.cookie = Some(cookies[person].clone());
                let asked = Instant::now();
                let answer =
                    browser.post(&format!("/classes/{class}/sign-up"), &[]).await.map_err(|e| e.to_string())?;
                if answer.status == 303 && answer.location.as_deref() == Some(&format!("/me/classes/{class}")) {
                    times.push(asked.elapsed());
                } else {
                    refused += 1;
                }
            }
            Ok((times, refused))
        })
    });
    gather(tasks.collect(), started).await
}
