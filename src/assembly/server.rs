//! The listening server: takes requests until it is told to stop. Silent connections are closed, and there are never
//! more than the process has descriptors for, so that nobody holds the door shut by standing in it.

mod lines;

use crate::{assembly::router, certificates::keys, visit::app::App};
use axum::extract::ConnectInfo;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use lines::Lines;
use std::{future::Future, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tower::ServiceExt;

/// How long a visitor may take to say what they want, and how long a silent connection is kept.
const HEADERS: Duration = Duration::from_secs(15);
/// How long running requests may take to finish when the server stops.
const STOP: Duration = Duration::from_secs(10);

/// Listens and serves until `stop` is ready, then lets running requests finish (ten seconds at most).
///
/// # Errors
/// When the address cannot be listened on, or there is something wrong with the key file.
pub async fn listen(
    app: App,
    address: &str,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(SocketAddr, JoinHandle<()>), String> {
    keys::begin(&app).await?;
    let listener = TcpListener::bind(address).await.map_err(|e| format!("{address}: {e}"))?;
    let bound = listener.local_addr().map_err(|e| e.to_string())?;
    // behind a proxy everybody comes from the same place
    let lines = Lines::of_process(!app.config.behind_proxy);
    let site = router::site(app);
    let server = tokio::spawn(async move {
        let graceful = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let (stream, from) = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok(accepted) => accepted,
                    Err(e) => {
                        // no descriptor is free, or the visitor is gone: the next may fare better
                        tracing::warn!(%e, "a visitor could not be let in");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = &mut stop => break,
            };
            let Some(line) = lines.take(from.ip()) else { continue };
            let (site, watcher) = (site.clone(), graceful.watcher());
            tokio::spawn(async move {
                let served =
                    http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(HEADERS).serve_connection(
                        TokioIo::new(quick(stream)),
                        service_fn(|request| answer(site.clone(), from, request)),
                    );
                if let Err(e) = watcher.watch(served).await {
                    tracing::debug!(%e, "a line");
                }
                drop(line);
            });
        }
        drop(listener);
        if tokio::time::timeout(STOP, graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
    });
    Ok((bound, server))
}

/// Answers are sent at once, not held back to go out together.
fn quick(stream: TcpStream) -> TcpStream {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(%e, "a line");
    }
    stream
}

async fn answer<S>(
    site: S,
    from: SocketAddr,
    request: hyper::Request<Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible>
where
    S: router::Site,
{
    let mut request = request.map(axum::body::Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    site.oneshot(request).await
}

/// Ready when the process is asked to stop: Ctrl-C, or SIGTERM from a service manager.
pub(crate) async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _stopped = interrupt.await;
        }
    }
}
