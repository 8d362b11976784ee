//! Somebody records a letter of the county, or what the parents did: it makes the move that it means.

use domain::{
    Date, Now, PupilId,
    deadlines::{
        Clock, ExemptionLetter,
        disagreement::{self, Disagreement},
    },
    permissions::{Action, Actor, allow},
    record::{
        Content, CountyLetter, Entry, LetterKind, county_letters,
        letter_day::{self, WrongDay},
    },
};
use store::queries::{entries, records};

use crate::{
    App, Fault, FieldFault, SchoolInfo, child,
    files::Ready,
    pathway::{self, Passing, Recorded},
    time_in_words,
};

fn faults_of(
    letter: &CountyLetter,
    known: &[&CountyLetter],
    born_on: Date,
    (today, sure): (Date, bool),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    match letter_day::wrong(letter, known, born_on) {
        // It may be about an earlier request.
        Some(wrong @ WrongDay::Before(..)) if !sure => {
            faults.push(FieldFault::new("sure", wrong_day(wrong)));
        }
        Some(WrongDay::Before(..)) | None => {}
        Some(wrong) => faults.push(FieldFault::new("dated_on-day", wrong_day(wrong))),
    }
    let mut lacks = |is: bool, field: &str, sentence: &str| {
        if is {
            faults.push(FieldFault::new(field, sentence));
        }
    };
    let said = !letter.words.trim().is_empty();
    lacks(letter.dated_on > today, "dated_on-day", "The day must not be ahead");
    lacks(
        letter.kind == LetterKind::Exemption && letter.exemption.parse::<ExemptionLetter>().is_err(),
        "exemption",
        "Choose which of the four reasons the county gives",
    );
    lacks(
        letter.exempt_from.zip(letter.exempt_to).is_some_and(|(from, to)| to < from),
        "exempt_to-day",
        "The last day must not be before the first",
    );
    lacks(
        letter.parents_told_on.is_some_and(|on| on > today),
        "parents_told_on-day",
        "The day must not be ahead",
    );
    lacks(
        letter.kind == LetterKind::ParentApplied && !said,
        "words",
        "Write how the school knows: what the parent said, or the county’s letter",
    );
    lacks(letter.kind == LetterKind::Withdrawn && !said, "words", "Write who withdrew the request, and why");
    lacks(letter.kind == LetterKind::Other && !said, "words", "Write what the letter says");
    lacks(
        letter.kind == LetterKind::Ceased && !said,
        "words",
        "Write why the plan ceased, and what follows for the child",
    );
    faults
}

fn wrong_day(wrong: WrongDay) -> String {
    match wrong {
        WrongDay::BeforeBirth => "The day is before the child was born".to_owned(),
        WrongDay::BeforeTheLaw => {
            "The law of EHC plans began on 1 September 2014: the day must not be before it".to_owned()
        }
        WrongDay::Before(kind, on) => format!(
            "The day is before “{}” of {}, which is on the record. Put the day right, unless it is about an earlier request",
            kind.name(),
            time_in_words::day(on)
        ),
    }
}

/// Records a letter. When it means a move that can be made from where the child stands, it makes it; otherwise it is
/// kept, and moves nothing. The same letter again is the same letter: none is answered.
///
/// # Errors
/// [`Fault::Invalid`] when something is missing.
pub async fn record_letter(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    letter: CountyLetter,
    why: &str,
) -> Result<Option<Recorded>, Fault> {
    let passing = Passing { why, sure: true };
    record_letter_with(app, actor, now, pupil, letter, passing, Vec::new()).await
}

/// The same, with the letter itself: all in one transaction, or nothing. Whoever is not sure is told first what speaks against
/// its day, or against a letter that ends a plan.
///
/// # Errors
/// As [`record_letter`]; [`Fault::Invalid`] at `sure`.
pub async fn record_letter_with(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    letter: CountyLetter,
    passing: Passing<'_>,
    comes: Vec<Ready>,
) -> Result<Option<Recorded>, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::PrepareApplication, child.subject())?;
    let reader = app.store.read(actor.school);
    let all = entries::of_pupil(&reader, pupil).await?;
    let faults = faults_of(&letter, &county_letters::all(&all), child.born_on, (now.today, passing.sure));
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let same = |entry: &Entry| matches!(&entry.content, Content::CountyLetter(known) if *known == letter);
    if all.iter().any(same) {
        return Ok(None);
    }
    let state = records::get(&reader, pupil).await?.state;
    let the_move = letter.kind.means(state.statutory);
    Ok(Some(pathway::record_letter_with(app, actor, now, pupil, letter, the_move, passing, comes).await?))
}

/// The last days of mediation and appeal after a decision, for the form and for the words to the parents.
#[must_use]
pub fn told_of_appeal(kind: LetterKind, decision_on: Date, info: &SchoolInfo, today: Date) -> Vec<Clock> {
    let Some(decision) = kind.appealable() else { return Vec::new() };
    disagreement::clocks(
        decision,
        decision_on,
        &Disagreement::default(),
        info.calendar.bank_holidays(),
        today,
    )
}
