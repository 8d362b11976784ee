//! Staff sign in by e-mail address and password.

use domain::{Now, SchoolId, UserId};
use store::queries::{accounts, throttles};

use super::{
    by_link::own_link,
    open_session, password,
    throttle::{self, Tried},
};
use crate::{App, Fault};

/// One of several schools in which the same address and password open an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The school's name.
    pub school: String,
    /// A link that signs in there, once.
    pub link: String,
}

/// What came of a sign-in.
#[derive(Clone, Debug)]
pub enum SignedIn {
    /// Signed in: the token for the cookie.
    In(String),
    /// The same address and password are good in several schools: one is chosen first.
    Choose(Vec<Choice>),
}

/// The one sentence for every wrong try: it does not say whether the address is known.
const WRONG: &str =
    "That e-mail address and password do not go together. Check both, or ask for a link by e-mail.";

/// Signs in by e-mail address and password; `address` is where the request came from. One e-mail may belong to several
/// schools: then the school is chosen before anything is opened.
///
/// # Errors
/// [`Fault::Rule`] when wrong or throttled.
pub async fn sign_in(
    app: &App,
    now: Now,
    email: &str,
    typed: &str,
    address: &str,
) -> Result<SignedIn, Fault> {
    let by_email = format!("email:{}", super::digest(&email.trim().to_lowercase()));
    let by_address = format!("address:{address}");
    let known_email = throttle::check(app, &by_email, Tried::Passwords, now).await?;
    let known_address = throttle::check(app, &by_address, Tried::Passwords, now).await?;
    let found = accounts::everywhere_by_email(&app.store, email).await?;
    let mut opened: Vec<(SchoolId, UserId)> = Vec::new();
    if found.is_empty() {
        password::verify(typed, None).await;
    }
    for (school, account, hash) in found.into_iter().take(5) {
        if password::verify(typed, hash.as_deref()).await {
            opened.push((school, account));
        }
    }
    let Some((school, account)) = opened.first().copied() else {
        throttle::failed(app, &by_email, known_email, now).await?;
        throttle::failed_from_address(app, &by_address, known_address, now).await?;
        return Err(Fault::rule("wrong-password", WRONG));
    };
    throttles::forget(&app.store, &by_email).await?;
    if opened.len() == 1 {
        return Ok(SignedIn::In(open_session(app, now, school, account, None, address).await?));
    }
    let mut choices = Vec::new();
    for (school, account) in opened {
        let link = own_link(app, school, account, now).await?;
        choices.push(Choice { school: app.school(school, None).await?.school.name.clone(), link });
    }
    Ok(SignedIn::Choose(choices))
}
