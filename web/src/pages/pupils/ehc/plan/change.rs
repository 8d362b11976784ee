//! `/pupils/{pupil}/ehc/plan/change`: the SENCO records the plan, its outcomes and provision as lines.

use app::{Fault, FieldFault, county, early::Written};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    EntryId,
    people::Pupil,
    permissions::Action,
    record::{Content, Ehcp, EhcpOutcome, Entry, LetterKind, SectionFLine},
};

use super::SECTIONS;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{
        conflict::conflict,
        pupils::{frame::Frame, reviews::author},
    },
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

/// Empty lines offered below those that are filled.
const SPARE: usize = 2;
/// As many lines as a plan may have.
const MOST_LINES: usize = 60;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/plan/change.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    of: String,
    version: u32,
    made_on: DateField,
    amended_on: DateField,
    reviewed_on: DateField,
    /// Whether the child came with the plan, or its last review elsewhere is known.
    came_with_it: bool,
    document: Field,
    copy_on: DateField,
    talk_on: DateField,
    talk_words: Field,
    outcomes: Field,
    lines: Vec<LineBoxes>,
    sections: Vec<Field>,
    last_year: Choices,
    has_provisions: bool,
}

#[derive(Debug)]
struct LineBoxes {
    number: usize,
    text: Field,
    minutes: Field,
    times: Field,
    group: Field,
    frequency: Field,
    who: Field,
    provision: Choices,
}

fn newest(county: &county::County) -> Option<(&Entry, &Ehcp)> {
    let (entry, _) = county.plan.as_ref()?;
    match &entry.content {
        Content::Ehcp(plan) => Some((entry, plan)),
        _ => None,
    }
}

/// A plan as the form begins with it: after a letter that it is amended, its day stands there, and the parents' copy and
/// the talk are asked for anew.
fn amended(county: &county::County, plan: &Ehcp) -> Ehcp {
    let amended_on = county
        .letters
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::CountyLetter(letter) if letter.kind == LetterKind::AmendedPlan => Some(letter.dated_on),
            _ => None,
        })
        .max();
    if amended_on <= plan.in_force_since() {
        return plan.clone();
    }
    Ehcp { amended_on, copy_on: None, talk_on: None, talk_words: String::new(), ..plan.clone() }
}

/// Whether a letter says that the child came here with the plan.
fn came_with_it(county: &county::County) -> bool {
    county.letters.iter().any(|entry| {
        matches!(&entry.content, Content::CountyLetter(letter)
            if matches!(letter.kind, LetterKind::ArrivesWithPlan | LetterKind::MovedIn))
    })
}

/// The boxes of a plan as it is.
fn fields_of(plan: &Ehcp) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, on) in [
        ("made_on", plan.made_on),
        ("amended_on", plan.amended_on),
        ("reviewed_on", plan.reviewed_on),
        ("copy_on", plan.copy_on),
        ("talk_on", plan.talk_on),
    ] {
        if let Some(on) = on {
            pairs.push((format!("{name}-day"), on.day().to_string()));
            pairs.push((format!("{name}-month"), on.month().to_string()));
            pairs.push((format!("{name}-year"), on.year().to_string()));
        }
    }
    let mut put = |name: String, value: String| pairs.push((name, value));
    put("document".to_owned(), plan.document.clone());
    put("talk_words".to_owned(), plan.talk_words.clone());
    let outcomes: Vec<&str> = plan.outcomes.iter().map(|outcome| outcome.text.as_str()).collect();
    put("outcomes".to_owned(), outcomes.join("\n"));
    for (number, line) in (1..).zip(&plan.provision) {
        put(format!("line-{number}"), line.text.clone());
        if line.minutes_per_week > 0 {
            put(format!("minutes-{number}"), line.minutes_per_week.to_string());
        }
        for (name, number_of) in [("times", line.times_per_week), ("group", line.group_size)] {
            if number_of > 0 {
                put(format!("{name}-{number}"), number_of.to_string());
            }
        }
        put(format!("frequency-{number}"), line.frequency.clone());
        put(format!("who-{number}"), line.who.clone());
        if let Some(id) = line.provision {
            put(format!("provision-{number}"), id.to_string());
        }
    }
    for (letter, text) in &plan.sections {
        put(format!("section-{letter}"), text.clone());
    }
    if plan.last_year_of_school {
        put("last_year".to_owned(), "yes".to_owned());
    }
    Typed::from_pairs(pairs)
}

/// The boxes of a plan that are text, for two versions side by side.
fn texts(plan: &Ehcp, typed: &Typed) -> Vec<(String, String)> {
    let mut boxes = vec![
        ("outcomes".to_owned(), "Outcomes (section E)".to_owned()),
        ("document".to_owned(), "Where the document is kept".to_owned()),
    ];
    boxes.extend(
        (1..=lines_of(typed).max(plan.provision.len()))
            .map(|number| (format!("line-{number}"), format!("Section F, line {number}"))),
    );
    boxes.extend(
        SECTIONS.iter().map(|(letter, title)| (format!("section-{letter}"), format!("{letter}: {title}"))),
    );
    boxes
}

/// How many lines the form shows: those that are filled, and a few more.
fn lines_of(typed: &Typed) -> usize {
    let filled = (1..=MOST_LINES).filter(|number| typed.has(&format!("line-{number}"))).max().unwrap_or(0);
    let more = typed.text("lines").parse::<usize>().unwrap_or(0);
    let more = if typed.text("do") == "more" { more + 3 } else { more };
    (filled + SPARE).max(more).min(MOST_LINES)
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    if !visit.may(Action::WriteEhcp, pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let (frame, _) = Frame::of(web, visit, pupil, "Record the plan", "/ehc").await?;
    let info = &visit.visitor.school;
    let county = county::show_county(&web.app, visit.actor(), info, pupil, visit.now().today).await?;
    let saved = newest(&county);
    let first = saved.map_or_else(
        || fields_of(&Ehcp { made_on: county.made_on, ..Ehcp::default() }),
        |(_, plan)| fields_of(&amended(&county, plan)),
    );
    let version = typed
        .and_then(|typed| typed.text("version").parse().ok())
        .unwrap_or(saved.map_or(0, |(entry, _)| entry.version));
    let typed = typed.unwrap_or(&first);
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let date = |name: &str, label: &str| typed.into_date(DateField::new(name, label), &errors);
    let text = |field: Field| typed.into_field(field, &errors);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(&errors)
    };
    let mut given = vec![Choice::new("", "Not tied yet")];
    given.extend(county.provisions.iter().map(|known| {
        let minutes = super::minutes(known.minutes_per_week);
        Choice::new(known.id.to_string(), format!("{} ({minutes})", known.name))
    }));
    let lines = (1..=lines_of(typed))
        .map(|number| LineBoxes {
            number,
            text: text(Field::new(format!("line-{number}"), "What is to be given").rows(2)),
            minutes: text(Field::number(format!("minutes-{number}"), "Minutes a week", 4)),
            times: text(Field::number(format!("times-{number}"), "Times a week", 2)),
            group: text(Field::number(format!("group-{number}"), "Children at most (1: one to one)", 2)),
            frequency: text(Field::new(format!("frequency-{number}"), "How often, in the plan’s words")),
            who: text(Field::new(format!("who-{number}"), "Who gives it")),
            provision: choose(Choices::new(format!("provision-{number}"), "Given by", given.clone())),
        })
        .collect();
    let page = Page {
        of: saved.map(|(entry, _)| entry.id.to_string()).unwrap_or_default(),
        version,
        made_on: date("made_on", "On which day was the plan made?"),
        document: text(
            Field::new("document", "Where is the county’s document kept?")
                .hint("A folder, a cabinet, an address"),
        ),
        amended_on: date("amended_on", "When was it last amended? Leave empty when it never was"),
        came_with_it: typed.has("reviewed_on-day")
            || faults.iter().any(|fault| fault.field.starts_with("reviewed_on"))
            || came_with_it(&county),
        reviewed_on: date("reviewed_on", "When was it last reviewed, before the child came here?"),
        talk_words: text(Field::new("talk_words", "Who was at the talk, and what was agreed?").rows(2)),
        copy_on: date("copy_on", "When did the parents have their copy?"),
        talk_on: date("talk_on", "When did you talk in school about exactly what will happen?"),
        outcomes: text(Field::new("outcomes", "Outcomes (section E)").hint("One on each line").rows(5)),
        lines,
        sections: SECTIONS
            .iter()
            .map(|(letter, title)| {
                text(Field::new(format!("section-{letter}"), format!("{letter}: {title}")).rows(4))
            })
            .collect(),
        last_year: choose(Choices::new(
            "last_year",
            "Next school",
            [Choice::new("yes", "This is the child’s last year in this school")
                .hint("Then the plan is reviewed and amended before 15 February (phase transfer)")],
        )),
        has_provisions: !county.provisions.is_empty(),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, None, &[]).await
}

/// The line that was here before: of the same words, else the one of the same place whose words stand nowhere now.
fn line_before<'a>(before: &'a Ehcp, number: usize, text: &str, typed: &Typed) -> Option<&'a SectionFLine> {
    let of_words = |line: &&SectionFLine| line.text == text;
    let stands =
        |line: &SectionFLine| (1..=MOST_LINES).any(|other| typed.text(&format!("line-{other}")) == line.text);
    let of_place = || before.provision.get(number.checked_sub(1)?).filter(|line| !stands(line));
    before.provision.iter().find(of_words).or_else(of_place)
}

fn read(
    typed: &Typed,
    before: Option<&Ehcp>,
    known: &[county::ProvisionChoice],
    faults: &mut Vec<FieldFault>,
) -> Ehcp {
    let mut provision = Vec::new();
    for number in 1..=MOST_LINES {
        let text = typed.text(&format!("line-{number}"));
        let minutes = typed.whole(&format!("minutes-{number}"), "The minutes", faults).unwrap_or(0);
        if text.is_empty() {
            if minutes > 0 {
                faults.push(FieldFault::new(format!("line-{number}"), "Write what is to be given"));
            }
            continue;
        }
        let tied = typed.text(&format!("provision-{number}"));
        provision.push(SectionFLine {
            minutes_per_week: minutes,
            who: typed.text(&format!("who-{number}")),
            times_per_week: typed.whole(&format!("times-{number}"), "Times a week", faults).unwrap_or(0),
            group_size: typed
                .whole(&format!("group-{number}"), "The number of children", faults)
                .unwrap_or(0),
            frequency: typed.text(&format!("frequency-{number}")),
            provision: known.iter().map(|choice| choice.id).find(|id| id.to_string() == tied),
            // What else delivers the line stays tied to it, wherever it stands now and however it is worded.
            also: before
                .and_then(|plan| line_before(plan, number, &text, typed))
                .map_or_else(Vec::new, |line| line.also.clone()),
            text,
        });
    }
    Ehcp {
        made_on: typed.date("made_on", "The day on which the plan was made", faults),
        amended_on: typed.date("amended_on", "The day of the amendment", faults),
        reviewed_on: typed.date("reviewed_on", "The day of the last review", faults),
        talk_words: typed.text("talk_words"),
        sections: SECTIONS
            .iter()
            .map(|(letter, _)| ((*letter).to_owned(), typed.text(&format!("section-{letter}"))))
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        outcomes: typed
            .text("outcomes")
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| EhcpOutcome { text: line.to_owned() })
            .collect(),
        provision,
        document: typed.text("document"),
        copy_on: typed.date("copy_on", "The day of the copy", faults),
        talk_on: typed.date("talk_on", "The day of the talk", faults),
        top_up_band: before.map(|plan| plan.top_up_band.clone()).unwrap_or_default(),
        top_up_pence: before.map_or(0, |plan| plan.top_up_pence),
        last_year_of_school: typed.has("last_year"),
        considered_on: before.and_then(|plan| plan.considered_on),
    }
}

/// Saves the plan; "more" gives more lines and saves nothing.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    if !visit.may(Action::WriteEhcp, &pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    if typed.text("do") == "more" {
        return form(&web, &visit, &pupil, Some(&typed), &[]).await;
    }
    let info = &visit.visitor.school;
    let now = visit.now();
    let county = county::show_county(&web.app, visit.actor(), info, &pupil, now.today).await?;
    let mut faults = Vec::new();
    let plan = read(&typed, newest(&county).map(|(_, plan)| plan), &county.provisions, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, Some(&typed), &faults).await;
    }
    let version = typed.text("version").parse().unwrap_or(0);
    let of = typed.text("of").parse::<EntryId>().ok().map(|id| (id, version));
    let here = format!("/pupils/{}/ehc/plan", pupil.id);
    match county::write_ehcp(&web.app, visit.actor(), now, pupil.id, of, plan).await {
        Ok(_) => Ok(go_saying(
            &here,
            "The plan is saved. Its dates are counted from the day on which it was made.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, Some(&typed), &faults).await,
        Err(Fault::Stale) => {
            let county = county::show_county(&web.app, visit.actor(), info, &pupil, now.today).await?;
            let Some((entry, plan)) = newest(&county) else { return Err(Fault::Stale.into()) };
            let saved = Written { by: author(&county.names, entry), entry: entry.clone() };
            // Where the plan was recorded first by somebody else, the next save starts from theirs.
            let typed = typed.set("of", entry.id.to_string());
            let boxes = texts(plan, &typed);
            let boxes: Vec<(&str, &str)> =
                boxes.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
            conflict(&visit, &saved, &fields_of(plan), &typed, &boxes, &here)
        }
        Err(fault) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_by_its_words_or_by_its_place() {
        let line = |text: &str| SectionFLine { text: text.to_owned(), ..SectionFLine::default() };
        let before = Ehcp { provision: vec![line("Reading"), line("Talk")], ..Ehcp::default() };
        let found = |lines: &[&str], number: usize| {
            let typed = (1..)
                .zip(lines)
                .fold(Typed::default(), |typed, (number, text)| typed.with(&format!("line-{number}"), *text));
            line_before(&before, number, lines[number - 1], &typed).map(|line| line.text.clone())
        };
        for (lines, number, known) in [
            (["Reading", "Talk"], 1, Some("Reading")),
            (["Talk", "Reading"], 1, Some("Talk")), // changed places
            (["Reading aloud", "Talk"], 1, Some("Reading")), // reworded
            (["Talk", "Swimming"], 2, None),        // the second went up, and this is a new one
        ] {
            assert_eq!(found(&lines, number).as_deref(), known, "{lines:?}");
        }
        assert_eq!(found(&["Reading", "Talk", "Swimming"], 3), None, "a third was never there");
    }
}
