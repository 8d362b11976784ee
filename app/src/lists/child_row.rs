//! One child in a list: who, which class, SEN status, step, and since when.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, PupilId,
    calendar::count::days_between,
    census::{SenProvision, SenType, sen_type::AreaOfNeed},
    pathway::{
        CaseState,
        step::{self, StepShown},
    },
    people::{Namesakes, Pupil, YearGroup, namesakes},
    permissions::{Scope, Subject},
    record::{Content, Entry, EntryKind, LetterKind},
};
use store::{
    Reader,
    queries::{entries, records::Record},
};

use crate::{Classes, Fault, time_in_words};

/// How a child stands on the SEN register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenStatus {
    /// An education, health and care plan: census E.
    Ehcp,
    /// SEN support: census K.
    Support,
    /// Neither, but somebody is worried, or the child is watched after a close.
    Monitored,
    /// Not on the register.
    NotOnIt,
}

impl SenStatus {
    /// Every status that is on the register.
    pub const ON_IT: [SenStatus; 3] = [SenStatus::Ehcp, SenStatus::Support, SenStatus::Monitored];

    /// The letter in addresses and files: the census code, or M for monitored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            SenStatus::Ehcp => "E",
            SenStatus::Support => "K",
            SenStatus::Monitored => "M",
            SenStatus::NotOnIt => "N",
        }
    }

    /// The status of a letter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ON_IT.into_iter().chain([SenStatus::NotOnIt]).find(|status| status.code() == code)
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SenStatus::Ehcp => "EHC plan",
            SenStatus::Support => "SEN support",
            SenStatus::Monitored => "Monitored",
            SenStatus::NotOnIt => "No SEN",
        }
    }

    fn of(pupil: &Pupil, state: &CaseState, today: Date) -> Self {
        match pupil.provision {
            SenProvision::E => SenStatus::Ehcp,
            SenProvision::K => SenStatus::Support,
            SenProvision::N if is_running(state, today) => SenStatus::Monitored,
            SenProvision::N => SenStatus::NotOnIt,
        }
    }
}

/// Whether something goes on for the child: a round is open, the county's process or a dispute about it runs, or the
/// child is watched after a close.
pub(super) fn is_running(state: &CaseState, today: Date) -> bool {
    state.is_open() || state.statutory.runs() || is_watched(state, today)
}

/// Whether the child is watched after a close.
pub(super) fn is_watched(state: &CaseState, today: Date) -> bool {
    !state.is_open() && state.watch_until.is_some_and(|until| until >= today)
}

/// A child in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildRow {
    /// The child.
    pub id: PupilId,
    /// What permissions are asked about.
    pub subject: Subject,
    /// The name, as called.
    pub name: String,
    /// The day of birth, where another child of the list bears the same name.
    pub born: Option<Date>,
    /// The forename that the child is called by.
    pub called: String,
    /// The unique pupil number.
    pub upn: String,
    /// The class.
    pub class_id: Option<ClassId>,
    /// The class's name; empty when there is none.
    pub class: String,
    /// Year group.
    pub year: YearGroup,
    /// How the child stands on the register.
    pub status: SenStatus,
    /// Main type of need.
    pub need: Option<SenType>,
    /// Broad areas of need: of the main type, or of the concern while no type is recorded.
    pub areas: Vec<AreaOfNeed>,
    /// Both machines.
    pub state: CaseState,
    /// The step shown.
    pub step: StepShown,
    /// Since when at that step.
    pub since: Option<Date>,
    /// Days at that step.
    pub days: Option<i32>,
    /// When the next review is due; of a child who has left, never.
    pub review_due_on: Option<Date>,
    /// The last day here, of a child who has left.
    pub left_on: Option<Date>,
}

impl ChildRow {
    /// The row of a child.
    #[must_use]
    pub fn of(
        pupil: &Pupil,
        record: &Record,
        classes: &Classes,
        received_on: Option<Date>,
        today: Date,
    ) -> Self {
        let state = record.state.clone();
        let step = step::shown(&state, received_on, today);
        let since = if state.statutory.step().is_some() {
            state.statutory_entered_on
        } else {
            state.support_entered_on
        };
        Self {
            id: pupil.id,
            subject: pupil.subject(),
            name: pupil.name(),
            born: None,
            called: pupil.called().to_owned(),
            upn: pupil.upn.as_str().to_owned(),
            class_id: pupil.class,
            class: pupil
                .class
                .and_then(|id| classes.get(&id))
                .map_or_else(String::new, |class| class.name.clone()),
            year: pupil.year,
            status: SenStatus::of(pupil, &state, today),
            need: pupil.main_need,
            areas: pupil.main_need.and_then(SenType::area).into_iter().collect(),
            days: since.map(|since| days_between(since, today).max(0)),
            since,
            step,
            state,
            review_due_on: record.review_due_on.filter(|_| pupil.left_on.is_none()),
            left_on: pupil.left_on,
        }
    }

    /// "left on 17 July 2026"; empty of a child who is here.
    #[must_use]
    pub fn left(&self) -> String {
        self.left_on.map_or_else(String::new, |on| format!("left on {}", time_in_words::day(on)))
    }

    /// The name in a list: with the day of birth where another child of it bears the same.
    #[must_use]
    pub fn named(&self) -> String {
        namesakes::told(&self.name, self.born)
    }

    /// The child's page.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/pupils/{}", self.id)
    }

    /// Class and year in a few words: "3 Hazel, Year 3".
    #[must_use]
    pub fn class_and_year(&self) -> String {
        if self.class.is_empty() {
            format!("{}, no class", self.year.name())
        } else {
            format!("{}, {}", self.class, self.year.name())
        }
    }

    /// The main need, or the areas while no type is recorded; empty when neither is.
    #[must_use]
    pub fn need_in_words(&self) -> String {
        match self.need {
            Some(need) => need.name().to_owned(),
            None => self.areas_in_words(),
        }
    }

    /// The broad areas of need; empty when none is recorded.
    #[must_use]
    pub fn areas_in_words(&self) -> String {
        self.areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ")
    }

    /// What stands beside the step: the support step while the county's process shows, or a refusal.
    #[must_use]
    pub fn beside(&self) -> Option<&str> {
        self.step.beside.as_deref()
    }

    /// The broad areas of need in a word or two each, for the board's narrow columns.
    #[must_use]
    pub fn areas_in_short(&self) -> String {
        let short = |area: &AreaOfNeed| match area {
            AreaOfNeed::CommunicationInteraction => "Communication",
            AreaOfNeed::CognitionLearning => "Learning",
            AreaOfNeed::SocialEmotionalMentalHealth => "Social and emotional",
            AreaOfNeed::SensoryPhysical => "Sensory or physical",
        };
        self.areas.iter().map(short).collect::<Vec<_>>().join(", ")
    }

    /// The day on which the next review is due: "27 Nov 2026"; empty when none is set.
    #[must_use]
    pub fn review_due(&self) -> String {
        self.review_due_on.map_or_else(String::new, |due_on| due_on.strftime("%-d %b %Y").to_string())
    }

    /// Whether the day of the next review has passed.
    #[must_use]
    pub fn review_is_past(&self, today: &Date) -> bool {
        self.review_due_on.is_some_and(|due_on| due_on < *today)
    }

    /// The day until which the child is watched after a close; empty when not.
    #[must_use]
    pub fn watched_until(&self) -> String {
        self.state.watch_until.map_or_else(String::new, time_in_words::day)
    }

    /// "12 days", "1 day", "today"; empty when not at a step.
    #[must_use]
    pub fn days_in_words(&self) -> String {
        match self.days {
            None => String::new(),
            Some(0) => "since today".to_owned(),
            Some(1) => "1 day".to_owned(),
            Some(days) => format!("{days} days"),
        }
    }
}

/// Who of a list bears the name of another.
pub(super) fn namesakes_of(children: &[(Record, Pupil)]) -> Namesakes {
    Namesakes::of(children.iter().map(|(_, pupil)| pupil))
}

/// The rows of children and records, in their order. While a county's clock runs, one query more finds the day from
/// which its weeks count.
pub(super) async fn rows(
    reader: &Reader,
    scope: &Scope,
    children: &[(Record, Pupil)],
    classes: &Classes,
    today: Date,
) -> Result<Vec<ChildRow>, Fault> {
    let received = if children.iter().any(|(record, _)| record.state.statutory.clock_runs()) {
        received_on(&entries::of_running(reader, scope, &[EntryKind::CountyLetter]).await?)
    } else {
        BTreeMap::new()
    };
    let known = namesakes_of(children);
    Ok(children
        .iter()
        .map(|(record, pupil)| ChildRow {
            born: known.born(pupil),
            ..ChildRow::of(pupil, record, classes, received.get(&pupil.id).copied(), today)
        })
        .collect())
}

/// The day on which the county received the last request for each child.
pub(super) fn received_on(letters: &[Entry]) -> BTreeMap<PupilId, Date> {
    letters
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::CountyLetter(letter) if letter.kind == LetterKind::Received => {
                Some((entry.pupil, letter.dated_on))
            }
            _ => None,
        })
        .collect()
}
