//! The inspectors' six: how varied the children are whose stories inspectors are shown.

use crate::{
    census::{SenProvision, SenType, sen_type::AreaOfNeed},
    people::YearGroup,
};

/// The most children that are chosen.
pub const MOST: usize = 6;

/// Support that has run for so many days is long; under it, it is new.
const A_YEAR: i32 = 365;

/// What a child's choice is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Year group.
    pub year: YearGroup,
    /// Main type of need.
    pub need: Option<SenType>,
    /// N, K or E.
    pub provision: SenProvision,
    /// The step shown.
    pub step: Option<u8>,
    /// For how many days support has run; none while there is none.
    pub days: Option<i32>,
}

/// The part of a school that a year group belongs to.
fn phase(year: YearGroup) -> &'static str {
    match year.0 {
        ..=0 => "the early years",
        1..=2 => "Years 1 and 2",
        3..=6 => "Years 3 to 6",
        _ => "Year 7 and above",
    }
}

fn provision(candidate: &Candidate) -> Option<&'static str> {
    match candidate.provision {
        SenProvision::E => Some("with an EHC plan"),
        SenProvision::K => Some("on SEN support"),
        SenProvision::N => Some("who is only watched, or at steps 1 to 3"),
    }
}

fn area(candidate: &Candidate) -> Option<AreaOfNeed> {
    candidate.need.and_then(SenType::area)
}

fn length(candidate: &Candidate) -> Option<&'static str> {
    candidate.days.map(|days| {
        if days < A_YEAR { "whose support began within a year" } else { "supported for more than a year" }
    })
}

/// What the school has and the choice does not show, a sentence each: inspectors look for years, needs, steps and
/// lengths of support that differ. A choice of nobody lacks nothing yet.
///
/// # Source
/// screens: the inspectors' six, on the head's overview; people: head and SENCO choose them.
///
/// # Example
/// ```
/// # use domain::{census::{SenProvision, SenType}, inspection::{self, Candidate}, people::YearGroup};
/// let child = |year, provision| Candidate {
///     year: YearGroup(year), provision, need: Some(SenType::Slcn), step: Some(6), days: Some(90),
/// };
/// let (young, old) = (child(1, SenProvision::K), child(5, SenProvision::E));
/// assert_eq!(
///     inspection::lacks(&[young], &[young, old]),
///     ["Nobody of Years 3 to 6 is chosen", "Nobody with an EHC plan is chosen"],
/// );
/// assert!(inspection::lacks(&[young, old], &[young, old]).is_empty());
/// ```
#[must_use]
pub fn lacks(chosen: &[Candidate], all: &[Candidate]) -> Vec<String> {
    if chosen.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    missing(
        chosen,
        all,
        |one| Some(phase(one.year)),
        |phase| format!("Nobody of {phase} is chosen"),
        &mut found,
    );
    missing(chosen, all, provision, |what| format!("Nobody {what} is chosen"), &mut found);
    missing(
        chosen,
        all,
        area,
        |area| format!("Nobody with a main need in {} is chosen", area.name().to_lowercase()),
        &mut found,
    );
    missing(chosen, all, length, |what| format!("Nobody {what} is chosen"), &mut found);
    let step = |one: &Candidate| one.step;
    let steps: Vec<u8> = chosen.iter().filter_map(step).collect();
    if let [first, rest @ ..] = steps.as_slice()
        && !rest.is_empty()
        && rest.iter().all(|step| step == first)
        && all.iter().filter_map(step).any(|step| step != *first)
    {
        found.push(format!("Everybody who is chosen is at step {first}"));
    }
    found
}

/// A sentence for each value that some child of the school has and no chosen one.
fn missing<T: PartialEq + Copy>(
    chosen: &[Candidate],
    all: &[Candidate],
    value: impl Fn(&Candidate) -> Option<T>,
    sentence: impl Fn(T) -> String,
    found: &mut Vec<String>,
) {
    let mut said: Vec<T> = chosen.iter().filter_map(&value).collect();
    for there in all.iter().filter_map(&value) {
        if !said.contains(&there) {
            said.push(there);
            found.push(sentence(there));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(year: i8, need: Option<SenType>, days: Option<i32>, step: u8) -> Candidate {
        Candidate { year: YearGroup(year), need, provision: SenProvision::K, step: Some(step), days }
    }

    #[test]
    fn what_the_school_has_and_nobody_shows_is_said_once() {
        let a = child(3, Some(SenType::Slcn), Some(364), 6);
        let b = child(4, Some(SenType::Semh), Some(365), 6);
        let c = child(0, None, None, 2);
        let all = [a, b, b, c];
        assert!(lacks(&[], &all).is_empty());
        assert!(lacks(&all, &all).is_empty());
        assert_eq!(
            lacks(&[a], &all),
            [
                "Nobody of the early years is chosen",
                "Nobody with a main need in social, emotional and mental health is chosen",
                "Nobody supported for more than a year is chosen",
            ]
        );
        assert_eq!(
            lacks(&[a, b], &all),
            ["Nobody of the early years is chosen", "Everybody who is chosen is at step 6"]
        );
        assert!(lacks(&[a], &[a]).is_empty(), "a school of one child");
    }
}
