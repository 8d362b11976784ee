//! What a school is told about a line of section F.

use super::{
    Provision,
    section_f::{Given, JUDGED_WEEKS, LineDelivery, WeekOfLine, running},
};
use crate::{
    money::delivered::{Delivered, Minutes},
    record::SectionFLine,
};

/// What a school is told about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFinding {
    /// No provision delivers it: nobody can say whether it is given.
    NotTied,
    /// What delivers it has ended, or the child has no place in it any more.
    HasEnded,
    /// The provision plans less in a week than the plan specifies.
    PlannedTooLittle {
        /// Planned in a week.
        planned: Minutes,
        /// Specified in a week.
        specified: Minutes,
    },
    /// The provision runs on fewer days than the plan specifies.
    TooSeldom {
        /// Planned in a week.
        planned: u32,
        /// Specified in a week.
        specified: u32,
    },
    /// What gives it gives other lines too, and is planned for less than they say together.
    Shared {
        /// The other lines, by their numbers from 1.
        with: Vec<usize>,
        /// Planned in a week, for all of them.
        planned: Minutes,
        /// Specified in a week, by all of them.
        specified: Minutes,
    },
    /// More children have a place than the plan allows.
    GroupTooLarge {
        /// Children with a place today.
        children: u32,
        /// The most that the plan allows.
        at_most: u32,
    },
    /// Under 80% of the specified time was given in the last finished school weeks; the child's own absence is left out.
    UnderDelivered {
        /// Given.
        delivered: Minutes,
        /// Specified, without what the child missed by absence.
        specified: Minutes,
        /// In so many weeks.
        weeks: u32,
    },
}

impl LineFinding {
    /// The sentence on screen.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            LineFinding::NotTied => {
                "No provision is tied to this line, so nobody can see whether it is given.".to_owned()
            }
            LineFinding::HasEnded => {
                "The provision has ended, or the child has no place in it: the plan still calls for it."
                    .to_owned()
            }
            LineFinding::PlannedTooLittle { planned, specified } => {
                format!("Only {planned} a week is planned; the plan says {specified}.")
            }
            LineFinding::TooSeldom { planned, specified } => {
                format!("Planned {planned} times a week; the plan says {specified} times.")
            }
            LineFinding::Shared { with, planned, specified } => {
                let numbers: Vec<String> = with.iter().map(ToString::to_string).collect();
                let lines = if with.len() == 1 { "line" } else { "lines" };
                format!(
                    "What gives this line gives {lines} {} too, and its time is counted for each: together the plan says \
                     {specified} a week, and {planned} are planned.",
                    numbers.join(" and ")
                )
            }
            LineFinding::GroupTooLarge { children, at_most: 1 } => {
                format!("{children} children share it; the plan says one to one.")
            }
            LineFinding::GroupTooLarge { children, at_most } => {
                format!("{children} children have a place; the plan says {at_most} at most.")
            }
            LineFinding::UnderDelivered { delivered, specified, weeks } => {
                let weeks =
                    if *weeks == 1 { "school week".to_owned() } else { format!("{weeks} school weeks") };
                format!("{delivered} of {specified} given in the last {weeks}.")
            }
        }
    }
}

/// What is told of a line by itself.
pub(super) fn of(
    line: &SectionFLine,
    tied: &[&Provision],
    delivery: &LineDelivery,
    given: &Given<'_>,
) -> Vec<LineFinding> {
    let mut findings = Vec::new();
    let over: Vec<&WeekOfLine> = delivery.weeks.iter().filter(|week| week.is_over).collect();
    let last = &over[over.len().saturating_sub(JUDGED_WEEKS)..];
    let sum = last.iter().fold(Delivered::default(), |sum, week| sum.and(&week.time));
    let specified = Minutes(sum.specified.0.saturating_sub(sum.child_absent.0));
    // Each week by itself: no week makes up for another.
    let given_of: u32 =
        last.iter().map(|week| week.time.delivered.0.min(week.time.specified.0)).fold(0, u32::saturating_add);
    if u64::from(given_of) * 5 < u64::from(specified.0) * 4 {
        findings.push(LineFinding::UnderDelivered {
            delivered: Minutes(given_of),
            specified,
            weeks: u32::try_from(last.len()).unwrap_or(u32::MAX),
        });
    }
    if running(tied, given).next().is_none() {
        findings.push(LineFinding::HasEnded);
        return findings;
    }
    if delivery.planned.0 < line.minutes_per_week {
        let specified = Minutes(line.minutes_per_week);
        findings.push(LineFinding::PlannedTooLittle { planned: delivery.planned, specified });
    }
    let times = running(tied, given)
        .map(|one| u32::try_from(one.weekdays.len()).unwrap_or(0))
        .fold(0, u32::saturating_add);
    if times < line.times_per_week {
        findings.push(LineFinding::TooSeldom { planned: times, specified: line.times_per_week });
    }
    let largest = running(tied, given)
        .map(|one| u32::try_from(one.children_on(given.today.max(one.from_on)).count()).unwrap_or(0))
        .max()
        .unwrap_or(0);
    if line.group_size > 0 && largest > line.group_size {
        findings.push(LineFinding::GroupTooLarge { children: largest, at_most: line.group_size });
    }
    findings
}
