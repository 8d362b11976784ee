//! The track: eight waymarks on a path, where a child has been, is, and may go.

/// A waymark; the seventh is one of two, the eighth one of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Waymark {
    /// 1 Initial concern.
    Concern,
    /// 2 Teacher adapts.
    TeacherAdapts,
    /// 3 One page profile.
    Profile,
    /// 4 IEP.
    Iep,
    /// 5 Provision and intervention.
    Provision,
    /// 6 Intervention monitoring.
    Monitoring,
    /// 7 Progress review.
    Review,
    /// 7 EHCP application.
    Application,
    /// 8 Support can stop.
    SupportStops,
    /// 8 SEN support continues.
    SupportContinues,
    /// 8 EHCP is in place.
    PlanInPlace,
}

impl Waymark {
    /// All of them, in the order of the path.
    pub const ALL: [Waymark; 11] = [
        Waymark::Concern,
        Waymark::TeacherAdapts,
        Waymark::Profile,
        Waymark::Iep,
        Waymark::Provision,
        Waymark::Monitoring,
        Waymark::Review,
        Waymark::Application,
        Waymark::SupportStops,
        Waymark::SupportContinues,
        Waymark::PlanInPlace,
    ];

    /// Its number, 1 to 8.
    pub fn number(self) -> u8 {
        match self {
            Waymark::Concern => 1,
            Waymark::TeacherAdapts => 2,
            Waymark::Profile => 3,
            Waymark::Iep => 4,
            Waymark::Provision => 5,
            Waymark::Monitoring => 6,
            Waymark::Review | Waymark::Application => 7,
            Waymark::SupportStops | Waymark::SupportContinues | Waymark::PlanInPlace => 8,
        }
    }

    /// Its name, unless the school calls it otherwise.
    pub fn name(self) -> &'static str {
        match self {
            Waymark::Concern => "Initial concern",
            Waymark::TeacherAdapts => "Teacher adapts",
            Waymark::Profile => "One page profile",
            Waymark::Iep => "IEP",
            Waymark::Provision => "Provision and intervention",
            Waymark::Monitoring => "Intervention monitoring",
            Waymark::Review => "Progress review",
            Waymark::Application => "EHCP application",
            Waymark::SupportStops => "Support can stop",
            Waymark::SupportContinues => "SEN support continues",
            Waymark::PlanInPlace => "EHCP is in place",
        }
    }
}

/// How a child stands to a waymark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Not reached.
    #[default]
    Ahead,
    /// Lies before the step at which the child joined the path here: with SEN support or a plan from elsewhere.
    Before,
    /// May be next.
    Next,
    /// Here.
    Now,
    /// Passed.
    Been,
}

impl Standing {
    /// The end of the class name.
    pub fn class(self) -> &'static str {
        match self {
            Standing::Ahead | Standing::Before => "ahead",
            Standing::Next => "next",
            Standing::Now => "now",
            Standing::Been => "been",
        }
    }

    /// In words, for those who do not see the drawing.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Ahead => "not reached",
            Standing::Before => "joined later on",
            Standing::Next => "may be next",
            Standing::Now => "now",
            Standing::Been => "done",
        }
    }
}

/// One waymark as one child meets it.
#[derive(Debug, Clone)]
pub struct TrackStep {
    /// Which it is.
    pub waymark: Waymark,
    /// What this school calls it.
    pub name: String,
    /// How the child stands to it.
    pub standing: Standing,
    /// The day it was reached, in words.
    pub on: Option<String>,
    /// A word more: "week 9", "cycle 2".
    pub note: Option<String>,
}

/// The whole path of one child.
#[derive(Debug, Clone)]
pub struct Track {
    /// Eleven waymarks: six, two of which one is taken, three of which one is reached.
    pub steps: Vec<TrackStep>,
    /// Where support in school is, when the county's process runs too: "6 Intervention monitoring".
    pub support_now: Option<String>,
    /// Where the county's process is: "EHCP application, week 9".
    pub statutory_label: Option<String>,
}

impl Default for Track {
    fn default() -> Self {
        Track::new()
    }
}

impl Track {
    /// The path before the first step.
    pub fn new() -> Self {
        let ahead = |waymark: Waymark| TrackStep {
            waymark,
            name: waymark.name().to_owned(),
            standing: Standing::Ahead,
            on: None,
            note: None,
        };
        Track { steps: Waymark::ALL.map(ahead).to_vec(), support_now: None, statutory_label: None }
    }

    /// Passed, on that day.
    pub fn been(self, waymark: Waymark, on: impl Into<String>) -> Self {
        self.set(waymark, |step| {
            step.standing = Standing::Been;
            step.on = Some(on.into());
        })
    }

    /// Here, since that day. Two can be, when both machines run.
    pub fn now(self, waymark: Waymark, since: impl Into<String>) -> Self {
        self.set(waymark, |step| {
            step.standing = Standing::Now;
            step.on = Some(since.into());
        })
    }

    /// May be next.
    pub fn next(self, waymark: Waymark) -> Self {
        self.set(waymark, |step| step.standing = Standing::Next)
    }

    /// Before the step at which the child joined, where nothing else is known of it.
    pub fn before(self, waymark: Waymark) -> Self {
        self.set(waymark, |step| {
            if step.standing == Standing::Ahead {
                step.standing = Standing::Before;
            }
        })
    }

    /// With a word more at a waymark.
    pub fn note(self, waymark: Waymark, note: impl Into<String>) -> Self {
        self.set(waymark, |step| step.note = Some(note.into()))
    }

    /// With this school's name for a waymark.
    pub fn called(self, waymark: Waymark, name: impl Into<String>) -> Self {
        self.set(waymark, |step| step.name = name.into())
    }

    /// With both machines running: where support is, and where the county's process is.
    pub fn both(self, support: impl Into<String>, statutory: impl Into<String>) -> Self {
        Track { support_now: Some(support.into()), statutory_label: Some(statutory.into()), ..self }
    }

    /// The waymarks with this number.
    pub fn at(&self, number: u8) -> Vec<&TrackStep> {
        self.steps.iter().filter(|step| step.waymark.number() == number).collect()
    }

    /// How the child stands to a number, taking the waymark of it that says most.
    pub fn standing(&self, number: u8) -> Standing {
        let of = |wanted| self.at(number).iter().any(|step| step.standing == wanted);
        [Standing::Now, Standing::Been, Standing::Next].into_iter().find(|s| of(*s)).unwrap_or_default()
    }

    /// The waymark shown for the child: the furthest that is now.
    pub fn shown(&self) -> Option<&TrackStep> {
        self.steps.iter().rev().find(|step| step.standing == Standing::Now)
    }

    /// Where the child is, in a line: "6 Intervention monitoring".
    pub fn line(&self) -> String {
        self.shown().map_or_else(
            || "Not begun".to_owned(),
            |step| match &step.note {
                Some(note) => format!("{} {}, {note}", step.waymark.number(), step.name),
                None => format!("{} {}", step.waymark.number(), step.name),
            },
        )
    }

    fn set(mut self, waymark: Waymark, change: impl FnOnce(&mut TrackStep)) -> Self {
        if let Some(step) = self.steps.iter_mut().find(|step| step.waymark == waymark) {
            change(step);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_shown_is_the_furthest_that_is_now() {
        let track = Track::new().now(Waymark::Monitoring, "1 May").now(Waymark::Application, "4 May");
        assert_eq!(track.line(), "7 EHCP application");
        assert_eq!(track.note(Waymark::Application, "week 9").line(), "7 EHCP application, week 9");
        assert_eq!(Track::new().line(), "Not begun");
    }

    #[test]
    fn what_lies_before_the_joining_step_is_said_so_unless_more_is_known() {
        let track = Track::new().now(Waymark::Profile, "1 May").been(Waymark::Concern, "1 April");
        let track = [Waymark::Concern, Waymark::TeacherAdapts].into_iter().fold(track, Track::before);
        let standing = |number: u8| track.at(number)[0].standing;
        assert_eq!(
            (standing(1), standing(2), standing(4)),
            (Standing::Been, Standing::Before, Standing::Ahead)
        );
        assert_eq!((Standing::Before.words(), Standing::Ahead.words()), ("joined later on", "not reached"));
    }

    #[test]
    fn a_number_stands_as_its_waymark_that_says_most() {
        let track = Track::new().been(Waymark::Review, "1 May").next(Waymark::Application);
        assert_eq!(track.standing(7), Standing::Been);
        assert_eq!(track.standing(8), Standing::Ahead);
    }
}
