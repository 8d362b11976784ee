//! The story of a child: every paper, move, round and month of sessions that the reader may see, newest first.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId,
    audit::Happening,
    calendar::count::in_words,
    pathway::{StatutoryMove, SupportMove},
    people::Pupil,
    permissions::{Action, Actor},
    provision::{reads_line, reads_message},
    record::{EntryKind, Reading, for_reader, reading_among},
};
use jiff::Timestamp;
use store::queries::{accounts, entries, events, records, sessions};

use super::{
    in_fields::{excerpt, title},
    show_entry::name_of,
};
use crate::{App, Fault, SchoolInfo, banks::Checklists, meetings, pathway::kept_of, time_in_words};

/// The most letters of a paper that the story repeats.
const EXCERPT: usize = 240;

/// What a line of the story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Steps: moves, rounds opened and closed.
    Moves,
    /// Talks with parents, child, professionals.
    Talks,
    /// What people wrote: concerns, views, profile, file, notes.
    Words,
    /// Plans, reviews, provision, sessions.
    Plans,
    /// The county's letters, the application, the EHCP.
    County,
}

impl Kind {
    /// Every kind, in the order of the filter.
    pub const ALL: [Kind; 5] = [Kind::Moves, Kind::Talks, Kind::Words, Kind::Plans, Kind::County];

    /// The code in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Moves => "moves",
            Kind::Talks => "talks",
            Kind::Words => "words",
            Kind::Plans => "plans",
            Kind::County => "county",
        }
    }

    /// The words of the filter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Moves => "Steps",
            Kind::Talks => "Talks and contacts",
            Kind::Words => "Concerns, views, profile and file",
            Kind::Plans => "Plans, sessions and reviews",
            Kind::County => "County and EHCP",
        }
    }

    const fn of(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Talk | EntryKind::Referral | EntryKind::Report => Kind::Talks,
            EntryKind::Concern
            | EntryKind::Checklist
            | EntryKind::Acknowledgement
            | EntryKind::Adaptation
            | EntryKind::ProfilePart
            | EntryKind::Profile
            | EntryKind::FileItem
            | EntryKind::View
            | EntryKind::Note => Kind::Words,
            EntryKind::Plan | EntryKind::Agreement | EntryKind::Review | EntryKind::Transition => Kind::Plans,
            EntryKind::ApplicationAgreement
            | EntryKind::SchoolsAdvice
            | EntryKind::RequestBundle
            | EntryKind::CountyLetter
            | EntryKind::Ehcp
            | EntryKind::PlanComments
            | EntryKind::TopUp
            | EntryKind::AnnualReview => Kind::County,
        }
    }
}

/// A line of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The day.
    pub on: Date,
    /// The moment at which it was written, for the order within a day.
    at: Timestamp,
    /// Whether it is a letter of the county's process.
    is_letter: bool,
    /// What it is.
    pub kind: Kind,
    /// What happened.
    pub title: String,
    /// Who.
    pub by: String,
    /// In some words.
    pub words: String,
    /// The paper, when it is one.
    pub entry: Option<EntryId>,
}

/// The story, newest first.
///
/// # Errors
/// When the database fails.
pub async fn story(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    only: Option<Kind>,
) -> Result<Vec<Told>, Fault> {
    let reader = app.store.read(actor.school);
    let subject = pupil.subject();
    let names = accounts::names(&reader).await?;
    let plan_name = info.school.settings.plan_name.as_str();
    let papers = entries::of_pupil(&reader, pupil.id).await?;
    let papers = meetings::without_kept_days(&reader, actor, pupil, app.now().today, papers).await?;
    let checklists = Checklists::of_entries(&reader, &papers.iter().collect::<Vec<_>>()).await?;
    let mut told: Vec<Told> = papers
        .iter()
        .filter_map(|entry| {
            let much = reading_among(actor, subject, entry, &papers);
            let glance = much == Reading::Glance;
            (much != Reading::Nothing).then(|| Told {
                on: entry.on,
                at: entry.first_written_at(),
                is_letter: entry.content.kind() == EntryKind::CountyLetter,
                kind: Kind::of(entry.content.kind()),
                title: title(&entry.content, plan_name),
                by: name_of(&names, entry.author),
                words: excerpt(&for_reader(actor, subject, &entry.content), glance, &checklists, EXCERPT),
                entry: Some(entry.id),
            })
        })
        .collect();
    // Steps are told to whoever follows the record; why something was passed and what was said, to staff.
    if actor.may_to(Action::ReadConcern, subject) {
        let staff = actor.may_to(Action::ReadContacts, subject);
        let kinds =
            [Happening::MovedOn, Happening::StatutoryMoved, Happening::PupilCameBack, Happening::LookedBack];
        for event in events::of_pupil_and_kinds(&reader, pupil.id, &kinds).await? {
            let no_move = match event.what {
                Happening::LookedBack => Some("Looked back after support stopped: still fine"),
                Happening::PupilCameBack => {
                    Some("Came back to the school: the record goes on where it stood")
                }
                _ => None,
            };
            if let Some(title) = no_move {
                told.push(Told {
                    on: time_in_words::day_of(event.at),
                    at: event.at,
                    is_letter: false,
                    kind: Kind::Moves,
                    title: title.to_owned(),
                    by: name_of(&names, event.who),
                    words: String::new(),
                    entry: None,
                });
                continue;
            }
            let kept = kept_of(&event.detail);
            // A move that came with a letter is told by the letter, on the letter's day.
            let letter = told.iter_mut().find(|line| line.at == event.at && line.is_letter);
            if let (Some(letter), Happening::StatutoryMoved) = (letter, event.what) {
                if staff && !kept.passed.is_empty() && !kept.why.is_empty() {
                    letter.words = format!("{} Made all the same: {}", letter.words, kept.why);
                }
                continue;
            }
            let mut words = Vec::new();
            if staff && !kept.why.is_empty() {
                let all_the_same = if kept.passed.is_empty() { "" } else { "Made all the same: " };
                words.push(format!("{all_the_same}{}", kept.why));
            }
            if staff && !kept.said.is_empty() {
                words.push(kept.said.clone());
            }
            told.push(Told {
                on: time_in_words::day_of(event.at),
                at: event.at,
                is_letter: false,
                kind: if event.what == Happening::MovedOn { Kind::Moves } else { Kind::County },
                title: move_title(&kept.code),
                by: name_of(&names, event.who),
                words: words.join(" "),
                entry: None,
            });
        }
        for round in records::rounds(&reader, pupil.id).await?.iter().filter(|round| round.round > 1) {
            told.push(Told {
                on: round.opened_on,
                at: Timestamp::UNIX_EPOCH,
                is_letter: false,
                kind: Kind::Moves,
                title: format!("Round {} opened", round.round),
                by: String::new(),
                words: String::new(),
                entry: None,
            });
        }
    }
    if actor.may_to(Action::ReadScores, subject) {
        let held = sessions::of_pupil(&reader, pupil.id).await?;
        told.extend(said(&held, actor, pupil, &names));
        told.extend(months(&held, pupil));
    }
    told.retain(|line| only.is_none_or(|only| only == line.kind));
    told.sort_by_key(|one| std::cmp::Reverse((one.on, one.at)));
    Ok(told)
}

fn move_title(code: &str) -> String {
    if let Some(the_move) = SupportMove::from_code(code) {
        return match the_move {
            SupportMove::OpenConcern => "A round was opened".to_owned(),
            SupportMove::JoinAtProfile => "Joined at step 3, one page profile".to_owned(),
            SupportMove::ToAdapts => "Moved to step 2, teacher adapts".to_owned(),
            SupportMove::ToProfile => "Moved to step 3, one page profile".to_owned(),
            SupportMove::ToIep => "Moved to step 4, the plan".to_owned(),
            SupportMove::ToProvision => "Moved to step 5, provision and intervention".to_owned(),
            SupportMove::ToMonitoring => "Moved to step 6, intervention monitoring".to_owned(),
            SupportMove::ToReview => "Moved to step 7, progress review".to_owned(),
            SupportMove::Continue => "Step 8: SEN support continues".to_owned(),
            SupportMove::StartCycle => "The next cycle began at step 4".to_owned(),
            SupportMove::Close(reason) => match reason {
                domain::pathway::CloseReason::SupportCanStop => "Step 8: support stopped".to_owned(),
                other => format!("Closed: {}", other.name().to_lowercase()),
            },
        };
    }
    match StatutoryMove::from_code(code) {
        Some(the_move) => {
            let name = the_move.name().strip_prefix("Record that ").unwrap_or(the_move.name());
            let name = name.strip_prefix("Record ").unwrap_or(name);
            let mut letters = name.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        }
        None => "Moved".to_owned(),
    }
}

/// What was written at sessions, for those who read it.
fn said(
    held: &[domain::provision::Session],
    actor: &Actor,
    pupil: &Pupil,
    names: &BTreeMap<domain::UserId, String>,
) -> Vec<Told> {
    if !reads_line(actor, pupil.subject()) {
        return Vec::new();
    }
    let reads_message = reads_message(actor, pupil.subject());
    let written = held.iter().filter_map(|session| {
        let line = session.child(pupil.id).map_or("", |child| child.line.as_str());
        let message = if reads_message { session.line.as_str() } else { "" };
        let words: Vec<&str> = [line, message].into_iter().filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then(|| Told {
            on: session.on,
            at: session.logged_at,
            kind: Kind::Plans,
            is_letter: false,
            title: "Said at a session".to_owned(),
            by: session.logged_by.and_then(|user| names.get(&user).cloned()).unwrap_or_default(),
            words: words.join("\n"),
            entry: None,
        })
    });
    written.collect()
}

/// One line for each month in which there were sessions.
fn months(held: &[domain::provision::Session], pupil: &Pupil) -> Vec<Told> {
    let mut months: BTreeMap<(i16, i8), (Date, usize, usize)> = BTreeMap::new();
    for session in held {
        let there = session.took_place() && session.child(pupil.id).is_some_and(|child| child.present);
        let month = months.entry((session.on.year(), session.on.month())).or_insert((session.on, 0, 0));
        month.0 = month.0.max(session.on);
        month.1 += usize::from(there);
        month.2 += 1;
    }
    months
        .into_values()
        .map(|(last, there, logged)| {
            let month = in_words(last);
            let month = month.split_once(' ').map_or(month.as_str(), |(_, month)| month);
            Told {
                on: last,
                at: Timestamp::UNIX_EPOCH,
                is_letter: false,
                kind: Kind::Plans,
                title: format!("Sessions in {month}"),
                by: String::new(),
                words: format!("{there} of {logged} logged sessions took place with the child there."),
                entry: None,
            }
        })
        .collect()
}
