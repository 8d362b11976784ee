//! `/reviews`: the half term's reviews planned in one go: day, time and place of each; who comes.

use app::{
    Fault, FieldFault,
    meetings::{self, Planning},
    reviewing::{self, HalfTermReviews, Planned, Usual},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use documents::papers::LetterKind;
use domain::{
    Date, PupilId,
    meetings::{Invited, Meeting, Reached, Reply, When, starts},
    pathway::spread_reviews::Limits,
    record::Party,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    asked::Asked,
    download::{self, text},
    pages::pupils::reviews::meeting::sum,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

/// At most so many that can be asked for: more is no limit.
const MOST: usize = 9;

#[derive(Debug, Template)]
#[template(path = "pages/reviews.html")]
struct Page {
    chrome: Chrome,
    until: String,
    /// Where the list is had as a workbook.
    xlsx: String,
    a_day: Choices,
    a_week: Choices,
    first: Field,
    minutes: Field,
    place: Field,
    to_plan: Vec<Line>,
    set: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    class: String,
    teacher: String,
    due: String,
    meeting: bool,
    over: bool,
    late: bool,
    /// The name of the box that says which meeting was shown, and its sequence.
    from: Option<(String, u32)>,
    day: Choices,
    at: Field,
    /// How many come, in words, and whether somebody does not; none while nobody is invited.
    answers: Option<(String, bool)>,
    /// Who gets no mail and has not answered: their name, and the letter to write.
    by_letter: Vec<(String, String)>,
    /// Its day stands, and nobody is invited yet.
    uninvited: bool,
}

/// Who of those invited to a meeting is told by nobody yet: they get no mail, and their answer is not known.
fn by_letter(meeting: &Meeting) -> Vec<(String, String)> {
    let waits = |one: &&Invited| one.reached() == Reached::ByLetter && one.reply.is_none();
    let letter = |one: &Invited| {
        let kind = match one.party {
            Party::Parent => LetterKind::Invitation,
            _ => LetterKind::InvitationToOthers,
        };
        (one.name.clone(), format!("/pupils/{}/letters/{}", meeting.pupil, kind.name()))
    };
    meeting.invited.iter().filter(waits).map(letter).collect()
}

fn limits(asked: &Typed) -> Limits {
    let usual = Limits::default();
    let number = |name: &str, usual: usize| {
        asked.text(name).parse().ok().filter(|n| (1..=MOST).contains(n)).unwrap_or(usual)
    };
    Limits { a_day: number("a-day", usual.a_day), a_week: number("a-week", usual.a_week) }
}

fn usual(asked: &Typed) -> Usual {
    let usual = Usual::default();
    Usual {
        at: starts::read(&asked.text("first")).unwrap_or(usual.at),
        minutes: asked
            .text("minutes")
            .parse()
            .ok()
            .filter(|n| (5..=240).contains(n))
            .unwrap_or(usual.minutes),
    }
}

fn time(name: impl Into<String>, label: impl Into<String>) -> Field {
    Field { kind: "time", typed: false, ..Field::new(name, label).chars(10) }
}

fn numbers(name: &str, label: &str, chosen: usize, most: usize) -> Choices {
    let items = (1..=most).map(|n| Choice::new(n.to_string(), n.to_string()).chosen(n == chosen));
    Choices::new(name, label, items)
}

fn line(one: &Planned, plan: &HalfTermReviews, typed: Option<&Typed>, wrong: &Errors) -> Line {
    let name = format!("day-{}", one.pupil);
    let chosen = match typed {
        Some(typed) => typed.text(&name),
        None => one.on.map(|on| on.to_string()).unwrap_or_default(),
    };
    let mut days: Vec<Date> = plan.days.clone();
    // What stands, or was typed, is never lost from the list.
    for day in [one.on, chosen.parse().ok()].into_iter().flatten() {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.sort();
    let none = Choice::new("", "Not yet");
    let items = std::iter::once(none)
        .chain(days.iter().map(|day| Choice::new(day.to_string(), time_in_words::short_day(*day))));
    let at = format!("at-{}", one.pupil);
    // A day that stands without a meeting stays so until somebody says when.
    let uninvited = one.planned.is_none() && plan.set.iter().any(|set| set.pupil == one.pupil);
    let proposed = if uninvited { String::new() } else { one.at.strftime("%H:%M").to_string() };
    let shown = typed.map_or(proposed, |typed| typed.text(&at));
    Line {
        at: time(at, format!("Time for {}", one.name)).value(shown).errors(wrong),
        uninvited,
        from: one.planned.as_ref().map(|meeting| (format!("from-{}", one.pupil), meeting.sequence)),
        answers: one.planned.as_ref().map(|meeting| {
            let cannot = [Reply::No, Reply::OtherDay].iter().any(|reply| meeting.answered(Some(*reply)) > 0);
            (sum(meeting), cannot)
        }),
        by_letter: one.planned.as_ref().map(by_letter).unwrap_or_default(),
        href: format!("/pupils/{}/reviews", one.pupil),
        name: one.name.clone(),
        class: one.class.clone(),
        teacher: one.teacher.clone(),
        due: time_in_words::short_day(one.due_on),
        meeting: one.meeting,
        over: one.over,
        late: one.late,
        day: Choices::new(name, format!("Day for {}", one.name), items)
            .choose([chosen.as_str()])
            .errors(wrong),
    }
}

async fn show(
    web: &Web,
    visit: &Visit,
    (limits, usual): (Limits, Usual),
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let info = &visit.visitor.school;
    let plan = reviewing::show_half_term(&web.app, visit.actor(), info, visit.now(), limits, usual).await?;
    let errors = errors(faults);
    let lines = |of: &[Planned]| of.iter().map(|one| line(one, &plan, typed, &errors)).collect();
    let (to_plan, set) = (lines(&plan.to_plan), lines(&plan.set));
    let page = Page {
        chrome: visit.chrome("Reviews of this half term").with_errors(errors.clone()),
        until: time_in_words::day(plan.until),
        xlsx: format!(
            "/reviews.xlsx?a-day={}&a-week={}&first={}&minutes={}",
            limits.a_day,
            limits.a_week,
            usual.at.strftime("%H:%M"),
            usual.minutes
        ),
        a_day: numbers("a-day", "At most a day for one teacher", limits.a_day, 4),
        a_week: numbers("a-week", "At most a week for one teacher", limits.a_week, MOST),
        first: time("first", "The first meeting of a day begins at")
            .value(usual.at.strftime("%H:%M").to_string()),
        minutes: Field::number("minutes", "Each takes", 3).suffix("minutes").value(usual.minutes.to_string()),
        place: Field::new("place", "Where?")
            .hint("For all of these; a room, “by video” or “by telephone”")
            .value(typed.map(|typed| typed.text("place")).unwrap_or_default())
            .errors(&errors),
        to_plan,
        set,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page: `?a-day=`, `?a-week=` propose anew.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    show(&web, &visit, (limits(&asked), usual(&asked)), None, &[]).await
}

/// The half term's reviews as a workbook, proposed by the same limits as on the page.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let (info, now) = (&visit.visitor.school, visit.now());
    let (limits, usual) = (limits(&asked), usual(&asked));
    let plan = reviewing::show_half_term(&web.app, visit.actor(), info, now, limits, usual).await?;
    let proposed = plan.to_plan.iter().map(|one| ("Proposed", one));
    let set =
        plan.set.iter().map(|one| (if one.planned.is_some() { "Set" } else { "Set, nobody invited" }, one));
    let rows = proposed.chain(set).map(|(how, one)| {
        let cells = [
            text(one.name.as_str()),
            text(one.class.as_str()),
            text(one.teacher.as_str()),
            one.due_on.into(),
            text(how),
            one.on.into(),
            text(one.on.map_or_else(String::new, |_| one.at.strftime("%H:%M").to_string())),
            text(if one.meeting { "Yes" } else { "" }),
            text(one.planned.as_ref().map_or_else(String::new, sum)),
            text(if one.late { "Yes" } else { "" }),
        ];
        (Some(one.pupil), cells)
    });
    let headings = [
        "Child",
        "Class",
        "Teacher",
        "Due by",
        "How it stands",
        "Day",
        "Time",
        "With the parents",
        "Who comes",
        "Past",
    ];
    download::rows(&web, &visit, "Reviews of this half term", "reviews", headings, rows)
}

/// When each review of the form is to be. A day that is set, without a meeting and without a time, is left as it is; a
/// meeting keeps its length and place, which are changed on its own page.
fn read(typed: &Typed, plan: &HalfTermReviews, faults: &mut Vec<FieldFault>) -> Result<Vec<Planning>, Fault> {
    let usual = usual(typed);
    let mut plans = Vec::new();
    for (name, value) in typed.iter() {
        let Some(pupil) = name.strip_prefix("day-") else { continue };
        let pupil: PupilId = pupil.parse().map_err(|_| Fault::NotFound)?;
        let (value, at) = (value.trim(), typed.text(&format!("at-{pupil}")));
        let set = plan.set.iter().find(|line| line.pupil == pupil);
        let on: Option<Date> = value.parse().ok();
        let stays = set.is_some_and(|line| line.planned.is_none() && line.on == on && at.is_empty());
        if value.is_empty() || stays {
            continue;
        }
        let at = if at.is_empty() { Some(usual.at) } else { starts::read(&at) };
        let (Some(on), Some(at)) = (on, at) else {
            faults.push(match on {
                None => FieldFault::new(name.to_owned(), "Choose a day from the list"),
                Some(_) => FieldFault::new(format!("at-{pupil}"), "Enter when it begins, like 15:30"),
            });
            continue;
        };
        let when = match set.and_then(|line| line.planned.as_ref()) {
            Some(meeting) => When { on, at, ..meeting.when.clone() },
            None => When { on, at, minutes: usual.minutes, place: typed.text("place") },
        };
        let from = typed.text(&format!("from-{pupil}")).parse().ok();
        plans.push(Planning { pupil, when, from, without: Vec::new() });
    }
    Ok(plans)
}

/// Sets days and times.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let (limits, usual) = (limits(&typed), usual(&typed));
    let (actor, now) = (visit.actor(), visit.now());
    let plan = reviewing::show_half_term(&web.app, actor, &visit.visitor.school, now, limits, usual).await?;
    let plans = read(&typed, &plan, &mut faults)?;
    if faults.is_empty() {
        let base = web.config.public_url.as_str();
        match meetings::plan_meetings(&web.app, actor, now, base, &plans).await {
            Ok(0) => return Ok(go_saying("/reviews", "Nothing changed: no other day was chosen.")),
            Ok(number) => {
                let set = match number {
                    1 => "One review is set.".to_owned(),
                    _ => format!("{number} reviews are set."),
                };
                let ahead = meetings::next_meetings(&web.app, actor, now.today).await?;
                let planned = plans.iter().filter_map(|plan| ahead.get(&plan.pupil));
                let told = match planned.map(|meeting| by_letter(meeting).len()).sum::<usize>() {
                    0 => "Everybody who takes part is told by e-mail, and asked for their view.".to_owned(),
                    1 => "Who has an e-mail is told, and asked for their view. One person gets no mail: write the letter that \
                          stands beside their name."
                        .to_owned(),
                    letters => format!(
                        "Who has an e-mail is told, and asked for their view. {letters} people get no mail: write the letters that \
                         stand beside their names."
                    ),
                };
                return Ok(go_saying("/reviews", &format!("{set} {told}")));
            }
            Err(Fault::Invalid(found)) => {
                // Length and place are asked once for all.
                let once = |fault: FieldFault| {
                    let shared = ["minutes", "place"].iter().find(|name| fault.field.starts_with(*name));
                    shared.map_or(fault.clone(), |name| FieldFault::new(*name, fault.sentence))
                };
                faults = found.into_iter().map(once).collect();
                faults.dedup();
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    show(&web, &visit, (limits, usual), Some(&typed), &faults).await
}
