//! The concern from the record: every concern of its round, the child's own view and the talks wherever they were written
//! down, the checklist and the adaptations.

use documents::{
    furniture::Fact,
    papers::{Changed, ConcernOnPaper, ConcernSummary, SaidOnPaper, TickedArea},
};
use domain::{
    Now,
    checklist::{Answer, Checklist},
    people::Pupil,
    permissions::Actor,
    record::{
        Adaptation, Check, Concern, Content, Entry, EntryKind, FilledChecklist, Party, Talk, TalkAbout,
        TalkHow, View, is_for_staff,
    },
};

use super::{PaperName, furniture};
use crate::{App, Fault, SchoolInfo, banks, early, time_in_words};

const KINDS: [EntryKind; 6] = [
    EntryKind::Concern,
    EntryKind::Checklist,
    EntryKind::Adaptation,
    EntryKind::Acknowledgement,
    EntryKind::Talk,
    EntryKind::View,
];

/// The concern that says of which round the paper is, and who may get it: the newest that the actor may read.
pub(super) async fn newest(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<early::Written>, Fault> {
    Ok(early::written(app, actor, pupil, &[EntryKind::Concern]).await?.pop())
}

/// Whether a concern stands on the paper that goes with another: what one parent told staff alone stands only on what
/// goes back to that parent.
fn goes_with(newest: &Entry, one: &Entry) -> bool {
    !is_for_staff(&one.content) || (is_for_staff(&newest.content) && one.author == newest.author)
}

/// The paper: for staff with every concern of the round, to be sent with those that whoever gets the newest may have.
pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    for_staff: bool,
) -> Result<ConcernSummary, Fault> {
    let written = early::written(app, actor, pupil, &KINDS).await?;
    let newest = written.iter().rfind(|one| matches!(one.entry.content, Content::Concern(_)));
    let Some(newest) = newest.map(|one| one.entry.clone()) else { return Err(Fault::NotFound) };
    let of_round = || {
        written
            .iter()
            .filter(|one| one.entry.round == newest.round && (for_staff || goes_with(&newest, &one.entry)))
    };
    let title = PaperName::ConcernSummary.title(info);
    let mut furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    furniture.version = format!("Round {}", newest.round);
    let mut summary = ConcernSummary::new(furniture);
    let several = of_round().filter(|one| matches!(one.entry.content, Content::Concern(_))).count() > 1;
    for one in of_round() {
        match &one.entry.content {
            Content::Concern(concern) => add_concern(&mut summary, one, concern, several),
            Content::Checklist(filled) => {
                summary.areas = areas(filled, &banks::checklist_of(app, actor, &one.entry).await?);
            }
            Content::Adaptation(adaptation) if adaptation.counts() => {
                summary.adaptations.push(changed(adaptation));
            }
            Content::Acknowledgement(next) => summary.next.clone_from(&next.next),
            Content::Talk(talk) => summary.talks.extend(talk_on_paper(one, talk)),
            Content::View(view) => summary.child_views.extend(view_on_paper(one, view)),
            _ => {}
        }
    }
    Ok(summary)
}

/// A concern, the child's view in it, and the talk that it tells of.
fn add_concern(summary: &mut ConcernSummary, one: &early::Written, concern: &Concern, several: bool) {
    let mut raised =
        format!("{}, {} ({})", one.by, time_in_words::day(one.entry.on), concern.raised_by.name());
    if is_for_staff(&one.entry.content) {
        raised.push_str(", told to staff alone");
    }
    let facts = facts(concern, raised.clone(), summary.concerns.is_empty());
    if !concern.child_view.trim().is_empty() {
        let facts = if several { vec![written_down(one)] } else { Vec::new() };
        summary.child_views.push(SaidOnPaper { facts, words: concern.child_view.clone() });
    }
    if let Some(on) = concern.talked_on {
        let when = Fact::new("When", time_in_words::day(on));
        let facts = vec![when, Fact::new("With whom", &concern.talked_with)];
        summary.talks.push(SaidOnPaper { facts, words: concern.parents_said.clone() });
    } else if !concern.parents_said.trim().is_empty() {
        let facts = vec![written_down(one)];
        summary.talks.push(SaidOnPaper { facts, words: concern.parents_said.clone() });
    }
    if !concern.attempts.trim().is_empty() {
        let facts = vec![Fact::new("What was tried to reach them", &concern.attempts)];
        summary.talks.push(SaidOnPaper { facts, words: String::new() });
    }
    summary.concerns.push(ConcernOnPaper { title: raised, noticed: concern.noticed.clone(), facts });
}

/// Who wrote something down, and when.
fn written_down(one: &early::Written) -> Fact {
    Fact::new("Written down by", format!("{}, {}", one.by, time_in_words::day(one.entry.on)))
}

/// A talk of the contact log with the parents about the concern. Of one that is not shared only the day is said.
fn talk_on_paper(one: &early::Written, talk: &Talk) -> Option<SaidOnPaper> {
    // A letter that was sent is logged, and is no talk.
    if talk.with != Party::Parent || talk.about != TalkAbout::Concern || talk.how == TalkHow::Letter {
        return None;
    }
    let on = time_in_words::day(one.entry.on);
    let (label, words) = match (talk.reached, talk.shared) {
        (true, true) => ("When", talk.said.clone()),
        (true, false) => ("When", "What was said is on the record of the school.".to_owned()),
        (false, _) => ("Tried to reach them", String::new()),
    };
    let mut facts = vec![Fact::new(label, format!("{on} ({})", talk.how.name().to_lowercase()))];
    if talk.reached && talk.shared {
        facts.push(Fact::new("With whom", &talk.who));
    }
    Some(SaidOnPaper { facts, words })
}

/// What the child said in a view of their own.
fn view_on_paper(one: &early::Written, view: &View) -> Option<SaidOnPaper> {
    let says: Vec<&str> = [&view.going_well, &view.not_going_well, &view.wanted]
        .into_iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    let is_theirs = view.party == Party::Pupil && !view.private && view.target.is_none();
    (is_theirs && !says.is_empty())
        .then(|| SaidOnPaper { facts: vec![written_down(one)], words: says.join("\n") })
}

fn facts(concern: &Concern, raised: String, is_first: bool) -> Vec<Fact> {
    let areas: Vec<&str> = concern.areas.iter().map(|area| area.name()).collect();
    let areas = match areas.as_slice() {
        [] if is_first => "Not sure".to_owned(),
        areas => areas.join("; "),
    };
    // What the roll says, and what was not checked, is said once.
    let roll = |text: &str| if is_first { text.to_owned() } else { String::new() };
    let check = |check: Check| match check {
        Check::NotChecked => roll(check.name()),
        Check::Clear | Check::Difficulty => check.name().to_owned(),
    };
    vec![
        Fact::new("Raised by", raised),
        Fact::new("Since when", &concern.since),
        Fact::new("Where and when", &concern.where_and_when),
        Fact::new("Strengths", &concern.strengths),
        Fact::new("Areas of need", areas),
        Fact::new("Hearing", check(concern.hearing)),
        Fact::new("Vision", check(concern.vision)),
        Fact::new("Attendance", roll(&concern.attendance)),
        Fact::new("Languages", roll(&concern.languages)),
        Fact::new("Tried so far", &concern.tried),
    ]
}

/// What was seen at least sometimes, by area. Safeguarding items have no answer.
fn areas(filled: &FilledChecklist, checklist: &Checklist) -> Vec<TickedArea> {
    checklist
        .areas
        .iter()
        .map(|area| TickedArea {
            area: area.name.clone(),
            items: area
                .items
                .iter()
                .filter(|item| !item.safeguarding)
                .filter_map(|item| {
                    let answer = Answer::from_stored(*filled.answers.get(&item.id)?)?;
                    (answer != Answer::NotSeen).then(|| Fact::new(&item.text, checklist.words(answer)))
                })
                .collect(),
        })
        .filter(|area| !area.items.is_empty())
        .collect()
}

fn changed(adaptation: &Adaptation) -> Changed {
    let effect = match adaptation.difference {
        Some(difference) if adaptation.seen.trim().is_empty() => difference.name().to_owned(),
        Some(difference) => format!("{}: {}", difference.name(), adaptation.seen),
        None => adaptation.seen.clone(),
    };
    Changed { on: adaptation.from_on, what: adaptation.what.clone(), effect }
}
