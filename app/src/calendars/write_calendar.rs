//! The calendar of a person: open legal dates, meetings and the reviews that are due, of the children whom they reach.

use domain::{
    Now, UserId,
    deadlines::amended_plan,
    people::{Pupil, Role},
    permissions::{Action, Actor},
};
use exchange::calendar_out::{self, Day, Hours};
use jiff::SignedDuration;
use store::queries::records;

use crate::{App, Classes, Clock, Fault, SchoolInfo, county::watched::watched, meetings};

/// Reminders of a legal date come up so many days before.
const REMIND_OF_LAW: [u16; 3] = [14, 7, 1];
/// A reminder of a review comes up so many days before.
const REMIND_OF_REVIEW: [u16; 1] = [7];
/// A reminder of a meeting comes up so many days before, at its hour.
const REMIND_OF_MEETING: [u16; 1] = [1];

/// The calendar as an iCalendar file. `base` is the server's address, for the links. No child's full name is in it.
///
/// # Errors
/// [`Fault::NotFound`] when the account may not sign in.
pub async fn write_calendar(
    app: &App,
    info: &SchoolInfo,
    account: UserId,
    base: &str,
    now: Now,
) -> Result<Vec<u8>, Fault> {
    // A day's cover and next year's children are in nobody's calendar.
    let actor = app.actor(info, account, now.today).await?.in_full();
    let classes = app.classes(info).await?;
    let reader = app.store.read(info.school.id);
    let base = base.trim_end_matches('/');
    let mut days = Vec::new();
    let scope = actor.scope_for(Action::ReadApplication);
    let sends = actor.scope_for(Action::PrepareApplication);
    for one in watched(app, &reader, (&scope, &sends), info, now.today).await? {
        let clock = &one.clock;
        if !clock.state.is_open() {
            continue;
        }
        // The days before an annual review tell its own, and so do the weeks after it.
        let tells_a_meeting =
            clock.code.starts_with("annual-review-") || clock.code == amended_plan::RULE.code;
        if tells_a_meeting && meetings::hears_no_day(&reader, &actor, &one.pupil).await? {
            continue;
        }
        let mut words = format!("For the {} to do. {}.", clock.party.name(), clock.law.citation);
        if one.exempt.is_some() {
            words.push_str(" The county has said that an exemption applies.");
        }
        if let Some(why) = clock.not_known {
            words.push_str(&format!(
                " At the earliest: {why}. Whoever keeps the school’s calendar can add them: {base}/school/calendar"
            ));
        }
        days.push(Day {
            uid: match clock.about {
                // One of each kind of decision runs; its day moves with a certificate, and is the same appointment.
                Some(what) => format!("{}-{}-{}@waymark", clock.code, what.code(), one.pupil.id),
                None => format!("{}-{}@waymark", clock.code, one.pupil.id),
            },
            on: clock.due_on,
            title: format!("{}: {}", clock.named(), whom(&actor, &one.pupil, &classes)),
            words,
            href: format!("{base}/pupils/{}/ehc", one.pupil.id),
            remind_days_before: REMIND_OF_LAW.to_vec(),
            hours: None,
        });
    }
    let ahead = meetings::in_calendar(app, &actor, now.today).await?;
    let annual = meetings::annual_in_calendar(app, &actor, now.today).await?;
    let of_reviews = ahead.iter().filter_map(|one| Some((&one.meeting, one.pupil.as_ref()?, false)));
    let of_plans = annual.iter().map(|(meeting, pupil)| (meeting, pupil, true));
    for (meeting, pupil, is_annual) in of_reviews.chain(of_plans) {
        let (title, words, href) = if is_annual {
            let words = "Annual review of the plan. Say in Waymark whether you come.";
            ("Annual review meeting", words, format!("{base}/meetings/{}", meeting.id))
        } else {
            let words = "Half-termly review of SEN support. Who comes stands in Waymark.";
            ("Review meeting", words, format!("{base}/pupils/{}/reviews", pupil.id))
        };
        let when = &meeting.when;
        let starts_at = Clock::london_at(when.on, when.at.hour(), when.at.minute());
        days.push(Day {
            uid: format!("meeting-{}@waymark", meeting.id),
            on: when.on,
            title: format!("{title}: {}", whom(&actor, pupil, &classes)),
            words: words.to_owned(),
            href,
            remind_days_before: REMIND_OF_MEETING.to_vec(),
            hours: Some(Hours {
                starts_at,
                ends_at: starts_at + SignedDuration::from_mins(when.minutes.into()),
                place: when.place.clone(),
                sequence: meeting.sequence,
            }),
        });
    }
    for (record, pupil) in records::list(&reader, &actor.scope_for(Action::ReadPlan), true).await? {
        let Some(on) = record.review_due_on else { continue };
        // The meeting is the review, for those who come as for those who hear nothing of it.
        if ahead.iter().any(|one| one.meeting.pupil == pupil.id)
            || meetings::hears_no_day(&reader, &actor, &pupil).await?
        {
            continue;
        }
        days.push(Day {
            uid: format!("review-{}@waymark", pupil.id),
            on,
            title: format!("Progress review, by this day: {}", whom(&actor, &pupil, &classes)),
            words: "Half-termly review of SEN support.".to_owned(),
            href: format!("{base}/pupils/{}/reviews", pupil.id),
            remind_days_before: REMIND_OF_REVIEW.to_vec(),
            hours: None,
        });
    }
    days.sort_by(|a, b| (a.on, &a.uid).cmp(&(b.on, &b.uid)));
    Ok(calendar_out::write(&format!("Waymark, {}", info.school.name), &days, now.instant))
}

/// Who it is about, for those who know them: initials and class; a parent's own child is "your child".
fn whom(actor: &Actor, pupil: &Pupil, classes: &Classes) -> String {
    let is_family = actor.holdings.iter().any(|holding| {
        matches!(holding.role, Role::Parent | Role::Pupil)
            && holding.reaches(Action::SeeChild, pupil.subject())
    });
    let is_staff = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::SeeChild, pupil.subject()));
    if is_family && !is_staff {
        return "your child".to_owned();
    }
    let initials: String = pupil
        .name()
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect();
    match pupil.class.and_then(|class| classes.get(&class)) {
        Some(class) => format!("{initials}, {}", class.name),
        None => initials,
    }
}
