//! What an entry says, as lines with names: how the story shows any kind of paper, old versions too.

mod of_county;

use domain::{
    Date,
    checklist::Checklist,
    plan_template::PlanTemplate,
    record::{
        Adaptation, Agreement, Concern, Content, FileItem, FilledChecklist, Headings, PICTURES, Plan,
        ProfilePart, Referral, Report, Review, SignedProfile, Talk, Target, Transition, View,
    },
};

use crate::{banks::Checklists, time_in_words::day};

/// One line of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// What it says; line breaks as typed.
    pub says: String,
}

/// Lines as they are gathered: what is empty is left out.
#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn text(&mut self, name: &str, says: &str) -> &mut Self {
        if !says.trim().is_empty() {
            self.0.push(Line { name: name.to_owned(), says: says.trim().to_owned() });
        }
        self
    }

    fn day(&mut self, name: &str, on: Option<Date>) -> &mut Self {
        if let Some(on) = on {
            self.text(name, &day(on));
        }
        self
    }

    fn list(&mut self, name: &str, lines: impl IntoIterator<Item = impl AsRef<str>>) -> &mut Self {
        let lines: Vec<String> = lines.into_iter().map(|line| line.as_ref().trim().to_owned()).collect();
        self.text(name, &lines.join("\n"))
    }

    fn yes(&mut self, name: &str, is: bool) -> &mut Self {
        self.text(name, if is { "Yes" } else { "No" })
    }
}

/// What an entry says. `glance` leaves of a plan its targets and strategies, of an EHCP its outcomes and provision.
#[must_use]
pub fn in_fields(content: &Content, glance: bool, checklists: &Checklists) -> Vec<Line> {
    let mut lines = Lines::default();
    let to = &mut lines;
    match content {
        Content::Concern(concern) => of_concern(to, concern),
        Content::Checklist(filled) => of_checklist(to, filled, checklists.of(filled)),
        Content::Acknowledgement(answer) => {
            to.text("What happens next", &answer.next);
        }
        Content::Talk(talk) => of_talk(to, talk),
        Content::Adaptation(adaptation) => of_adaptation(to, adaptation),
        Content::ProfilePart(part) => of_part(to, part),
        Content::Profile(profile) => of_profile(to, profile),
        Content::Plan(plan) => of_plan(to, plan, glance),
        Content::Agreement(said) => of_agreement(to, said),
        Content::Referral(referral) => of_referral(to, referral),
        Content::Report(report) => of_report(to, report),
        Content::FileItem(item) => of_file(to, item),
        Content::View(view) => of_view(to, view),
        Content::Review(review) => of_review(to, review),
        Content::ApplicationAgreement(said) => of_county::of_application(to, said),
        Content::SchoolsAdvice(advice) => of_county::of_advice(to, advice),
        Content::RequestBundle(bundle) => of_county::of_bundle(to, bundle),
        Content::CountyLetter(letter) => of_county::of_letter(to, letter),
        Content::Ehcp(plan) => of_county::of_ehcp(to, plan, glance),
        Content::AnnualReview(review) => of_county::of_annual_review(to, review),
        Content::PlanComments(said) => of_county::of_comments(to, said),
        Content::TopUp(top_up) => of_county::of_top_up(to, top_up),
        Content::Transition(transition) => of_transition(to, transition),
        Content::Note(note) => {
            to.text("Note", &note.text);
        }
    }
    lines.0
}

/// What an entry is called in the story: its kind, and what tells it from others of the kind.
#[must_use]
pub fn title(content: &Content, plan_name: &str) -> String {
    let kind = content.kind().name();
    match content {
        Content::Talk(talk) if talk.reached => {
            format!("{} with {}", talk.how.name(), talk.with.name().to_lowercase())
        }
        Content::Talk(talk) => format!("Tried to reach {}", talk.with.name().to_lowercase()),
        Content::ProfilePart(part) => format!("{kind}: {}", part.party.name()),
        Content::Plan(plan) => format!("{plan_name}, cycle {}", plan.cycle.max(1)),
        Content::Agreement(said) => {
            format!("{} says of the {plan_name}: {}", said.party.name(), said.answer.name().to_lowercase())
        }
        Content::Referral(referral) if !referral.to.trim().is_empty() => {
            format!("{kind}: {}", referral.to.trim())
        }
        Content::Report(report) if !report.title.trim().is_empty() => report.title.trim().to_owned(),
        Content::FileItem(item) if !item.title.trim().is_empty() => item.title.trim().to_owned(),
        Content::View(view) => format!("View: {}", view.party.name()),
        Content::ApplicationAgreement(said) => {
            let says = if said.agrees { "agrees" } else { "does not agree" };
            format!("{} {says} to the application", said.party.name())
        }
        Content::CountyLetter(letter) => letter.kind.name().to_owned(),
        Content::Profile(profile) if profile.signed_off_on.is_some() => format!("{kind}, signed off"),
        _ => kind.to_owned(),
    }
}

/// The first words of an entry, for a list; at most so many letters.
#[must_use]
pub fn excerpt(content: &Content, glance: bool, checklists: &Checklists, most: usize) -> String {
    let skipped = ["Raised by", "Whose part", "Whose view", "With", "Who", "How", "About", "Cycle", "Date"];
    let lines = in_fields(content, glance, checklists);
    let telling = lines.iter().find(|line| !skipped.contains(&line.name.as_str()) && line.says.len() > 3);
    let words = telling.map_or("", |line| line.says.as_str());
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= most {
        return words;
    }
    let mut short: String = words.chars().take(most).collect();
    short.push('…');
    short
}

fn of_concern(to: &mut Lines, concern: &Concern) {
    to.text("Raised by", concern.raised_by.name())
        .text("What has been noticed", &concern.noticed)
        .text("Since when", &concern.since)
        .text("Where and when", &concern.where_and_when)
        .text("What the child is good at", &concern.strengths);
    if concern.areas.is_empty() {
        to.text("Area of need", "Not sure");
    } else {
        to.list("Area of need", concern.areas.iter().map(|area| area.name()));
    }
    to.text("How the child sees it", &concern.child_view)
        .text("Hearing", concern.hearing.name())
        .text("Vision", concern.vision.name())
        .text("Attendance", &concern.attendance)
        .text("Languages", &concern.languages)
        .text("What has been tried", &concern.tried)
        .day("Parents talked to on", concern.talked_on)
        .text("Talked with", &concern.talked_with)
        .text("What the parents said", &concern.parents_said)
        .text("Attempts to reach the parents", &concern.attempts);
}

fn of_checklist(to: &mut Lines, filled: &FilledChecklist, checklist: &Checklist) {
    let words = |stored: u8| {
        domain::checklist::Answer::from_stored(stored).map_or("", |answer| checklist.words(answer))
    };
    let item = |id: u32| checklist.item(id).map_or_else(|| format!("Item {id}"), |item| item.text.clone());
    for wanted in [3, 2, 1] {
        let seen = filled.answers.iter().filter(|(_, stored)| **stored == wanted).map(|(id, _)| item(*id));
        let name = words(wanted);
        let mut letters = name.chars();
        let name: String =
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect());
        to.list(&name, seen);
    }
    let not_seen = filled.answers.values().filter(|stored| **stored == 0).count();
    to.text("Not seen", &format!("{not_seen} items"));
    if !filled.safeguarding_shown.is_empty() {
        to.text("Safeguarding", "The safeguarding lead was shown.");
    }
    to.yes("Done", filled.done);
}

fn of_talk(to: &mut Lines, talk: &Talk) {
    to.text("With", talk.with.name())
        .text("Who", &talk.who)
        .text("How", talk.how.name())
        .text("About", talk.about.name())
        .text(if talk.reached { "What was said" } else { "What was tried" }, &talk.said)
        .yes("Reached", talk.reached)
        .text("Who may see it", if talk.shared { "Staff and parents" } else { "Staff only" });
}

fn of_adaptation(to: &mut Lines, adaptation: &Adaptation) {
    to.text("What was changed", &adaptation.what)
        .text("Area of need", adaptation.area.map_or("", |area| area.name()))
        .day("Since", adaptation.from_on)
        .text("How often", &adaptation.how_often)
        .text("What to look for", &adaptation.look_for)
        .day("To be looked at on", adaptation.review_on)
        .day("Looked at on", adaptation.reviewed_on)
        .text("What difference it made", adaptation.difference.map_or("", |difference| difference.name()))
        .text("What was seen", &adaptation.seen)
        .day("Taken back, as written down by mistake, on", adaptation.taken_back_on);
}

fn of_headings(to: &mut Lines, headings: &Headings, pictures: &[String]) {
    for (_, name, text) in headings.rows() {
        to.text(name, text);
    }
    let chosen = PICTURES.iter().filter(|picture| pictures.iter().any(|id| id == picture.id));
    to.list("Chosen in pictures", chosen.map(|picture| picture.words));
}

fn of_part(to: &mut Lines, part: &ProfilePart) {
    to.text("Whose part", part.party.name());
    of_headings(to, &part.headings, &part.pictures);
    to.text("How it was gathered", &part.gathered).text("What was tried", &part.attempts);
}

fn of_profile(to: &mut Lines, profile: &SignedProfile) {
    of_headings(to, &profile.headings, &profile.pictures);
    to.day("Signed off on", profile.signed_off_on);
}

fn target(target: &Target) -> String {
    let mut lines = vec![target.will.clone()];
    let unit = &target.unit;
    if let Some(goal) = target.goal {
        let by = target.by.map_or(String::new(), |by| format!(" by {}", day(by)));
        lines.push(format!("Goal: {goal} {unit}{by}"));
    }
    match (target.baseline, target.baseline_on) {
        (Some(baseline), Some(on)) => lines.push(format!("Baseline: {baseline} {unit} on {}", day(on))),
        (Some(baseline), None) => lines.push(format!("Baseline: {baseline} {unit}")),
        (None, _) => {}
    }
    for (name, text) in [("Success", target.known_by()), ("Checked by", target.checked_by.clone())] {
        if !text.trim().is_empty() {
            lines.push(format!("{name}: {text}"));
        }
    }
    lines.join("\n")
}

fn of_plan(to: &mut Lines, plan: &Plan, glance: bool) {
    for (place, one) in (1..).zip(&plan.targets) {
        to.text(&format!("Target {place}"), &target(one));
    }
    to.text("Strategies", &plan.strategies);
    if glance {
        return;
    }
    to.text("Cycle", &plan.cycle.max(1).to_string())
        .list("Types of need, main first", plan.types.iter().map(|kind| kind.name()))
        .list(
            "Needs assessed in detail",
            plan.needs.iter().map(|need| {
                let on = need.on.map_or(String::new(), |on| format!("{}, ", day(on)));
                format!("{on}{}: {}", need.source, need.says)
            }),
        )
        .text("Strengths", &plan.strengths)
        .text("Outcomes", &plan.outcomes)
        .text("Resources and expertise", &plan.resources)
        .text("The parents’ part", &plan.parents_part)
        .day("Review", plan.review_on);
    let template = PlanTemplate::shipped(&plan.template, plan.template_version);
    for (id, words) in &plan.more {
        let label = template.map_or_else(|| PlanTemplate::default().label(id), |known| known.label(id));
        to.text(&label, words);
    }
}

fn of_agreement(to: &mut Lines, said: &Agreement) {
    to.text("Who", &said.name)
        .text("Says", said.answer.name())
        .text("How", said.how.name())
        .text("In words", &said.words)
        .text("To version", &said.plan_version.to_string());
}

fn of_referral(to: &mut Lines, referral: &Referral) {
    to.text("To", &referral.to)
        .text("Why", &referral.reason)
        .day("Parents consented on", referral.consent_on)
        .text("Consent", &referral.consent)
        .day("Sent on", referral.sent_on)
        .day("Chased on", referral.chased_on)
        .day("Seen on", referral.seen_on)
        .day("Report of", referral.report_on)
        .text("What it advises", &referral.advice)
        .text("What was done with it", &referral.done);
}

fn of_report(to: &mut Lines, report: &Report) {
    let says = if report.from_school.is_empty() { "What it advises" } else { "What the record says" };
    to.text("Who wrote it", &report.author)
        .text(says, &report.advises)
        .text("What was done with its advice", &report.done);
}

fn of_file(to: &mut Lines, item: &FileItem) {
    to.text("What it shows", &item.text).day("Looked at again on", item.review_on).text(
        "Who may see it",
        if item.shared { "Staff, parents and the invited agency" } else { "Staff only" },
    );
}

fn of_view(to: &mut Lines, view: &View) {
    to.text("Whose view", view.party.name())
        .text("As they said it", &view.said_by)
        .text("What goes well", &view.going_well)
        .text("What does not", &view.not_going_well)
        .text("What they want next", &view.wanted)
        .text("How the child feels about it", view.feeling.map_or("", |feeling| feeling.name()));
    if view.private {
        to.text("Who may see it", "Its author and staff; not the other parent");
    }
}

fn of_review(to: &mut Lines, review: &Review) {
    to.text("How", review.how.name())
        .list("Who came", review.came.iter().map(|party| party.name()))
        .text("Names and others", &review.came_words);
    for (place, outcome) in (1..).zip(&review.outcomes) {
        let note = if outcome.note.trim().is_empty() { String::new() } else { format!(": {}", outcome.note) };
        to.text(&format!("Target {place}"), &format!("{}{note}", outcome.outcome.name()));
    }
    to.text("What changes", &review.changes)
        .text("Differences of view", &review.differences)
        .list("What each said of it", review.said_in_words())
        .text("Decided", review.decision.name())
        .text("Why the gap to peers does not apply", &review.gap_not_applicable)
        .day("Next review", review.next_on);
}

fn of_transition(to: &mut Lines, transition: &Transition) {
    to.text("To", &transition.to)
        .text("From", &transition.from)
        .text("What kind of move", transition.moves_to.name())
        .day("Prepared from", transition.begins_on)
        .day("First day there", transition.moves_on)
        .list(
            "Visits and steps",
            transition.visits.iter().map(|one| {
                let on = one.on.map_or_else(String::new, |on| format!("{}: ", day(on)));
                let who =
                    if one.who.trim().is_empty() { String::new() } else { format!(", {}", one.who.trim()) };
                let done = if one.done { " (done)" } else { "" };
                format!("{on}{}{who}{done}", one.what.trim())
            }),
        )
        .text("Who meets whom", &transition.meets)
        .text("What is passed on", &transition.passed_on)
        .text("What does not help, and worries", &transition.worries)
        .text("Whom to ask", &transition.ask);
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::{Content, EntryKind};

    #[test]
    fn every_kind_has_a_title_and_no_empty_line() {
        for kind in EntryKind::ALL {
            let json = match kind {
                EntryKind::Agreement => {
                    r#"{"party":"parent","answer":"yes","plan":"00000000-0000-0000-0000-000000000000","plan_version":1}"#
                }
                EntryKind::CountyLetter => r#"{"kind":"received","dated_on":"2026-11-02"}"#,
                _ => "{}",
            };
            let content = Content::from_json(*kind, json).unwrap();
            assert!(!title(&content, "IEP").is_empty(), "{kind:?}");
            for line in in_fields(&content, false, &Checklists::default()) {
                assert!(!line.name.is_empty() && !line.says.is_empty(), "{kind:?} {line:?}");
            }
        }
    }

    #[test]
    fn a_glance_at_a_plan_is_targets_and_strategies() {
        let plan = Plan { strategies: "Short lines".into(), strengths: "Kind".into(), ..Plan::default() };
        let content = Content::Plan(plan);
        assert_eq!(
            in_fields(&content, true, &Checklists::default()),
            [Line { name: "Strategies".into(), says: "Short lines".into() }]
        );
        assert!(in_fields(&content, false, &Checklists::default()).iter().any(|line| line.says == "Kind"));
        assert_eq!(excerpt(&content, true, &Checklists::default(), 5), "Short…");
    }
}
