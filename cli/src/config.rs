//! `waymark.toml` and `waymark config check`: one file, environment over it, the command line over both.

use std::{
    env, fs,
    io::{self, Write},
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use app::mailing::{Mailer, Security, Smtp};
use clap::Args as ClapArgs;
use serde::Deserialize;
use store::Place;

/// The name of the file where none is named.
pub const FILE: &str = "waymark.toml";

/// Looks after the configuration.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Says what is wrong with waymark.toml and the environment, and where
    Check(CheckArgs),
}

#[derive(Debug, ClapArgs)]
struct CheckArgs {
    /// The file
    #[arg(default_value = FILE, value_name = "FILE")]
    file: PathBuf,
    /// Ask the mail server whether it answers, too
    #[arg(long)]
    mail: bool,
}

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
    /// A file that holds the URL of a PostgreSQL server.
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

/// The mail server in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenSmtp {
    host: String,
    port: Option<u16>,
    user: Option<String>,
    password_file: Option<PathBuf>,
    from: String,
    #[serde(default)]
    security: WrittenSecurity,
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
}

/// Reads a file and the environment.
///
/// # Errors
/// With everything that is wrong, one sentence each.
pub fn read(file: &Path) -> Result<Settings, Vec<Wrong>> {
    let place = file.display();
    let text = fs::read_to_string(file).map_err(|fault| vec![format!("{place} cannot be read: {fault}.")])?;
    let written: Written = toml::from_str(&text).map_err(|fault| vec![format!("{place}: {fault}")])?;
    let base = file.parent().unwrap_or(Path::new("."));
    settle(written, &place.to_string(), base)
}

/// The file in this folder when there is one, else only the environment.
///
/// # Errors
/// With everything that is wrong, one sentence each.
pub fn read_or_nothing(file: Option<&Path>) -> Result<Settings, Vec<Wrong>> {
    match file {
        Some(file) => read(file),
        None if Path::new(FILE).exists() => read(Path::new(FILE)),
        None => settle(Written::default(), "the environment", Path::new(".")),
    }
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

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.trim().is_empty())
}

fn settle(written: Written, place: &str, base: &Path) -> Result<Settings, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let at = |name: &str| format!("{place}, {name}");
    let beside = |path: &PathBuf| if path.is_absolute() { path.clone() } else { base.join(path) };
    let (listen_place, listen) = match variable("WAYMARK_LISTEN") {
        Some(text) => ("WAYMARK_LISTEN in the environment".to_owned(), Some(text)),
        None => (at("listen"), written.listen.clone()),
    };
    let listen = listen.and_then(|text| match text.parse::<SocketAddr>() {
        Ok(address) => Some(address),
        Err(_) => {
            wrong.push(format!(
                "{listen_place}: “{text}” is not an address with a port, like 127.0.0.1:8080."
            ));
            None
        }
    });
    let proxy = written.proxy.as_ref().and_then(|text| match text.parse::<IpAddr>() {
        Ok(address) => Some(address),
        Err(_) => {
            wrong.push(format!("{}: “{text}” is not an address like 10.0.0.7.", at("proxy")));
            None
        }
    });
    let metrics_addr = written.metrics_addr.as_ref().and_then(|text| match text.parse::<SocketAddr>() {
        Ok(address) => Some(address),
        Err(_) => {
            wrong.push(format!(
                "{}: “{text}” is not an address with a port, like 127.0.0.1:9090.",
                at("metrics_addr")
            ));
            None
        }
    });
    let public_url = variable("WAYMARK_PUBLIC_URL").or(written.public_url.clone());
    if let Some(url) = &public_url
        && !url.starts_with("https://")
        && !url.starts_with("http://127.0.0.1")
        && !url.starts_with("http://localhost")
    {
        wrong.push(format!("{}: “{url}” does not begin with https://.", at("public_url")));
    }
    let url = variable("WAYMARK_DATABASE_URL").or_else(|| {
        let path = written.database_url_file.as_ref().map(beside)?;
        secret(&path, &at("database_url_file"), &mut wrong)
    });
    let data = variable("WAYMARK_DATA").map(PathBuf::from).or(written.data.as_ref().map(beside));
    if data.is_some() && url.is_some() {
        wrong.push(format!("{place}: there is a folder (data) and a PostgreSQL server; name one of them."));
    }
    if let Some(url) = &url
        && !url.starts_with("postgres://")
        && !url.starts_with("postgresql://")
    {
        wrong
            .push(format!("{}: a PostgreSQL server's URL begins with postgres://.", at("database_url_file")));
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
    let mailer = written.smtp.as_ref().and_then(|smtp| mail_server(smtp, place, base, &mut wrong));
    let database = url.map(Place::Server).or(data.map(|folder| Place::File(folder.join("waymark.db"))));
    let insecure = written.insecure;
    let settings =
        Settings { listen, public_url, place: database, proxy, metrics_addr, insecure, tls, mailer };
    if let Some(listen) = listen
        && let Some(sentence) = beyond_this_machine(&settings, listen)
    {
        wrong.push(format!("{}: {sentence}", at("listen")));
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

fn mail_server(smtp: &WrittenSmtp, place: &str, base: &Path, wrong: &mut Vec<Wrong>) -> Option<Mailer> {
    let security = match smtp.security {
        WrittenSecurity::Tls => Security::Tls,
        WrittenSecurity::Starttls => Security::StartTls,
        WrittenSecurity::Plain => Security::Plain,
    };
    let local = ["localhost", "127.0.0.1", "::1"].contains(&smtp.host.as_str());
    if security == Security::Plain && !local {
        wrong.push(format!("{place}, smtp.security: plain is for a mail server on this machine only."));
    }
    let login = match (&smtp.user, &smtp.password_file) {
        (Some(user), Some(path)) => {
            let path = if path.is_absolute() { path.clone() } else { base.join(path) };
            secret(&path, &format!("{place}, smtp.password_file"), wrong)
                .map(|password| (user.clone(), password))
        }
        (None, None) => None,
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
    let smtp = Smtp { host: smtp.host.clone(), port, login, from: smtp.from.clone(), security };
    match Mailer::new(&smtp) {
        Ok(mailer) => Some(mailer),
        Err(sentence) => {
            wrong.push(format!("{place}, smtp: {sentence}."));
            None
        }
    }
}

/// Runs `waymark config`. 0: all is well; 1: something is wrong, a sentence each on the error stream.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let What::Check(args) = args.what;
    check(&args, out, err).await.unwrap_or(1)
}

async fn check(args: &CheckArgs, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let settings = match read(&args.file) {
        Ok(settings) => settings,
        Err(wrong) => {
            for sentence in wrong {
                writeln!(err, "{sentence}")?;
            }
            return Ok(1);
        }
    };
    let listen = settings.listen.map_or_else(|| "127.0.0.1:8080".to_owned(), |address| address.to_string());
    writeln!(out, "listens on: {listen}")?;
    let url = settings.public_url.as_deref().unwrap_or("that address");
    writeln!(out, "people reach it under: {url}")?;
    match &settings.place {
        Some(Place::File(path)) => writeln!(out, "database: {}", path.display())?,
        Some(Place::Server(_)) => writeln!(out, "database: a PostgreSQL server")?,
        None => writeln!(out, "database: none is named; say --data or --database-url to each command")?,
    }
    match &settings.mailer {
        None => writeln!(out, "mail: no mail server is named; mail waits until one is")?,
        Some(mailer) if args.mail => match mailer.answers().await {
            Ok(()) => writeln!(out, "mail: the mail server answers")?,
            Err(sentence) => {
                writeln!(err, "{}, smtp: {sentence}", args.file.display())?;
                return Ok(1);
            }
        },
        Some(_) => writeln!(out, "mail: a mail server is named; --mail asks whether it answers")?,
    }
    writeln!(out, "all is well")?;
    Ok(0)
}
