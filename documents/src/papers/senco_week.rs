//! The SENCO's week on paper: who is off track and why, what was missed, where no data came, what changed.

use domain::progress::chart::Chart;
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, Picture, furniture::Fact, small};

/// A target under a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeekLine {
    /// The child's name.
    pub name: String,
    /// The class.
    pub class: String,
    /// What the child is to do.
    pub will: String,
    /// Why it stands here.
    pub reason: String,
    /// Missed sessions with why.
    pub missed: Vec<String>,
    /// The latest score with its day.
    pub latest: String,
    /// What to do next: "plan a talk"; empty where there is nothing to do.
    pub next: Vec<String>,
    /// The small chart.
    pub picture: Option<Picture>,
    /// The chart in a sentence.
    pub says: String,
}

impl WeekLine {
    /// With this chart.
    #[must_use]
    pub fn chart(self, chart: Option<&Chart>) -> Self {
        let says = chart.map(|chart| chart.text.clone()).unwrap_or_default();
        Self { picture: chart.map(|chart| Picture::drawn(small(chart, false))), says, ..self }
    }
}

/// A heading with its targets.
#[derive(Clone, Debug, Serialize)]
pub struct WeekSection {
    /// The heading.
    pub title: String,
    /// What to do about what stands under it.
    pub what: String,
    /// The targets.
    pub lines: Vec<WeekLine>,
}

/// Something that stands otherwise than a week before.
#[derive(Clone, Debug, Serialize)]
pub struct WeekMove {
    /// The child's name.
    pub name: String,
    /// Of what.
    pub of: String,
    /// How it stood.
    pub before: String,
    /// How it stands.
    pub now: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct SencoWeek {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The data manager's note; empty when there is none.
    pub note: String,
    /// What was corrected after closing.
    pub corrections: Vec<String>,
    /// Sessions entered after closing.
    pub late: Vec<String>,
    /// Targets that stand otherwise than a week before.
    pub moves: Vec<WeekMove>,
    /// Answers about the gap to peers that changed.
    pub gaps: Vec<WeekMove>,
    /// The headings, in the order in which they are read.
    pub sections: Vec<WeekSection>,
    /// How many targets are on track.
    pub on_track: usize,
}

impl Paper for SencoWeek {
    const NAME: &'static str = "senco-week";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        self.sections
            .iter()
            .flat_map(|section| &section.lines)
            .filter_map(|line| line.picture.as_ref())
            .collect()
    }
}

pub(super) const KIND: Kind = Kind {
    name: SencoWeek::NAME,
    title: "The week",
    for_whom: "the SENCO, and a class teacher of their own class",
    samples: &[("typical", || sheet(&typical())), ("empty", || sheet(&empty())), ("ugly", || sheet(&ugly()))],
};

fn empty() -> SencoWeek {
    SencoWeek {
        furniture: samples::bare("The week"),
        note: String::new(),
        corrections: Vec::new(),
        late: Vec::new(),
        moves: Vec::new(),
        gaps: Vec::new(),
        sections: Vec::new(),
        on_track: 0,
    }
}

fn typical() -> SencoWeek {
    let line = |name: &str, will: &str, reason: &str| WeekLine {
        name: name.to_owned(),
        class: "4 Oak".to_owned(),
        will: will.to_owned(),
        reason: reason.to_owned(),
        latest: "27 words a minute, Tue 24 Nov".to_owned(),
        next: ["Plan a talk", "Change the provision"].map(str::to_owned).to_vec(),
        ..WeekLine::default()
    };
    let chart = samples::reading_chart("Reading");
    let off = WeekLine {
        picture: Some(chart.picture),
        says: chart.text,
        ..line(
            "Siân Łukasiewicz-O’Shea",
            "Read words from a Year 2 text aloud",
            "The last 4 scores (26, 26, 27, 27) are all under the aim line.",
        )
    };
    let missed = WeekLine {
        missed: vec![
            "Fri 20 Nov: not run: the hall was in use".to_owned(),
            "Wed 18 Nov: child absent".to_owned(),
        ],
        ..line(
            "Tobi Adeyemi",
            "Follow an instruction with two steps the first time",
            "4 of 8 planned sessions (50%) took place in the last four school weeks, under 80%.",
        )
    };
    let change = |name: &str, of: &str, before: &str, now: &str| WeekMove {
        name: name.to_owned(),
        of: of.to_owned(),
        before: before.to_owned(),
        now: now.to_owned(),
    };
    SencoWeek {
        furniture: Furniture {
            facts: vec![
                Fact::new("Sessions entered", "22 of 23, 5 not run"),
                Fact::new("Off track", "1"),
                Fact::new("Sessions missed", "1"),
            ],
            ..Furniture::new(
                samples::SCHOOL,
                "The week",
                "Monday 23 November to Friday 27 November 2026",
                samples::TODAY,
            )
        },
        note: "Two sheets came on paper.".to_owned(),
        corrections: vec!["One sheet was typed twice; put right.".to_owned()],
        late: vec!["Language group, Wed 25 Nov".to_owned()],
        moves: vec![change("Tobi Adeyemi", "Follow an instruction", "on track", "sessions missed")],
        gaps: vec![change("Cerys Hughes", "Reading: Has the gap to peers closed?", "no", "yes")],
        sections: vec![
            WeekSection {
                title: "Off track".to_owned(),
                what: "Discuss a change of teaching.".to_owned(),
                lines: vec![off],
            },
            WeekSection {
                title: "Sessions missed".to_owned(),
                what: "Too few sessions took place to judge. That says nothing about the child.".to_owned(),
                lines: vec![missed],
            },
        ],
        on_track: 4,
    }
}

fn ugly() -> SencoWeek {
    let line = || WeekLine {
        name: samples::ugly_name(),
        class: samples::ugly_line(),
        will: samples::ten_pages(),
        reason: samples::ugly_line(),
        missed: vec![samples::ugly_line(); 4],
        latest: samples::ugly_line(),
        next: vec![samples::ugly_line(); 2],
        picture: None,
        says: String::new(),
    };
    let section = |_| WeekSection {
        title: samples::ugly_line(),
        what: String::new(),
        lines: (0..8).map(|_| line()).collect(),
    };
    SencoWeek {
        furniture: samples::ugly("The week"),
        note: samples::ugly_line(),
        corrections: vec![samples::ugly_line(), String::new()],
        late: vec![samples::ugly_name()],
        moves: vec![WeekMove {
            name: samples::ugly_name(),
            of: samples::ugly_line(),
            before: String::new(),
            now: samples::ugly_line(),
        }],
        gaps: Vec::new(),
        sections: (0..3).map(section).collect(),
        on_track: 100_000,
    }
}
