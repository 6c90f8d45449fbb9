//! Connections on which nothing is sent, or only half a request: they are in nobody's way, and they end.

use crate::world::{Engine, World};
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// This many connections of each kind.
const LINES: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_lines_and_half_requests_stop_nobody_and_are_ended() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let mut open = Vec::new();
    for n in 0..2 * LINES {
        let mut line = TcpStream::connect(world.address).await.unwrap();
        if n % 2 == 0 {
            line.write_all(b"GET /classes HTTP/1.1\r\nhost: ratify.test\r\nx-slow: ").await.unwrap();
        }
        open.push(line);
    }
    let mut visitor = world.browser();
    for path in ["/classes", "/faq", "/sign-in"] {
        assert_eq!(visitor.get(path).await.unwrap().status, 200, "{path} while {} lines are open", open.len());
    }
    // each ends without a word from its visitor; how soon is up to the server's settings, but never is not an option
    let begun = Instant::now();
    for mut line in open {
        let left = Duration::from_secs(60).saturating_sub(begun.elapsed());
        let mut rest = Vec::new();
        tokio::time::timeout(left, line.read_to_end(&mut rest)).await.expect("the line ends").ok();
    }
    // the control: a connection on which a whole request comes is answered
    assert_eq!(visitor.get("/faq").await.unwrap().status, 200);
}
