//! The form of a review, with the pack beside it: for a new one and for one that is changed.

use app::{
    FieldFault,
    reviewing::{AtReview, Pack, PackTarget, Recording},
    time_in_words,
};
use domain::{
    Date, EntryId, PupilId,
    progress::{Score, chart::Chart},
    record::{Decision, OutcomeOfTarget, Party, Review, ReviewHow, TargetOutcome},
};

use super::said::{self, SaidBoxes};
use crate::{
    pages::pupils::{
        move_on::{Findings, part},
        progress::colour,
    },
    typed::Typed,
    view::{Choice, Choices, DateField, Errors, Field, Size},
    visit::Visit,
};

/// A target with its boxes.
#[derive(Debug)]
pub(crate) struct TargetBoxes {
    /// What the child will do.
    pub will: String,
    /// Goal and day, in words.
    pub goal: String,
    /// The latest score, in words.
    pub latest: String,
    /// The week's verdict, its colour, and why.
    pub verdict: Option<(&'static str, &'static str, String)>,
    /// Whether the numbers say by themselves that it is met, or met and kept.
    pub shown: Option<&'static str>,
    /// Its sessions since the last review, and why some were missed.
    pub sessions: Option<String>,
    /// The small chart.
    pub chart: Option<Chart>,
    /// What became of it.
    pub outcome: Choices,
    /// In words.
    pub note: Field,
}

/// Every box of the form.
#[derive(Debug)]
pub(crate) struct Form {
    /// The child's address.
    pub base: String,
    /// The day.
    pub on: DateField,
    /// How it was held.
    pub how: Choices,
    /// Who came.
    pub came: Choices,
    /// Others.
    pub came_words: Field,
    /// Targets.
    pub targets: Vec<TargetBoxes>,
    /// What changes.
    pub changes: Field,
    /// Differences of view.
    pub differences: Field,
    /// What each said of the decision.
    pub said: Vec<SaidBoxes>,
    /// Decision.
    pub decision: Choices,
    /// Why the gap does not apply; none for who may not say so.
    pub gap: Option<Field>,
    /// Parents told that support stops: the day that is recorded, or the box.
    pub parents_told: ToldOn,
    /// Child told.
    pub pupil_told: ToldOn,
    /// The next review.
    pub next_on: DateField,
    /// The version started from.
    pub version: u32,
    /// The review that is changed; empty of a new one.
    pub of: String,
    /// What the decision still needs; none while nothing is decided.
    pub needs: Option<Needs>,
    /// What becomes of a meeting that was planned for later; none when there is none.
    pub ahead: Option<Choices>,
}

/// A day that is recorded already, or a box for it.
#[derive(Debug)]
pub(crate) enum ToldOn {
    /// It is on the record.
    On(String),
    /// It is asked.
    Asked(DateField),
}

/// What a decision still needs.
#[derive(Debug)]
pub(crate) struct Needs {
    /// The decision.
    pub decision: &'static str,
    /// Whether its list is on another page.
    pub elsewhere: Option<String>,
    /// What its guard finds.
    pub findings: Findings,
}

/// The boxes of a review as it is, or of a new one held today.
pub(crate) fn fields_of(review: Option<&Review>, on: Date, next_on: Option<Date>) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    let put_date = |put: &mut dyn FnMut(&str, String), name: &str, on: Option<Date>| {
        if let Some(on) = on {
            put(&format!("{name}-day"), on.day().to_string());
            put(&format!("{name}-month"), on.month().to_string());
            put(&format!("{name}-year"), on.year().to_string());
        }
    };
    put_date(&mut put, "on", Some(on));
    match review {
        None => {
            put("how", ReviewHow::Meeting.code().to_owned());
            put_date(&mut put, "next_on", next_on);
        }
        Some(review) => {
            put("how", review.how.code().to_owned());
            for party in &review.came {
                put("came", party.code().to_owned());
            }
            put("came_words", review.came_words.clone());
            for outcome in &review.outcomes {
                put(&format!("outcome-{}", outcome.target), outcome.outcome.code().to_owned());
                put(&format!("note-{}", outcome.target), outcome.note.clone());
            }
            put("changes", review.changes.clone());
            put("differences", review.differences.clone());
            put("decision", review.decision.code().to_owned());
            put("gap", review.gap_not_applicable.clone());
            put_date(&mut put, "next_on", review.next_on);
            pairs.extend(said::fields_of(review));
        }
    }
    Typed::from_pairs(pairs)
}

/// The texts of a review, for two versions side by side.
pub(crate) const TEXTS: [(&str, &str); 8] = [
    ("came_words", "Others who came"),
    ("changes", "What changes"),
    ("differences", "Differences of view"),
    ("said-words-pupil", "What the child says of it"),
    ("said-words-parent", "What the parents say of it"),
    ("said-words-teacher", "What the class teacher says of it"),
    ("said-words-senco", "What the SENCO says of it"),
    ("gap", "Why the gap does not apply"),
];

impl TargetBoxes {
    fn of(line: &PackTarget, typed: &Typed, errors: &Errors) -> Self {
        let target = &line.target;
        let score = |score: Score| format!("{score} {}", target.unit).trim().to_owned();
        let judged = line.progress.as_ref().map(|progress| &progress.judged);
        let latest = judged.and_then(|judged| judged.scores.last());
        let finding = judged.filter(|judged| !judged.scores.is_empty()).map(|one| &one.judged.finding);
        let outcomes = Choices::new(
            format!("outcome-{}", target.id),
            "What became of it?",
            TargetOutcome::ALL.map(|outcome| Choice::new(outcome.code(), outcome.name())),
        );
        let chosen = typed.all(&outcomes.name);
        let sessions = line.sessions.in_words().map(|words| match line.sessions.missed_in_words() {
            Some(missed) => format!("{words}; {missed}"),
            None => words,
        });
        Self {
            will: target.will.clone(),
            goal: match (target.goal, target.by) {
                (Some(goal), Some(by)) => format!("Goal: {} by {}", score(goal), time_in_words::day(by)),
                (Some(goal), None) => format!("Goal: {}", score(goal)),
                (None, _) => "No goal is set".to_owned(),
            },
            latest: latest.map_or_else(
                || "No score yet".to_owned(),
                |latest| format!("Latest: {} on {}", score(latest.score), time_in_words::day(latest.on)),
            ),
            verdict: finding.map(|one| (one.verdict.words(), colour(&one.verdict), one.reason.clone())),
            shown: finding
                .and_then(|finding| TargetOutcome::shown_by(&finding.verdict))
                .map(TargetOutcome::name),
            sessions,
            chart: line
                .progress
                .as_ref()
                .filter(|progress| !progress.judged.scores.is_empty())
                .map(|progress| progress.chart.clone()),
            outcome: outcomes.choose(chosen).errors(errors).small(),
            note: typed
                .into_field(Field::new(format!("note-{}", target.id), "A line about it (optional)"), errors),
        }
    }
}

impl Form {
    /// The form with what was typed.
    pub(crate) fn of(
        base: &str,
        pack: &Pack,
        at: &AtReview,
        typed: &Typed,
        errors: &Errors,
        version: u32,
        may_say_gap: bool,
    ) -> Self {
        let date = |name: &str, label: &str| typed.into_date(DateField::new(name, label), errors);
        let choose = |choices: Choices| {
            let chosen = typed.all(&choices.name);
            choices.choose(chosen).errors(errors)
        };
        // What is on the record is not asked again.
        let told = |on: Option<Date>, name: &str, label: &str| match on {
            Some(on) => ToldOn::On(time_in_words::day(on)),
            None => ToldOn::Asked(date(name, label)),
        };
        let parties = [Party::Parent, Party::Pupil, Party::Teacher, Party::Ta, Party::Senco, Party::Agency];
        Self {
            base: base.to_owned(),
            on: date("on", "When was it?"),
            how: choose(
                Choices::new(
                    "how",
                    "How was it held?",
                    ReviewHow::ALL.map(|how| Choice::new(how.code(), how.name())),
                )
                .small(),
            ),
            came: choose(
                Choices::new(
                    "came",
                    "Who came?",
                    parties.map(|party| Choice::new(party.code(), party.name())),
                )
                .small(),
            ),
            came_words: typed.into_field(
                Field::new("came_words", "Names, and others who came")
                    .hint("Leave empty when the ticks say it all"),
                errors,
            ),
            targets: pack.targets.iter().map(|line| TargetBoxes::of(line, typed, errors)).collect(),
            changes: typed.into_field(
                Field::new("changes", "What changes because of it?")
                    .hint("Other targets, other provision, more or less of it; or “nothing changes”")
                    .rows(3),
                errors,
            ),
            differences: typed.into_field(
                Field::new("differences", "Where people saw it differently (optional)").rows(2),
                errors,
            ),
            said: said::boxes(typed, errors),
            decision: choose(
                Choices::new(
                    "decision",
                    "What was decided?",
                    Decision::ALL.map(|one| Choice::new(one.code(), one.short()).hint(one.means())),
                )
                .small()
                .size(Size::Medium),
            ),
            gap: may_say_gap.then(|| {
                let field = Field::new("gap", "Why the gap to other children does not apply (only if so)")
                    .hint("For example: the target was not about attainment")
                    .rows(2);
                typed.into_field(field, errors)
            }),
            parents_told: told(
                at.parents_told_on,
                "parents_told_on",
                "The parents were told that support stops on",
            ),
            pupil_told: told(at.pupil_told_on, "pupil_told_on", "The child was told on"),
            next_on: typed.into_date(
                DateField::new("next_on", "When is the next review?")
                    .hint("Once in each half term while there is provision; when support stops, or a meeting that is planned is kept, this day is not used"),
                errors,
            ),
            version,
            of: String::new(),
            needs: None,
            ahead: None,
        }
    }

    /// With the review that is changed, and with what its decision needs.
    pub(crate) fn needing(self, of: Option<EntryId>, needs: Option<Needs>) -> Self {
        Self { of: of.map(|id| id.to_string()).unwrap_or_default(), needs, ..self }
    }
}

/// What a decision needs, asked of what is typed now; none while nothing is decided, or of a cycle that is over.
pub(crate) fn needs(
    visit: &Visit,
    base: &str,
    pack: &Pack,
    at: &AtReview,
    typed: &Typed,
    of: Option<EntryId>,
    pupil: PupilId,
) -> Option<Needs> {
    let decision =
        Decision::from_code(&typed.text("decision")).filter(|_| pack.runs || pack.plan.is_none())?;
    let now = visit.now();
    // What cannot be read yet is said when the form is sent.
    let recording = read(typed, pack, pupil, of, now.today, &mut Vec::new());
    let findings = at.needs(visit.actor(), now, &visit.visitor.school, &recording);
    Some(Needs {
        decision: decision.short(),
        elsewhere: (decision == Decision::Apply).then(|| format!("{base}/ehc/application")),
        // A link would lead away from what is typed: everything that is wanted here is on this page.
        findings: part(visit, base, &findings).without_links(),
    })
}

/// What was typed, as a review; what cannot be read is in `faults`.
pub(crate) fn read(
    typed: &Typed,
    pack: &Pack,
    pupil: PupilId,
    of: Option<EntryId>,
    today: Date,
    faults: &mut Vec<FieldFault>,
) -> Recording {
    let on = typed.date("on", "The day of the review", faults);
    let version = typed.whole("version", "The version", faults).unwrap_or(0);
    if on.is_none() && !faults.iter().any(|fault| fault.field.starts_with("on")) {
        faults.push(FieldFault::new("on-day", "Enter the day of the review"));
    }
    let decision = Decision::from_code(&typed.text("decision"));
    if decision.is_none() {
        faults.push(FieldFault::new("decision", "Choose what was decided"));
    }
    let outcomes = pack
        .targets
        .iter()
        .map(|line| OutcomeOfTarget {
            target: line.target.id,
            outcome: TargetOutcome::from_code(&typed.text(&format!("outcome-{}", line.target.id)))
                .unwrap_or_default(),
            note: typed.text(&format!("note-{}", line.target.id)),
        })
        .collect();
    let review = Review {
        cycle: pack.cycle,
        how: ReviewHow::from_code(&typed.text("how")).unwrap_or_default(),
        came: typed.all("came").iter().filter_map(|code| Party::from_code(code)).collect(),
        came_words: typed.text("came_words"),
        outcomes,
        changes: typed.text("changes"),
        differences: typed.text("differences"),
        said: said::read(typed, faults),
        decision: decision.unwrap_or_default(),
        gap_not_applicable: typed.text("gap"),
        next_on: typed.date("next_on", "The day of the next review", faults),
    };
    Recording {
        pupil,
        of: of.map(|id| (id, version)),
        on: on.unwrap_or(today),
        review,
        parents_told_on: typed.date("parents_told_on", "The day on which the parents were told", faults),
        pupil_told_on: typed.date("pupil_told_on", "The day on which the child was told", faults),
        ahead: None,
    }
}
