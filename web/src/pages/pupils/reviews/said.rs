//! What each party said at the review of what it decided: a tap a party, and their words.

use app::FieldFault;
use domain::record::{Party, Review, SaidAtReview};

use crate::{
    typed::Typed,
    view::{Choice, Choices, Errors, Field},
};

const AGREES: &str = "agrees";
const DIFFERS: &str = "differs";
const NOT_ASKED: &str = "not-asked";

/// The boxes of one party.
#[derive(Debug)]
pub(crate) struct SaidBoxes {
    /// Agrees, does not, or was not asked.
    pub answer: Choices,
    /// What they say.
    pub words: Field,
}

fn name(party: Party) -> String {
    format!("said-{}", party.code())
}

fn words(party: Party) -> String {
    format!("said-words-{}", party.code())
}

/// The boxes of the four, as they were typed. Who came may have been asked; only a tap says so.
pub(super) fn boxes(typed: &Typed, errors: &Errors) -> Vec<SaidBoxes> {
    let came = typed.all("came");
    let boxes = |party: Party| {
        let choices = [
            Choice::new(AGREES, "Agrees"),
            Choice::new(DIFFERS, "Does not agree"),
            Choice::new(NOT_ASKED, "Was not asked"),
        ];
        let mut answer = Choices::new(name(party), party.name(), choices).small();
        if came.iter().any(|code| *code == party.code()) {
            answer = answer.hint("They came");
        }
        let chosen = typed.all(&answer.name);
        let chosen = if chosen.is_empty() { vec![NOT_ASKED.to_owned()] } else { chosen };
        let field = Field::new(words(party), format!("{}: what they say", party.name()));
        SaidBoxes { answer: answer.choose(chosen).errors(errors), words: typed.into_field(field, errors) }
    };
    Party::FOUR.map(boxes).into()
}

/// What was typed. Words of somebody who was not asked are no answer: it is to be said which.
pub(super) fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> Vec<SaidAtReview> {
    let mut said = Vec::new();
    for party in Party::FOUR {
        let words = typed.text(&words(party));
        match typed.text(&name(party)).as_str() {
            AGREES => said.push(SaidAtReview { party, agrees: true, words }),
            DIFFERS => said.push(SaidAtReview { party, agrees: false, words }),
            _ if words.is_empty() => {}
            _ => faults.push(FieldFault::new(name(party), "Tap whether they agree with the decision")),
        }
    }
    said
}

/// The boxes of a review as it is.
pub(super) fn fields_of(review: &Review) -> Vec<(String, String)> {
    let fields = |said: &SaidAtReview| {
        let answer = if said.agrees { AGREES } else { DIFFERS };
        [(name(said.party), answer.to_owned()), (words(said.party), said.words.clone())]
    };
    review.said.iter().flat_map(fields).collect()
}
