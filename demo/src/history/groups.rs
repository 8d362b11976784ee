//! The groups: who has a place in which, and how the scores of each child run.

use domain::{
    Date, ProvisionId, PupilId, TargetId, UserId,
    calendar::count::{days_after, days_between},
    census::sen_type::AreaOfNeed,
    progress::{Direction, Score},
};

use crate::{
    cast::{Shape, Story},
    words::Aim,
};

/// A group runs for so many days.
pub const RUNS_FOR: i32 = 130;

/// The goal is reached in so many of the last sessions where it was met lately: one may be missed, and three are left.
const LATELY_MET: usize = 4;
/// The goal is reached since so many sessions, at least, where it is kept.
const LONG_MET: usize = 16;

/// A child's place in a group.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The child's id.
    pub pupil: PupilId,
    /// The target served, and what it was made from; none in a group that a plan in place calls for.
    pub target: Option<(TargetId, &'static Aim)>,
    /// The shape of the scores.
    pub shape: Shape,
    /// Since when.
    pub since: Date,
    /// How many scores there are.
    pub scored: u32,
}

/// A group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: ProvisionId,
    /// The area of need.
    pub area: AreaOfNeed,
    /// Which target of a plan it serves; none when a plan in place calls for it.
    pub serves: Option<usize>,
    /// Whether its sessions are missed lately.
    pub missed: bool,
    /// Its weekdays.
    pub weekdays: Vec<u8>,
    /// Who runs it.
    pub ta: UserId,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub until_on: Date,
    /// The places.
    pub seats: Vec<Seat>,
}

impl Group {
    /// Whether it meets on every school day.
    pub fn is_daily(&self) -> bool {
        self.weekdays.len() == 5
    }

    /// Whether it runs on a day.
    pub fn runs_on(&self, day: Date) -> bool {
        self.from_on <= day
            && day <= self.until_on
            && self.weekdays.contains(&day.weekday().to_monday_one_offset().unsigned_abs())
    }
}

/// The shape of a story's scores.
pub const fn shape_of(story: Story) -> Shape {
    match story {
        Story::Monitoring(shape) | Story::SecondCycle(shape) => shape,
        Story::Stopped => Shape::MetAndKept,
        Story::Application(_) => Shape::OffTrack,
        Story::None
        | Story::ConcernWaiting(_)
        | Story::ConcernAcknowledged
        | Story::Adapting
        | Story::Resolved
        | Story::Profile
        | Story::Iep
        | Story::Provision
        | Story::Review
        | Story::Continues
        | Story::PlanInPlace => Shape::OnTrack,
    }
}

/// Days until the targets of a plan are due: whoever is to be above the line, now and then or always, is given time, so
/// that there is room above it.
pub const fn due_in(shape: Shape) -> i32 {
    match shape {
        Shape::OnTrack | Shape::Ahead | Shape::Missed => 160,
        Shape::OffTrack | Shape::Met | Shape::MetAndKept | Shape::Sparse => 100,
    }
}

/// The score of a day, or none when nobody takes one.
///
/// The line runs from the baseline to the goal from `since` until the target is due; `ahead` is how many more sessions there
/// are until the demonstration's day, `wobble` how far scores lie about their line, in tenths of a step.
pub fn score(seat: &Seat, aim: &Aim, day: Date, ahead: usize, wobble: u8) -> Option<Score> {
    let over = due_in(seat.shape);
    let gone = f64::from(days_between(seat.since, day).clamp(0, over)) / f64::from(over);
    let (from, to) = (f64::from(aim.from), f64::from(aim.to));
    let line = from + (to - from) * gone;
    let step = (to - from) / 12.0;
    // Above the line and under it in turn, and by enough to show.
    let side = if seat.scored.is_multiple_of(2) { 1.0 } else { -1.0 };
    let about = side * (step.abs() * f64::from(wobble) / 10.0).max(1.0);
    let value = match seat.shape {
        Shape::OnTrack | Shape::Missed => line + about,
        Shape::OffTrack => from + (line - from) * 0.2 - step * 0.4,
        Shape::Ahead => line + step * 2.5,
        Shape::Met => {
            if ahead < LATELY_MET {
                to
            } else {
                line + about
            }
        }
        Shape::MetAndKept => {
            if ahead < LONG_MET || days_between(seat.since, day) > 60 {
                to
            } else {
                line
            }
        }
        Shape::Sparse => {
            if seat.scored >= 3 {
                return None;
            }
            line
        }
    };
    let whole = value.round().clamp(0.0, f64::from(aim.at_most)) as i32;
    // Rounding must not carry a score over the goal that is not met yet.
    let met = matches!(seat.shape, Shape::Met | Shape::MetAndKept);
    let held = match aim.better {
        _ if met => whole,
        Direction::Increase => whole.min(aim.to - 1).max(0),
        Direction::Decrease => whole.max(aim.to + 1),
    };
    Some(Score::whole(held))
}

/// The last day of a group that starts on a day: one that a plan in place calls for goes on.
pub fn until(from_on: Date, serves: Option<usize>) -> Date {
    days_after(from_on, if serves.is_some() { RUNS_FOR } else { 3 * RUNS_FOR })
}
