//! An invitation to a review's meeting, as homes and its own page show it.

use app::meetings::MyInvitation;
use domain::{
    meetings::{Meeting, Reply},
    record::Party,
};

use super::{Errors, Field};

/// Words and colour of an answer.
#[must_use]
pub fn answer(reply: Option<Reply>) -> (&'static str, &'static str) {
    match reply {
        Some(Reply::Yes) => (Reply::Yes.name(), "green"),
        Some(Reply::No) => (Reply::No.name(), "red"),
        Some(Reply::OtherDay) => (Reply::OtherDay.name(), "yellow"),
        None => ("No answer yet", "grey"),
    }
}

/// Day, time and length, in words.
#[must_use]
pub fn when(meeting: &Meeting) -> String {
    let when = &meeting.when;
    let day = domain::calendar::count::in_words_with_weekday(when.on);
    format!("{day} at {}, {} minutes", when.time(), when.minutes)
}

/// An invitation of whoever looks.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Part of ids on the page.
    pub id: String,
    /// Where it is answered.
    pub href: String,
    /// What it is.
    pub title: &'static str,
    /// Whom it is about; empty on the child's own page.
    pub name: String,
    /// Day, time and length.
    pub when: String,
    /// Where; empty when it is not said.
    pub place: String,
    /// Why it is called off, when it is.
    pub called_off: Option<String>,
    /// What they answered: words, colour.
    pub said: Option<(&'static str, &'static str)>,
    /// Their sentence.
    pub words: String,
    /// The box for another day.
    pub other_day: Field,
    /// Where their view is written, while it is asked.
    pub view: Option<String>,
    /// Whether it is the child's own page.
    pub is_child: bool,
}

impl Invitation {
    /// An invitation in words.
    #[must_use]
    pub fn of(one: &MyInvitation) -> Self {
        let (meeting, mine) = (&one.meeting, &one.mine);
        let is_child = mine.party == Party::Pupil;
        let child = one.pupil.id;
        let view = match mine.party {
            Party::Parent => format!("/my-child/{child}/view"),
            Party::Agency => format!("/invited/{child}/view"),
            Party::Pupil => "/about-me/view".to_owned(),
            Party::Teacher | Party::Ta | Party::Senco | Party::Head => format!("/pupils/{child}/view"),
        };
        let label =
            if is_child { "Which day is better for you?" } else { "Which day or time would suit you?" };
        Self {
            id: meeting.id.to_string(),
            href: format!("/meetings/{}", meeting.id),
            title: match (is_child, one.is_annual) {
                (true, false) => "We meet to talk about how it is going",
                (true, true) => "We meet to talk about your plan",
                (false, false) => "Review meeting for",
                (false, true) => "Annual review meeting for",
            },
            name: match mine.party {
                Party::Pupil => String::new(),
                Party::Parent => one.pupil.called().to_owned(),
                _ => one.pupil.name(),
            },
            when: when(meeting),
            place: meeting.when.place.clone(),
            called_off: meeting.called_off.clone(),
            said: mine.reply.map(|reply| match (mine.party, reply) {
                (_, Reply::Yes) => ("You come", "green"),
                (_, Reply::No) => ("You do not come", "red"),
                (_, Reply::OtherDay) => ("You asked for another day", "yellow"),
            }),
            words: mine.words.clone(),
            other_day: Field::new("words", label).id(format!("words-{}", meeting.id)).rows(2),
            view: one.asks_view.then_some(view),
            is_child,
        }
    }

    /// With what was typed, and what is wrong with it.
    #[must_use]
    pub fn typed(self, words: String, errors: &Errors) -> Self {
        Self { other_day: self.other_day.value(words).errors(errors), ..self }
    }
}
