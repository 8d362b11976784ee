//! What samples are made of: an invented child, ugly names and texts, a chart. For samples and tests only.

use domain::{
    Date, date,
    progress::{
        AimLine, Direction, Score, ScoredOn,
        chart::{self, Holiday, Series},
    },
};

use crate::{Furniture, Picture, chart::OnPaper, furniture::Fact};

pub use super::{
    annual_review::typical as annual_review,
    ehc_request_samples::{of_pages as ehc_request_of, typical as ehc_request},
    iep::typical as iep,
    one_page_profile::typical as one_page_profile,
};

/// The day of every sample.
pub const TODAY: Date = date(2026, 11, 27);

/// The school of every sample.
pub const SCHOOL: &str = "Larkmead Primary School";

/// Where it is, and how it is called.
pub const ADDRESS: &str = "Meadow Lane\nLarkmead MD1 2AB\nTelephone 01632 960 001";

/// Its logo: a lark, more or less.
#[must_use]
pub fn logo() -> Picture {
    Picture::drawn(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 32\" width=\"64\" height=\"32\"><rect width=\"64\" \
         height=\"32\" rx=\"6\" fill=\"#33418f\"/><path d=\"M8 20q10-14 20-4q10-10 24-6q-10 14-24 12q-8 4-20-2z\" \
         fill=\"#f6b44b\"/></svg>"
            .to_owned(),
    )
}

/// Furniture of a usual child's paper.
#[must_use]
pub fn usual(title: &str) -> Furniture {
    Furniture {
        facts: vec![
            Fact::new("Class", "4 Oak (Year 4)"),
            Fact::new("Date of birth", "14 March 2018"),
            Fact::new("SEN status", "SEN support"),
        ],
        version: "Version 2".to_owned(),
        ..Furniture::new(SCHOOL, title, "Siân Łukasiewicz-O’Shea", TODAY)
    }
}

/// The furniture of a paper for parents: whom to ask, what they need.
#[must_use]
pub fn for_parents(title: &str) -> Furniture {
    Furniture { signposts: signposts(), ..usual(title) }
}

/// Whom parents can ask.
#[must_use]
pub fn signposts() -> Vec<Fact> {
    vec![
        Fact::new(
            "Independent advice (SENDIASS)",
            "Meadshire SENDIASS gives free, confidential and impartial advice: 01632 960123, advice@sendiass.example",
        ),
        Fact::new(
            "The local offer",
            "What is there for children with SEND in Meadshire: www.meadshire.example/local-offer",
        ),
        Fact::new(
            "If you are not happy",
            "Talk to the SENCO or the head first. How to complain: the school’s office has the policy.",
        ),
    ]
}

/// Furniture with nothing in it.
#[must_use]
pub fn bare(title: &str) -> Furniture {
    Furniture::new("", title, "", TODAY)
}

/// Furniture of a child with an ugly name, in a school with a long one.
#[must_use]
pub fn ugly(title: &str) -> Furniture {
    Furniture {
        school: "The Very Reverend Bartholomew Featherstonehaugh-Cholmondeley Voluntary Aided Primary School with Nursery and Specially Resourced Provision".to_owned(),
        facts: vec![
            Fact::new("Class", "🦊 Foxes & <Badgers> #1 *bold* _under_ $x^2$ \\n"),
            Fact::new("Date of birth", "29 February 2016"),
            Fact::new("اسم", "عائشة بنت محمد"),
        ],
        version: "Version 4294967295".to_owned(),
        draft: "Draft: not signed off, “so to speak” — 100% #draft".to_owned(),
        made_for: "Home language: العربية. An interpreter is wanted. Large print is wanted.".to_owned(),
        signposts: vec![Fact::new("SENDIASS", "x".repeat(1000)), Fact::new("", "")],
        ..Furniture::new("", title, ugly_name(), TODAY)
    }
}

/// A name of 300 letters without a space at its end, with letters of many scripts.
#[must_use]
pub fn ugly_name() -> String {
    let name = "Wolfeschlegelsteinhausenbergerdorff-Żółćiński 👩\u{200d}👩\u{200d}👧 عبد الرحمن 𓀀𓀁 李小龍 "
        .to_owned();
    let rest = "Hubert".repeat(60);
    (name + &rest).chars().take(300).collect()
}

/// A line with everything that could be taken for markup.
#[must_use]
pub fn ugly_line() -> String {
    "#panic(\"no\") *bold* _it_ `raw` $1/0$ = Heading @ref <label> \\u{0} // comment /* no */ \u{202e}backwards\u{202c} Z\u{335}\u{336}\u{337}\u{338}\u{339}\u{33a}a 🧑🏽\u{200d}🏫 żółw جمل 𓂀 \u{e123}".to_owned()
}

/// Ten pages of notes.
#[must_use]
pub fn ten_pages() -> String {
    let mut text = String::new();
    for day in 1..=120 {
        text.push_str(&format!(
            "- Day {day}: Read with an adult for twenty minutes and then on their own; asked for help twice, and said “it is easier when it is quiet”.\n"
        ));
        if day % 10 == 0 {
            text.push_str(&format!(
                "\nA longer note without any break at all {} and so on.\n\n",
                "und".repeat(90)
            ));
        }
    }
    text
}

/// A chart of nine weeks of reading.
#[must_use]
pub fn reading_chart(title: &str) -> OnPaper {
    chart_of(title, 0)
}

/// The same with other scores, for measuring.
#[must_use]
pub fn chart_of(title: &str, other: usize) -> OnPaper {
    let shift = i32::try_from(other % 17).unwrap_or_default();
    let scores = [
        (date(2026, 9, 7), 21),
        (date(2026, 9, 14), 23),
        (date(2026, 9, 21), 22),
        (date(2026, 9, 28), 27),
        (date(2026, 10, 5), 26),
        (date(2026, 10, 12), 31),
        (date(2026, 11, 2), 29),
        (date(2026, 11, 9), 33),
        (date(2026, 11, 16), 38),
    ]
    .map(|(on, words)| ScoredOn::new(on, Score::whole(words + shift)));
    let ends = |on: Date, words| ScoredOn::new(on, Score::whole(words));
    let aim =
        AimLine::new(ends(date(2026, 9, 21), 22), ends(date(2026, 12, 18), 45), Some(Direction::Increase))
            .ok();
    let series = Series {
        measure: "Words read in a minute",
        direction: Direction::Increase,
        scores: &scores,
        aim: aim.as_ref(),
        phases: &[(date(2026, 9, 24), "Reading group, four times a week".to_owned())],
        holidays: &[Holiday {
            from: date(2026, 10, 26),
            to: date(2026, 10, 30),
            name: "Half term".to_owned(),
        }],
        missed: &[(date(2026, 10, 20), "School trip".to_owned())],
        scale: None,
        days: None,
        today: TODAY,
    };
    OnPaper::new(title, &chart::lay_out(&series, crate::chart::WIDTH, crate::chart::HEIGHT))
}
