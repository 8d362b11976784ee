//! What became of a move, who makes it, and the line that the trail keeps of it.

use domain::{
    pathway::{Finding, Maker, MoveWords},
    people::Role,
    permissions::{Action, Actor, Subject},
};

/// What became of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It was made; these warned.
    Done {
        /// What warned.
        warnings: Vec<Finding>,
    },
    /// It was made before: nothing was written.
    AlreadyThere,
}

/// As whom somebody passes findings.
pub(super) fn maker(actor: &Actor, subject: Subject) -> Maker {
    let sees = |role| {
        actor
            .holdings
            .iter()
            .any(|holding| holding.role == role && holding.reaches(Action::SeeChild, subject))
    };
    if sees(Role::Senco) {
        Maker::Senco
    } else if sees(Role::Head) {
        Maker::Head
    } else if sees(Role::Teacher) {
        Maker::Teacher
    } else {
        Maker::Other
    }
}

/// Why, as the person wrote it; blank is nothing.
pub(super) fn words(why: &str) -> MoveWords {
    if why.trim().is_empty() { MoveWords::default() } else { MoveWords::passing(why.trim()) }
}

/// The first of these that says something: why what stops it was passed, the line typed beside the move, what the guard
/// found.
pub(crate) fn reason<'a>(why: &'a str, typed: &'a str, found: &'static str) -> &'a str {
    [why, typed].into_iter().find(|words| !words.trim().is_empty()).unwrap_or(found)
}

/// What the event keeps: the move, what was passed, why it was made, what warned, what was said.
pub(crate) fn detail(
    code: &str,
    overridden: &[Finding],
    why: &str,
    warnings: &[Finding],
    said: &str,
) -> String {
    let codes =
        |findings: &[Finding]| findings.iter().map(|finding| finding.code).collect::<Vec<_>>().join(", ");
    let mut detail = code.to_owned();
    if !overridden.is_empty() {
        detail.push_str(&format!("; passed: {}", codes(overridden)));
    }
    detail.push_str(&format!("; why: {}", one_line(why)));
    if !warnings.is_empty() {
        detail.push_str(&format!("; warned: {}", codes(warnings)));
    }
    if !said.trim().is_empty() {
        detail.push_str(&format!("; said: {}", one_line(said)));
    }
    detail
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of an event's detail.
pub(crate) fn kept_of(detail: &str) -> Kept {
    Kept::of(detail)
}

/// A move as the trail kept it, taken apart again for the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The move's code.
    pub code: String,
    /// Codes of findings that were passed in writing.
    pub passed: Vec<String>,
    /// Why it was made; why they were passed, when any was.
    pub why: String,
    /// What was said with it.
    pub said: String,
}

impl Kept {
    /// The parts of an event's detail.
    #[must_use]
    pub fn of(detail: &str) -> Self {
        let (code, mut rest) = detail.split_once("; ").unwrap_or((detail, ""));
        let mut kept = Self { code: code.to_owned(), ..Self::default() };
        // What people wrote may hold any sign, so parts are taken in the order in which `detail` writes them.
        let mut why = rest.strip_prefix("why: ");
        if let Some(after) = rest.strip_prefix("passed: ") {
            let (codes, after) = after.split_once("; why: ").unwrap_or((after, ""));
            kept.passed = codes.split(", ").map(str::to_owned).collect();
            why = Some(after);
        }
        if let Some(after) = why {
            let end = [after.find("; warned: "), after.find("; said: ")].into_iter().flatten().min();
            kept.why = after[..end.unwrap_or(after.len())].to_owned();
            rest = end.map_or("", |end| &after[end + 2..]);
        }
        if let Some(after) = rest.strip_prefix("warned: ") {
            rest = after.split_once("; ").map_or("", |(_, rest)| rest);
        }
        if let Some(said) = rest.strip_prefix("said: ") {
            kept.said = said.to_owned();
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::pathway::{Pass, ToDo, Weight};

    #[test]
    fn what_is_kept_can_be_read_again() {
        let finding = |code| Finding {
            code,
            weight: Weight::Stops,
            pass: Pass::SencoOrHead,
            sentence: String::new(),
            who: &[],
            to_do: ToDo::Plan,
        };
        let (one, two) = (finding("to-iep.a"), finding("to-iep.b"));
        let kept = Kept::of(&detail(
            "to-iep",
            &[one.clone(), two],
            "New child;\n diagnosis",
            std::slice::from_ref(&one),
            "x",
        ));
        assert_eq!(
            kept,
            Kept {
                code: "to-iep".to_owned(),
                passed: vec!["to-iep.a".to_owned(), "to-iep.b".to_owned()],
                why: "New child; diagnosis".to_owned(),
                said: "x".to_owned(),
            }
        );
        let nothing_passed = Kept::of(&detail("stop", &[], "All met; well done", &[one], "all; well"));
        assert_eq!(
            (nothing_passed.passed.len(), nothing_passed.why.as_str(), nothing_passed.said.as_str()),
            (0, "All met; well done", "all; well")
        );
        // As events were written before each move had its reason.
        assert_eq!(Kept::of("to-iep").code, "to-iep");
        assert_eq!(Kept::of("to-iep; warned: a; said: so").said, "so");
    }

    #[test]
    fn nothing_typed_is_lost_and_without_words_the_guard_says_why() {
        assert_eq!(reason("passed because", "typed", "found"), "passed because");
        assert_eq!(reason(" ", "typed", "found"), "typed");
        assert_eq!(reason("", "\n", "found"), "found");
    }
}
