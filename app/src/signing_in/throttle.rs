//! The sign-in throttle: after five failures in a row, longer and longer pauses.

use domain::Now;
use jiff::SignedDuration;
use store::queries::throttles::{self, Failures};

use crate::{App, Fault};

/// Failures before the first pause.
const FREE: u32 = 5;

/// The pause after so many failures: none, then 1, 2, 4, ... minutes, an hour at most.
#[must_use]
pub(super) fn pause_after(failures: u32) -> Option<SignedDuration> {
    (failures >= FREE).then(|| {
        SignedDuration::from_mins(1_i64 << (failures - FREE).min(6)).min(SignedDuration::from_hours(1))
    })
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// Passwords, which were wrong.
    Passwords,
    /// Links by e-mail, each asked for while the one before is good.
    Links,
    /// Links by e-mail, many of them from one network: not all by whoever asks now.
    LinksFromThere,
}

impl Tried {
    /// What somebody reads who has to wait so many minutes.
    fn sentence(self, minutes: i64) -> String {
        let when = if minutes == 1 { "in a minute".to_owned() } else { format!("in {minutes} minutes") };
        match self {
            Tried::Passwords => {
                format!("Too many wrong tries. Try again {when}, or have a link sent to you by e-mail.")
            }
            Tried::LinksFromThere => format!(
                "Many people asked for links from this network just now. A link that you have is still good; you can ask for one \
                 {when}."
            ),
            Tried::Links => format!(
                "Several links were asked for already. Look for the newest one in your mail, and among the junk mail \
                 too. You can ask for another {when}."
            ),
        }
    }
}

/// Refuses while a token is shut.
pub(super) async fn check(app: &App, token: &str, tried: Tried, now: Now) -> Result<Failures, Fault> {
    let known = throttles::get(&app.store, token).await?;
    let fresh =
        known.since.is_none_or(|since| now.instant.duration_since(since) > SignedDuration::from_hours(24));
    let known = if fresh { Failures::default() } else { known };
    match known.shut_until {
        Some(until) if until > now.instant => {
            let minutes = (until.duration_since(now.instant).as_secs() + 59) / 60;
            Err(Fault::rule("too-many-tries", tried.sentence(minutes)))
        }
        _ => Ok(known),
    }
}

/// Counts a failure.
pub(super) async fn failed(app: &App, token: &str, known: Failures, now: Now) -> Result<(), Fault> {
    let count = known.count + 1;
    let failures = Failures {
        count,
        shut_until: pause_after(count).map(|pause| now.instant + pause),
        since: known.since.or(Some(now.instant)),
    };
    Ok(throttles::set(&app.store, token, failures, now).await?)
}

/// Tries from one address before its first pause: a whole school may sit behind it.
const FREE_FROM_ADDRESS: u32 = 20;

/// Counts a failure from an address.
pub(super) async fn failed_from_address(
    app: &App,
    token: &str,
    known: Failures,
    now: Now,
) -> Result<(), Fault> {
    let count = known.count + 1;
    let pause = pause_after((count + FREE).saturating_sub(FREE_FROM_ADDRESS + 1));
    let failures = Failures {
        count,
        shut_until: pause.map(|pause| now.instant + pause),
        since: known.since.or(Some(now.instant)),
    };
    Ok(throttles::set(&app.store, token, failures, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        let minutes: Vec<_> = (0..14).map(|n| pause_after(n).map_or(0, |pause| pause.as_mins())).collect();
        assert_eq!(minutes, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn who_waits_reads_one_sentence_for_what_they_did() {
        assert_eq!(
            Tried::Passwords.sentence(1),
            "Too many wrong tries. Try again in a minute, or have a link sent to you by e-mail."
        );
        let links = Tried::Links.sentence(4);
        assert!(
            links.ends_with("You can ask for another in 4 minutes.") && !links.contains("wrong"),
            "{links}"
        );
        assert!(!links.contains("password"), "parents have none: {links}");
    }
}
