//! The sessions of the groups: logged day by day on the device of whoever runs them, and sent when the week ends, or
//! before anything else is done for a child who was there.

use std::collections::BTreeMap;

use app::{
    Fault,
    gathering::{CloseWeek, close_week},
    teaching::{ChildLog, DeviceEntry, LogSession, sync_sessions},
};
use domain::{Date, PupilId, UserId, calendar::count::days_after, provision::SessionStatus};
use jiff::civil::Weekday;

use super::{
    groups::{self, Group},
    play::Play,
};

/// What waits on the devices, by whoever has them.
pub type Waiting = BTreeMap<UserId, Vec<LogSession>>;

/// What is said to the class teacher at the last sessions before the demonstration's day.
const SAID: [&str; 3] = [
    "They asked for the same text again tomorrow: may they have it in class, too?",
    "We stopped two minutes early for the fire drill and will start there next time.",
    "The picture cards helped more than the list. A set for the class is in my tray.",
];

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
        let forgotten = self.forgotten(day);
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
                // The more sessions there were, the fewer prompts.
                let counts = seat.target.is_some_and(|(_, aim)| aim.will.contains("prompt"));
                let prompts = (counts && score.is_some()).then(|| 6_u32.saturating_sub(seat.scored / 6));
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
                    prompts,
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
                line: if left.len() < 2 && status == SessionStatus::Delivered {
                    SAID[(at + usize::from(day.day().unsigned_abs())) % SAID.len()].to_owned()
                } else {
                    String::new()
                },
                minutes: (status == SessionStatus::Shortened).then_some(10),
                children,
                from_sheet: false,
                reason: String::new(),
            };
            if forgotten != Some(at) {
                self.waiting.entry(group.ta).or_default().push(log);
            }
        }
        if day.weekday() == Weekday::Friday { self.send_all(day).await } else { Ok(()) }
    }

    /// On one of the last school days before the demonstration's a session is held and nobody logs it: there is somebody
    /// to remind. It is of a group that serves no first target, whose scores say what is shown, and the last that can be.
    fn forgotten(&mut self, day: Date) -> Option<usize> {
        let may = |group: &Group, day: Date| {
            group.runs_on(day) && !group.missed && group.serves.is_some_and(|at| at > 0)
        };
        let left = self.info.calendar.days_in_session(days_after(day, 1), days_after(self.made.today, -1));
        let later = left.iter().any(|day| self.groups.iter().any(|group| may(group, *day)));
        if self.has_forgotten || later || left.len() > 4 {
            return None;
        }
        let found = self.groups.iter().position(|group| may(group, day));
        self.has_forgotten = found.is_some();
        found
    }

    /// Each Tuesday the data manager closes the week before, and hands it over.
    pub(super) async fn close_last_week(&mut self, day: Date) -> Result<(), Fault> {
        let monday = days_after(day, -8);
        let taught = self.info.calendar.days_in_session(monday, days_after(monday, 4));
        if day.weekday() != Weekday::Tuesday || taught.is_empty() || self.groups.is_empty() {
            return Ok(());
        }
        // What still waits of a week that ended before its Friday is sent first.
        let devices: Vec<UserId> = self.waiting.keys().copied().collect();
        for device in devices {
            self.send(device, day, 10).await?;
        }
        let now = self.at(day, 30);
        let data_manager = self.actor(self.made.staff.data_manager, now).await?;
        let close = CloseWeek { day: monday, note: "", before_its_end: false };
        close_week(self.app, &data_manager, now, close).await?;
        Ok(())
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
        let entries = logs.into_iter().map(|log| DeviceEntry::new(self.app.id(now), log)).collect();
        let outcomes = sync_sessions(self.app, &actor, now, entries).await?;
        match outcomes.into_iter().find(|outcome| outcome.code != "done") {
            Some(outcome) => Err(Fault::rule("sessions", format!("{}: {}", outcome.code, outcome.words))),
            None => Ok(()),
        }
    }
}
