//! Mails that say that something waits in Waymark. They name no child and say nothing of what was written.

use domain::{
    Now,
    people::{Account, Pupil, Role, School},
    permissions::{Allowed, Who},
};
use store::{
    Tx,
    queries::{
        accounts, classes,
        mails::{self, Mail, MailFile},
        schools,
    },
};

use crate::{App, Fault, child::Opened, signing_in};

/// What somebody is told.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The subject.
    pub subject: &'a str,
    /// What waits, in a sentence.
    pub what: &'a str,
    /// How it is stopped, in a sentence; empty for what nobody may stop.
    pub stop: &'a str,
}

/// The SENCOs (the heads, while a school has none) and, when `teachers`, the class teachers of a child, without the one
/// who acts.
pub(crate) async fn staff_of(
    tx: &Tx,
    pupil: &Pupil,
    now: Now,
    teachers: bool,
    but: Who,
) -> Result<Vec<Account>, Fault> {
    let teach: Vec<_> = if teachers {
        classes::staff(tx)
            .await?
            .into_iter()
            .filter(|staff| {
                Some(staff.class) == pupil.class
                    && staff.role == Role::Teacher
                    && staff.from_on <= now.today
                    && staff.until_on.is_none_or(|until| until >= now.today)
            })
            .map(|staff| staff.account)
            .collect()
    } else {
        Vec::new()
    };
    let accounts = accounts::all(tx).await?;
    let holds = |account: &Account, role: Role| account.active && account.roles.contains(&role);
    let leads =
        if accounts.iter().any(|account| holds(account, Role::Senco)) { Role::Senco } else { Role::Head };
    let of_child = |account: &Account| holds(account, leads) || teach.contains(&account.id);
    Ok(accounts
        .into_iter()
        .filter(|account| account.active && of_child(account) && but != Who::Person(account.id))
        .collect())
}

/// Queues the mail to each account that has an address, in the transaction of what it tells of.
pub(crate) async fn queue(
    app: &App,
    tx: &Tx,
    now: Now,
    to: &[Account],
    words: Words<'_>,
) -> Result<(), Fault> {
    let Some(first) = to.first() else { return Ok(()) };
    let school = schools::get(&app.store, first.school).await?.ok_or(Fault::NotFound)?;
    let place = if app.address.is_empty() { ".".to_owned() } else { format!(": {}", app.address) };
    for email in to.iter().filter_map(|account| account.email.as_deref()) {
        let mail = Mail {
            id: app.id(now),
            school: school.id,
            to: email.to_owned(),
            subject: words.subject.to_owned(),
            body: format!(
                "Hello,\n\n{} Sign in to Waymark to read it{place}\n\nMail is not private enough for more than this.\n\n{}\n{}",
                words.what,
                school.name,
                if words.stop.is_empty() { String::new() } else { format!("\n{}\n", words.stop) },
            ),
            made_at: now.instant,
            sent_at: None,
            attempts: 0,
            fault: String::new(),
            files: Vec::new(),
        };
        mails::queue(tx, &mail).await?;
    }
    Ok(())
}

/// A mail that gives somebody access.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Invite<'a> {
    /// To which address.
    pub email: &'a str,
    /// Who they are.
    pub name: &'a str,
    /// The school that invites.
    pub school: &'a School,
    /// The server's address.
    pub base: &'a str,
    /// What they may do now, in a sentence.
    pub what: &'a str,
    /// The subject; none when they are invited.
    pub subject: Option<&'a str>,
    /// The page to which the link leads; empty for their home. It names nobody.
    pub to: &'a str,
    /// The files that it carries.
    pub files: &'a [MailFile],
}

/// Tells somebody that they have access, with a link to sign in by when there is one.
pub(crate) async fn of_access(
    app: &App,
    tx: &Tx,
    now: Now,
    invite: &Invite<'_>,
    token: Option<&str>,
) -> Result<(), Fault> {
    let base = invite.base.trim_end_matches('/');
    let next = if invite.to.is_empty() { String::new() } else { format!("?next={}", invite.to) };
    let way = match token {
        Some(token) => format!(
            "Open this page and press the button to sign in:\n\n{base}/link/{token}{next}\n\nIt works once, for 30 \
             minutes. If it has run out, open\n\n{base}/sign-in{next}\n\nand ask for a new link with this e-mail address: it takes a \
             minute, and there is no password."
        ),
        None => format!("Sign in as you always do:\n\n{base}/sign-in{next}"),
    };
    queue_invite(app, tx, now, invite, &format!("\n\n{way}")).await
}

/// Tells somebody who has no way in, and needs none: what there is to say stands in the mail.
pub(crate) async fn by_mail_only(app: &App, tx: &Tx, now: Now, invite: &Invite<'_>) -> Result<(), Fault> {
    queue_invite(app, tx, now, invite, "").await
}

async fn queue_invite(app: &App, tx: &Tx, now: Now, invite: &Invite<'_>, way: &str) -> Result<(), Fault> {
    let mail = Mail {
        id: app.id(now),
        school: invite.school.id,
        to: invite.email.to_owned(),
        subject: match invite.subject {
            Some(subject) => subject.to_owned(),
            None => format!("{} invites you to Waymark", invite.school.name),
        },
        body: format!("Hello {},\n\n{}{way}\n\n{}\n", invite.name, invite.what, invite.school.name),
        made_at: now.instant,
        sent_at: None,
        attempts: 0,
        fault: String::new(),
        files: invite.files.to_vec(),
    };
    Ok(mails::queue(tx, &mail).await?)
}

/// Asks somebody to open a page: staff sign in as they always do, everybody else gets a link.
pub(crate) async fn with_a_way_in(
    app: &App,
    opened: &Opened,
    now: Now,
    account: &Account,
    invite: &Invite<'_>,
) -> Result<(), Fault> {
    a_way_in(app, &opened.tx, &opened.allowed, now, account, invite).await
}

/// The same, in a transaction in which several children are written.
pub(crate) async fn a_way_in(
    app: &App,
    tx: &Tx,
    allowed: &Allowed,
    now: Now,
    account: &Account,
    invite: &Invite<'_>,
) -> Result<(), Fault> {
    let token = if account.roles.iter().any(|role| role.is_staff()) {
        None
    } else {
        Some(signing_in::write_sign_in_link(app, tx, allowed, account.id, now).await?)
    };
    of_access(app, tx, now, invite, token.as_deref()).await
}
