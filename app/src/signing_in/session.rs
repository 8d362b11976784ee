//! Sessions: a random token in a cookie, its hash in the database.

use std::sync::Arc;

use domain::{
    Now, PupilId, SchoolId, UserId,
    audit::{Event, Happening},
    people::Role,
    permissions::{Action, Actor, Holding, Subject, Who, allow},
};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::queries::logins::{self, Login};

use crate::{App, Fault, SchoolInfo};

/// Signed out after so long without a page.
pub const IDLE_AFTER: SignedDuration = SignedDuration::from_mins(60);
/// A pupil's page on a shared device closes itself sooner.
const PUPIL_IDLE_AFTER: SignedDuration = SignedDuration::from_mins(15);
/// Signed out at the latest after so long.
const AT_MOST: SignedDuration = SignedDuration::from_hours(12);

/// What the database keeps of a token.
#[must_use]
pub fn digest(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Somebody signed in, for one request.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The sign-in.
    pub login: Login,
    /// Who they are and what they reach.
    pub actor: Arc<Actor>,
    /// Their school.
    pub school: Arc<SchoolInfo>,
    /// The moment.
    pub now: Now,
}

/// Makes a session and gives its token. The account was proved before (password, link, or the demo's buttons).
///
/// # Errors
/// When the database fails.
pub async fn open_session(
    app: &App,
    now: Now,
    school: SchoolId,
    account: UserId,
    only_pupil: Option<PupilId>,
    came_from: &str,
) -> Result<String, Fault> {
    let token = app.token();
    let tx = app.store.write(school).await?;
    let allowed = own_right(school, account)?;
    logins::make(&tx, &allowed, &digest(&token), account, only_pupil, came_from, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SignedIn, came_from)]).await?;
    Ok(token)
}

/// The right to write what is of one's own account: anybody who proved who they are has it.
pub(crate) fn own_right(school: SchoolId, account: UserId) -> Result<domain::permissions::Allowed, Fault> {
    let themselves = Actor { school, who: Who::Person(account), holdings: vec![Holding::of(Role::Admin)] };
    Ok(allow(&themselves, Action::ManageAccounts, Subject::School(school))?)
}

/// The visitor of a token: none when the session is unknown, idle or over.
///
/// # Errors
/// When the database fails.
pub async fn visitor(app: &App, now: Now, token: &str) -> Result<Option<Visitor>, Fault> {
    let hash = digest(token);
    let Some(login) = logins::get(&app.store, &hash).await? else { return Ok(None) };
    let idle = if login.only_pupil.is_some() { PUPIL_IDLE_AFTER } else { IDLE_AFTER };
    let unused = now.instant.duration_since(login.seen_at);
    if unused > idle || now.instant.duration_since(login.made_at) > AT_MOST {
        logins::end(&app.store, &hash).await?;
        return Ok(None);
    }
    if unused > SignedDuration::from_mins(1) {
        logins::seen(&app.store, &hash, now).await?;
    }
    let school = app.school(login.school, Some(login.revision)).await?;
    let actor = match login.only_pupil {
        // An adult opened the child's own page: whoever holds the device is that child and nobody else.
        Some(pupil) => {
            let mut holding = Holding::of(Role::Pupil);
            holding.pupils.insert(pupil);
            let who = Who::Person(login.account);
            Arc::new(Actor { school: login.school, who, holdings: vec![holding] })
        }
        None => match app.actor(&school, login.account, now.today).await {
            Err(Fault::NotFound) => return Ok(None),
            other => other?,
        },
    };
    Ok(Some(Visitor { login, actor, school, now }))
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, now: Now, token: &str) -> Result<(), Fault> {
    let hash = digest(token);
    let Some(login) = logins::get(&app.store, &hash).await? else { return Ok(()) };
    let tx = app.store.write(login.school).await?;
    let allowed = own_right(login.school, login.account)?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SignedOut, "")]).await?;
    logins::end(&app.store, &hash).await?;
    Ok(())
}
