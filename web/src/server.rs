//! The server: layers round the routes, what runs beside them, and an orderly end.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::IntoResponse,
};
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    set_header::SetResponseHeaderLayer,
};

use crate::{
    Web,
    connections::{self, Patience},
    edge::edge,
    routes,
    tls::{Certificate, TlsListener},
};

/// What is loaded from where: only from here.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                   connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
                   frame-ancestors 'none'; base-uri 'none'";

/// A server that listens.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    certificate: Option<Certificate>,
    patience: Patience,
    router: Router,
    web: Web,
}

impl Listening {
    /// Takes the address.
    ///
    /// # Errors
    /// When somebody else listens there.
    pub async fn on(web: Web, address: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self { listener, certificate: None, patience: Patience::default(), router: layered(&web), web })
    }

    /// Speaks HTTPS with this certificate.
    #[must_use]
    pub fn with_certificate(self, certificate: Certificate) -> Self {
        Self { certificate: Some(certificate), ..self }
    }

    /// Waits for slow connections only so long.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// The address taken: the port is known even when 0 was asked for.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The routes with everything round them.
pub fn layered(web: &Web) -> Router {
    around(web, routes::router(web))
}

/// Everything that stands round routes: ids and logs, headers, compression, panics, requests from other sites.
pub fn around(web: &Web, routes: Router) -> Router {
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let mut csrf = CsrfLayer::new();
    if !web.config.public_url.is_empty()
        && let Ok(known) = CsrfLayer::new().add_trusted_origin(web.config.public_url.trim_end_matches('/'))
    {
        csrf = known;
    }
    let strict = web.config.is_secure().then(|| header("strict-transport-security", "max-age=31536000"));
    let layers = ServiceBuilder::new()
        .option_layer(strict)
        .layer(header("content-security-policy", CSP))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(header("cross-origin-opener-policy", "same-origin"))
        .layer(header("permissions-policy", "camera=(), microphone=(), geolocation=()"))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        // Inside the headers: the pages that it writes itself have them, too.
        .layer(middleware::from_fn_with_state(web.clone(), edge))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(csrf);
    routes.layer(layers)
}

/// Serves until `stop` ends; then finishes what runs and writes the looks that wait.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listening: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let Listening { listener, certificate, patience, router, web } = listening;
    let app = web.app.clone();
    let writer = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            if let Err(fault) = app.write_looks().await {
                tracing::warn!(%fault, "looks wait on");
            }
        }
    });
    let postman = web.config.mailer.clone().filter(|_| !web.config.demo).map(|mailer| {
        let app = web.app.clone();
        tokio::spawn(async move {
            loop {
                let pause = match app::mailing::send_due(&app, &mailer, app.now()).await {
                    // A full round: more may wait.
                    Ok((sent, _)) if sent >= 20 => Duration::from_secs(1),
                    Ok(_) => Duration::from_secs(20),
                    Err(fault) => {
                        tracing::warn!(%fault, "mail waits on");
                        Duration::from_secs(60)
                    }
                };
                tokio::time::sleep(pause).await;
            }
        })
    });
    let digests = web.config.mailer.is_some().then(|| {
        let app = web.app.clone();
        tokio::spawn(async move {
            loop {
                if let Err(fault) = app::gathering::send_digests(&app, app.now()).await {
                    tracing::warn!(%fault, "the week's digest waits on");
                }
                tokio::time::sleep(Duration::from_secs(600)).await;
            }
        })
    });
    match certificate {
        None => connections::serve(listener, router, patience, stop).await,
        Some(certificate) => {
            connections::serve(TlsListener::new(listener, certificate)?, router, patience, stop).await;
        }
    }
    writer.abort();
    for job in postman.into_iter().chain(digests) {
        job.abort();
    }
    if let Err(fault) = web.app.write_looks().await {
        tracing::error!(%fault, "looks could not be written");
    }
    Ok(())
}
