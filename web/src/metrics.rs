//! What is counted of requests, for whoever watches the server: routes and numbers, never who or what.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, http::header, response::IntoResponse, routing::get};
use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};
use tokio::net::TcpListener;

/// Method, route and status of a request.
type Answered = Vec<(&'static str, String)>;

/// From 2 ms to 8 s.
const BOUNDS: [f64; 8] = [0.002, 0.008, 0.025, 0.1, 0.5, 1.0, 4.0, 8.0];

/// Counters of one server.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    answered: Family<Answered, Counter>,
    seconds: Family<Answered, Histogram, fn() -> Histogram>,
    running: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let answered = Family::<Answered, Counter>::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(BOUNDS)) as fn() -> Histogram);
        let running = Gauge::default();
        let mut registry = Registry::with_prefix("waymark");
        registry.register("requests", "Requests answered", answered.clone());
        registry.register("request_seconds", "How long an answer took", seconds.clone());
        registry.register("requests_running", "Requests that are being answered", running.clone());
        registry.register("build", "The program", Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]));
        Self { registry: Arc::new(registry), answered, seconds, running }
    }
}

/// A request that is being answered.
pub(crate) struct Running(Gauge);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// A request begins; it is counted as running until what is given is dropped.
    pub(crate) fn begins(&self) -> Running {
        self.running.inc();
        Running(self.running.clone())
    }

    /// A request was answered.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        // A method that is none of ours is not a name that a stranger may give to a counter.
        let method = if matches!(method, "GET" | "POST" | "HEAD") { method } else { "other" };
        let route = ("route", route.to_owned());
        let labels = vec![("method", method.to_owned()), route.clone(), ("status", status.to_string())];
        self.answered.get_or_create(&labels).inc();
        self.seconds.get_or_create(&vec![route]).observe(took.as_secs_f64());
    }

    /// Everything, as Prometheus reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to memory cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Listens for those who read the counters, on an address of its own.
///
/// # Errors
/// When somebody else listens there.
pub async fn serve(metrics: Metrics, address: SocketAddr) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let taken = listener.local_addr()?;
    let said = move || async move {
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        ([(header::CONTENT_TYPE, kind)], metrics.text()).into_response()
    };
    let router = Router::new().route("/metrics", get(said));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route() {
        let metrics = Metrics::default();
        let running = metrics.begins();
        metrics.answered("GET", "/pupils/{pupil}", 200, Duration::from_millis(3));
        metrics.answered("BREW\"} 9", "-", 405, Duration::from_millis(3));
        let text = metrics.text();
        for line in [
            "waymark_requests_total{method=\"GET\",route=\"/pupils/{pupil}\",status=\"200\"} 1",
            "waymark_requests_total{method=\"other\",route=\"-\",status=\"405\"} 1",
            "waymark_request_seconds_count{route=\"/pupils/{pupil}\"} 1",
            "waymark_requests_running 1",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        drop(running);
        assert!(metrics.text().contains("waymark_requests_running 0"));
    }
}
