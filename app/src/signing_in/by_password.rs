//! Staff sign in by e-mail address and password.

use domain::{Now, SchoolId, UserId};
use store::queries::{accounts, throttles};

use super::{
    open_session, password,
    throttle::{self, Tried},
};
use crate::{App, Fault};

/// One of several schools in which an e-mail address has an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The school.
    pub school: SchoolId,
    /// The account there.
    pub account: UserId,
}

/// What came of a sign-in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The token for the cookie, for the first school.
    pub token: String,
    /// The school signed in to.
    pub school: SchoolId,
    /// Other schools in which the same password opens an account.
    pub others: Vec<Choice>,
}

/// The one sentence for every wrong try: it does not say whether the address is known.
const WRONG: &str =
    "That e-mail address and password do not go together. Check both, or ask for a link by e-mail.";

/// Signs in by e-mail address and password; `address` is where the request came from.
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
    let mut opened = Vec::new();
    if found.is_empty() {
        password::verify(typed, None).await;
    }
    for (school, account, hash) in found.into_iter().take(5) {
        if password::verify(typed, hash.as_deref()).await {
            opened.push(Choice { school, account });
        }
    }
    let Some(first) = opened.first().cloned() else {
        throttle::failed(app, &by_email, known_email, now).await?;
        throttle::failed_from_address(app, &by_address, known_address, now).await?;
        return Err(Fault::rule("wrong-password", WRONG));
    };
    throttles::forget(&app.store, &by_email).await?;
    let token = open_session(app, now, first.school, first.account, None, address).await?;
    Ok(SignedIn { token, school: first.school, others: opened.split_off(1) })
}
