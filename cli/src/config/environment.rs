//! The environment over the file: every value of `waymark.toml` has a variable, and each value knows where it comes from.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
};

use super::{Written, WrittenSecurity, WrittenSmtp, Wrong};

/// A variable of the environment, when it says something.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.trim().is_empty())
}

/// Every value that can be named, with its variable.
#[rustfmt::skip]
const VARIABLES: [(&str, &str); 17] = [
    ("listen",             "WAYMARK_LISTEN"),
    ("public_url",         "WAYMARK_PUBLIC_URL"),
    ("data",               "WAYMARK_DATA"),
    ("database_url",       "WAYMARK_DATABASE_URL"),
    ("database_url_file",  "WAYMARK_DATABASE_URL_FILE"),
    ("proxy",              "WAYMARK_PROXY"),
    ("metrics_addr",       "WAYMARK_METRICS_ADDR"),
    ("insecure",           "WAYMARK_INSECURE"),
    ("tls_cert",           "WAYMARK_TLS_CERT"),
    ("tls_key",            "WAYMARK_TLS_KEY"),
    ("smtp.host",          "WAYMARK_SMTP_HOST"),
    ("smtp.port",          "WAYMARK_SMTP_PORT"),
    ("smtp.user",          "WAYMARK_SMTP_USER"),
    ("smtp.password",      "WAYMARK_SMTP_PASSWORD"),
    ("smtp.password_file", "WAYMARK_SMTP_PASSWORD_FILE"),
    ("smtp.from",          "WAYMARK_SMTP_FROM"),
    ("smtp.security",      "WAYMARK_SMTP_SECURITY"),
];

/// Where values come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    /// The file, or the environment where there is none.
    file: String,
    /// Those named, with whether the environment names them.
    named: BTreeMap<&'static str, Option<&'static str>>,
}

impl Sources {
    /// Where a value stands, for a sentence about what is wrong with it.
    pub(super) fn place(&self, name: &'static str) -> String {
        match self.named.get(name) {
            Some(Some(variable)) => format!("{variable} in the environment"),
            Some(None) | None => format!("{}, {name}", self.file),
        }
    }

    /// Every value that is named, with where it comes from.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, String)> {
        VARIABLES
            .iter()
            .filter(|(name, _)| self.named.contains_key(name))
            .map(|(name, _)| (*name, self.place(name)))
    }
}

/// Puts the environment over what the file says. Of folder and server the environment's stands alone; so does its password.
pub(super) fn over(
    written: &mut Written,
    file: &str,
    look: &dyn Fn(&str) -> Option<String>,
    wrong: &mut Vec<Wrong>,
) -> Sources {
    let mut sources = Sources { file: file.to_owned(), named: in_file(written) };
    let here = |text: String| -> PathBuf {
        let path = PathBuf::from(text);
        if path.is_absolute() { path } else { env::current_dir().unwrap_or_default().join(path) }
    };
    let mut smtp = written.smtp.clone().unwrap_or_default();
    for (name, variable) in VARIABLES {
        let Some(text) = look(variable) else { continue };
        sources.named.insert(name, Some(variable));
        match name {
            "listen" => written.listen = Some(text),
            "public_url" => written.public_url = Some(text),
            "proxy" => written.proxy = Some(text),
            "metrics_addr" => written.metrics_addr = Some(text),
            "data" => written.data = Some(here(text)),
            "database_url" => written.database_url = Some(text),
            "database_url_file" => written.database_url_file = Some(here(text)),
            "insecure" => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => written.insecure = true,
                "false" | "no" | "0" => written.insecure = false,
                _ => wrong.push(format!("{}: “{text}” is neither true nor false.", sources.place(name))),
            },
            "tls_cert" => written.tls_cert = Some(here(text)),
            "tls_key" => written.tls_key = Some(here(text)),
            _ => of_mail(&mut smtp, name, text, &sources, wrong, &here),
        }
    }
    if sources.named.iter().any(|(name, from)| name.starts_with("smtp.") && from.is_some()) {
        written.smtp = Some(smtp);
    }
    let mut drop = |name: &'static str, by: &[&'static str]| {
        let is_of_file = sources.named.get(name) == Some(&None);
        let is_outdone = by.iter().any(|other| matches!(sources.named.get(other), Some(Some(_))));
        if is_of_file && is_outdone {
            sources.named.remove(name);
            return true;
        }
        false
    };
    if drop("data", &["database_url", "database_url_file"]) {
        written.data = None;
    }
    if drop("database_url_file", &["data", "database_url"]) {
        written.database_url_file = None;
    }
    if drop("smtp.password_file", &["smtp.password"])
        && let Some(smtp) = &mut written.smtp
    {
        smtp.password_file = None;
    }
    sources
}

fn of_mail(
    smtp: &mut WrittenSmtp,
    name: &'static str,
    text: String,
    sources: &Sources,
    wrong: &mut Vec<Wrong>,
    here: &dyn Fn(String) -> PathBuf,
) {
    match name {
        "smtp.host" => smtp.host = Some(text),
        "smtp.user" => smtp.user = Some(text),
        "smtp.password" => smtp.password = Some(text),
        "smtp.password_file" => smtp.password_file = Some(here(text)),
        "smtp.from" => smtp.from = Some(text),
        "smtp.port" => match text.trim().parse() {
            Ok(port) => smtp.port = Some(port),
            Err(_) => wrong.push(format!("{}: “{text}” is not a port, like 465.", sources.place(name))),
        },
        "smtp.security" => match text.trim() {
            "tls" => smtp.security = WrittenSecurity::Tls,
            "starttls" => smtp.security = WrittenSecurity::Starttls,
            "plain" => smtp.security = WrittenSecurity::Plain,
            _ => {
                wrong.push(format!("{}: “{text}” is none of tls, starttls, plain.", sources.place(name)));
            }
        },
        _ => {}
    }
}

/// What the file names.
fn in_file(written: &Written) -> BTreeMap<&'static str, Option<&'static str>> {
    let smtp = written.smtp.as_ref();
    let is = |path: &Option<PathBuf>| path.as_deref().is_some_and(|path| path != Path::new(""));
    [
        ("listen", written.listen.is_some()),
        ("public_url", written.public_url.is_some()),
        ("data", is(&written.data)),
        ("database_url_file", is(&written.database_url_file)),
        ("proxy", written.proxy.is_some()),
        ("metrics_addr", written.metrics_addr.is_some()),
        ("insecure", written.insecure),
        ("tls_cert", is(&written.tls_cert)),
        ("tls_key", is(&written.tls_key)),
        ("smtp.host", smtp.is_some_and(|smtp| smtp.host.is_some())),
        ("smtp.port", smtp.is_some_and(|smtp| smtp.port.is_some())),
        ("smtp.user", smtp.is_some_and(|smtp| smtp.user.is_some())),
        ("smtp.password_file", smtp.is_some_and(|smtp| is(&smtp.password_file))),
        ("smtp.from", smtp.is_some_and(|smtp| smtp.from.is_some())),
        ("smtp.security", smtp.is_some_and(|smtp| !matches!(smtp.security, WrittenSecurity::Tls))),
    ]
    .into_iter()
    .filter(|(_, is)| *is)
    .map(|(name, _)| (name, None))
    .collect()
}

#[cfg(test)]
mod tests {
    use store::Place;

    use super::super::{Settings, read_with};
    use super::*;

    fn read(file: Option<&Path>, environment: &[(&str, &str)]) -> Result<Settings, Vec<Wrong>> {
        let look = |name: &str| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
        };
        read_with(file, &look)
    }

    #[tokio::test]
    async fn the_environment_goes_before_the_file_value_by_value_and_each_says_where_it_is_from() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("waymark.toml");
        std::fs::write(folder.path().join("password"), "open sesame\n").unwrap();
        std::fs::write(
            &file,
            "listen = \"127.0.0.1:8080\"\ndata = \"here\"\n[smtp]\nhost = \"mail.school.example\"\nfrom = \
             \"waymark@school.example\"\nuser = \"waymark\"\npassword_file = \"password\"\n",
        )
        .unwrap();
        let settings = read(
            Some(&file),
            &[
                ("WAYMARK_LISTEN", "127.0.0.1:9000"),
                ("WAYMARK_DATABASE_URL", "postgres://waymark@db/waymark"),
                ("WAYMARK_METRICS_ADDR", "127.0.0.1:9091"),
                ("WAYMARK_SMTP_HOST", "localhost"),
                ("WAYMARK_SMTP_PASSWORD", "hunter2"),
            ],
        )
        .unwrap();
        assert_eq!(settings.listen.unwrap().port(), 9000);
        assert!(
            matches!(settings.place, Some(Place::Server(_))),
            "the environment's server, not the file's folder"
        );
        assert_eq!(settings.metrics_addr.unwrap().port(), 9091);
        assert!(settings.mailer.is_some());
        let said: BTreeMap<_, _> = settings.sources.all().collect();
        assert_eq!(said["listen"], "WAYMARK_LISTEN in the environment");
        assert_eq!(said["smtp.host"], "WAYMARK_SMTP_HOST in the environment");
        assert!(said["smtp.from"].ends_with("waymark.toml, smtp.from"), "{said:?}");
        assert!(!said.contains_key("data") && !said.contains_key("smtp.password_file"), "{said:?}");
        let debug = format!("{settings:?}");
        assert!(!debug.contains("hunter2") && !debug.contains("sesame"), "{debug}");
    }

    #[tokio::test]
    async fn without_a_file_the_environment_is_enough_and_what_is_wrong_names_its_variable() {
        let settings = read(None, &[("WAYMARK_DATA", "/srv/waymark"), ("WAYMARK_INSECURE", "true")]).unwrap();
        assert!(settings.insecure && settings.place.is_some() && settings.mailer.is_none());
        for (name, text, says) in [
            ("WAYMARK_LISTEN", "8080", "WAYMARK_LISTEN in the environment: “8080”"),
            ("WAYMARK_PROXY", "my-proxy", "WAYMARK_PROXY in the environment"),
            ("WAYMARK_PUBLIC_URL", "http://school.example", "WAYMARK_PUBLIC_URL in the environment"),
            ("WAYMARK_DATABASE_URL", "mysql://db", "WAYMARK_DATABASE_URL in the environment"),
            ("WAYMARK_DATABASE_URL_FILE", "/nowhere/at/all", "WAYMARK_DATABASE_URL_FILE in the environment"),
            ("WAYMARK_INSECURE", "perhaps", "neither true nor false"),
            ("WAYMARK_TLS_CERT", "/chain.pem", "named together"),
            ("WAYMARK_SMTP_PORT", "mail", "WAYMARK_SMTP_PORT in the environment"),
            ("WAYMARK_SMTP_HOST", "mail.school.example", "a sender (from)"),
        ] {
            let wrong = read(None, &[(name, text)]).unwrap_err().join(" ");
            assert!(wrong.contains(says), "{name}: {wrong}");
        }
    }
}
