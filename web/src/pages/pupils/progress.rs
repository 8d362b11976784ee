//! `/pupils/{pupil}/progress`: each target's chart and what is said of it, scores by hand, the gap to peers.

use app::{
    Fault,
    gathering::{self, NewScore, Reads, SubjectProgress, TargetProgress},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    Date, TargetId,
    people::Pupil,
    progress::{analysis::Analysis, gap_to_peers::Answer as Told, weekly_verdict::Verdict},
    provision::Counted,
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go, go_saying, page, page_with},
    asked::Asked,
    typed::{Typed, errors},
    view::{
        Chrome, DateField, Errors, Field, PeersPicture, TargetChart,
        chart::{HEIGHT, WIDTH},
    },
    visit::{Child, Visit},
};

/// A target on the page.
#[derive(Debug)]
struct TargetPart {
    number: usize,
    id: TargetId,
    heading: String,
    goal: String,
    verdict: &'static str,
    colour: &'static str,
    reason: String,
    silent: bool,
    projected: Option<String>,
    worked: Option<String>,
    numbers: Vec<(&'static str, String)>,
    notes: Vec<String>,
    picture: TargetChart,
    held: Option<String>,
    weeks: Vec<(String, Counted)>,
    scores: Vec<ScoreRow>,
    on: DateField,
    score: Field,
    /// Why a score of a closed week is corrected, once that was asked.
    correcting: Option<Field>,
    /// The score to be taken back, when that waits for its reason.
    removing: Option<String>,
}

/// The numbers behind "Did it work?", as they are named in research.
fn numbers(found: &Analysis) -> Vec<(&'static str, String)> {
    let shown = |value: Option<f64>| {
        value.map_or_else(|| "not enough data".to_owned(), |value| format!("{value:.2}"))
    };
    let a_week = |slope: Option<f64>| shown(slope.map(|slope| 7.0 * slope));
    vec![
        ("Scores before", found.n_baseline.to_string()),
        ("Scores since", found.n_support.to_string()),
        ("NAP (share of pairs that are better)", shown(found.nap)),
        ("Standard error of NAP", shown(found.nap_se)),
        ("Tau", shown(found.tau)),
        ("Tau-U (trend before taken away)", shown(found.tau_u_a)),
        ("Tau-BC (corrected for the trend before)", shown(found.tau_bc)),
        ("PND (share better than the best before)", shown(found.pnd)),
        ("Trend before, a week", a_week(found.theil_sen_baseline)),
        ("Trend since, a week", a_week(found.theil_sen_support)),
    ]
}

#[derive(Debug)]
struct ScoreRow {
    id: String,
    day: String,
    value: String,
    by: String,
    prompts: Option<String>,
}

/// A subject on the page.
#[derive(Debug)]
struct SubjectPart {
    picture: PeersPicture,
    scale: String,
    gap: Option<String>,
    basis: &'static str,
    closed: &'static str,
    gain: Option<String>,
    tests: Vec<(&'static str, &'static str)>,
}

/// What was written at a session.
#[derive(Debug)]
struct SaidRow {
    group: String,
    when: String,
    line: String,
    message: String,
}

/// A score that was just taken back.
#[derive(Debug)]
struct Undo {
    target: String,
    on: Date,
    day: String,
    value: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/progress.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    for_pupil: bool,
    may_enter: bool,
    begun: bool,
    targets: Vec<TargetPart>,
    subjects: Vec<SubjectPart>,
    said: Vec<SaidRow>,
    undo: Option<Undo>,
}

/// A target's verdict as a tag's colour.
pub(crate) const fn colour(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::OffTrack => "red",
        Verdict::SessionsMissed { .. } => "orange",
        Verdict::NotEnoughData { .. } => "grey",
        Verdict::Ahead => "blue",
        Verdict::MetAndKept { .. } | Verdict::Met { .. } | Verdict::OnTrack => "green",
    }
}

/// What a child reads of a verdict.
const fn kindly(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::MetAndKept { .. } => "You did it, and you kept it. Well done!",
        Verdict::Met { .. } => "You reached your goal! Let us see whether it sticks.",
        Verdict::SessionsMissed { .. } => {
            "There were not enough sessions lately. That is for the adults to put right."
        }
        Verdict::NotEnoughData { .. } => "Soon there will be enough scores to see how it goes.",
        Verdict::OffTrack => "This one is hard just now. Talk with an adult about what would help you.",
        Verdict::Ahead => "You are ahead of the line. Would you like to try something harder?",
        Verdict::OnTrack => "You are on your way. Carry on!",
    }
}

fn held(weeks: &[Counted]) -> Option<String> {
    let sum = |of: fn(&Counted) -> u32| weeks.iter().map(of).sum::<u32>();
    let planned = sum(|week| week.planned);
    if planned == 0 {
        return None;
    }
    let mut why = Vec::new();
    for (number, words) in [
        (sum(|week| week.child_absent), "child absent"),
        (sum(|week| week.not_run), "not run"),
        (sum(|week| week.not_logged), "nothing entered"),
    ] {
        if number > 0 {
            why.push(format!("{words} {number}"));
        }
    }
    let why = if why.is_empty() { String::new() } else { format!("; {}", why.join(", ")) };
    let delivered = sum(|week| week.delivered);
    Some(format!("{delivered} of {planned} planned sessions took place in the last four school weeks{why}."))
}

fn part(target: TargetProgress, reads: Reads, today: Date) -> TargetPart {
    let judged = target.judged;
    let (number, unit) = (judged.number, judged.target.unit.trim().to_owned());
    let will = judged.target.will.trim();
    let heading = match reads {
        Reads::All | Reads::Own if !will.is_empty() => will.to_owned(),
        _ if unit.is_empty() => format!("Target {number}"),
        _ => format!("Target {number} ({unit})"),
    };
    let goal = match (judged.target.goal, judged.target.by) {
        (Some(goal), Some(by)) => format!("{goal} {unit} by {}", time_in_words::day(by)),
        (Some(goal), None) => format!("{goal} {unit}"),
        (None, _) => String::new(),
    };
    let finding = &judged.judged.finding;
    let own = reads == Reads::Own;
    TargetPart {
        number,
        id: judged.target.id,
        goal,
        verdict: if own { kindly(&finding.verdict) } else { finding.verdict.words() },
        colour: colour(&finding.verdict),
        reason: finding.reason.clone(),
        silent: judged.judged.is_silent(),
        projected: target.projected,
        worked: target.worked,
        numbers: target.numbers.as_ref().filter(|_| !own).map(numbers).unwrap_or_default(),
        notes: target.numbers.map(|numbers| numbers.notes).unwrap_or_default(),
        picture: TargetChart { id: format!("chart-{number}"), title: heading.clone(), chart: target.chart },
        heading,
        held: held(&judged.judged.sessions),
        weeks: judged
            .judged
            .sessions
            .iter()
            .map(|week| (time_in_words::day(week.week.monday()), *week))
            .collect(),
        scores: target
            .scores
            .into_iter()
            .map(|line| ScoreRow {
                id: line.id.to_string(),
                day: time_in_words::day(line.on),
                value: line.value.to_string(),
                prompts: line.prompts.map(|count| match count {
                    1 => "1 prompt".to_owned(),
                    count => format!("{count} prompts"),
                }),
                by: match (line.in_session, line.by.is_empty()) {
                    (true, true) => "in a session".to_owned(),
                    (true, false) => format!("{}, in a session", line.by),
                    (false, _) => line.by,
                },
            })
            .collect(),
        on: DateField::new("on", "Day").id(format!("on-{number}")).value(Some(today)),
        score: Field::decimal("score", "Score", 5).id(format!("score-{number}")).suffix(if unit.is_empty() {
            "points".to_owned()
        } else {
            unit
        }),
        correcting: None,
        removing: None,
    }
}

const fn told(answer: Told) -> &'static str {
    match answer {
        Told::Yes => "Yes",
        Told::No => "No",
        Told::CannotTell => "Cannot tell yet",
    }
}

fn subject_part(number: usize, subject: SubjectProgress) -> SubjectPart {
    SubjectPart {
        picture: PeersPicture {
            id: format!("peers-{number}"),
            title: subject.subject.clone(),
            chart: subject.chart,
        },
        scale: subject.scale,
        gap: subject.gap,
        basis: subject.basis,
        closed: told(subject.closed),
        gain: subject.gain,
        tests: subject.tests.iter().map(|one| (one.test.words(), told(one.answer))).collect(),
    }
}

/// The page, with what was typed for one target.
async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<(TargetId, &Typed, &Fault)>,
    undo: Option<Undo>,
) -> Result<Page, Fault> {
    let now = visit.now();
    let info = &visit.visitor.school;
    let shown =
        gathering::show_progress(&web.app, visit.actor(), now, info, pupil, (WIDTH, HEIGHT).into()).await?;
    let for_pupil = shown.reads == Reads::Own;
    let title = if for_pupil { "My charts" } else { "Progress" };
    let (frame, _) = Frame::of(web, visit, pupil, title, "/progress").await?;
    let mut targets: Vec<TargetPart> =
        shown.targets.into_iter().map(|target| part(target, shown.reads, now.today)).collect();
    let mut wrong = Errors::none();
    if let Some((id, typed, Fault::Invalid(faults))) = typed
        && let Some(target) = targets.iter_mut().find(|target| target.id == id)
    {
        let number = target.number;
        for line in errors(faults).list {
            let field = match line.field.strip_prefix("on") {
                Some(rest) => format!("on-{number}{rest}"),
                None => format!("{}-{number}", line.field),
            };
            wrong.add(field, line.text);
        }
        if !typed.has("remove") {
            target.on = typed.into_date(target.on.clone(), &wrong);
            target.score = typed.into_field(target.score.clone(), &wrong);
        }
        if faults.iter().any(|fault| fault.field == "reason") || typed.has("reason") {
            let reason = Field::new("reason", "Why is the closed week corrected?")
                .id(format!("reason-{number}"))
                .hint("It is shown on the week’s page");
            target.correcting = Some(typed.into_field(reason, &wrong));
        }
        target.removing = Some(typed.text("remove")).filter(|id| !id.is_empty());
    }
    let frame = frame.with_errors(wrong);
    Ok(Page {
        chrome: frame.chrome.clone(),
        frame,
        for_pupil,
        may_enter: shown.may_enter,
        begun: shown.plan_on.is_some(),
        targets,
        subjects: (1..).zip(shown.subjects).map(|(n, subject)| subject_part(n, subject)).collect(),
        said: shown
            .said
            .into_iter()
            .map(|one| SaidRow {
                when: match one.by.as_str() {
                    "" => time_in_words::day(one.on),
                    by => format!("{}, {by}", time_in_words::day(one.on)),
                },
                group: one.group,
                line: one.line,
                message: one.message,
            })
            .collect(),
        undo,
    })
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Asked(asked): Asked,
) -> Answer {
    let undo = match (asked.text("undo").parse::<TargetId>(), asked.text("on").parse::<Date>()) {
        (Ok(target), Ok(on)) if asked.text("value").parse::<domain::progress::Score>().is_ok() => {
            let day = time_in_words::day(on);
            Some(Undo { target: target.to_string(), on, day, value: asked.text("value") })
        }
        _ => None,
    };
    page(&show(&web, &visit, &pupil, None, undo).await?)
}

/// A score is entered, or taken back.
pub(crate) async fn scores(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, target)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let target: TargetId = target.parse().map_err(|_| Fault::NotFound)?;
    let back = format!("/pupils/{}/progress", pupil.id);
    let (actor, now) = (visit.actor(), visit.now());
    if typed.has("remove") {
        let id = typed.text("remove").parse().map_err(|_| Fault::NotFound)?;
        let reason = typed.text("reason");
        let gone = gathering::remove_score(&web.app, actor, now, pupil.id, (target, id), &reason).await;
        if let Err(fault @ Fault::Invalid(_)) = &gone {
            let page = show(&web, &visit, &pupil, Some((target, &typed, fault)), None).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        return Ok(match gone? {
            Some(gone) => go(&format!("{back}?undo={target}&on={}&value={}", gone.on, gone.score)),
            None => go_saying(&back, "That score was removed already."),
        });
    }
    let mut faults = Vec::new();
    let on = typed.date("on", "The day", &mut faults);
    let value = typed.score("score", "The score", &mut faults);
    if on.is_none() && faults.iter().all(|fault| !fault.field.starts_with("on")) {
        faults.push(app::FieldFault::new("on-day", "Enter the day of the score"));
    }
    if value.is_none() && faults.iter().all(|fault| fault.field != "score") {
        faults.push(app::FieldFault::new("score", "Enter the score"));
    }
    let done = match (on, value) {
        (Some(on), Some(value)) if faults.is_empty() => {
            let new = NewScore { pupil: pupil.id, target, on, value };
            gathering::add_score(&web.app, actor, now, new, &typed.text("reason")).await
        }
        _ => Err(Fault::Invalid(faults)),
    };
    match done {
        Ok(true) => Ok(go_saying(&back, "Saved: the score is in the chart.")),
        Ok(false) => Ok(go_saying(&back, "This score was there already: nothing changed.")),
        Err(fault @ Fault::Invalid(_)) => {
            let page = show(&web, &visit, &pupil, Some((target, &typed, &fault)), None).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}
