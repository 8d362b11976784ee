//! The boxes of an annual review's meeting: when it begins, how long it is, where; none must be said before the notice goes.

use app::FieldFault;
use domain::{calendar::count::in_words_with_weekday, meetings::starts, record::AnnualReview};

use crate::{
    typed::Typed,
    view::{Errors, Field},
};

/// The boxes.
#[derive(Debug)]
pub(crate) struct MeetingBoxes {
    /// When it begins.
    pub at: Field,
    /// How long it is.
    pub minutes: Field,
    /// Where.
    pub place: Field,
}

impl MeetingBoxes {
    /// The boxes with what was typed, and what is wrong with it.
    pub(crate) fn of(typed: &Typed, errors: &Errors) -> Self {
        let at = Field::new("at", "Begins at").chars(10).hint("In the school day, if that suits the parents");
        Self {
            at: typed.into_field(Field { kind: "time", typed: false, ..at }, errors),
            minutes: typed.into_field(Field::number("minutes", "How long?", 3).suffix("minutes"), errors),
            place: typed.into_field(
                Field::new("place", "Where?")
                    .hint("A room, “by video” or “by telephone”. It stands in mails: name no child."),
                errors,
            ),
        }
    }

    /// What stands, for the boxes.
    pub(crate) fn begun(review: &AnnualReview, typed: Typed) -> Typed {
        let at = review.at.map_or_else(String::new, |at| at.strftime("%H:%M").to_string());
        let minutes = if review.minutes > 0 { review.minutes.to_string() } else { String::new() };
        typed.with("at", at).with("minutes", minutes).with("place", review.place.clone())
    }

    /// The review with what was typed; what is left empty is not said yet.
    pub(crate) fn read(typed: &Typed, review: AnnualReview, faults: &mut Vec<FieldFault>) -> AnnualReview {
        let at = typed.text("at");
        let read = starts::read(&at);
        if read.is_none() && !at.trim().is_empty() {
            faults.push(FieldFault::new("at", "Enter when it begins, like 14:00"));
        }
        let minutes = if typed.text("minutes").trim().is_empty() {
            0
        } else {
            typed.whole("minutes", "How long it is", faults).unwrap_or_default()
        };
        AnnualReview { at: read, minutes, place: typed.text("place").trim().to_owned(), ..review }
    }
}

/// Day, time, length and place, as far as they are said: "Tuesday 15 December 2026 at 14:00, 60 minutes, Library".
pub(crate) fn in_words(review: &AnnualReview) -> String {
    let Some(on) = review.meeting_on else { return "No meeting set".to_owned() };
    let day = in_words_with_weekday(on);
    let mut parts = vec![match review.at {
        Some(at) => format!("{day} at {}", at.strftime("%H:%M")),
        None => day,
    }];
    if review.minutes > 0 {
        parts.push(format!("{} minutes", review.minutes));
    }
    if !review.place.trim().is_empty() {
        parts.push(review.place.trim().to_owned());
    }
    parts.join(", ")
}
