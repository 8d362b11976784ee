//! Pages: one route table, one file per page, templates, sign-in.

pub mod answer;
pub mod asked;
pub mod assets;
mod connections;
pub mod download;
mod edge;
pub mod files;
mod guard;
pub mod metrics;
mod pages;
pub mod routes;
mod server;
pub mod tls;
pub mod typed;
pub mod upload;
pub mod view;
pub mod visit;

use std::{net::IpAddr, sync::Arc};

use app::App;

pub use connections::Patience;
pub use server::{Listening, around, layered, serve};

/// What every page can reach.
#[derive(Clone, Debug)]
pub struct Web {
    /// The application.
    pub app: App,
    /// How this server was started.
    pub config: Arc<Config>,
}

/// How a server was started.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The address that people type: for links in mail.
    pub public_url: String,
    /// Whether it demonstrates: personas, mailbox, style guide.
    pub demo: bool,
    /// Whether a named proxy stands before it and tells whence a request came.
    pub behind_proxy: bool,
    /// The address of that proxy, when it runs on another machine: nobody else is answered.
    pub proxy: Option<IpAddr>,
    /// What is counted, when somebody asks for it.
    pub metrics: Option<metrics::Metrics>,
    /// The digest of the link's token that an empty server prints at its start.
    pub first_day: Option<String>,
    /// What sends mail; none in a demonstration, or when no mail server is named.
    pub mailer: Option<app::mailing::Mailer>,
}

impl Config {
    /// Whether cookies go over HTTPS only.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
