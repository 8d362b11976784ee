//! The track of one child, from where the record stands and when each place was reached.

use app::{
    pathway::{Place, WhatNext},
    pupils::Head,
};
use domain::{
    Date,
    pathway::{CloseReason, StatutoryMove, StatutoryState, SupportState, step},
};

use crate::view::{Track, Waymark};

/// "2 Mar 2026": eight of them stand side by side.
fn day(on: Date) -> String {
    on.strftime("%-d %b %Y").to_string()
}

const fn waymark(state: SupportState) -> Option<Waymark> {
    match state {
        SupportState::Concern => Some(Waymark::Concern),
        SupportState::TeacherAdapts => Some(Waymark::TeacherAdapts),
        SupportState::Profile => Some(Waymark::Profile),
        SupportState::Iep => Some(Waymark::Iep),
        SupportState::Provision => Some(Waymark::Provision),
        SupportState::Monitoring => Some(Waymark::Monitoring),
        SupportState::Review => Some(Waymark::Review),
        SupportState::Continues => Some(Waymark::SupportContinues),
        SupportState::Closed(CloseReason::SupportCanStop) => Some(Waymark::SupportStops),
        SupportState::Closed(
            CloseReason::ConcernResolved
            | CloseReason::OpenedInError
            | CloseReason::LeftSchool
            | CloseReason::ParentsDoNotWant,
        ) => None,
    }
}

const fn next(state: SupportState) -> &'static [Waymark] {
    match state {
        SupportState::Concern => &[Waymark::TeacherAdapts],
        SupportState::TeacherAdapts => &[Waymark::Profile],
        SupportState::Profile => &[Waymark::Iep],
        SupportState::Iep => &[Waymark::Provision],
        SupportState::Provision => &[Waymark::Monitoring],
        SupportState::Monitoring => &[Waymark::Review],
        SupportState::Review => &[Waymark::SupportContinues, Waymark::SupportStops],
        SupportState::Continues => &[Waymark::Iep],
        SupportState::Closed(_) => &[],
    }
}

/// The path of a child for the family, with nothing abbreviated; `plan_in_full` is the school's plan of step 4.
pub(crate) fn in_full(head: &Head, next_of: &WhatNext, plan_in_full: &str) -> Track {
    let names = [
        (Waymark::Provision, "Help is arranged"),
        (Waymark::Monitoring, "Help runs and is looked at weekly"),
        (Waymark::Application, "Asking for an Education, Health and Care Plan"),
        (Waymark::SupportContinues, "Support continues"),
        (Waymark::PlanInPlace, "Education, Health and Care Plan is in place"),
    ];
    let track = track(head, next_of, plan_in_full);
    let track = names.into_iter().fold(track, |track, (mark, name)| track.called(mark, name));
    Track { support_now: None, statutory_label: None, ..track }
}

/// The path of a child; `plan_name` is what the school calls the plan of step 4.
pub(crate) fn track(head: &Head, next_of: &WhatNext, plan_name: &str) -> Track {
    let state = &head.record.state;
    let mut track = Track::new().called(Waymark::Iep, plan_name);
    let reached = |support| next_of.reached.get(&Place::Support(support)).copied();
    if let Some(now) = state.support {
        for support in SupportState::OPEN {
            let Some(mark) = waymark(support) else { continue };
            let on = reached(support);
            if support == now {
                let since = state.support_entered_on.or(on).map(day).unwrap_or_default();
                track = track.now(mark, since);
            } else if let Some(on) = on.filter(|_| is_behind(support, now)) {
                track = track.been(mark, day(on));
            } else if on.is_none() && now.step().is_some() && is_behind(support, now) {
                track = track.before(mark);
            }
        }
        if let SupportState::Closed(reason) = now {
            let on = state.support_entered_on.map(day).unwrap_or_default();
            match waymark(now) {
                Some(mark) => track = track.now(mark, on),
                None => {
                    // In a second cycle an earlier step was reached last.
                    let been = SupportState::OPEN.into_iter().filter_map(|s| Some((reached(s)?, s)));
                    let first = been.clone().map(|(_, support)| support).min();
                    let before =
                        SupportState::OPEN.into_iter().filter(|s| first.is_some_and(|first| *s < first));
                    track = before.filter_map(waymark).fold(track, Track::before);
                    if let Some(mark) = been.max().and_then(|(_, support)| waymark(support)) {
                        track = track.note(mark, format!("closed {on}: {}", reason.name().to_lowercase()));
                    }
                }
            }
        }
        for mark in next(now) {
            if track.at(mark.number()).iter().all(|step| step.waymark != *mark || step.on.is_none()) {
                track = track.next(*mark);
            }
        }
        if state.cycle > 1 {
            track = track.note(Waymark::Iep, format!("cycle {}", state.cycle));
        }
    } else if state.statutory.has_plan() {
        let before = SupportState::OPEN.into_iter().filter(|support| support.step() < Some(8));
        track = before.filter_map(waymark).fold(track, Track::before);
    } else {
        track = track.next(Waymark::Concern);
    }
    statutory(track, head, next_of)
}

/// Whether a state lies behind another in this cycle.
fn is_behind(state: SupportState, now: SupportState) -> bool {
    match (state.step(), now.step()) {
        (Some(state), Some(now)) => state < now,
        // A round that was closed before an outcome has its steps behind it.
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn statutory(track: Track, head: &Head, next_of: &WhatNext) -> Track {
    let state = &head.record.state;
    let applied = next_of.reached.get(&Place::Application).copied();
    let since = || state.statutory_entered_on.map(day).unwrap_or_default();
    let mut track = track;
    if state.statutory.step() == Some(7) {
        track = track.now(Waymark::Application, applied.map_or_else(since, day));
        track = match head.step.week {
            Some(week) => {
                track.note(Waymark::Application, format!("{}, week {week}", state.statutory.name()))
            }
            None => track.note(Waymark::Application, state.statutory.name()),
        };
    } else if state.statutory.has_plan() {
        track = match applied {
            Some(on) => track.been(Waymark::Application, day(on)),
            None => track.before(Waymark::Application),
        };
        let on = next_of.reached.get(&Place::PlanInPlace).copied().map_or_else(since, day);
        track = track.now(Waymark::PlanInPlace, on);
        if state.statutory != StatutoryState::EhcpInPlace {
            let name = state.statutory.name();
            let note = name.strip_prefix("EHCP in place, ").unwrap_or(name);
            track = track.note(Waymark::PlanInPlace, note);
        }
    } else if state.statutory != StatutoryState::None {
        // What was reached stays reached when it has ended.
        let in_place = next_of.reached.get(&Place::PlanInPlace).copied();
        track = match (applied, in_place) {
            (Some(on), _) => track.been(Waymark::Application, day(on)),
            (None, Some(_)) => track.before(Waymark::Application),
            (None, None) => track,
        };
        if let Some(on) = in_place {
            track = track.been(Waymark::PlanInPlace, day(on));
        }
        let mark = if state.statutory == StatutoryState::Ceased {
            Waymark::PlanInPlace
        } else {
            Waymark::Application
        };
        track = track.note(mark, state.statutory.name());
    } else if state.support == Some(SupportState::Review)
        && StatutoryMove::Prepare.can_be_tried(state.statutory)
    {
        track = track.next(Waymark::Application);
    }
    match (state.statutory.step(), state.support) {
        (Some(_), Some(support)) if support.is_open() => {
            let week = head.step.week.map_or_else(String::new, |week| format!(", week {week}"));
            track.both(step::short(support), format!("{}{week}", head.step.name))
        }
        _ => track,
    }
}
