//! A provision: an intervention group or a daily classroom strategy, with its staff and its children's places.

use serde::{Deserialize, Serialize};

use crate::{ClassId, Date, ProvisionId, PupilId, TargetId, UserId, census::sen_type::AreaOfNeed};

/// How far a provision goes beyond what every child has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// For every child: high quality teaching.
    Universal,
    /// For some: a group with a target.
    #[default]
    Targeted,
    /// For one or few, with a specialist.
    Specialist,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Tier; 3] = [Tier::Universal, Tier::Targeted, Tier::Specialist];

    /// The code in forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Tier::Universal => "universal",
            Tier::Targeted => "targeted",
            Tier::Specialist => "specialist",
        }
    }

    /// The word on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Universal => "Universal",
            Tier::Targeted => "Targeted",
            Tier::Specialist => "Specialist",
        }
    }

    /// The tier of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Tier::ALL.into_iter().find(|tier| tier.code() == code)
    }
}

/// A child's place in a provision, and the target that it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The child.
    pub pupil: PupilId,
    /// The target.
    pub target: Option<TargetId>,
    /// Since when.
    pub from_on: Date,
    /// Until when; open while the provision runs.
    pub until_on: Option<Date>,
}

impl Place {
    /// Whether the child has the place on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }

    /// Whether the child keeps it after a day: it has not ended, and does not end with that day.
    #[must_use]
    pub fn goes_on_after(&self, day: Date) -> bool {
        self.until_on.is_none_or(|until| day < until)
    }

    /// Whether it ended before it began: taken back, nothing was held in it.
    #[must_use]
    pub fn never_was(&self) -> bool {
        self.until_on.is_some_and(|until| until < self.from_on)
    }
}

/// A provision with its staff and places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its id.
    pub id: ProvisionId,
    /// What it is called.
    pub name: String,
    /// The area of need.
    pub area: Option<AreaOfNeed>,
    /// How far it goes beyond what every child has.
    pub tier: Tier,
    /// What is done.
    pub description: String,
    /// Where.
    pub place: String,
    /// Weekdays: 1 Monday to 5 Friday.
    pub weekdays: Vec<u8>,
    /// The time of day, `hh:mm`, when set.
    pub starts_at: String,
    /// Minutes of a session.
    pub minutes: u32,
    /// Minutes of preparation for each session.
    pub preparation_minutes: u32,
    /// What an hour of its staff costs, in pence.
    pub hourly_pence: i64,
    /// What its resources cost, in pence.
    pub resources_pence: i64,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub until_on: Date,
    /// Who runs it.
    pub staff: Vec<UserId>,
    /// Whose places it has.
    pub places: Vec<Place>,
    /// The intervention of the catalogue that it is, by its code; empty when it is none.
    pub intervention: String,
    /// The lesson that its children miss meanwhile; empty when none.
    pub misses: String,
    /// The class that has it whole: its children need no places.
    pub class: Option<ClassId>,
    /// The provision that it goes on from, when it was moved, copied or started again.
    pub follows: Option<ProvisionId>,
    /// The version.
    pub version: u32,
}

impl Provision {
    /// A provision of which nothing is said yet.
    #[must_use]
    pub fn new(id: ProvisionId) -> Self {
        Self {
            id,
            name: String::new(),
            area: None,
            tier: Tier::default(),
            description: String::new(),
            place: String::new(),
            weekdays: Vec::new(),
            starts_at: String::new(),
            minutes: 0,
            preparation_minutes: 0,
            hourly_pence: 0,
            resources_pence: 0,
            from_on: Date::default(),
            until_on: Date::default(),
            staff: Vec::new(),
            places: Vec::new(),
            intervention: String::new(),
            misses: String::new(),
            class: None,
            follows: None,
            version: 0,
        }
    }

    /// Whether it runs on a day: within its dates and on one of its weekdays.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.from_on <= day
            && day <= self.until_on
            && self.weekdays.contains(&day.weekday().to_monday_one_offset().unsigned_abs())
    }

    /// Whether its last day has not passed.
    #[must_use]
    pub fn runs_still(&self, today: Date) -> bool {
        today <= self.until_on
    }

    /// The children who have a place on a day.
    pub fn children_on(&self, day: Date) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| place.holds_on(day))
    }

    /// Its weekdays in words: "Mon, Wed and Fri"; "Every day".
    #[must_use]
    pub fn days_in_words(&self) -> String {
        let mut days = self.weekdays.clone();
        days.sort_unstable();
        days.dedup();
        if days == [1, 2, 3, 4, 5] {
            return "Every day".to_owned();
        }
        let names: Vec<&str> = days.iter().map(|day| &weekday_name(*day)[..3]).collect();
        crate::pathway::facts::and(&names).unwrap_or_else(|| "No day set".to_owned())
    }

    /// How much of it a child has in a week: "3 × 20 minutes".
    #[must_use]
    pub fn dose_in_words(&self) -> String {
        format!("{} × {} minutes", self.weekdays.len(), self.minutes)
    }
}

/// The name of a weekday, 1 Monday to 7 Sunday.
#[must_use]
pub const fn weekday_name(day: u8) -> &'static str {
    match day {
        1 => "Monday",
        2 => "Tuesday",
        3 => "Wednesday",
        4 => "Thursday",
        5 => "Friday",
        6 => "Saturday",
        _ => "Sunday",
    }
}

/// A time of day in minutes after midnight: `9:05`, `09.05`, `14:30`; none when it is no time.
///
/// # Example
/// ```
/// # use domain::provision::starts_at;
/// assert_eq!(starts_at("9:05"), Some(545));
/// assert_eq!(starts_at("24:00"), None);
/// ```
#[must_use]
pub fn starts_at(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once([':', '.'])?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hours) || minutes.len() != 2 || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
