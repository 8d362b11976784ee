//! What happens next for a child: where the record stands, what is to be done for the next move and by whom, which moves
//! may be made, which dates are ahead.

use std::collections::BTreeMap;

use domain::{
    Date,
    audit::Happening,
    deadlines::Clock,
    pathway::{
        CloseReason, Finding, StatutoryFacts, StatutoryMove, SupportMove, SupportState, ToDo, Weight, moves,
        reason,
    },
    people::{Pupil, Role},
    permissions::{Action, Actor, Extent},
    record::{Content, Entry, Plan, readable},
};
use store::queries::{
    events,
    records::{self, Round},
};

use super::{
    action_of as action_of_statutory,
    at_county::{AtCounty, at_county, main_statutory},
    facts,
    move_support::action_of as action_of_support,
    moved::Kept,
    settle::legal_clocks,
};
use crate::{App, Fault, SchoolInfo, meetings, pupils, time_in_words};

/// A move of either machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferedMove {
    /// Of support in school.
    Support(SupportMove),
    /// Of the county's process.
    Statutory(StatutoryMove),
}

impl OfferedMove {
    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            OfferedMove::Support(the_move) => the_move.code(),
            OfferedMove::Statutory(the_move) => the_move.code(),
        }
    }

    /// The words on the button.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OfferedMove::Support(the_move) => the_move.name(),
            OfferedMove::Statutory(the_move) => the_move.name(),
        }
    }

    /// The move of a code. No code belongs to both machines.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        SupportMove::from_code(code)
            .map(OfferedMove::Support)
            .or_else(|| StatutoryMove::from_code(code).map(OfferedMove::Statutory))
    }

    /// The action that the matrix is asked for.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            OfferedMove::Support(the_move) => action_of_support(the_move),
            OfferedMove::Statutory(the_move) => action_of_statutory(the_move),
        }
    }
}

/// A move that can be tried from here, with what its guard finds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The move.
    pub the_move: OfferedMove,
    /// What stops and what warns, the heaviest first.
    pub findings: Vec<Finding>,
    /// Why it is made, when nobody writes it and nothing stops it.
    pub reason: &'static str,
    /// Whether the reader may make it.
    pub may: bool,
}

impl Offered {
    /// How many findings stop it.
    #[must_use]
    pub fn stops(&self) -> usize {
        self.findings.iter().filter(|finding| finding.weight != Weight::Warns).count()
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDoItem {
    /// The finding's code.
    pub code: &'static str,
    /// What to do.
    pub sentence: String,
    /// Who can do it.
    pub who: &'static [Role],
    /// The kind of page that mends it.
    pub to_do: ToDo,
    /// Whether it stops the move, or only should be done.
    pub stops: bool,
    /// Whether the reader is one of those who can.
    pub mine: bool,
}

/// The next move of a machine and what is to be done for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Main {
    /// The move.
    pub the_move: OfferedMove,
    /// What is to be done, what stops first.
    pub to_do: Vec<ToDoItem>,
    /// Whether the reader may make the move.
    pub may: bool,
}

/// A place on the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A state of support.
    Support(SupportState),
    /// An application for an assessment.
    Application,
    /// A plan in place.
    PlanInPlace,
}

/// A date that is ahead, or has passed and is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// What it is.
    pub what: String,
    /// Its day.
    pub on: Date,
    /// How it stands, in words: "in 9 days", "late by 2 days, exempt (c)".
    pub words: String,
    /// Whether a duty is late without excuse.
    pub late: bool,
    /// Set when bank holidays are not known so far ahead.
    pub not_known: Option<String>,
}

/// Everything that the first page of a child says beside the head.
#[derive(Clone, Debug)]
pub struct WhatNext {
    /// The next moves: of support, and of the county's process while it runs.
    pub main: Vec<Main>,
    /// Where the county's process stands, for those who follow it, when that is not said by its next move.
    pub county: Option<AtCounty>,
    /// Every move that can be tried from here.
    pub offered: Vec<Offered>,
    /// When each place of this round was last reached.
    pub reached: BTreeMap<Place, Date>,
    /// Dates ahead, soonest first.
    pub dates: Vec<Ahead>,
    /// The latest talk that the reader may read.
    pub latest_talk: Option<Entry>,
    /// The rounds, first to last.
    pub rounds: Vec<Round>,
}

/// What happens next. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn what_next(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<WhatNext, Fault> {
    let reader = app.store.read(actor.school);
    let record = records::get(&reader, pupil.id).await?;
    let loaded = facts::load(&reader, pupil, &record, &info.calendar, today).await?;
    let rounds = records::rounds(&reader, pupil.id).await?;
    let kinds = [Happening::ConcernRaised, Happening::MovedOn, Happening::StatutoryMoved];
    let moves_made = events::of_pupil_and_kinds(&reader, pupil.id, &kinds).await?;
    let offered = offered(actor, &loaded, info, today);
    let main: Vec<Main> = main_moves(&loaded)
        .into_iter()
        .filter_map(|the_move| offered.iter().find(|offered| offered.the_move == the_move))
        .map(|offered| Main {
            the_move: offered.the_move,
            to_do: offered.findings.iter().map(|finding| to_do(actor, pupil, finding)).collect(),
            may: offered.may,
        })
        .collect();
    let mut reached = BTreeMap::new();
    let since = rounds.iter().find(|round| round.round == record.state.round).map(|round| round.opened_on);
    for event in &moves_made {
        let on = time_in_words::day_of(event.at);
        let Some(place) = place_of(event.what, &Kept::of(&event.detail).code) else { continue };
        let of_this_round = !matches!(place, Place::Support(_)) || since.is_none_or(|since| on >= since);
        if of_this_round {
            reached.insert(place, on);
        }
    }
    let latest_talk = loaded
        .entries
        .iter()
        .filter(|entry| matches!(entry.content, Content::Talk(_)) && readable(actor, pupil.subject(), entry))
        .max_by_key(|entry| (entry.on, entry.id))
        .cloned();
    let follows = actor.may_to(Action::ReadApplication, pupil.subject());
    let clocks = if follows {
        let heard = meetings::without_kept_days(&reader, actor, pupil, today, loaded.entries.clone()).await?;
        legal_clocks(pupil, &record.state, &heard, info, today)
    } else {
        Vec::new()
    };
    let county = if follows { at_county(actor, pupil, &record.state, &loaded.entries) } else { None };
    let mut dates = dates_ahead(&loaded, &clocks, actor, today);
    if let Some(care) = pupils::care(app, actor, pupil).await?.filter(|care| care.pep_is_near(today)) {
        dates.extend(
            care.pep_on.map(|on| ahead("Meeting about the personal education plan (PEP)", on, today)),
        );
        dates.sort_by_key(|date| date.on);
    }
    let move_on = loaded
        .entries
        .iter()
        .filter(|entry| readable(actor, pupil.subject(), entry))
        .filter_map(|entry| match &entry.content {
            Content::Transition(planned) => Some((entry.first_written_at(), planned.next_step(today))),
            _ => None,
        })
        .max_by_key(|(written_at, _)| *written_at)
        .and_then(|(_, next)| next);
    if let Some((on, what)) = move_on {
        dates.push(ahead(&format!("Move to the next class or school: {what}"), on, today));
        dates.sort_by_key(|date| date.on);
    }
    if meetings::hears_no_day(&reader, actor, pupil).await? {
        dates.retain(|date| date.what != REVIEW && date.what != REVIEW_OF_PLAN);
    }
    Ok(WhatNext { main, county, offered, reached, dates, latest_talk, rounds })
}

/// Every move that can be tried from where the record stands, with what its guard finds.
#[must_use]
pub fn offered(actor: &Actor, loaded: &facts::Loaded, info: &SchoolInfo, today: Date) -> Vec<Offered> {
    let subject = loaded.pupil.subject();
    let facts = loaded.support(&info.calendar, today);
    let support = moves::support_from(loaded.record.state.support)
        .into_iter()
        // A concern is written on its own page, and that opens the round.
        .filter(|the_move| *the_move != SupportMove::OpenConcern)
        .map(|the_move| {
            let findings = moves::support_findings(the_move, &facts);
            (OfferedMove::Support(the_move), findings, reason::support(the_move, &facts))
        });
    let statutory = moves::statutory_from(loaded.record.state.statutory).into_iter().map(|the_move| {
        let facts: StatutoryFacts = loaded.statutory(the_move, &info.calendar, today);
        let findings = moves::statutory_findings(the_move, &facts);
        (OfferedMove::Statutory(the_move), findings, reason::statutory(the_move))
    });
    support
        .chain(statutory)
        .map(|(the_move, mut findings, reason)| {
            findings.sort_by_key(|finding| finding.weight);
            Offered { the_move, findings, reason, may: actor.may_to(the_move.action(), subject) }
        })
        .collect()
}

/// The next move of each machine that runs; at a fork, each way.
fn main_moves(loaded: &facts::Loaded) -> Vec<OfferedMove> {
    use OfferedMove::{Statutory, Support};
    let state = &loaded.record.state;
    let mut main = match state.support {
        Some(SupportState::Concern) => vec![Support(SupportMove::ToAdapts)],
        Some(SupportState::TeacherAdapts) => vec![Support(SupportMove::ToProfile)],
        Some(SupportState::Profile) => vec![Support(SupportMove::ToIep)],
        Some(SupportState::Iep) => vec![Support(SupportMove::ToProvision)],
        Some(SupportState::Provision) => vec![Support(SupportMove::ToMonitoring)],
        Some(SupportState::Monitoring) => vec![Support(SupportMove::ToReview)],
        Some(SupportState::Review) => {
            vec![Support(SupportMove::Continue), Support(SupportMove::Close(CloseReason::SupportCanStop))]
        }
        Some(SupportState::Continues) => vec![Support(SupportMove::StartCycle)],
        Some(SupportState::Closed(_)) | None => Vec::new(),
    };
    main.extend(main_statutory(state.statutory).map(Statutory));
    main
}

pub(super) fn to_do(actor: &Actor, pupil: &Pupil, finding: &Finding) -> ToDoItem {
    let subject = pupil.subject();
    let mine = actor
        .holdings
        .iter()
        .filter(|holding| holding.extent == Extent::Whole)
        .any(|holding| finding.who.contains(&holding.role) && holding.reaches(Action::SeeChild, subject));
    ToDoItem {
        code: finding.code,
        sentence: finding.sentence.clone(),
        who: finding.who,
        to_do: finding.to_do,
        stops: finding.weight != Weight::Warns,
        mine,
    }
}

/// The place that a kept move led to.
fn place_of(what: Happening, code: &str) -> Option<Place> {
    if what == Happening::ConcernRaised {
        return (code == SupportMove::OpenConcern.code()).then_some(Place::Support(SupportState::Concern));
    }
    match OfferedMove::from_code(code)? {
        OfferedMove::Support(the_move) => {
            let row = moves::SUPPORT.iter().find(|row| row.the_move == the_move)?;
            row.to.map(Place::Support)
        }
        OfferedMove::Statutory(the_move) => match the_move {
            StatutoryMove::Prepare | StatutoryMove::AskAgain | StatutoryMove::ParentApplies => {
                Some(Place::Application)
            }
            StatutoryMove::MakePlan | StatutoryMove::ArriveWithPlan | StatutoryMove::MoveIn => {
                Some(Place::PlanInPlace)
            }
            _ => None,
        },
    }
}

/// What the day of the next review is called.
const REVIEW: &str = "Progress review, by";

/// What the day is called that a plan sets for its review.
const REVIEW_OF_PLAN: &str = "Review of the plan";

/// A date that is no legal one.
fn ahead(what: &str, on: Date, today: Date) -> Ahead {
    Ahead {
        what: what.to_owned(),
        on,
        words: time_in_words::from_today(on, today),
        late: on < today,
        not_known: None,
    }
}

fn dates_ahead(loaded: &facts::Loaded, clocks: &[Clock], actor: &Actor, today: Date) -> Vec<Ahead> {
    let subject = loaded.pupil.subject();
    let state = &loaded.record.state;
    let mut dates: Vec<Ahead> = clocks
        .iter()
        .filter(|clock| clock.state.is_open())
        .map(|clock| Ahead {
            what: clock.named(),
            on: clock.due_on,
            words: clock.state.in_words(),
            late: clock.state.is_late(),
            not_known: clock.not_known.map(|not_known| not_known.to_string()),
        })
        .collect();
    let mut add = |what: &str, on: Date| dates.push(ahead(what, on, today));
    if let Some(on) = loaded.record.review_due_on {
        add(REVIEW, on);
    }
    if let Some(on) = state.watch_until.filter(|on| !state.is_open() && *on >= today) {
        add("Look back: is the child doing well?", on);
    }
    let current = loaded.entries.iter().filter(|entry| entry.round == state.round && state.is_open());
    let is_reviewed = |plan: &Plan| {
        let of_it =
            |entry: &Entry| matches!(&entry.content, Content::Review(held) if held.cycle == plan.cycle);
        current.clone().any(of_it)
    };
    for entry in current.clone().filter(|entry| readable(actor, subject, entry)) {
        match &entry.content {
            Content::Adaptation(adaptation) if adaptation.counts() && adaptation.difference.is_none() => {
                if let Some(on) = adaptation.review_on {
                    add("Say what difference an adaptation made", on);
                }
            }
            // A plan that was reviewed is looked at next when the review says.
            Content::Plan(plan) if plan.cycle == state.cycle && !is_reviewed(plan) => {
                if let Some(on) = plan.review_on.filter(|on| *on >= today) {
                    add(REVIEW_OF_PLAN, on);
                }
            }
            _ => {}
        }
    }
    dates.sort_by_key(|date| date.on);
    dates
}
