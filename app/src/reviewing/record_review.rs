//! Somebody records a review: who came, what became of each target, what was decided, when the next is.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    calendar::count::months_after,
    deadlines::rule::SEND_IN_FORCE,
    meetings::Meeting,
    pathway::review_due,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Decision, Entry, Party, Review, ReviewHow, Talk, TalkAbout, TalkHow},
};
use store::queries::{entries, records};

use crate::{App, Fault, FieldFault, child, meetings, record, time_in_words};

/// A review as it was typed.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The child.
    pub pupil: PupilId,
    /// The review and the version started from; none for a new one.
    pub of: Option<(EntryId, u32)>,
    /// The day on which it was held.
    pub on: Date,
    /// What was said.
    pub review: Review,
    /// When support can stop: the day on which the parents were told.
    pub parents_told_on: Option<Date>,
    /// The day on which the child was told.
    pub pupil_told_on: Option<Date>,
    /// What becomes of a meeting that was planned for later; none when nobody was asked.
    pub ahead: Option<MeetingAhead>,
}

/// What becomes of a meeting that was planned for a later day than that of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingAhead {
    /// It is held too: it is the next review.
    Keep,
    /// It is called off, and everybody who was invited is told.
    CallOff {
        /// The server's address, for the mails.
        base: String,
        /// The sequence of the meeting that was shown.
        from: Option<u32>,
    },
}

/// The meeting that was planned for a later day than that of a review, when it is the actor's to call off.
///
/// # Errors
/// When the database fails.
pub async fn meeting_after(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    on: Date,
    today: Date,
) -> Result<Option<Meeting>, Fault> {
    if !actor.may_to(Action::MoveAlong, pupil.subject()) {
        return Ok(None);
    }
    let standing = meetings::standing(&app.store.read(actor.school), pupil.id, today).await?;
    Ok(standing.filter(|meeting| meeting.when.on > on))
}

/// The talk in which somebody was told that support stops.
pub(super) fn told_of_stop(with: Party) -> Talk {
    Talk {
        with,
        how: TalkHow::Meeting,
        about: TalkAbout::SupportEnds,
        reached: true,
        said: "Told that SEN support stops, with the review.".to_owned(),
        shared: true,
        ..Talk::default()
    }
}

/// Calls off a meeting that is ahead of a review held on a day, when that was said; gives its event, or none when it stands.
async fn call_off_ahead(
    app: &App,
    actor: &Actor,
    now: Now,
    opened: &child::Opened,
    (meeting, on): (Meeting, Date),
    ahead: Option<MeetingAhead>,
) -> Result<Option<Event>, Fault> {
    match ahead {
        Some(MeetingAhead::CallOff { base, from }) => {
            if let Some(sentence) = meetings::overtaken_by(Some(&meeting), from) {
                return Err(Fault::field("ahead", sentence));
            }
            let _ = allow(actor, Action::MoveAlong, opened.pupil.subject())?;
            let why = format!("The review was held on {}", time_in_words::day(on));
            meetings::off(app, actor, now, &base, opened, meeting, &why).await.map(Some)
        }
        None if actor.may_to(Action::MoveAlong, opened.pupil.subject()) => {
            Err(Fault::field("ahead", "Say what becomes of the meeting that is planned"))
        }
        // Who may not call it off leaves it as it stands.
        Some(MeetingAhead::Keep) | None => Ok(None),
    }
}

/// The next review is within so many months.
const NEXT_WITHIN: i32 = 12;

fn faults_of(recording: &Recording, today: Date) -> Vec<FieldFault> {
    let review = &recording.review;
    let mut faults = Vec::new();
    let mut lacks = |is: bool, field: &str, sentence: &str| {
        if is {
            faults.push(FieldFault::new(field, sentence));
        }
    };
    lacks(recording.on > today, "on-day", "The day of the review must not be ahead");
    lacks(
        review.came.is_empty() && review.came_words.trim().is_empty() && review.how != ReviewHow::Note,
        "came",
        "Tick who came, or choose “A note” when nobody met",
    );
    for said in review.said.iter().filter(|said| !said.agrees && said.words.trim().is_empty()) {
        lacks(
            true,
            &format!("said-words-{}", said.party.code()),
            "Write what they say: it goes with the record",
        );
    }
    let next_on = review.next_on.filter(|_| review.decision != Decision::Stop);
    lacks(
        next_on.is_some_and(|next| next <= recording.on),
        "next_on-day",
        "The next review must be after this one",
    );
    lacks(
        next_on.is_some_and(|next| next > months_after(today.max(recording.on), NEXT_WITHIN)),
        "next_on-day",
        "The next review must be within a year: the parents are met at least three times in it",
    );
    lacks(recording.on < SEND_IN_FORCE, "on-day", "The day of the review is too long ago to be right");
    for (on, field) in
        [(recording.parents_told_on, "parents_told_on-day"), (recording.pupil_told_on, "pupil_told_on-day")]
    {
        lacks(on.is_some_and(|on| on > today), field, "The day must not be ahead");
    }
    faults
}

/// Why the gap to peers does not apply is the SENCO's to write, or the head's. For anybody else what stands stands.
///
/// # Errors
/// [`Fault::Invalid`] at `gap` when somebody else wrote it.
///
/// # Source
/// pathway, step 8: the gap to peers has closed, or the SENCO writes why that does not apply.
pub(super) fn why_no_gap(
    actor: &Actor,
    pupil: &Pupil,
    typed: &str,
    before: Option<&Entry>,
) -> Result<String, Fault> {
    if may_say_gap(actor, pupil) {
        return Ok(typed.to_owned());
    }
    let stands = match before.map(|entry| &entry.content) {
        Some(Content::Review(review)) => review.gap_not_applicable.as_str(),
        _ => "",
    };
    if typed.trim().is_empty() || typed.trim() == stands.trim() {
        return Ok(stands.to_owned());
    }
    Err(Fault::field("gap", "Only the SENCO or the head writes why the gap does not apply"))
}

/// Whether somebody may write why the gap to peers does not apply: who decides that support stops.
#[must_use]
pub fn may_say_gap(actor: &Actor, pupil: &Pupil) -> bool {
    actor.may_to(Action::MoveAlong, pupil.subject())
}

/// One review a day: what two wrote down of one meeting would count twice.
fn no_other_that_day(all: &[Entry], on: Date, this: Option<EntryId>) -> Result<(), Fault> {
    let is_other = |entry: &&Entry| {
        entry.on == on && Some(entry.id) != this && matches!(entry.content, Content::Review(_))
    };
    match all.iter().find(is_other) {
        Some(_) => {
            let sentence =
                "A review of this day is on the record already: open it under “Reviews”, and change it there";
            Err(Fault::field("on-day", sentence))
        }
        None => Ok(()),
    }
}

/// Records a review, or saves a new version of it; the talks with parents and child about support that stops; and when
/// the next review is due. A meeting that was planned for later is held too, or called off.
///
/// # Errors
/// [`Fault::Invalid`] when something is missing, at `on-day` when another review of that day is on the record, at `gap` as [`may_say_gap`] says, at `ahead` when nobody said what becomes of that meeting; [`Fault::Stale`] when somebody saved since.
pub async fn record_review(
    app: &App,
    actor: &Actor,
    now: Now,
    recording: Recording,
) -> Result<EntryId, Fault> {
    let faults = faults_of(&recording, now.today);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let info = app.school(actor.school, None).await?;
    let opened = child::open(app, actor, Action::RecordReview, recording.pupil).await?;
    let Recording { pupil, of, on, mut review, parents_told_on, pupil_told_on, ahead } = recording;
    let decision = review.decision;
    let all = entries::of_pupil(&opened.tx, pupil).await?;
    let before = of.and_then(|(id, _)| all.iter().find(|entry| entry.id == id));
    review.gap_not_applicable = why_no_gap(actor, &opened.pupil, &review.gap_not_applicable, before)?;
    let standing = match of {
        None => meetings::standing(&opened.tx, pupil, now.today).await?.filter(|one| one.when.on > on),
        Some(_) => None,
    };
    let calls_off = matches!(ahead, Some(MeetingAhead::CallOff { .. }));
    review.next_on = match &standing {
        // Support stops: nobody meets again to review it.
        _ if decision == Decision::Stop => None,
        // A meeting that is held too is the next review.
        Some(meeting) if !calls_off => Some(meeting.when.on),
        Some(_) | None => review.next_on,
    };
    let next_on = review.next_on;
    let content = Content::Review(review);
    let mut events = Vec::new();
    let mut kept = None;
    let id = match of {
        None => {
            let again =
                |entry: &&Entry| entry.author == actor.who && entry.on == on && entry.content == content;
            if let Some(same) = all.iter().find(again) {
                return Ok(same.id);
            }
            no_other_that_day(&all, on, None)?;
            if let Some(meeting) = standing {
                let day = meeting.when.on;
                match call_off_ahead(app, actor, now, &opened, (meeting, on), ahead).await? {
                    Some(event) => events.push(event),
                    None => kept = Some(day),
                }
            }
            let entry = record::new_entry(app, actor, now, &opened, on, content);
            entries::add(&opened.tx, &opened.allowed, &entry).await?;
            events.push(Event::entry(Happening::EntryAdded, pupil, entry.id, "review"));
            entry.id
        }
        Some((id, version)) => {
            let before = before.ok_or(Fault::NotFound)?;
            if !matches!(before.content, Content::Review(_)) {
                return Err(Fault::NotFound);
            }
            if before.on != on {
                no_other_that_day(&all, on, Some(id))?;
            }
            let entry =
                Entry { on, content, author: actor.who, written_at: now.instant, version, ..before.clone() };
            entries::save(&opened.tx, &opened.allowed, &entry).await?;
            events.push(Event::entry(Happening::EntryChanged, pupil, id, "review"));
            id
        }
    };
    if decision == Decision::Stop {
        for (with, told_on) in [(Party::Parent, parents_told_on), (Party::Pupil, pupil_told_on)] {
            let Some(told_on) = told_on else { continue };
            let told = |entry: &Entry| {
                entry.on == told_on
                    && matches!(&entry.content, Content::Talk(talk) if talk.about == TalkAbout::SupportEnds && talk.with == with)
            };
            if all.iter().any(told) {
                continue;
            }
            let entry =
                record::new_entry(app, actor, now, &opened, told_on, Content::Talk(told_of_stop(with)));
            entries::add(&opened.tx, &opened.allowed, &entry).await?;
            events.push(Event::entry(Happening::EntryAdded, pupil, entry.id, "talk"));
        }
    }
    let latest = all
        .iter()
        .all(|entry| !matches!(entry.content, Content::Review(_)) || entry.id == id || entry.on <= on);
    if latest && opened.record.state.is_open() {
        let state = &opened.record.state;
        // A meeting that is held too is the next review.
        let due_on = kept.or(next_on).or_else(|| {
            review_due::is_reviewed(state).then(|| review_due::due_on(&info.calendar, Some(on), on))
        });
        if due_on != opened.record.review_due_on {
            let changed = records::Record { review_due_on: due_on, ..opened.record.clone() };
            records::save(&opened.tx, &opened.allowed, &changed).await?;
        }
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(id)
}
