//! `waymark serve`: the server over a school's own database.

use std::{
    io::Write,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use app::{App, Clock, Random, first_day, signing_in};
use clap::Args as ClapArgs;
use store::{Options, Store};
use web::{
    Config, Listening, Web,
    metrics::{self, Metrics},
    tls::Certificate,
};

use crate::{
    config::{self, Settings},
    place::Where,
};

/// `waymark serve`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// The folder of an embedded database (made when it is not there)
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    data: Option<PathBuf>,
    /// A PostgreSQL server: postgres://user@host/database
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The file with the configuration; waymark.toml in this folder where none is named
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The https address under which people reach this server, through a proxy
    #[arg(long, value_name = "URL", value_parser = config::public_url)]
    public_url: Option<String>,
    /// The address of that proxy, when it runs on another machine: nobody else is answered
    #[arg(long, value_name = "IP")]
    proxy: Option<IpAddr>,
    /// Where /metrics is answered, for whoever watches the server: an address of its own
    #[arg(long, value_name = "ADDR")]
    metrics_addr: Option<SocketAddr>,
    /// The certificate chain (PEM), when this server speaks HTTPS itself
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Serve plain HTTP beyond this machine all the same
    #[arg(long)]
    insecure: bool,
}

/// Ends when the process is asked to stop.
pub async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    interrupted.await.ok();
}

/// Serves a web over an address, and says where; on an empty database also the link of the first day, which opens
/// nothing before somebody listens.
pub async fn listen(
    web: Web,
    address: SocketAddr,
    certificate: Option<Certificate>,
    first_day: Option<String>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    let listening = match Listening::on(web, address).await {
        Ok(listening) => listening,
        Err(fault) => {
            writeln!(err, "{address} cannot be listened on: {fault}. Does another server run there?").ok();
            return 1;
        }
    };
    let taken = listening.address().unwrap_or(address);
    let (listening, scheme) = match certificate {
        Some(certificate) => (listening.with_certificate(certificate), "https"),
        None => (listening, "http"),
    };
    if let Some(link) = first_day {
        writeln!(
            out,
            "This database is empty. Make the school and its first administrator here, while this server runs:\n{link}"
        )
        .ok();
    }
    writeln!(out, "listening on {scheme}://{taken}").ok();
    out.flush().ok();
    match web::serve(listening, asked_to_stop()).await {
        Ok(()) => 0,
        Err(fault) => {
            writeln!(err, "the server stopped: {fault}").ok();
            1
        }
    }
}

/// The command line over the file and the environment.
fn settled(args: Args) -> Result<Settings, Vec<String>> {
    let mut settings = config::read_or_nothing(args.config.as_deref())?;
    settings.place = Where::named(args.data.as_ref(), args.database_url.as_ref()).or(settings.place);
    settings.listen = args.listen.or(settings.listen);
    settings.public_url = args.public_url.or(settings.public_url);
    settings.proxy = args.proxy.or(settings.proxy);
    settings.metrics_addr = args.metrics_addr.or(settings.metrics_addr);
    settings.insecure |= args.insecure;
    settings.tls = args.tls_cert.zip(args.tls_key).or(settings.tls);
    Ok(settings)
}

/// Runs `waymark serve`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let settings = match settled(args) {
        Ok(settings) => settings,
        Err(wrong) => {
            for sentence in wrong {
                writeln!(err, "{sentence}").ok();
            }
            return 1;
        }
    };
    let Some(place) = settings.place.clone() else {
        writeln!(
            err,
            "Say where the database is: --data DIR, or --database-url URL, or one of them in waymark.toml."
        )
        .ok();
        return 2;
    };
    let address = settings.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    if let Some(sentence) = config::beyond_this_machine(&settings, address) {
        writeln!(err, "{sentence}").ok();
        return 1;
    }
    let certificate = match settings.tls.map(|(chain, key)| Certificate::read(&chain, &key)).transpose() {
        Ok(certificate) => certificate,
        Err(sentence) => {
            writeln!(err, "{sentence}").ok();
            return 1;
        }
    };
    let store = match Store::open(&place, Options::default()).await {
        Ok(store) => store,
        Err(fault) => {
            writeln!(err, "{fault}").ok();
            return 1;
        }
    };
    let scheme = if certificate.is_some() { "https" } else { "http" };
    let base = settings.public_url.clone().unwrap_or_else(|| format!("{scheme}://{address}"));
    let app = App::new(store, Clock::real(), Random::system()).reached_at(&base);
    let first_day = match first_day::is_empty(&app).await {
        Ok(is_empty) => is_empty.then(|| app.token()),
        Err(fault) => {
            writeln!(err, "{fault}").ok();
            return 1;
        }
    };
    match first_day::nobody_administers(&app).await {
        Ok(true) => writeln!(err, "{}", crate::user::NOBODY_YET).ok(),
        Ok(false) => None,
        Err(fault) => {
            writeln!(err, "{fault}").ok();
            return 1;
        }
    };
    let link = first_day.as_ref().map(|token| format!("{}/first-day/{token}", base.trim_end_matches('/')));
    let config = Config {
        behind_proxy: settings.public_url.is_some() && certificate.is_none(),
        public_url: base,
        demo: false,
        proxy: settings.proxy,
        metrics: settings.metrics_addr.map(|_| Metrics::default()),
        first_day: first_day.as_deref().map(signing_in::digest),
        mailer: settings.mailer,
    };
    if let (Some(address), Some(counted)) = (settings.metrics_addr, config.metrics.clone()) {
        match metrics::serve(counted, address).await {
            Ok(taken) => writeln!(out, "counters on http://{taken}/metrics").ok(),
            Err(fault) => {
                writeln!(err, "{address} cannot be listened on for /metrics: {fault}.").ok();
                return 1;
            }
        };
    }
    let web = Web { app, config: Arc::new(config) };
    listen(web, address, certificate, link, out, err).await
}
