//! The listening server: requests in, until it is told to stop.

use crate::{app::App, keys, router};
use std::{future::Future, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};

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
    let site = router::site(app);
    let (tell, told) = tokio::sync::oneshot::channel();
    let server = tokio::spawn(async move {
        let serving = axum::serve(listener, site).with_graceful_shutdown(async {
            stop.await;
            let _gone = tell.send(());
        });
        let too_long = async {
            if told.await.is_ok() {
                tokio::time::sleep(Duration::from_secs(10)).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            ended = async { serving.await } => if let Err(e) = ended { tracing::error!(%e, "server") },
            () = too_long => tracing::warn!("some requests did not finish in time"),
        }
    });
    Ok((bound, server))
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
