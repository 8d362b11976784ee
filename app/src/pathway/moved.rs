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

/// What the event keeps: the move, what was passed and why, what warned, what was said.
pub(super) fn detail(
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
        detail.push_str(&format!("; passed: {}; why: {}", codes(overridden), one_line(why)));
    }
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
    /// Why they were passed.
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
        if let Some(after) = rest.strip_prefix("passed: ") {
            let (codes, after) = after.split_once("; why: ").unwrap_or((after, ""));
            kept.passed = codes.split(", ").map(str::to_owned).collect();
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
        assert_eq!(Kept::of(&detail("stop", &[], "", &[one], "all; well")).said, "all; well");
        assert_eq!(Kept::of("to-iep").code, "to-iep");
    }
}
