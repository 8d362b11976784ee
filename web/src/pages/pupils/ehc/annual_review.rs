//! `/pupils/{pupil}/ehc/annual-review`: the annual review planned backwards from its day, step by step, with ticks.

pub(crate) mod entry;
pub(crate) mod invited;
mod meeting;
pub(crate) mod new;

use app::{
    Fault,
    county::{self, ReviewPlan},
    pupils, time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{
    Date, EntryId,
    deadlines::{Clock, annual_review_plan::Step, early_years_review, phase_transfer, rule},
    permissions::Action,
    record::Content,
};

use super::{ClockRow, state_shown};
use crate::{
    Web,
    answer::{Answer, go_saying, page},
    pages::pupils::frame::Frame,
    typed::Typed,
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/annual_review.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    /// By when, and how long until then; none without a plan in place.
    due: Option<(String, String)>,
    /// The day before which the plan is amended for the next school, when that is what makes the review due.
    for_transfer: Option<String>,
    reviewed: bool,
    /// Whether a plan is in place, and the day on which it was made is not recorded.
    misses_day: bool,
    /// What is too late about the meeting that is set.
    too_late: Vec<String>,
    steps: Vec<StepShown>,
    /// Steps that hang on no meeting; the plan that they are ticked off on, with its version.
    of_the_plan: Vec<StepShown>,
    plan: Option<(String, u32)>,
    others: Vec<ClockRow>,
    /// Day, time and place of the meeting that is set, and how many come.
    meeting: String,
    who_comes: String,
    /// The review that runs: its id and version.
    running: Option<(String, u32)>,
    advisers: Vec<(String, Option<String>)>,
    to_ask: usize,
    may_write: bool,
    earlier: Vec<(String, String)>,
    ceases: Option<&'static str>,
    letter: String,
    needs: Vec<(String, String)>,
}

/// A step of the plan.
#[derive(Debug)]
struct StepShown {
    code: &'static str,
    title: &'static str,
    who: String,
    day: String,
    state: String,
    colour: &'static str,
    law: &'static str,
    may_tick: bool,
    /// Where else it is ticked off, and the words of the link.
    link: Option<(&'static str, String)>,
}

fn step(
    planned: &domain::deadlines::annual_review_plan::Planned,
    county: &str,
    may_tick: bool,
    is_held: bool,
) -> StepShown {
    let (state, colour) = state_shown(planned.state);
    let ticks = match planned.step {
        Step::Notice | Step::Papers => true,
        Step::Report => is_held,
        Step::AskForAdvice | Step::Meeting | Step::Decision | Step::AmendedPlan => false,
    };
    StepShown {
        code: planned.step.code(),
        title: planned.step.title(),
        who: if planned.step.party() == rule::Party::Authority {
            county.to_owned()
        } else {
            "School".to_owned()
        },
        day: time_in_words::day(planned.due_on),
        state,
        colour,
        law: planned.step.law(),
        may_tick: may_tick && ticks && planned.state.is_open(),
        link: None,
    }
}

/// The clocks that stand beside the review: mediation and appeal.
const BESIDE: [&str; 3] = ["mediation-adviser", "mediation-certificate", "appeal"];

/// The steps of a plan that hang on no meeting: a review considered while the child is under five, which the school
/// ticks off; the amendment for the next school, which the county's letter ticks off.
fn of_the_plan(clock: &Clock, county: &str, base: &str, may_write: bool) -> Option<StepShown> {
    let (state, colour) = state_shown(clock.state);
    let link = format!("{base}/ehc/letters/new?kind=amended-plan");
    let (title, may_tick, link) = match clock.code {
        code if code == early_years_review::RULE.code => {
            ("Consider a review: every three to six months while under five", clock.state.is_open(), None)
        }
        code if [phase_transfer::RULE.code, phase_transfer::POST_16.code].contains(&code) => {
            let link = clock.state.is_open().then_some(("Record the amended plan", link));
            (clock.title, false, link)
        }
        _ => return None,
    };
    Some(StepShown {
        code: clock.code,
        title,
        who: if clock.code == early_years_review::RULE.code {
            format!("School with {county}")
        } else {
            county.to_owned()
        },
        day: time_in_words::day(clock.due_on),
        state,
        colour,
        law: clock.law.citation,
        may_tick: may_write && may_tick,
        link: link.filter(|_| may_write),
    })
}

/// The plan.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let info = &visit.visitor.school;
    let now = visit.now();
    let plan = county::show_review_plan(&web.app, visit.actor(), info, &pupil, now).await?;
    let due = plan.as_ref().map(|plan| plan.due);
    let (steps, review, advisers, to_ask, too_late) = plan.map_or_else(Default::default, |plan| {
        let ReviewPlan { steps, review, advisers, to_ask, too_late, due: _ } = plan;
        (steps, review, advisers, to_ask, too_late)
    });
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Annual review, step by step", "/ehc").await?;
    let county = county::show_county(&web.app, visit.actor(), info, &pupil, now.today).await?;
    let is_held = steps.iter().any(|one| one.step == Step::Meeting && !one.state.is_open());
    let name = &info.school.settings.county;
    let may_write = visit.may(Action::WriteEhcp, &pupil);
    let earlier = county
        .reviews
        .iter()
        .filter(|entry| review.is_none_or(|(id, _)| id != entry.id))
        .map(|entry| (format!("{}/ehc/annual-review/{}", frame.base, entry.id), time_in_words::day(entry.on)))
        .collect();
    let set = county.reviews.iter().find_map(|entry| match &entry.content {
        Content::AnnualReview(set) if review.is_some_and(|(id, _)| id == entry.id) => Some((entry, set)),
        _ => None,
    });
    page(&Page {
        due: due.map(|due| (time_in_words::day(due.on), time_in_words::from_today(due.on, now.today))),
        for_transfer: due.and_then(|due| due.for_transfer).map(time_in_words::day),
        reviewed: county.reviewed_this_year,
        misses_day: county.state.statutory.has_plan() && county.made_on.is_none(),
        too_late,
        steps: steps
            .iter()
            .map(|planned| {
                let shown = step(planned, name, may_write && review.is_some(), is_held);
                // A day that has gone by is no meeting: who came says that it was held.
                let waits = planned.step == Step::Meeting && planned.state.is_late() && may_write;
                let link = review.filter(|_| waits).map(|(id, _)| {
                    ("Record who came, or set another day", format!("{}/ehc/annual-review/{id}", frame.base))
                });
                StepShown { link, ..shown }
            })
            .collect(),
        of_the_plan: county
            .clocks
            .iter()
            .filter_map(|clock| of_the_plan(clock, name, &frame.base, may_write))
            .collect(),
        plan: county.plan.as_ref().map(|(entry, _)| (entry.id.to_string(), entry.version)),
        others: county
            .clocks
            .iter()
            .filter(|clock| BESIDE.contains(&clock.code))
            .map(|clock| ClockRow::of(clock, name))
            .collect(),
        meeting: set.map(|(_, set)| meeting::in_words(set)).unwrap_or_default(),
        who_comes: set.and_then(|(entry, _)| invited::sum_of(&visit, entry)).unwrap_or_default(),
        running: review.map(|(id, version)| (id.to_string(), version)),
        advisers: advisers
            .iter()
            .map(|one| {
                let asked = one.asked.on.map(time_in_words::short_day).unwrap_or_default();
                let who = format!("{} ({}), asked {asked}", one.asked.name, one.asked.party.name());
                (who, one.answered_on.map(time_in_words::short_day))
            })
            .collect(),
        to_ask,
        may_write,
        earlier,
        ceases: may_write.then_some(
            "If the county ceases the plan, record its letter with the reason. When the plan has ceased the record goes \
             back to SEN support (K), or to no SEN status (N) when support can stop: the support step says which.",
        ),
        letter: format!("{}/ehc/letters/new", frame.base),
        needs: pupils::needs_of_parents(&web.app, visit.actor(), &pupil).await?,
        chrome: frame.chrome.clone(),
        frame,
    })
}

fn step_of(code: &str) -> Option<Step> {
    [Step::Notice, Step::Papers, Step::Report].into_iter().find(|step| step.code() == code)
}

/// Asks everybody for advice, or ticks a step off as done today.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let id = typed.text("of").parse::<EntryId>().map_err(|_| Fault::NotFound)?;
    let of = (id, typed.text("version").parse().unwrap_or(0));
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let here = format!("/pupils/{}/ehc/annual-review", pupil.id);
    if typed.text("do") == "ask" {
        let base = &web.config.public_url;
        let asked = county::ask_for_advice(app, actor, now, base, pupil.id, of).await?;
        let people = if asked == 1 { "1 person is".to_owned() } else { format!("{asked} people are") };
        return Ok(go_saying(&here, &format!("{people} asked. Who has answered is shown below.")));
    }
    if typed.text("done") == early_years_review::RULE.code {
        county::consider_review(app, actor, now, pupil.id, of, now.today).await?;
        return Ok(go_saying(&here, "Recorded as considered today. The next time is counted from here."));
    }
    let step = step_of(&typed.text("done")).ok_or(Fault::NotFound)?;
    let today: Date = now.today;
    county::tick(app, actor, now, pupil.id, of, step, today).await?;
    Ok(go_saying(&here, "Ticked off as done today. For another day, open the review itself."))
}
