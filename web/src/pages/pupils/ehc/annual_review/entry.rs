//! `/pupils/{pupil}/ehc/annual-review/{entry}`: one annual review: its days, who came, what it recommends.

use app::{Fault, FieldFault, county, early::Written, reviewing, time_in_words};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    Date, EntryId,
    deadlines::{ReviewDates, ReviewDecision, amended_plan, plan_the_meeting},
    people::Pupil,
    permissions::Action,
    record::{AnnualReview, Content, EhcpOutcome, Entry, OutcomeProgress, Party, Reading, Recommendation},
};

use super::{
    invited::sum_of,
    meeting::{MeetingBoxes, in_words},
};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{
        conflict::conflict,
        pupils::{
            ehc::ClockRow,
            frame::Frame,
            reviews::{author, who_came},
        },
    },
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/annual_review/entry.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    /// When and where it is, and how many come.
    meeting: String,
    who_comes: String,
    /// Where somebody who is invited answers, while they may.
    invitation: Option<String>,
    days: Vec<(&'static str, String, Option<String>)>,
    clocks: Vec<ClockRow>,
    /// What is too late about the meeting.
    too_late: Vec<String>,
    /// Who is invited, and where the list is changed.
    invited: Vec<String>,
    invited_href: String,
    came: String,
    progress: String,
    /// Each outcome towards which something is said, with what.
    toward: Vec<(String, String)>,
    pupils_view: String,
    recommends: &'static str,
    words: String,
    differences: String,
    is_over: bool,
    form: Option<Form>,
    letters: Vec<(&'static str, String)>,
}

#[derive(Debug)]
struct Form {
    version: u32,
    meeting_on: DateField,
    meeting: MeetingBoxes,
    notice_on: DateField,
    advice_on: DateField,
    came: Choices,
    came_words: Field,
    pupils_view: Field,
    /// Each outcome of section E, as it was asked, with its box.
    toward: Vec<(Hidden, Field)>,
    /// Progress as a whole: of a plan without outcomes, and where something stands in it.
    progress: Option<Field>,
    recommends: Choices,
    words: Field,
    differences: Field,
    report_on: DateField,
}

/// A value that the form carries: name and value.
type Hidden = (String, String);

/// The texts of an annual review, for two versions side by side; between them stand its outcomes.
const TEXTS: [(&str, &str); 8] = [
    ("at", "Begins at"),
    ("minutes", "How long?"),
    ("place", "Where?"),
    ("came_words", "Names, and others who came"),
    ("pupils_view", "What the child says"),
    ("progress", "Progress towards the outcomes"),
    ("words", "Recommendations, in words"),
    ("differences", "Where people saw it differently"),
];

/// The most outcomes of a form.
const MOST: usize = 60;

/// The outcomes with what is typed beside each.
fn toward(typed: &Typed) -> Vec<OutcomeProgress> {
    (0..MOST)
        .map(|at| OutcomeProgress {
            outcome: typed.text(&format!("outcome_{at}")),
            progress: typed.text(&format!("progress_{at}")),
        })
        .take_while(|one| !one.outcome.is_empty())
        .collect()
}

pub(super) async fn found(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    id: &str,
) -> Result<(Entry, AnnualReview), Fault> {
    let id: EntryId = id.parse().map_err(|_| Fault::NotFound)?;
    let entry = reviewing::show_review(&web.app, visit.actor(), pupil, id).await?;
    match entry.content.clone() {
        Content::AnnualReview(review) => Ok((entry, review)),
        _ => Err(Fault::NotFound),
    }
}

fn fields_of(review: &AnnualReview, toward: &[OutcomeProgress]) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put_date = |name: &str, on: Option<Date>| {
        if let Some(on) = on {
            pairs.push((format!("{name}-day"), on.day().to_string()));
            pairs.push((format!("{name}-month"), on.month().to_string()));
            pairs.push((format!("{name}-year"), on.year().to_string()));
        }
    };
    put_date("meeting_on", review.meeting_on);
    put_date("notice_on", review.notice_on);
    put_date("advice_on", review.advice_on);
    put_date("report_on", review.report_on);
    for party in &review.came {
        pairs.push(("came".to_owned(), party.code().to_owned()));
    }
    for (name, text) in [
        ("came_words", &review.came_words),
        ("pupils_view", &review.pupils_view),
        ("progress", &review.progress),
        ("words", &review.words),
        ("differences", &review.differences),
    ] {
        pairs.push((name.to_owned(), text.clone()));
    }
    for (at, one) in toward.iter().take(MOST).enumerate() {
        pairs.push((format!("outcome_{at}"), one.outcome.clone()));
        pairs.push((format!("progress_{at}"), one.progress.clone()));
    }
    if let Some(recommends) = review.recommends {
        pairs.push(("recommends".to_owned(), recommends.code().to_owned()));
    }
    MeetingBoxes::begun(review, Typed::from_pairs(pairs))
}

fn boxes(typed: &Typed, errors: &Errors, version: u32) -> Form {
    let date = |name: &str, label: &str| typed.into_date(DateField::new(name, label), errors);
    let text = |field: Field| typed.into_field(field, errors);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(errors)
    };
    let outcomes = toward(typed);
    let parties =
        [Party::Parent, Party::Pupil, Party::Teacher, Party::Senco, Party::Ta, Party::Head, Party::Agency];
    Form {
        version,
        meeting_on: date("meeting_on", "Meeting"),
        meeting: MeetingBoxes::of(typed, errors),
        notice_on: date("notice_on", "Notice of the meeting given on"),
        advice_on: date("advice_on", "Advice sent to everybody on"),
        came: choose(
            Choices::new("came", "Who came?", parties.map(|party| Choice::new(party.code(), party.name())))
                .small(),
        ),
        came_words: text(Field::new("came_words", "Names, and others who came").rows(2)),
        pupils_view: text(Field::new("pupils_view", "What the child says").rows(3)),
        progress: (outcomes.is_empty() || typed.has("progress")).then(|| {
            text(Field::new("progress", "Progress towards the outcomes of section E, as a whole").rows(5))
        }),
        toward: outcomes
            .into_iter()
            .enumerate()
            .map(|(at, one)| {
                let box_of = Field::new(format!("progress_{at}"), format!("Progress: {}", one.outcome));
                ((format!("outcome_{at}"), one.outcome), text(box_of.rows(3)))
            })
            .collect(),
        recommends: choose(Choices::new(
            "recommends",
            "What does the meeting recommend?",
            Recommendation::ALL.map(|known| Choice::new(known.code(), known.name())),
        )),
        words: text(Field::new("words", "Recommendations, in words").rows(4)),
        differences: text(
            Field::new("differences", "Where did people see it differently?")
                .hint("Who, and what they want instead. It stands in the report that goes to the county.")
                .rows(3),
        ),
        report_on: date("report_on", "Report sent to everybody on"),
    }
}

/// What a review says of the outcomes that a form asked about.
fn now_said(review: &AnnualReview, asked: &[OutcomeProgress]) -> Vec<OutcomeProgress> {
    let asked: Vec<EhcpOutcome> = asked.iter().map(|one| EhcpOutcome { text: one.outcome.clone() }).collect();
    review.toward(&asked)
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    (entry, review): (&Entry, &AnnualReview),
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "Annual review", "/ehc").await?;
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let county = county::show_county(&web.app, visit.actor(), info, pupil, today).await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let outcomes = match &county.plan {
        Some((entry, Reading::Whole)) => match &entry.content {
            Content::Ehcp(plan) => plan.outcomes.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let said = review.toward(outcomes);
    let saved = fields_of(review, &said);
    let version = typed.and_then(|typed| typed.text("version").parse().ok()).unwrap_or(entry.version);
    let may_write = visit.may(Action::WriteEhcp, pupil);
    let day = time_in_words::day;
    // What the county's letters say of it counts, as on the page of all dates.
    let dated = county.review_dates.iter().find(|one| one.meeting_on == review.meeting_on);
    let days = review.meeting_on.map_or_else(Vec::new, |on| {
        let plan = county::plan_meeting(on);
        let told = |of: fn(&ReviewDates) -> Option<Date>| dated.and_then(of).map(day);
        let mut days = vec![
            ("Notice of the meeting, by", day(plan.notice_on), review.notice_on.map(day)),
            ("Advice sent to everybody, by", day(plan.advice_on), review.advice_on.map(day)),
            ("Meeting", day(on), dated.and_then(|dates| dates.held_on(today)).map(day)),
            ("Report with recommendations, by", day(plan.report_on), review.report_on.map(day)),
            (
                "County decides, and serves its amendment notice, by",
                day(plan.decision_on),
                told(|dates| dates.decided_on.or(dates.amendment_notice_on)),
            ),
        ];
        let decision = dated.and_then(|dates| dates.decision);
        if decision.is_none_or(|decision| decision == ReviewDecision::Amend) {
            let title = match decision {
                Some(_) => "Amended plan, by",
                None => "Amended plan at the latest, if the county amends",
            };
            let due_on = amended_plan::due_on(on, dated.and_then(|dates| dates.amendment_notice_on));
            days.push((title, day(due_on), told(|dates| dates.amended_plan_on)));
        }
        days
    });
    let is_finished = dated.is_some_and(|dates| county.runs_no_more(dates));
    let link = |text, kind: &str| (text, format!("{}/ehc/letters/new?kind={kind}", frame.base));
    let ahead = review.meeting_on.filter(|on| *on > today && review.decision_on.is_none());
    let too_late = county.review_due.zip(ahead).map_or_else(Vec::new, |(due, on)| {
        plan_the_meeting::too_late(due, on, review.notice_on, &info.calendar, today)
    });
    let invitations = app::meetings::my_invitations(&web.app, visit.actor(), visit.now()).await?;
    let mine = invitations.iter().any(|one| one.meeting.id.0 == entry.id.0);
    let page = Page {
        too_late,
        meeting: in_words(review),
        who_comes: sum_of(visit, entry).unwrap_or_default(),
        invitation: mine.then(|| format!("/meetings/{}", entry.id)),
        days,
        clocks: county
            .clocks
            .iter()
            .filter(|clock| clock.code == "annual-review" || clock.code.starts_with("phase-transfer"))
            .filter(|_| !is_finished)
            .map(|clock| ClockRow::of(clock, &info.school.settings.county))
            .collect(),
        invited: review.invited.iter().map(|one| format!("{} ({})", one.name, one.as_whom.name())).collect(),
        invited_href: format!("{}/ehc/annual-review/{}/invited", frame.base, entry.id),
        came: who_came(&review.came, &review.came_words),
        progress: review.progress.clone(),
        toward: said
            .into_iter()
            .filter(|one| !one.progress.trim().is_empty())
            .map(|one| (format!("Progress: {}", one.outcome), one.progress))
            .collect(),
        pupils_view: review.pupils_view.clone(),
        recommends: review.recommends.map_or("Not chosen yet", |recommends| recommends.name()),
        words: review.words.clone(),
        differences: review.differences.clone(),
        is_over: review.meeting_on.is_some_and(|on| on <= today),
        form: may_write.then(|| boxes(typed.unwrap_or(&saved), &errors, version)),
        letters: if may_write {
            vec![
                link("It keeps the plan as it is", "keeps-plan"),
                link("It served an amendment notice", "amendment-notice"),
                link("It made the amended plan", "amended-plan"),
                link("It has decided to cease the plan", "will-cease"),
            ]
        } else {
            Vec::new()
        },
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The review, with the form for whoever may write it.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let (entry, review) = found(&web, &visit, &pupil, &id).await?;
    show(&web, &visit, &pupil, (&entry, &review), None, &[]).await
}

/// Saves it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let (entry, before) = found(&web, &visit, &pupil, &id).await?;
    if !visit.may(Action::WriteEhcp, &pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let mut faults = Vec::new();
    let version = typed.text("version").parse().unwrap_or(0);
    let review = AnnualReview {
        meeting_on: typed.date("meeting_on", "The day of the meeting", &mut faults),
        notice_on: typed.date("notice_on", "The day of the notice", &mut faults),
        advice_on: typed.date("advice_on", "The day of the advice", &mut faults),
        report_on: typed.date("report_on", "The day of the report", &mut faults),
        came: typed.all("came").iter().filter_map(|code| Party::from_code(code)).collect(),
        came_words: typed.text("came_words"),
        pupils_view: typed.text("pupils_view"),
        progress: typed.text("progress"),
        outcomes: toward(&typed),
        recommends: Recommendation::from_code(&typed.text("recommends")),
        words: typed.text("words"),
        differences: typed.text("differences"),
        ..before.clone()
    };
    let review = MeetingBoxes::read(&typed, review, &mut faults);
    if !faults.is_empty() {
        return show(&web, &visit, &pupil, (&entry, &before), Some(&typed), &faults).await;
    }
    let here = format!("/pupils/{}/ehc/annual-review/{}", pupil.id, entry.id);
    let of = Some((entry.id, version));
    match county::write_annual_review(&web.app, visit.actor(), visit.now(), pupil.id, of, review).await {
        Ok(_) => Ok(go_saying(&here, "The annual review is saved.")),
        Err(Fault::Invalid(faults)) => {
            show(&web, &visit, &pupil, (&entry, &before), Some(&typed), &faults).await
        }
        Err(Fault::Stale) => {
            let (entry, review) = found(&web, &visit, &pupil, &id).await?;
            let info = &visit.visitor.school;
            let county =
                county::show_county(&web.app, visit.actor(), info, &pupil, visit.now().today).await?;
            let saved = Written { by: author(&county.names, &entry), entry };
            let asked = toward(&typed);
            let now_says = fields_of(&review, &now_said(&review, &asked));
            let mut boxes: Vec<(String, String)> =
                TEXTS.map(|(name, label)| (name.to_owned(), label.to_owned())).into();
            let outcomes = asked.iter().enumerate();
            boxes.extend(
                outcomes.map(|(at, one)| (format!("progress_{at}"), format!("Progress: {}", one.outcome))),
            );
            let boxes: Vec<(&str, &str)> =
                boxes.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
            conflict(&visit, &saved, &now_says, &typed, &boxes, &here)
        }
        Err(fault) => Err(fault.into()),
    }
}
