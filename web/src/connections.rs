//! Connections: accepted, given so long for their heads, counted, and at the end finished or cut off.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    serve::Listener,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// How long the server waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request; a kept connection is closed when nothing comes for as long.
    pub head: Duration,
    /// For what runs, when the server is asked to stop.
    pub stop: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(20), stop: Duration::from_secs(20) }
    }
}

/// The most connections at once: more wait to be accepted.
const MOST: usize = 2048;

/// Serves until `stop` ends, and then finishes what runs.
pub(crate) async fn serve<L>(
    mut listener: L,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) where
    L: Listener<Addr = SocketAddr>,
{
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, (stream, peer)) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(fault) = watched.await {
                tracing::debug!(%fault, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(patience.stop, graceful.shutdown()).await.is_err() {
        tracing::warn!("connections were cut off: they took too long to end");
    }
}
