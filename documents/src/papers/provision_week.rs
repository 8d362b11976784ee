//! The provision map as a week: a grid of days and times, for the whole of a map or for each adult, and how full each
//! adult's week is.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// How full an adult's week is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FullWeek {
    /// Who.
    pub name: String,
    /// Time with children.
    pub taught: String,
    /// Time of preparation.
    pub preparation: String,
    /// The hours of the contract; empty when they are not written down.
    pub contracted: String,
    /// What is left, or how much is too much.
    pub left: String,
    /// How full it is: "104% planned".
    pub full: String,
}

/// A group in a week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InWeek {
    /// What it is.
    pub name: String,
    /// What else is to be said of it, a line each: until when, where, by whom, for whom, who is booked twice.
    pub said: String,
}

/// What starts at one time of a week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeekTime {
    /// When it starts; empty when no time is set.
    pub time: String,
    /// The groups of each day, in the order of [`ProvisionWeek::days`].
    pub days: Vec<Vec<InWeek>>,
}

/// One week of the paper.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OneWeek {
    /// Whose: an adult's name; or the map's.
    pub whose: String,
    /// Its times, from the first to the last.
    pub times: Vec<WeekTime>,
}

/// The weeks.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionWeek {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The days, in words.
    pub days: Vec<String>,
    /// How full each adult's week is; empty where adults are not counted.
    pub full: Vec<FullWeek>,
    /// The weeks.
    pub weeks: Vec<OneWeek>,
}

impl Paper for ProvisionWeek {
    const NAME: &'static str = "provision-week";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: ProvisionWeek::NAME,
    title: "Provision in a week",
    for_whom: "the school, a class, each adult who runs groups",
    samples: &[
        ("typical", || sheet(&typical())),
        ("whole-map", || sheet(&ProvisionWeek { full: Vec::new(), ..typical() })),
        ("empty", || {
            sheet(&ProvisionWeek {
                furniture: samples::bare("Provision in a week"),
                days: days(),
                full: Vec::new(),
                weeks: Vec::new(),
            })
        }),
        ("ugly", || sheet(&ugly())),
    ],
};

fn days() -> Vec<String> {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(str::to_owned).to_vec()
}

fn typical() -> ProvisionWeek {
    let group = |name: &str, said: &str| InWeek { name: name.to_owned(), said: said.to_owned() };
    let time = |time: &str, at: &[usize], one: &InWeek| WeekTime {
        time: time.to_owned(),
        days: (0..5).map(|day| if at.contains(&day) { vec![one.clone()] } else { Vec::new() }).collect(),
    };
    let full = |name: &str, words: [&str; 5]| {
        let [taught, preparation, contracted, left, full] = words.map(str::to_owned);
        FullWeek { name: name.to_owned(), taught, preparation, contracted, left, full }
    };
    let reading = group("Reading fluency", "to 09:20, Library corner");
    let talk = group("Talk partners", "to 10:45, Room 4\nBooked twice");
    ProvisionWeek {
        furniture: Furniture::new(samples::SCHOOL, "Adults’ weeks", "The whole school", samples::TODAY),
        days: days(),
        full: vec![
            full("Leila Okoro", ["4 hours", "40 minutes", "25 hours", "20 hours 20 minutes", "18% planned"]),
            full("Tom Osei", ["1 hour", "", "1 hour", "10 minutes too much", "116% planned"]),
            full("Ann Patel", ["50 minutes", "", "", "", "Hours not written down"]),
        ],
        weeks: vec![
            OneWeek {
                whose: "Leila Okoro".to_owned(),
                times: vec![
                    time("09:00", &[0, 2, 4], &reading),
                    time("10:30", &[1, 2], &talk),
                    time("", &[3], &group("Meet and greet", "No time set")),
                ],
            },
            OneWeek { whose: "Tom Osei".to_owned(), times: vec![time("10:30", &[1], &talk)] },
            OneWeek { whose: "Ann Patel".to_owned(), times: Vec::new() },
        ],
    }
}

fn ugly() -> ProvisionWeek {
    let group = |at: usize| InWeek {
        name: if at.is_multiple_of(2) { samples::ugly_name() } else { samples::ugly_line() },
        said: if at == 3 { samples::ten_pages() } else { samples::ugly_line() },
    };
    let full = FullWeek {
        name: samples::ugly_name(),
        taught: samples::ugly_line(),
        preparation: "w".repeat(200),
        contracted: samples::ugly_line(),
        left: samples::ugly_line(),
        full: samples::ugly_line(),
    };
    let times = (0..4)
        .map(|at| WeekTime {
            time: if at == 0 { samples::ugly_line() } else { String::new() },
            // Fewer and more days than the paper has.
            days: (0..at * 3).map(|day| vec![group(at), group(day)]).collect(),
        })
        .collect();
    ProvisionWeek {
        furniture: samples::ugly("Provision in a week"),
        days: days(),
        full: vec![full, FullWeek::default()],
        weeks: vec![OneWeek { whose: samples::ugly_name(), times }, OneWeek::default()],
    }
}
