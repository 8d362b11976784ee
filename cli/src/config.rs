//! `waymark.toml`: one file, environment over it, the command line over both.

mod check;
mod environment;

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use app::mailing::{Mailer, Security, Smtp};
use serde::Deserialize;
use store::Place;

pub use check::{Args, run};
use environment::Sources;

/// The name of the file where none is named.
pub const FILE: &str = "waymark.toml";

/// What may stand in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    /// The address to listen on.
    pub listen: Option<String>,
    /// The https address under which people reach the server.
    pub public_url: Option<String>,
    /// The folder of an embedded database.
    pub data: Option<PathBuf>,
    /// The URL of a PostgreSQL server: from the environment only.
    #[serde(skip)]
    pub database_url: Option<String>,
    /// A file that holds it.
    pub database_url_file: Option<PathBuf>,
    /// The address of the proxy before the server, when it runs on another machine.
    pub proxy: Option<String>,
    /// Where `/metrics` is answered.
    pub metrics_addr: Option<String>,
    /// Whether plain HTTP is served beyond this machine.
    pub insecure: bool,
    /// The certificate chain, when the server speaks HTTPS itself.
    pub tls_cert: Option<PathBuf>,
    /// Its key.
    pub tls_key: Option<PathBuf>,
    /// The mail server.
    pub smtp: Option<WrittenSmtp>,
}

/// The mail server, as it is written.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenSmtp {
    host: Option<String>,
    port: Option<u16>,
    user: Option<String>,
    /// From the environment only.
    #[serde(skip)]
    password: Option<String>,
    password_file: Option<PathBuf>,
    from: Option<String>,
    security: WrittenSecurity,
}

impl std::fmt::Debug for WrittenSmtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let password = self.password.as_ref().map(|_| "(kept secret)");
        f.debug_struct("WrittenSmtp")
            .field("host", &self.host)
            .field("user", &self.user)
            .field("password", &password)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenSecurity {
    #[default]
    Tls,
    Starttls,
    Plain,
}

/// What is wrong: where, and what to do.
pub type Wrong = String;

/// Everything that a server is started with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// The address under which people reach the server.
    pub public_url: Option<String>,
    /// Where the database is.
    pub place: Option<Place>,
    /// The address of the proxy before the server, when it runs on another machine.
    pub proxy: Option<IpAddr>,
    /// Where `/metrics` is answered.
    pub metrics_addr: Option<SocketAddr>,
    /// Whether plain HTTP is served beyond this machine.
    pub insecure: bool,
    /// Certificate chain and key.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// What sends mail.
    pub mailer: Option<Mailer>,
    /// Where each value that is named comes from.
    sources: Sources,
}

/// The file in this folder when there is one, else only the environment.
///
/// # Errors
/// With everything that is wrong, one sentence each.
pub fn read_or_nothing(file: Option<&Path>) -> Result<Settings, Vec<Wrong>> {
    let here = Path::new(FILE);
    read_with(file.or(here.exists().then_some(here)), &environment::variable)
}

fn read_with(file: Option<&Path>, look: &dyn Fn(&str) -> Option<String>) -> Result<Settings, Vec<Wrong>> {
    let Some(file) = file else {
        return settle(Written::default(), "the environment", Path::new("."), look);
    };
    let place = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|fault| vec![format!("{place} cannot be read: {fault}.")])?;
    let written: Written = toml::from_str(&text).map_err(|fault| vec![format!("{place}: {fault}")])?;
    settle(written, &place, file.parent().unwrap_or(Path::new(".")), look)
}

fn secret(path: &Path, what: &str, wrong: &mut Vec<Wrong>) -> Option<String> {
    match fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Ok(_) => {
            wrong.push(format!("{what}: the file {} is empty.", path.display()));
            None
        }
        Err(fault) => {
            wrong.push(format!("{what}: the file {} cannot be read: {fault}.", path.display()));
            None
        }
    }
}

/// What is written as what it says; what is not, with its place.
fn parsed<T: std::str::FromStr>(
    text: Option<&String>,
    place: String,
    like: &str,
    wrong: &mut Vec<Wrong>,
) -> Option<T> {
    let text = text?;
    let value = text.parse().ok();
    if value.is_none() {
        wrong.push(format!("{place}: “{text}” is not {like}."));
    }
    value
}

fn settle(
    mut written: Written,
    place: &str,
    base: &Path,
    look: &dyn Fn(&str) -> Option<String>,
) -> Result<Settings, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let sources = environment::over(&mut written, place, look, &mut wrong);
    let at = |name: &'static str| sources.place(name);
    let beside = |path: &PathBuf| if path.is_absolute() { path.clone() } else { base.join(path) };
    let with_port = "an address with a port, like 127.0.0.1:8080";
    let listen: Option<SocketAddr> = parsed(written.listen.as_ref(), at("listen"), with_port, &mut wrong);
    let metrics_addr = parsed(
        written.metrics_addr.as_ref(),
        at("metrics_addr"),
        "an address with a port, like 127.0.0.1:9090",
        &mut wrong,
    );
    let proxy = parsed(written.proxy.as_ref(), at("proxy"), "an address like 10.0.0.7", &mut wrong);
    if let Some(fault) = written.public_url.as_deref().and_then(|url| public_url(url).err()) {
        wrong.push(format!("{}: {fault}.", at("public_url")));
    }
    let url = written.database_url.clone().or_else(|| {
        let path = written.database_url_file.as_ref().map(beside)?;
        secret(&path, &at("database_url_file"), &mut wrong)
    });
    let data = written.data.as_ref().map(beside);
    if data.is_some() && url.is_some() {
        wrong.push(format!("{place}: there is a folder (data) and a PostgreSQL server; name one of them."));
    }
    if let Some(url) = &url
        && !url.starts_with("postgres://")
        && !url.starts_with("postgresql://")
    {
        let from = if written.database_url.is_some() { "database_url" } else { "database_url_file" };
        wrong.push(format!("{}: a PostgreSQL server's URL begins with postgres://.", at(from)));
    }
    let tls = match (&written.tls_cert, &written.tls_key) {
        (Some(cert), Some(key)) => {
            for (name, path) in [("tls_cert", cert), ("tls_key", key)] {
                secret(&beside(path), &at(name), &mut wrong);
            }
            Some((beside(cert), beside(key)))
        }
        (None, None) => None,
        _ => {
            wrong.push(format!("{place}: tls_cert and tls_key are named together, or neither of them."));
            None
        }
    };
    let mailer = written.smtp.as_ref().and_then(|smtp| mail_server(smtp, place, &sources, base, &mut wrong));
    let database = url.map(Place::Server).or(data.map(|folder| Place::File(folder.join("waymark.db"))));
    let listen_place = at("listen");
    let settings = Settings {
        listen,
        public_url: written.public_url,
        place: database,
        proxy,
        metrics_addr,
        insecure: written.insecure,
        tls,
        mailer,
        sources,
    };
    if let Some(listen) = listen
        && let Some(sentence) = beyond_this_machine(&settings, listen)
    {
        wrong.push(format!("{listen_place}: {sentence}"));
    }
    if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
}

/// Why a server may not listen at an address; none when it may. Beyond this machine children's records go over HTTPS
/// only: the server's own, or that of a proxy whose name is known.
#[must_use]
pub fn beyond_this_machine(settings: &Settings, address: SocketAddr) -> Option<String> {
    if address.ip().is_loopback() || settings.tls.is_some() || settings.insecure {
        return None;
    }
    if !settings.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
        return Some(format!(
            "{address} is beyond this machine, and plain HTTP would show children's records to the network. Put a proxy \
             with HTTPS before it and say --public-url https://... (public_url), or say --tls-cert and --tls-key \
             (tls_cert, tls_key), or --insecure if you know why."
        ));
    }
    settings.proxy.is_none().then(|| {
        format!(
            "{address} is beyond this machine: say which proxy may speak to it, with --proxy and the proxy's own address \
             (proxy). Where the proxy runs on this machine, listen on 127.0.0.1 instead."
        )
    })
}

/// The address under which people reach a server, from the command line or the file: https, or this machine itself.
///
/// # Errors
/// With what is wrong, as a sentence without a full stop.
pub fn public_url(text: &str) -> Result<String, String> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let is_plain = !host.is_empty() && !host.contains(['@', ' ', '"', '<', '>']);
    let is_here = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    if is_plain && (scheme == "https" || scheme == "http" && is_here) {
        return Ok(text.to_owned());
    }
    Err(format!("“{text}” is not an address like https://waymark.school.example: it begins with https://"))
}

fn mail_server(
    smtp: &WrittenSmtp,
    place: &str,
    sources: &Sources,
    base: &Path,
    wrong: &mut Vec<Wrong>,
) -> Option<Mailer> {
    let (Some(host), Some(from)) = (&smtp.host, &smtp.from) else {
        wrong.push(format!(
            "{place}, smtp: a mail server has a host, and mail has a sender (from); name both."
        ));
        return None;
    };
    let security = match smtp.security {
        WrittenSecurity::Tls => Security::Tls,
        WrittenSecurity::Starttls => Security::StartTls,
        WrittenSecurity::Plain => Security::Plain,
    };
    let local = ["localhost", "127.0.0.1", "::1"].contains(&host.as_str());
    if security == Security::Plain && !local {
        wrong.push(format!(
            "{}: plain is for a mail server on this machine only.",
            sources.place("smtp.security")
        ));
    }
    let password = smtp.password.clone().or_else(|| {
        let path = smtp.password_file.as_ref()?;
        let path = if path.is_absolute() { path.clone() } else { base.join(path) };
        secret(&path, &sources.place("smtp.password_file"), wrong)
    });
    let names_one = smtp.password.is_some() || smtp.password_file.is_some();
    let login = match (&smtp.user, password) {
        (Some(user), Some(password)) => Some((user.clone(), password)),
        (user, _) if user.is_some() == names_one => None,
        _ => {
            wrong.push(format!(
                "{place}, smtp: user and password_file are named together, or neither of them."
            ));
            None
        }
    };
    let port = smtp.port.unwrap_or(match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::Plain => 25,
    });
    let smtp = Smtp { host: host.clone(), port, login, from: from.clone(), security };
    match Mailer::new(&smtp) {
        Ok(mailer) => Some(mailer),
        Err(sentence) => {
            wrong.push(format!("{place}, smtp: {sentence}."));
            None
        }
    }
}
