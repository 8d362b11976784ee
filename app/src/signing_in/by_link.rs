//! Single-use links by e-mail: parents and agencies sign in with them, staff set a password.

use domain::{
    Now, SchoolId, UserId,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
};
use jiff::SignedDuration;
use store::{
    Tx,
    queries::{accounts, logins, mails},
};

use super::{
    digest, open_session, password,
    session::own_right,
    throttle::{self, Tried},
};
use crate::{App, Fault};

/// How long a link is good for.
pub const LINK_GOOD_FOR: SignedDuration = SignedDuration::from_mins(30);
/// How long a first link that an administrator hands over is good for.
const FIRST_LINK_GOOD_FOR: SignedDuration = SignedDuration::from_hours(72);

/// Writes a link in a transaction and gives its token.
async fn write_link(
    app: &App,
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    account: UserId,
    purpose: &str,
    good_for: SignedDuration,
    now: Now,
) -> Result<String, Fault> {
    let token = app.token();
    let link = logins::Link {
        school: allowed.school(),
        account,
        purpose: purpose.to_owned(),
        expires_at: now.instant + good_for,
        used_at: None,
    };
    logins::make_link(tx, allowed, &digest(&token), &link, now).await?;
    Ok(token)
}

/// Writes a sign-in link in the transaction of what gives access, and gives its token.
pub(crate) async fn write_sign_in_link(
    app: &App,
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    account: UserId,
    now: Now,
) -> Result<String, Fault> {
    write_link(app, tx, allowed, account, "sign-in", LINK_GOOD_FOR, now).await
}

/// A link for one's own account, after the password was right: for who has accounts in several schools.
pub(super) async fn own_link(
    app: &App,
    school: SchoolId,
    account: UserId,
    now: Now,
) -> Result<String, Fault> {
    let tx = app.store.write(school).await?;
    let allowed = own_right(school, account)?;
    let token = write_sign_in_link(app, &tx, &allowed, account, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::LinkMade, "by password")]).await?;
    Ok(token)
}

/// Writes a first link in the transaction that makes an account: to choose a password, good for three days.
pub(crate) async fn write_first_link(
    app: &App,
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    account: UserId,
    now: Now,
) -> Result<String, Fault> {
    write_link(app, tx, allowed, account, "set-password", FIRST_LINK_GOOD_FOR, now).await
}

/// An administrator or the operator makes a link to set a password, good for three days; gives its token.
///
/// # Errors
/// When the actor may not manage accounts, or there is no such account.
pub async fn make_link(app: &App, actor: &Actor, now: Now, account: UserId) -> Result<String, Fault> {
    let tx = app.store.write(actor.school).await?;
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    accounts::get(&tx, account).await?.ok_or(Fault::NotFound)?;
    let token = write_link(app, &tx, &allowed, account, "set-password", FIRST_LINK_GOOD_FOR, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::LinkMade, account.to_string())]).await?;
    Ok(token)
}

/// Somebody asks for a link by e-mail. Whether the address is known is never said; a mail goes to each school's
/// account of that address. `base` is the server's address, `to` the page to which the link leads (empty for their home),
/// `come_from` the request's address.
///
/// # Errors
/// [`Fault::Rule`] when asked too often.
pub async fn ask_for_link(
    app: &App,
    now: Now,
    email: &str,
    base: &str,
    to: &str,
    come_from: &str,
) -> Result<(), Fault> {
    let next = if to.is_empty() { String::new() } else { format!("?next={}", plain(to)) };
    let token = format!("link:{}", digest(&email.trim().to_lowercase()));
    let known = throttle::check(app, &token, Tried::Links, now).await?;
    throttle::failed(app, &token, known, now).await?;
    let by_address = format!("link-address:{come_from}");
    let from_there = throttle::check(app, &by_address, Tried::LinksFromThere, now).await?;
    throttle::failed_from_address(app, &by_address, from_there, now).await?;
    for (school, account, password) in accounts::everywhere_by_email(&app.store, email).await? {
        let tx = app.store.write(school).await?;
        let allowed = own_right(school, account)?;
        let info = app.school(school, None).await?;
        let staff = accounts::get(&tx, account)
            .await?
            .is_some_and(|account| account.roles.iter().any(|role| role.is_staff()));
        let (purpose, what) = if staff || password.is_some() {
            ("set-password", "choose a new password")
        } else {
            ("sign-in", "sign in")
        };
        let token = write_link(app, &tx, &allowed, account, purpose, LINK_GOOD_FOR, now).await?;
        let mail = mails::Mail {
            id: app.id(now),
            school,
            to: email.trim().to_owned(),
            subject: format!("Your link to {what} to Waymark at {}", info.school.name)
                .replace("password to Waymark", "password for Waymark"),
            body: format!(
                "Hello,\n\nopen this page and press the button to {what}:\n\n{base}/link/{token}{next}\n\nIt works once, \
                 for 30 minutes. If you did not ask for it, do nothing: nobody can use it without this mail.\n\n{}\n",
                info.school.name
            ),
            made_at: now.instant,
            sent_at: None,
            attempts: 0,
            fault: String::new(),
            files: Vec::new(),
        };
        mails::queue(&tx, &mail).await?;
        app.commit(tx, &allowed, now, [Event::school(Happening::LinkMade, "asked by e-mail")]).await?;
    }
    Ok(())
}

/// Whoever opened a link that was used or has run out asks for a new one, in one tap: it goes to the address of the
/// account that the link was for, and nowhere else. False when the link is not known any more: then the address is asked.
///
/// # Errors
/// As [`ask_for_link`].
pub async fn ask_again(
    app: &App,
    now: Now,
    token: &str,
    base: &str,
    to: &str,
    come_from: &str,
) -> Result<bool, Fault> {
    let Some(link) = logins::link(&app.store, &digest(token)).await? else { return Ok(false) };
    let account = accounts::get(&app.store.read(link.school), link.account).await?;
    let Some(email) = account.filter(|account| account.active).and_then(|account| account.email) else {
        return Ok(false);
    };
    ask_for_link(app, now, &email, base, to, come_from).await?;
    Ok(true)
}

/// A path as it may stand in an address in a mail: of letters, digits, slashes, hyphens; anything else ends it.
fn plain(path: &str) -> String {
    path.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.')).collect()
}

/// What a link is for, without spending it: mail scanners open links.
///
/// # Errors
/// [`Fault::Rule`] when it was used or has run out.
pub async fn look_at_link(app: &App, now: Now, token: &str) -> Result<logins::Link, Fault> {
    let spent = || Fault::rule("link-spent", "This link was used or has run out. A new one takes a minute.");
    let link = logins::link(&app.store, &digest(token)).await?.ok_or_else(spent)?;
    if link.used_at.is_some() || link.expires_at <= now.instant { Err(spent()) } else { Ok(link) }
}

async fn spend(app: &App, now: Now, token: &str, purpose: &str) -> Result<(Tx, SchoolId, UserId), Fault> {
    let link = look_at_link(app, now, token).await?;
    if link.purpose != purpose {
        return Err(Fault::NotFound);
    }
    let tx = app.store.write(link.school).await?;
    if !logins::spend(&tx, &digest(token), now).await? {
        return Err(Fault::rule("link-spent", "This link was used. A new one takes a minute."));
    }
    Ok((tx, link.school, link.account))
}

/// Spends a sign-in link; gives the token of a new session.
///
/// # Errors
/// [`Fault::Rule`] when it was used or has run out.
pub async fn open_link(app: &App, now: Now, token: &str, address: &str) -> Result<String, Fault> {
    let (tx, school, account) = spend(app, now, token, "sign-in").await?;
    let allowed = own_right(school, account)?;
    app.commit(tx, &allowed, now, [Event::school(Happening::LinkMade, "opened")]).await?;
    open_session(app, now, school, account, None, address).await
}

/// Spends a link to set a password, ends every other session of the account, and signs in.
///
/// # Errors
/// [`Fault::Invalid`] when the password is too short; [`Fault::Rule`] when the link was used or has run out.
pub async fn set_password(
    app: &App,
    now: Now,
    token: &str,
    new: &str,
    address: &str,
) -> Result<String, Fault> {
    if let Some(sentence) = password::fault(new) {
        return Err(Fault::field("password", sentence));
    }
    let hash = password::hash(app, new).await?;
    let (tx, school, account) = spend(app, now, token, "set-password").await?;
    let allowed = own_right(school, account)?;
    accounts::set_password(&tx, &allowed, account, &hash).await?;
    logins::end_all(&tx, account).await?;
    logins::spend_all(&tx, account, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::PasswordSet, "")]).await?;
    open_session(app, now, school, account, None, address).await
}
