//! `/pupils/{pupil}/ehc/plan`: the EHCP: sections, outcomes and provision as lines; at a glance for TA and child.

pub(crate) mod change;
mod delivered;

use app::{Fault, FieldFault, county, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use documents::papers::LetterKind;
use domain::{
    EntryId,
    difference::Piece,
    money::Pence,
    people::Pupil,
    people::Role,
    permissions::Action,
    record::{Content, Ehcp, Reading},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::{documents::letter, files::FileLink, frame::Frame, reviews::author},
    typed::{Typed, errors},
    view::{Chrome, DateField, Field},
    visit::{Child, Visit},
};

/// The sections that are typed as text, and what each holds (SEND Regulations 2014, reg 12).
pub(crate) const SECTIONS: [(&str, &str); 10] = [
    ("A", "Views, interests and aspirations of the child and the parents"),
    ("B", "Special educational needs"),
    ("C", "Health needs that go with them"),
    ("D", "Social care needs that go with them"),
    ("G", "Health provision"),
    ("H1", "Social care provision that must be made"),
    ("H2", "Any other social care provision"),
    ("I", "School"),
    ("J", "Personal budget"),
    ("K", "Advice and information"),
];

/// What somebody sees who may see the plan at a glance.
#[derive(Clone, Debug)]
pub(crate) struct Glance {
    /// Outcomes.
    pub outcomes: Vec<String>,
    /// What is given.
    pub help: Vec<(String, String)>,
}

impl Glance {
    /// The plan in force at a glance, when there is one that may be seen.
    pub(crate) fn of(county: &county::County) -> Option<Self> {
        let (entry, _) = county.plan.as_ref().filter(|_| county.ceased_on.is_none())?;
        let Content::Ehcp(plan) = &entry.content else { return None };
        Some(Self {
            outcomes: plan.outcomes.iter().map(|outcome| outcome.text.clone()).collect(),
            help: plan.provision.iter().map(|line| (line.text.clone(), line.how_much())).collect(),
        })
    }
}

/// "90 minutes a week"; nothing when the plan does not say.
pub(crate) fn minutes(minutes: u32) -> String {
    match minutes {
        0 => String::new(),
        1 => "1 minute a week".to_owned(),
        minutes => format!("{minutes} minutes a week"),
    }
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/plan.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    plan: Option<Shown>,
    /// The county's own document, as it came.
    file: Vec<FileLink>,
    glance: Option<Glance>,
    is_child: bool,
    may_change: bool,
    has_plan: bool,
    talk: Option<Talk>,
    /// The letter to the parents that the plan is in place.
    letters: Vec<(&'static str, String)>,
}

/// The parents' copy and the talk in school, to be recorded.
#[derive(Debug)]
struct Talk {
    copy_on: DateField,
    talk_on: DateField,
    words: Field,
    is_open: bool,
}

/// What changed in the plan since its last version of another day.
#[derive(Debug)]
struct Changed {
    /// Since when.
    words: String,
    /// Part by part.
    parts: Vec<(String, Vec<Piece>)>,
}

#[derive(Debug)]
struct Shown {
    made: String,
    ceased: Option<String>,
    /// What the button says with which it is changed.
    change: &'static str,
    /// Which week stands beside the whole time.
    week: &'static str,
    review: Option<String>,
    copy: Option<String>,
    amended: Option<String>,
    talk: Option<String>,
    talk_words: String,
    document: String,
    outcomes: Vec<String>,
    lines: Vec<delivered::LineShown>,
    since: String,
    without: usize,
    sections: Vec<(&'static str, &'static str, String)>,
    top_up: Option<String>,
    changed: Option<Changed>,
    last_year: bool,
    entry: String,
    by: String,
    version: u32,
}

fn shown(
    county: &county::County,
    plan: &Ehcp,
    delivery: &county::Delivery,
    top_up: Option<String>,
    changed: Option<Changed>,
) -> Shown {
    let lines = delivered::lines(delivery);
    Shown {
        made: plan.made_on.map(time_in_words::day).unwrap_or_default(),
        ceased: county.ceased_on.map(time_in_words::day),
        change: if county.ceased_on.is_some() { "Correct what is recorded" } else { "Change the plan" },
        week: if county.ceased_on.is_some() { "Its last week" } else { "This week" },
        review: county.review_due.map(|due| time_in_words::day(due.on)),
        copy: plan.copy_on.map(time_in_words::day),
        amended: plan.amended_on.map(time_in_words::day),
        talk: plan.talk_on.map(time_in_words::day),
        talk_words: plan.talk_words.clone(),
        document: plan.document.clone(),
        outcomes: plan.outcomes.iter().map(|outcome| outcome.text.clone()).collect(),
        without: lines.iter().filter(|line| line.is_untied).count(),
        since: match delivery.until {
            Some(until) => {
                format!("{} to {}", time_in_words::day(delivery.since), time_in_words::day(until))
            }
            None => format!("Since {}", time_in_words::day(delivery.since)),
        },
        lines,
        sections: SECTIONS
            .iter()
            .filter_map(|(letter, title)| Some((*letter, *title, plan.sections.get(*letter)?.clone())))
            .filter(|(.., text)| !text.trim().is_empty())
            .collect(),
        top_up,
        changed,
        last_year: plan.last_year_of_school,
        entry: county.plan.as_ref().map(|(entry, _)| entry.id.to_string()).unwrap_or_default(),
        by: county.plan.as_ref().map(|(entry, _)| author(&county.names, entry)).unwrap_or_default(),
        version: county.plan.as_ref().map_or(1, |(entry, _)| entry.version),
    }
}

async fn show(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    if !visit.may(Action::ReadEhcpAtAGlance, pupil) {
        return Err(Fault::Forbidden(Action::ReadEhcpAtAGlance).into());
    }
    let is_child = visit.role() == Some(Role::Pupil);
    let title = if is_child { "My plan" } else { "Education, health and care plan" };
    let (frame, head) = Frame::of(web, visit, pupil, title, "/ehc").await?;
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let county = county::show_county(&web.app, visit.actor(), info, pupil, today).await?;
    let plan = match county.plan.as_ref().map(|(entry, reading)| (&entry.content, reading)) {
        Some((Content::Ehcp(plan), Reading::Whole)) => {
            let delivery = county::show_delivery(&web.app, visit.actor(), info, pupil, plan, today).await?;
            let top_up =
                county::show_top_up(&web.app, visit.actor(), info, pupil, today).await?.map(|known| {
                    if known.expected == Pence::ZERO && known.received == Pence::ZERO {
                        return format!("None is recorded for {}", known.year.name());
                    }
                    format!(
                        "{} received of {} expected in {}",
                        known.received,
                        known.expected,
                        known.year.name()
                    )
                });
            let changed =
                county::plan_changes(&web.app, visit.actor(), info, pupil).await?.map(|(since, parts)| {
                    Changed {
                        words: format!("What changed since the plan of {}", time_in_words::day(since)),
                        parts,
                    }
                });
            Some(shown(&county, plan, &delivery, top_up, changed))
        }
        _ => None,
    };
    let errors = errors(faults);
    let date = |name: &str, label: &str| typed.into_date(DateField::new(name, label), &errors);
    let may_change = visit.may(Action::WriteEhcp, pupil);
    let letters = match county.ceased_on {
        Some(_) => Vec::new(),
        None => letter::links(web, visit, pupil, &frame.base, &[LetterKind::EhcpInPlace]).await?,
    };
    let file = county::plan_document(&web.app, visit.actor(), pupil).await?;
    let page = Page {
        file: FileLink::all(&frame.base, Some(&file)),
        letters,
        glance: if plan.is_none() { Glance::of(&county) } else { None },
        talk: (may_change && county.ceased_on.is_none()).then(|| Talk {
            copy_on: date("copy_on", "When did the parents have their copy?"),
            talk_on: date("talk_on", "When did you talk in school about exactly what will happen?"),
            words: typed
                .into_field(Field::new("talk_words", "Who was there, and what was agreed?").rows(2), &errors),
            is_open: !faults.is_empty(),
        }),
        plan,
        is_child,
        may_change,
        has_plan: head.record.state.statutory.has_plan(),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    show(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Ties a line to a provision, or records the parents' copy and the talk.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    if !visit.may(Action::WriteEhcp, &pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let id = typed.text("of").parse::<EntryId>().map_err(|_| Fault::NotFound)?;
    let of = (id, typed.text("version").parse().unwrap_or(0));
    let here = format!("/pupils/{}/ehc/plan", pupil.id);
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    if let Some(line) = typed.text("line").parse::<usize>().ok().and_then(|line| line.checked_sub(1)) {
        let to = typed.text("provision").parse().map_err(|_| Fault::NotFound)?;
        county::tie_line(app, actor, now, pupil.id, of, line, to).await?;
        return Ok(go_saying(&here, "The line is tied: what is given is compared with it from now on."));
    }
    let mut faults = Vec::new();
    let said = county::CopyAndTalk {
        copy_on: typed.date("copy_on", "The day of the copy", &mut faults),
        talk_on: typed.date("talk_on", "The day of the talk", &mut faults),
        words: typed.text("talk_words"),
    };
    if !faults.is_empty() {
        return show(&web, &visit, &pupil, &typed, &faults).await;
    }
    match county::record_copy_and_talk(app, actor, now, pupil.id, of, said).await {
        Ok(_) => Ok(go_saying(&here, "It is recorded.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
