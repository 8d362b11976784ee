//! When a log of a session was written on its device: the trail keeps it, and which of two logs is the later is told by it.

use domain::{
    Now,
    audit::{Event, Happening},
    provision::Session,
};
use jiff::{SignedDuration, Timestamp};
use store::{Tx, queries::events};

use super::log_session::At;
use crate::Fault;

/// Before what the trail keeps of when a log was written on its device.
const WRITTEN: &str = "; written ";
/// What is as young as this was written when it arrived.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(1);

impl At {
    /// With when it was written on its device, when that was before it arrived: which of two logs is the later is told by
    /// that, in whichever order they arrive. Only what tells of the log has it, never the reason of a correction, which
    /// people read.
    pub(super) fn written(mut self, written: Option<Timestamp>, now: Now) -> Self {
        if let Some(written) = written.filter(|written| now.instant.duration_since(*written) > AT_ONCE) {
            let of_log = |event: &&mut Event| {
                matches!(event.what, Happening::SessionLogged | Happening::SessionCorrected)
            };
            for event in self.events.iter_mut().filter(of_log) {
                event.detail.push_str(&format!("{WRITTEN}{written}"));
            }
        }
        self
    }
}

/// When what stands of a session was written: as the trail kept it, else when it was logged.
pub(super) async fn written_at(tx: &Tx, session: &Session) -> Result<Timestamp, Fault> {
    let Some(child) = session.children.first() else { return Ok(session.logged_at) };
    let kinds = [Happening::SessionLogged, Happening::SessionCorrected];
    let kept = events::of_pupil_and_kinds(tx, child.pupil, &kinds).await?;
    let mark = format!(" on {}", session.on);
    let of_it = kept.iter().rev().find(|event| event.at == session.logged_at && event.detail.contains(&mark));
    let written = of_it.and_then(|event| event.detail.rsplit_once(WRITTEN)?.1.parse().ok());
    Ok(written.unwrap_or(session.logged_at))
}

#[cfg(test)]
mod tests {
    use domain::PupilId;

    use super::*;

    #[test]
    fn the_reason_of_a_correction_does_not_say_when_it_was_written() {
        let instant: Timestamp = "2026-11-30T10:00:00Z".parse().unwrap();
        let now = Now { instant, today: domain::date(2026, 11, 30) };
        let child = PupilId::new(1, &[7; 10]);
        let kinds = [
            (Happening::SessionLogged, true),
            (Happening::SessionCorrected, true),
            (Happening::WeekReopened, false),
        ];
        for (written, is_kept) in [("2026-11-23T15:12:03Z", true), ("2026-11-30T09:59:30Z", false)] {
            let events = kinds.map(|(what, _)| Event::pupil(what, child, "why")).into_iter().collect();
            let at = At { rights: Vec::new(), events }.written(written.parse().ok(), now);
            let marked: Vec<bool> = at.events.iter().map(|event| event.detail.contains(WRITTEN)).collect();
            assert_eq!(marked, kinds.map(|(_, of_log)| of_log && is_kept), "{written}");
        }
    }
}
