//! Passwords: argon2id, at most two at once, off the async threads.

use std::sync::{Arc, OnceLock};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{App, Fault};

/// The shortest password taken.
pub const SHORTEST: usize = 12;

/// At most two hashes at once: each takes 19 MiB and a core. The turn goes with the work, which runs on when whoever
/// waited for it has hung up.
async fn turn() -> Option<OwnedSemaphorePermit> {
    static TURNS: OnceLock<Arc<Semaphore>> = OnceLock::new();
    TURNS.get_or_init(|| Arc::new(Semaphore::new(2))).clone().acquire_owned().await.ok()
}

/// argon2id with 19 MiB, two passes, one lane (OWASP's first choice).
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What is wrong with a new password, if anything.
#[must_use]
pub fn fault(password: &str) -> Option<&'static str> {
    if password.chars().count() < SHORTEST {
        return Some(
            "Choose a password of 12 characters or more: three words that do not belong together are good.",
        );
    }
    if password.len() > 1024 {
        return Some("Choose a password of at most 1,000 characters.");
    }
    None
}

/// The PHC string of a password.
///
/// # Errors
/// When the machine has no memory for it.
pub async fn hash(app: &App, password: &str) -> Result<String, Fault> {
    let turn = turn().await;
    let salt: [u8; 16] = app.random.bytes();
    let password = password.to_owned();
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        argon2()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash: phc::PasswordHash| hash.to_string())
    })
    .await;
    match done {
        Ok(Ok(hash)) => Ok(hash),
        _ => Err(Fault::rule("busy", "The password could not be kept: try again in a minute.")),
    }
}

/// Whether a password is the one of a PHC string; without one, the same work is done and the answer is no.
pub async fn verify(password: &str, phc: Option<&str>) -> bool {
    /// Of a password that nobody has: so that an unknown address takes as long as a known one.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$d2F5bWFyay1ub2JvZHk$mIb8Nd1LrW3dCYPAn1AC0wLu0GT4Ad0xlBBn2LzUkXY";
    let turn = turn().await;
    let known = phc.is_some();
    let phc = phc.unwrap_or(NOBODY).to_owned();
    let password = password.to_owned();
    let right = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        phc::PasswordHash::new(&phc)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .unwrap_or(false);
    known && right
}
