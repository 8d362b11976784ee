//! The sessions of the groups: logged day by day on the device of whoever runs them, and sent when the week ends, or
//! before anything else is done for a child who was there.

use std::collections::BTreeMap;

use app::{
    Fault,
    teaching::{ChildLog, DeviceEntry, LogSession, sync_sessions},
};
use domain::{Date, PupilId, UserId, calendar::count::days_after, provision::SessionStatus};
use jiff::civil::Weekday;

use super::{groups, play::Play};

/// What waits on the devices, by whoever has them.
pub type Waiting = BTreeMap<UserId, Vec<LogSession>>;

impl Play<'_> {
    /// At the end of each school day the groups of that day are logged, by whoever runs them.
    pub(super) async fn end_of_day(&mut self, day: Date) -> Result<(), Fault> {
        if self.collections.contains(&day) {
            self.collect(day).await?;
        }
        if !self.info.calendar.is_in_session(day) {
            return Ok(());
        }
        let lately = day >= self.missed_since;
        for at in 0..self.groups.len() {
            if !self.groups[at].runs_on(day) {
                continue;
            }
            let group = self.groups[at].clone();
            let calendar = &self.info.calendar;
            let left = calendar.days_in_session(days_after(day, 1), days_after(self.made.today, -1));
            let ahead = left.iter().filter(|day| group.runs_on(**day)).count();
            // Lately, what is shown of first targets is the scores' doing alone: of the others now and then one is missed.
            let steady = lately && group.serves == Some(0);
            let (fails, away) = match (group.missed, lately, steady) {
                (true, true, _) => (70.0, 5.0),
                (false, true, true) => (0.0, 0.0),
                _ => (4.0, 5.0),
            };
            let status = if self.dice.percent(fails) {
                SessionStatus::NotRun
            } else if !steady && self.dice.percent(4.0) {
                SessionStatus::Shortened
            } else {
                SessionStatus::Delivered
            };
            let mut children = Vec::new();
            for (number, seat) in group.seats.iter().enumerate() {
                let present = status != SessionStatus::NotRun && !self.dice.percent(away);
                let wobble = *self.dice.one_of(&[8, 10, 12, 15]);
                let score = seat
                    .target
                    .filter(|_| present)
                    .and_then(|(_, aim)| groups::score(seat, aim, day, ahead, wobble));
                if score.is_some() {
                    self.groups[at].seats[number].scored += 1;
                }
                children.push(ChildLog {
                    pupil: seat.pupil,
                    present,
                    why: if present || status == SessionStatus::NotRun {
                        String::new()
                    } else {
                        "absent".to_owned()
                    },
                    line: String::new(),
                    score,
                    prompts: None,
                });
            }
            let why = match status {
                SessionStatus::Delivered => "",
                SessionStatus::Shortened => "Assembly ran over",
                SessionStatus::NotRun => "I covered another class",
            };
            let log = LogSession {
                provision: group.id,
                on: day,
                version: 0,
                status,
                why: why.to_owned(),
                line: String::new(),
                minutes: (status == SessionStatus::Shortened).then_some(10),
                children,
                from_sheet: false,
                reason: String::new(),
            };
            self.waiting.entry(group.ta).or_default().push(log);
        }
        if day.weekday() == Weekday::Friday { self.send_all(day).await } else { Ok(()) }
    }

    /// Sends what waits of the groups in which a child is.
    pub(super) async fn send_about(&mut self, pupil: PupilId, day: Date) -> Result<(), Fault> {
        let is_in = |log: &LogSession| log.children.iter().any(|child| child.pupil == pupil);
        let about = |(account, logs): (&UserId, &Vec<LogSession>)| logs.iter().any(is_in).then_some(*account);
        let devices: Vec<UserId> = self.waiting.iter().filter_map(about).collect();
        for device in devices {
            self.send(device, day, 0).await?;
        }
        Ok(())
    }

    /// Sends everything that waits.
    pub(super) async fn send_all(&mut self, day: Date) -> Result<(), Fault> {
        let devices: Vec<UserId> = self.waiting.keys().copied().collect();
        for device in devices {
            self.send(device, day, 420).await?;
        }
        Ok(())
    }

    async fn send(&mut self, device: UserId, day: Date, minute: i32) -> Result<(), Fault> {
        let Some(logs) = self.waiting.remove(&device) else { return Ok(()) };
        let now = self.at(day, minute);
        let actor = self.actor(device, now).await?;
        let entries = logs.into_iter().map(|log| DeviceEntry { id: self.app.id(now), log }).collect();
        let outcomes = sync_sessions(self.app, &actor, now, entries).await?;
        match outcomes.into_iter().find(|outcome| outcome.code != "done") {
            Some(outcome) => Err(Fault::rule("sessions", format!("{}: {}", outcome.code, outcome.words))),
            None => Ok(()),
        }
    }
}
