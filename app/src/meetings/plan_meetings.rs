//! Plans the meetings of reviews, or moves them: all or none, everybody who is invited told in one mail each.

use std::collections::BTreeSet;

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    calendar::count::months_after,
    meetings::{
        Changed, EARLIEST_HOUR, Invited, LATEST_HOUR, LONGEST, LeftOut, MONTHS_AHEAD, Meeting, PLACE_LETTERS,
        SHORTEST, When, name_in_place, names_of_child,
    },
    people::Pupil,
    permissions::{Action, Actor, allow},
};
use store::{
    Tx,
    queries::{
        accounts, classes, meetings, pupils,
        records::{self, Record},
        schools,
    },
};

use super::{
    show_meetings::{overtaken_by, standing},
    tell_invited::{Inviting, Letters, News},
    whom_to_invite::{Guests, LeavingOut, whom_to_invite},
};
use crate::{App, Fault, FieldFault, SchoolInfo};

/// When a child's review is to be.
#[derive(Clone, Debug)]
pub struct Planning {
    /// The child.
    pub pupil: PupilId,
    /// When and where.
    pub when: When,
    /// The sequence of the meeting that stood when it was decided; none where none stood.
    pub from: Option<u32>,
    /// Who is left out of it, beside those who are left out already.
    pub without: Vec<LeavingOut>,
}

/// What happened to one meeting, with the right by which it is told of.
#[derive(Debug)]
struct Told {
    right: usize,
    news: News,
    meeting: Meeting,
    /// As those who are not invited any more knew it, and who they are.
    known: Meeting,
    gone: Vec<Invited>,
}

fn faults_of(plans: &[Planning], info: &SchoolInfo, now: Now) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for Planning { pupil, when, .. } in plans {
        let mut wrong = |is: bool, field: &str, sentence: &str| {
            if is {
                faults.push(FieldFault::new(format!("{field}-{pupil}"), sentence));
            }
        };
        let closed = info.calendar.knows(when.on) && !info.calendar.is_in_session(when.on);
        wrong(when.on < now.today, "day", "Choose a day that is ahead");
        wrong(when.on >= now.today && closed, "day", "Choose a school day");
        wrong(
            when.on > months_after(now.today, MONTHS_AHEAD),
            "day",
            "Choose a day within the next twelve months",
        );
        wrong(
            !(EARLIEST_HOUR..=LATEST_HOUR).contains(&when.at.hour()),
            "at",
            "The time must be between 7:00 and 20:59",
        );
        wrong(
            !(SHORTEST..=LONGEST).contains(&when.minutes),
            "minutes",
            "How long it is must be between 5 minutes and 4 hours",
        );
        wrong(when.place.chars().count() > PLACE_LETTERS, "place", "The place must be 120 letters or fewer");
    }
    faults
}

/// What to do about a place that holds the child's name; none when it holds none. `classes` are the school's.
pub(crate) fn wrong_place(place: &str, pupil: &Pupil, classes: &[String]) -> Option<String> {
    let name = name_in_place(place, &names_of_child(pupil), classes)?;
    Some(format!(
        "The place goes into mails, and mail names no child: leave “{name}” out, or write it small when it is a room"
    ))
}

/// The meeting as it is planned, and who was invited before and is not any more.
async fn planned(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    now: Now,
    (pupil, plan, standing, news): (&Pupil, &Planning, Option<&Meeting>, News),
) -> Result<(Meeting, Vec<Invited>), Fault> {
    let Guests { mut invited, left_out } =
        whom_to_invite(tx, actor, now, pupil, standing, &plan.without).await?;
    let mut gone = Vec::new();
    for one in standing.iter().flat_map(|before| &before.invited) {
        match invited.iter_mut().find(|other| other.id == one.id) {
            // Who plans has said yes already; a place that changes takes back nobody's answer.
            Some(still) if news == News::Changed && still.reply.is_none() => *still = one.clone(),
            Some(_) => {}
            None => gone.push(one.clone()),
        }
    }
    let id = standing.map_or_else(|| app.id(now), |before| before.id);
    let meeting = Meeting {
        sequence: standing.map_or(0, |before| before.sequence + 1),
        planner: actor.user(),
        changed_at: now.instant,
        invited,
        left_out,
        ..Meeting::new(id, pupil.id, plan.when.clone())
    };
    Ok((meeting, gone))
}

/// That somebody is left out who was not, for the child's trail.
fn left_out_now(standing: Option<&Meeting>, meeting: &Meeting) -> Vec<Event> {
    let known = |left: &LeftOut| {
        standing.is_some_and(|before| before.left_out.iter().any(|one| one.who.id == left.who.id))
    };
    meeting.left_out.iter().filter(|left| !known(left)).map(|left| left_out(meeting.pupil, left)).collect()
}

/// That somebody is left out: who, on which ground, why.
pub(super) fn left_out(pupil: PupilId, left: &LeftOut) -> Event {
    let LeftOut { who, ground, why } = left;
    let detail = format!("{}: {}; said: {}: {why}", who.party.code(), who.name, ground.code());
    Event::pupil(Happening::LeftOutOfMeeting, pupil, detail)
}

/// Sets when reviews are held and invites everybody who takes part, or tells them what moved. Each person gets one mail,
/// which names no child. What stands as it is asked for is left as it is, and nobody is told again. Gives how many were
/// planned or changed.
///
/// # Errors
/// [`Fault::Invalid`] at `day-{pupil}`, `at-{pupil}`, `minutes-{pupil}` or `place-{pupil}` (too long, or it names the
/// child), at the first also when somebody else planned,
/// moved or called it off since `from`; at `leave`, `ground` or `left_why` when somebody cannot be left out;
/// [`Fault::NotFound`] for a child out of scope; [`Fault::Rule`] for one without an open round.
pub async fn plan_meetings(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    plans: &[Planning],
) -> Result<usize, Fault> {
    let info = app.school(actor.school, None).await?;
    let faults = faults_of(plans, &info, now);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let all = accounts::all(&tx).await?;
    let classes: Vec<String> = classes::all(&tx).await?.into_iter().map(|class| class.name).collect();
    let (mut rights, mut events, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut told, mut faults) = (Vec::new(), Vec::new());
    for one in plans.iter().filter(|one| seen.insert(one.pupil)) {
        let Planning { pupil, when, from, .. } = one;
        let pupil = pupils::get(&tx, &actor.scope(), *pupil).await?.ok_or(Fault::NotFound)?;
        let allowed = allow(actor, Action::MoveAlong, pupil.subject())?;
        let record = records::get(&tx, pupil.id).await?;
        if !record.state.is_open() {
            return Err(Fault::rule(
                "no-round-open",
                "No round of support is open for this child, so there is nothing to review. Record an initial concern \
                 first.",
            ));
        }
        if let Some(sentence) = wrong_place(&when.place, &pupil, &classes) {
            faults.push(FieldFault::new(format!("place-{}", pupil.id), sentence));
            continue;
        }
        let standing = standing(&tx, pupil.id, now.today).await?;
        let changed = standing.as_ref().map(|meeting| meeting.change_to(when));
        if changed != Some(Changed::Nothing)
            && let Some(sentence) = overtaken_by(standing.as_ref(), *from)
        {
            faults.push(FieldFault::new(format!("day-{}", pupil.id), sentence));
            continue;
        }
        let (news, detail) = match changed {
            Some(Changed::Nothing) if record.review_due_on == Some(when.on) => continue,
            // The day of the review was set to another since: the meeting is what everybody was told.
            Some(Changed::Nothing) => (None, format!("planned for {}", when.on)),
            Some(Changed::Place) => (Some(News::Changed), format!("at {} in another place", when.on)),
            Some(Changed::Moved) => (Some(News::Moved), format!("moved to {} {}", when.on, when.time())),
            None => (Some(News::Planned), format!("planned for {} {}", when.on, when.time())),
        };
        if record.review_due_on != Some(when.on) {
            records::save(&tx, &allowed, &Record { review_due_on: Some(when.on), ..record }).await?;
        }
        if let Some(news) = news {
            let (meeting, gone) =
                planned(app, &tx, actor, now, (&pupil, one, standing.as_ref(), news)).await?;
            events.extend(left_out_now(standing.as_ref(), &meeting));
            if standing.is_some() {
                meetings::change(&tx, &allowed, &meeting).await?;
            } else {
                meetings::add(&tx, &allowed, &meeting).await?;
            }
            // Who is off the list hears nothing of a new day or place.
            let when = standing.as_ref().map_or_else(|| meeting.when.clone(), |before| before.when.clone());
            let known = Meeting { when, ..meeting.clone() };
            told.push(Told { right: rights.len(), news, meeting, known, gone });
        }
        events.push(Event::pupil(Happening::ReviewCalled, pupil.id, detail));
        rights.push(allowed);
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let mut letters = Letters::of(&all, actor);
    for Told { right, news, meeting, known, gone } in &told {
        letters.add_everybody(*right, *news, meeting);
        for one in gone {
            letters.add(one, *right, News::of_gone(known, one), known);
        }
    }
    let planner = all.iter().find(|account| Some(account.id) == actor.user());
    letters.send(app, &tx, &rights, now, Inviting { base, school: &school, planner }).await?;
    let number = rights.len();
    if number > 0 {
        app.commit_each(tx, &rights, now, events).await?;
    }
    Ok(number)
}
