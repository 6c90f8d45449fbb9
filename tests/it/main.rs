//! Tests of the whole program, over HTTP, one module per subject. Every test that touches the database runs on
//! SQLite, and on PostgreSQL where `RATIFY_TEST_POSTGRES` names a server (as `.ci/run` does).

// certificates are checked by the clock of verifiers that others wrote
#![allow(clippy::disallowed_methods)]

mod address;
mod afterwards;
mod announcements;
mod attendance;
mod attendance_doubts;
mod attendance_files;
mod away;
mod backup;
mod begin;
mod board;
mod brand;
mod canary;
mod certificate_life;
mod certificates;
mod class_board;
mod command;
mod content;
mod crash;
mod crawl;
mod credit;
mod enrolment;
mod enumeration;
mod event_day;
mod exports;
mod hand_over;
mod help;
mod holders;
mod hosts;
mod house;
mod idle;
mod imports;
mod journey;
mod letters;
mod limits;
mod log;
mod mail;
mod mail_words;
mod matrix;
mod merge_tables;
mod moves;
mod offered;
mod opportunities;
mod own_data;
mod own_pages;
mod owners;
mod payloads;
mod people;
mod power;
mod pressed;
mod programmes;
mod questions;
mod races;
mod reports;
mod retention;
mod rules_on_pages;
mod sealed;
mod seats;
mod seats_model;
mod site;
mod statements;
mod teaching;
mod teams;
mod term;
mod texts;
mod tidy;
mod trainers;
mod verifier_files;
mod visitor;
mod words;
mod world;

/// Runs a test on both engines: `on_both!(member_keeps_the_seat);` makes `sqlite` and `postgres` tests of it.
#[macro_export]
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            use $crate::world::{Engine, World};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(World::new(Engine::Sqlite).await.unwrap()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match World::new(Engine::Postgres).await {
                    Some(world) => super::$name(world).await,
                    None => eprintln!("RATIFY_TEST_POSTGRES is not set: not run on PostgreSQL"),
                }
            }
        }
    };
}
