//! Mail goes out: a job takes what waits, sends it by SMTP, and tries again later when that fails.

use std::{fmt, time::Duration};

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
};
use jiff::SignedDuration;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use store::queries::mails::{self, Mail};

use crate::{App, Fault};

/// How the way to the mail server is closed to others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    #[default]
    Tls,
    /// Plain first, then TLS, or nothing at all (port 587).
    StartTls,
    /// Plain: for a mail server on this machine only.
    Plain,
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who sends, and the password.
    pub login: Option<(String, String)>,
    /// The sender's address: "Waymark <waymark@school.example>".
    pub from: String,
    /// How the way there is closed.
    pub security: Security,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("user", &self.login.as_ref().map(|(user, _)| user))
            .field("password", &self.login.as_ref().map(|_| "(kept secret)"))
            .field("from", &self.from)
            .field("security", &self.security)
            .finish()
    }
}

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// A mailer over a mail server.
    ///
    /// # Errors
    /// With a sentence when the sender's address or the server's name cannot be one.
    pub fn new(smtp: &Smtp) -> Result<Self, String> {
        let from: Mailbox = smtp
            .from
            .parse()
            .map_err(|fault| format!("the sender “{}” is not an e-mail address: {fault}", smtp.from))?;
        let cannot =
            |fault: lettre::transport::smtp::Error| format!("the mail server {}: {fault}", smtp.host);
        let builder = match smtp.security {
            Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host).map_err(cannot)?,
            Security::StartTls => {
                AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host).map_err(cannot)?
            }
            Security::Plain => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host),
        };
        let mut builder = builder.port(smtp.port).timeout(Some(Duration::from_secs(30)));
        if let Some((user, password)) = &smtp.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// Whether the mail server answers.
    ///
    /// # Errors
    /// With a sentence when it does not.
    pub async fn answers(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer".to_owned()),
            Err(fault) => Err(fault.to_string()),
        }
    }

    /// A mail as it goes out: one recipient, and no line of it begins another header.
    fn message(&self, mail: &Mail) -> Result<Message, String> {
        let to: Mailbox = mail.to.parse().map_err(|_| "This is not an e-mail address.".to_owned())?;
        let builder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.replace(['\r', '\n'], " "));
        if mail.files.is_empty() {
            let plain = builder.header(ContentType::TEXT_PLAIN).body(mail.body.clone());
            return plain.map_err(|fault| fault.to_string());
        }
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(mail.body.clone()));
        for file in &mail.files {
            let kind = ContentType::parse(&file.kind).map_err(|fault| fault.to_string())?;
            parts = parts.singlepart(Attachment::new(file.name.clone()).body(file.text.clone(), kind));
        }
        builder.multipart(parts).map_err(|fault| fault.to_string())
    }

    async fn send(&self, mail: &Mail) -> Result<(), String> {
        let message = self.message(mail)?;
        self.transport.send(message).await.map(|_| ()).map_err(|fault| {
            let kind = if fault.is_permanent() { "The mail server refuses it" } else { "Not sent" };
            format!("{kind}: {fault}")
        })
    }
}

/// How many mails one round takes.
const AT_ONCE: u64 = 20;
/// For so long no other server takes what this one is sending.
const LEASED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// When a mail that failed so often is tried again: after 1, 5, 15 minutes, an hour, then each six hours.
fn again_after(attempts: u32) -> SignedDuration {
    match attempts {
        0 => SignedDuration::from_mins(1),
        1 => SignedDuration::from_mins(5),
        2 => SignedDuration::from_mins(15),
        3 => SignedDuration::from_hours(1),
        _ => SignedDuration::from_hours(6),
    }
}

/// Sends what waits; gives how many were sent and how many were not.
///
/// # Errors
/// When the database fails.
pub async fn send_due(app: &App, mailer: &Mailer, now: Now) -> Result<(usize, usize), Fault> {
    let (mut sent, mut failed) = (0, 0);
    for mail in mails::lease(&app.store, now, now.instant + LEASED_FOR, AT_ONCE).await? {
        let result = match mailer.send(&mail).await {
            Ok(()) => {
                sent += 1;
                Ok(())
            }
            Err(fault) => {
                failed += 1;
                tracing::warn!(mail = %mail.id, attempts = mail.attempts + 1, "a mail was not sent");
                let fault: String = fault.chars().take(500).collect();
                Err((fault, now.instant + again_after(mail.attempts)))
            }
        };
        mails::settle(&app.store, &mail, now, result).await?;
    }
    Ok((sent, failed))
}

/// What the page of mail shows.
#[derive(Clone, Debug)]
pub struct MailPage {
    /// What was tried and not sent, newest first.
    pub not_sent: Vec<Mail>,
    /// How many wait for their first try.
    pub waiting: u64,
    /// How many were sent.
    pub sent: u64,
}

/// What became of the school's mail.
///
/// # Errors
/// When the actor may not see it.
pub async fn show_mail(app: &App, actor: &Actor) -> Result<MailPage, Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let (waiting, sent) = mails::counts(&reader).await?;
    Ok(MailPage { not_sent: mails::not_sent(&reader, 100).await?, waiting, sent })
}

/// How many mails of the school were given up, for those who can put it right; none for others. No address is told.
///
/// # Errors
/// When the database fails.
pub async fn given_up(app: &App, actor: &Actor) -> Result<u64, Fault> {
    if !actor.may_to(Action::ManageSettings, Subject::School(actor.school)) {
        return Ok(0);
    }
    Ok(mails::given_up(&app.store.read(actor.school)).await?)
}

/// Tries a mail again at once.
///
/// # Errors
/// When the actor may not.
pub async fn try_again(app: &App, actor: &Actor, now: Now, id: EventId) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    mails::try_again(&tx, &allowed, id, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, "mail tried again")]).await
}

#[cfg(test)]
mod tests {
    use store::queries::mails::MailFile;

    use super::*;

    #[test]
    fn a_password_is_not_in_debug_output() {
        let smtp = Smtp {
            host: "mail.school.example".to_owned(),
            port: 465,
            login: Some(("waymark".to_owned(), "open sesame".to_owned())),
            from: "Waymark <waymark@school.example>".to_owned(),
            security: Security::Tls,
        };
        let mailer = Mailer::new(&smtp).unwrap();
        for said in [format!("{smtp:?}"), format!("{mailer:?}")] {
            assert!(!said.contains("sesame"), "{said}");
        }
        assert!(Mailer::new(&Smtp { from: "nobody".to_owned(), ..smtp }).unwrap_err().contains("“nobody”"));
    }
    #[test]
    fn no_text_of_a_mail_becomes_a_header_or_a_recipient() {
        let smtp = Smtp {
            host: "mail.school.example".to_owned(),
            port: 25,
            login: None,
            from: "waymark@school.example".to_owned(),
            security: Security::Plain,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _inside = runtime.enter();
        let mailer = Mailer::new(&smtp).unwrap();
        let ics = |text: &str| MailFile {
            name: "review-2026-12-01-1530.ics".to_owned(),
            kind: "text/calendar; charset=utf-8; method=REQUEST".to_owned(),
            text: text.to_owned(),
        };
        let mail = |to: &str, subject: &str, body: &str, files: Vec<MailFile>| {
            let at = jiff::Timestamp::default();
            let mail = Mail {
                id: uuid::Uuid::nil().into(),
                school: uuid::Uuid::nil().into(),
                to: to.to_owned(),
                subject: subject.to_owned(),
                body: body.to_owned(),
                made_at: at,
                sent_at: None,
                attempts: 0,
                fault: String::new(),
                files,
            };
            mailer.message(&mail).map(|message| {
                let recipients = message.envelope().to().len();
                (recipients, String::from_utf8(message.formatted()).unwrap())
            })
        };
        let evil = "Oak\r\nBcc: eve@evil.example\nX-Evil: yes";
        let (recipients, text) =
            mail("ann@example.test", evil, "Hello,\r\n.\r\nMAIL FROM:<eve@evil.example>", Vec::new())
                .unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert_eq!(recipients, 1);
        assert!(!head.lines().any(|line| line.starts_with("Bcc") || line.starts_with("X-Evil")), "{head}");
        for to in [
            "ann@example.test\r\nBcc: eve@evil.example",
            "ann@example.test, eve@evil.example",
            "ann@example.test>\r\nRCPT TO:<eve@evil.example",
        ] {
            assert!(mail(to, "Hello", "Hello", Vec::new()).is_err(), "{to:?}");
        }
        let files = vec![ics("BEGIN:VCALENDAR\r\n"), ics("BEGIN:VCALENDAR\r\n")];
        let (recipients, text) = mail("ann@example.test", "A review", "Hello Ann", files).unwrap();
        assert_eq!(recipients, 1);
        let said = text.to_lowercase();
        assert_eq!(
            said.matches("content-type: text/calendar; charset=utf-8; method=request").count(),
            2,
            "{text}"
        );
        assert_eq!(said.matches("filename=\"review-2026-12-01-1530.ics\"").count(), 2, "{text}");
        assert!(said.contains("multipart/mixed") && text.contains("Hello Ann"), "{text}");
    }
}
