//! A view in three boxes: what goes well, what does not, what is wanted; in the words of whoever writes.

use app::FieldFault;
use domain::record::{Party, View};

use crate::{
    typed::{Typed, errors},
    view::{Choice, Choices, Field},
};

/// The boxes of a view.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) going_well: Field,
    pub(crate) not_going_well: Field,
    pub(crate) wanted: Field,
    pub(crate) private: Option<Choices>,
}

impl Form {
    /// The boxes with what was typed; `called` is the child's name.
    pub(crate) fn of(party: Party, called: &str, typed: &Typed, faults: &[FieldFault]) -> Self {
        let errors = errors(faults);
        let words = match party {
            Party::Pupil => {
                ["What goes well for me".to_owned(), "What is hard for me".into(), "What I would like".into()]
            }
            Party::Agency => [
                format!("What you have seen that goes well for {called}"),
                format!("What {called} finds hard, and why"),
                "What you advise".to_owned(),
            ],
            Party::Parent | Party::Teacher | Party::Senco | Party::Ta | Party::Head => [
                format!("What goes well for {called}?"),
                "What does not go well?".to_owned(),
                "What would you like to happen?".to_owned(),
            ],
        };
        let [well, not_well, wanted] = words;
        let field = |name: &str, label: String| typed.into_field(Field::new(name, label).rows(4), &errors);
        let private = (party == Party::Parent).then(|| {
            Choices::new(
                "private",
                "Who may read this?",
                [
                    Choice::new("no", "Everybody who supports the child, and the other parent"),
                    Choice::new("yes", "Staff only: keep it from the other parent"),
                ],
            )
            .choose([if typed.has("private") { typed.text("private") } else { "no".to_owned() }])
        });
        Self {
            going_well: field("going_well", well),
            not_going_well: field("not_going_well", not_well),
            wanted: field("wanted", wanted),
            private,
        }
    }
}

/// The view that was typed.
pub(crate) fn view_of(typed: &Typed, party: Party) -> View {
    View {
        party,
        going_well: typed.text("going_well"),
        not_going_well: typed.text("not_going_well"),
        wanted: typed.text("wanted"),
        private: typed.text("private") == "yes",
        ..View::default()
    }
}

/// What a view says, in rows.
pub(crate) fn rows(view: &View) -> Vec<(&'static str, String)> {
    [("Goes well", &view.going_well), ("Does not go well", &view.not_going_well), ("Wanted", &view.wanted)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(title, text)| (title, text.clone()))
        .collect()
}
