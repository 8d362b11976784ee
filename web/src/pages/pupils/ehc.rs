//! `/pupils/{pupil}/ehc`: where the county's process stands, every date, and what everybody may do now.

pub(crate) mod agreement;
pub(crate) mod annual_review;
pub(crate) mod application;
mod clock_row;
pub(crate) mod comments;
pub(crate) mod letters;
pub(crate) mod plan;
pub(crate) mod request;
pub(crate) mod top_up;

use std::collections::BTreeMap;

use app::{county, files, time_in_words};
use askama::Template;
use axum::extract::State;
use documents::papers::LetterKind;
use domain::{
    EntryId,
    census::SenProvision,
    deadlines::{
        Clock, ClockState, appeal,
        timeline::{self, Timeline},
    },
    pathway::{StatutoryState, may_do_now},
    people::Role,
    permissions::Action,
    record::{Content, Reading},
    uploads::StoredFile,
};

pub(crate) use clock_row::{ClockRow, state_shown};

use super::{documents::letter, files::FileLink, frame::Frame, reviews::author};
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    state: &'static str,
    week: Option<u32>,
    received: Option<String>,
    clocks: Vec<ClockRow>,
    timeline: Option<Timeline>,
    advice_by: Option<(String, String)>,
    exemption: Vec<&'static str>,
    not_known: bool,
    parents: Vec<&'static str>,
    school: Vec<&'static str>,
    sendiass: String,
    letters: Vec<LetterShown>,
    answers: Vec<AnswerShown>,
    plan: Option<PlanShown>,
    /// Whether a plan is in place, recorded or not.
    has_plan: bool,
    /// Whether the day on which it was made is not recorded; said to those who read the plan.
    misses_day: bool,
    /// What the roll says when it does not say E although a plan is in place.
    roll_says: Option<&'static str>,
    may_write: bool,
    /// Whether the reader may take a letter out.
    may_take_out: bool,
    senco: String,
    reviews: Vec<(String, String)>,
    meeting: Option<String>,
    actions: Vec<(&'static str, String)>,
    follows: bool,
    reads_plan: bool,
    is_child: bool,
    may_calendar: bool,
    /// Letters of the school's own to the parents about what the county decided.
    to_parents: Vec<(&'static str, String)>,
    glance: Option<plan::Glance>,
}

/// A letter as pages show it.
#[derive(Clone, Debug)]
pub(crate) struct LetterShown {
    /// What it says.
    pub kind: &'static str,
    /// Its day, for machines.
    pub at: String,
    /// Its day.
    pub day: String,
    /// More, in words.
    pub words: String,
    /// Lines that the program adds.
    pub lines: Vec<String>,
    /// Who recorded it.
    pub by: String,
    /// Its own page: its versions, and taking it out.
    pub href: String,
    /// The letter itself.
    pub files: Vec<FileLink>,
}

/// An answer to the application as pages show it.
#[derive(Clone, Debug)]
pub(crate) struct AnswerShown {
    /// Which party.
    pub who: &'static str,
    /// The name.
    pub name: String,
    /// Whether they agree.
    pub agrees: bool,
    /// Why their yes is no signed consent, and what to do; none when it is one, or need not be.
    pub not_signed: Option<&'static str>,
    /// When and how.
    pub when: String,
    /// What they say.
    pub words: String,
    /// Why the county is asked although not everyone agrees.
    pub although: String,
    /// What was signed, as far as it may be read.
    pub scans: Vec<FileLink>,
}

#[derive(Debug)]
struct PlanShown {
    made: String,
    copy: Option<String>,
    talk: Option<String>,
    lines: usize,
    tied: usize,
    document: String,
}

/// The letters of a county's process, newest first.
pub(crate) fn letters_shown(
    county: &county::County,
    base: &str,
    files: &BTreeMap<EntryId, Vec<StoredFile>>,
) -> Vec<LetterShown> {
    county
        .letters
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::CountyLetter(letter) => {
                let mut lines = Vec::new();
                if let Ok(exemption) = letter.exemption.parse::<domain::deadlines::ExemptionLetter>() {
                    lines.push(format!("({exemption}) {}", exemption.meaning()));
                }
                if let Some(from) = letter.exempt_from {
                    let to = letter.exempt_to.map_or("until not yet known".to_owned(), |to| {
                        format!("to {}", time_in_words::day(to))
                    });
                    lines.push(format!("From {} {to}", time_in_words::day(from)));
                }
                if let Some(told) = letter.parents_told_on {
                    lines.push(format!(
                        "Parents told of mediation and appeal on {}",
                        time_in_words::day(told)
                    ));
                }
                if letter.section_i_alone {
                    lines.push("About section I alone".to_owned());
                }
                Some(LetterShown {
                    kind: letter.kind.name(),
                    at: letter.dated_on.to_string(),
                    day: time_in_words::day(letter.dated_on),
                    words: letter.words.clone(),
                    lines,
                    by: author(&county.names, entry),
                    href: format!("{base}/entries/{}", entry.id),
                    files: FileLink::all(base, files.get(&entry.id)),
                })
            }
            _ => None,
        })
        .collect()
}

/// Whether the parents' last day to appeal has passed, for every decision that stands.
fn appeal_time_is_over(clocks: &[Clock]) -> bool {
    let mut appeals = clocks.iter().filter(|clock| clock.code == appeal::RULE.code).peekable();
    appeals.peek().is_some() && appeals.all(|clock| matches!(clock.state, ClockState::Ended { .. }))
}

/// The answers to the application, newest first.
pub(crate) fn answers_shown(
    county: &county::County,
    base: &str,
    papers: &BTreeMap<EntryId, Vec<StoredFile>>,
) -> Vec<AnswerShown> {
    county
        .agreements
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::ApplicationAgreement(said) => Some(AnswerShown {
                who: said.party.name(),
                name: said.name.clone(),
                agrees: said.agrees,
                not_signed: county.not_signed.get(&entry.id).copied(),
                when: format!("{}, {}", time_in_words::day(entry.on), said.how.name()),
                words: said.words.clone(),
                although: said.although.clone(),
                scans: FileLink::all(base, papers.get(&entry.id)),
            }),
            _ => None,
        })
        .collect()
}

/// What may be done here, by whoever may do it.
fn actions(
    visit: &Visit,
    pupil: &domain::people::Pupil,
    base: &str,
    (state, asks_after_plan): (StatutoryState, bool),
) -> Vec<(&'static str, String)> {
    let mut actions = Vec::new();
    if asks_after_plan && visit.may(Action::MoveAlong, pupil) {
        actions.push(("Say what follows the plan", format!("{base}/after-plan")));
    }
    let prepares = visit.may(Action::PrepareApplication, pupil);
    let has_plan = state.has_plan();
    if prepares && !has_plan {
        let text =
            if state == StatutoryState::Agreeing { "Go on with the application" } else { "The application" };
        actions.push((text, format!("{base}/ehc/application")));
    }
    if prepares && !has_plan {
        actions.push(("The request bundle", format!("{base}/ehc/request")));
    }
    if state == StatutoryState::Agreeing && visit.may(Action::AgreeApplication, pupil) {
        actions.push(("Say whether I agree", format!("{base}/ehc/agreement")));
    }
    if prepares {
        actions.push(("Record a letter", format!("{base}/ehc/letters/new")));
    }
    if pupil.left_on.is_some() && visit.may(Action::PrepareSubjectAccess, pupil) {
        actions.push(("File for the next school", format!("{base}/transfer")));
    }
    if visit.may(Action::WriteEhcp, pupil) && has_plan {
        actions.push(("The annual review, step by step", format!("{base}/ehc/annual-review")));
    }
    let is_draft = matches!(state, StatutoryState::DraftPlan | StatutoryState::Amending);
    if is_draft && visit.may(Action::ContributeApplication, pupil) {
        actions.push(("Comments on the draft, section by section", format!("{base}/ehc/comments")));
    }
    if visit.may(Action::WriteView, pupil) && !prepares {
        actions.push(("Write a view", format!("{base}/view")));
    }
    actions
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let is_child = visit.role() == Some(Role::Pupil);
    let title = if is_child { "My plan" } else { "EHC" };
    let (frame, _) = Frame::of(&web, &visit, &pupil, title, "/ehc").await?;
    let county = county::show_county(&web.app, visit.actor(), info, &pupil, today).await?;
    let state = county.state.statutory;
    let follows = visit.may(Action::ReadApplication, &pupil);
    let reads_plan = visit.may(Action::ReadEhcp, &pupil);
    let settings = &info.school.settings;
    let timeline = county
        .received_on
        .and_then(|received| timeline::lay_out(&county.clocks, received, today, 760))
        .filter(|_| !state.has_plan());
    let papers =
        if follows { files::by_entry(&web.app, visit.actor(), &pupil).await? } else { BTreeMap::new() };
    let advice_by = county::advice_owed(&web.app, visit.actor(), &pupil).await?.map(|meeting| {
        let path = match visit.role() {
            Some(Role::Parent) => format!("/my-child/{}/view", pupil.id),
            Some(Role::Agency) => format!("/invited/{}/view", pupil.id),
            _ => format!("/pupils/{}/view", pupil.id),
        };
        (time_in_words::day(meeting), path)
    });
    let mut every_date: Vec<&Clock> = county.clocks.iter().chain(&county.finished).collect();
    every_date.sort_by_key(|clock| clock.due_on);
    let clocks: Vec<ClockRow> =
        every_date.into_iter().map(|clock| ClockRow::of(clock, &settings.county)).collect();
    let plan = county.plan.as_ref().and_then(|(entry, reading)| match (&entry.content, reading) {
        (Content::Ehcp(plan), Reading::Whole) => Some(PlanShown {
            made: plan.made_on.map(time_in_words::day).unwrap_or_default(),
            copy: plan.copy_on.map(time_in_words::day),
            talk: plan.talk_on.map(time_in_words::day),
            lines: plan.provision.len(),
            tied: plan.provision.iter().filter(|line| line.provision.is_some()).count(),
            document: plan.document.clone(),
        }),
        _ => None,
    });
    let reviews = county
        .reviews
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::AnnualReview(review) => Some((
                format!("{}/ehc/annual-review/{}", frame.base, entry.id),
                review.meeting_on.map_or_else(|| "No meeting set".to_owned(), time_in_words::day),
            )),
            _ => None,
        })
        .collect();
    let meeting = county.meeting.filter(|_| reads_plan).map(|plan| {
        format!(
            "To be in time, hold the meeting by {}: ask for advice by {}, give notice by {}. Reviewed this school year: {}.",
            time_in_words::day(plan.meeting_by),
            time_in_words::day(plan.ask_for_advice_on),
            time_in_words::day(plan.notice_due_on),
            if county.reviewed_this_year { "yes" } else { "no" },
        )
    });
    let of = [
        LetterKind::RefusedToAssess,
        LetterKind::RefusedToIssue,
        LetterKind::PlanCeases,
        LetterKind::PlanStays,
    ];
    let to_parents = letter::links(&web, &visit, &pupil, &frame.base, &of).await?;
    let glance = if reads_plan { None } else { plan::Glance::of(&county) };
    page(&Page {
        chrome: frame.chrome.clone(),
        state: state.name(),
        week: county.week,
        received: county.received_on.map(time_in_words::day),
        not_known: clocks.iter().any(|clock| clock.not_known.is_some()),
        clocks,
        timeline,
        advice_by,
        exemption: county.exemption_findings.clone(),
        parents: if !follows {
            Vec::new()
        } else if appeal_time_is_over(&county.clocks) {
            may_do_now::parents_after_appeal_time(state)
        } else if county.disagreement.is_known_to_adviser() {
            may_do_now::parents_known_to_adviser(state, county.disagreement.certificate_on.is_some())
        } else {
            may_do_now::parents(state).to_vec()
        },
        school: if follows { may_do_now::school(state).to_vec() } else { Vec::new() },
        sendiass: settings.sendiass.clone(),
        letters: letters_shown(&county, &frame.base, &papers),
        answers: answers_shown(&county, &frame.base, &papers),
        plan,
        has_plan: state.has_plan(),
        misses_day: reads_plan && state.has_plan() && county.made_on.is_none(),
        roll_says: (reads_plan && state.has_plan() && pupil.provision != SenProvision::E)
            .then(|| pupil.provision.name()),
        may_write: visit.may(Action::WriteEhcp, &pupil),
        may_take_out: visit.may(Action::WriteEhcp, &pupil) || visit.may(Action::MoveAlong, &pupil),
        senco: info.school.title(Role::Senco).to_owned(),
        reviews,
        meeting,
        actions: actions(&visit, &pupil, &frame.base, (state, county.state.asks_after_plan)),
        follows,
        reads_plan,
        is_child,
        to_parents,
        may_calendar: visit.actor().may(Action::ManageCalendar),
        glance,
        frame,
    })
}
