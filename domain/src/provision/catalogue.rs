//! The catalogue of interventions: what each is, its usual dose, who runs it, how it is measured, how sure one can be.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Tier;
use crate::{
    Date,
    calendar::{
        SchoolCalendar,
        count::{days_after, monday_of},
    },
    census::sen_type::AreaOfNeed,
};

const DATA: &str = include_str!("../data/interventions.toml");

static SHIPPED: LazyLock<Vec<Intervention>> = LazyLock::new(|| {
    let file: File = toml::from_str(DATA).expect("interventions.toml holds interventions");
    file.interventions
});

#[derive(Deserialize)]
struct File {
    #[serde(rename = "intervention")]
    interventions: Vec<Intervention>,
}

/// An intervention of the catalogue.
///
/// # Source
/// `data/interventions.toml`; `pathway.md`, step 5.
///
/// # Example
/// ```
/// # use domain::provision::Intervention;
/// let fluency = Intervention::shipped("reading-fluency").unwrap();
/// assert_eq!(fluency.dose_in_words(), "3 × 20 minutes a week for 10 weeks");
/// assert_eq!(fluency.group_in_words(), "2 to 4 children");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervention {
    /// Stable: provisions keep it.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The area of need that it is for.
    pub area: Option<AreaOfNeed>,
    /// How far it goes beyond what every child has.
    pub tier: Tier,
    /// What is done.
    pub what: String,
    /// Minutes of a session.
    pub minutes: u32,
    /// Sessions a week.
    pub per_week: u32,
    /// Weeks of a usual run.
    pub weeks: u32,
    /// The smallest and the largest group.
    pub group: [u32; 2],
    /// Who runs it.
    pub who: String,
    /// What is measured at the start.
    pub entry: String,
    /// What is measured at the end.
    pub exit: String,
    /// How sure one can be that it helps, in plain words.
    pub evidence: String,
    /// What an hour of its staff costs, in pence, where that is another rate than their roles'; 0 where it is not.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub hourly_pence: i64,
    /// What its resources cost a new group, in pence.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub resources_pence: i64,
    /// Whether the school no longer offers it: groups that run keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// The most that an hour costs, in pence; resources cost at most a hundred times that.
const DEAREST_HOUR: i64 = 100_000;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_nothing(pence: &i64) -> bool {
    *pence == 0
}

/// What is wrong with an intervention, at which box.
pub type InterventionFault = (&'static str, &'static str);

impl Intervention {
    /// Every intervention that is shipped, in the order of the file.
    #[must_use]
    pub fn all_shipped() -> &'static [Intervention] {
        &SHIPPED
    }

    /// The shipped intervention of a code.
    #[must_use]
    pub fn shipped(code: &str) -> Option<&'static Intervention> {
        SHIPPED.iter().find(|one| one.code == code)
    }

    /// Its usual dose: "3 × 20 minutes a week for 10 weeks".
    #[must_use]
    pub fn dose_in_words(&self) -> String {
        format!("{} × {} minutes a week for {} weeks", self.per_week, self.minutes, self.weeks)
    }

    /// The last day of a usual run that begins on a day: the Friday of its last school week; where the terms are not
    /// known, of its last week.
    ///
    /// # Example
    /// ```
    /// # use domain::{calendar::SchoolCalendar, provision::Intervention, date};
    /// let speech = Intervention { weeks: 12, ..Intervention::default() };
    /// // Half term lies between.
    /// assert_eq!(speech.usual_until(date(2026, 9, 7), SchoolCalendar::shipped()), date(2026, 12, 4));
    /// ```
    #[must_use]
    pub fn usual_until(&self, from: Date, calendar: &SchoolCalendar) -> Date {
        let before = usize::try_from(self.weeks.saturating_sub(1)).unwrap_or(usize::MAX);
        let weeks = calendar.school_weeks(from, days_after(from, 800));
        let last = weeks.get(before).map(|week| week.monday);
        let in_a_row = i32::try_from(before).unwrap_or(0).saturating_mul(7);
        days_after(last.unwrap_or_else(|| days_after(monday_of(from), in_a_row)), 4)
    }

    /// Its usual group: "2 to 4 children".
    #[must_use]
    pub fn group_in_words(&self) -> String {
        match self.group {
            [1, 1] => "One child".to_owned(),
            [from, to] if from == to => format!("{from} children"),
            [from, to] => format!("{from} to {to} children"),
        }
    }

    /// What is wrong with it, each at its box.
    #[must_use]
    pub fn faults(&self) -> Vec<InterventionFault> {
        let mut faults = Vec::new();
        let mut wrong = |is: bool, field, sentence| {
            if is {
                faults.push((field, sentence));
            }
        };
        let long = |text: &str, most: usize| text.chars().count() > most;
        wrong(self.name.trim().is_empty(), "name", "Give it a name");
        wrong(long(&self.name, 100), "name", "Write a name of at most 100 letters");
        wrong(!(1..=480).contains(&self.minutes), "minutes", "Give the minutes of a session, from 1 to 480");
        wrong(!(1..=10).contains(&self.per_week), "per-week", "Give the sessions a week, from 1 to 10");
        wrong(!(1..=60).contains(&self.weeks), "weeks", "Give the weeks of a usual run, from 1 to 60");
        let [from, to] = self.group;
        wrong(
            from == 0 || to < from || to > 60,
            "group-to",
            "Give the smallest and the largest group, like 2 and 4",
        );
        wrong(
            !(0..=DEAREST_HOUR).contains(&self.hourly_pence),
            "hourly",
            "Give what an hour costs, up to £1,000",
        );
        wrong(
            !(0..=100 * DEAREST_HOUR).contains(&self.resources_pence),
            "resources",
            "Give what the resources cost, up to £100,000",
        );
        for (field, text) in [
            ("what", &self.what),
            ("who", &self.who),
            ("entry", &self.entry),
            ("exit", &self.exit),
            ("evidence", &self.evidence),
        ] {
            wrong(long(text, 2000), field, "Write at most 2,000 letters");
        }
        faults
    }
}

/// The catalogue of a school: the shipped one, with the school's own words over it and its own interventions after it.
#[must_use]
pub fn catalogue(own: &[Intervention]) -> Vec<Intervention> {
    let mut all: Vec<Intervention> = SHIPPED
        .iter()
        .map(|shipped| own.iter().find(|one| one.code == shipped.code).unwrap_or(shipped).clone())
        .collect();
    all.extend(own.iter().filter(|one| Intervention::shipped(&one.code).is_none()).cloned());
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_shipped_catalogue() {
        let all = Intervention::all_shipped();
        assert!((55..=70).contains(&all.len()), "{}", all.len());
        let codes: BTreeSet<&str> = all.iter().map(|one| one.code.as_str()).collect();
        let names: BTreeSet<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((codes.len(), names.len()), (all.len(), all.len()));
        for one in all {
            assert!(one.faults().is_empty(), "{}: {:?}", one.code, one.faults());
            for text in [&one.what, &one.who, &one.entry, &one.exit, &one.evidence] {
                assert!(!text.is_empty(), "{}", one.code);
            }
        }
        for area in AreaOfNeed::ALL {
            for tier in [Tier::Targeted, Tier::Specialist] {
                assert!(
                    all.iter().any(|one| one.area == Some(area) && one.tier == tier),
                    "{area:?} {tier:?}"
                );
            }
        }
        assert!(all.iter().any(|one| one.tier == Tier::Universal));
    }

    #[test]
    fn a_schools_words_stand_over_the_shipped_ones() {
        let own = |code: &str, name: &str| Intervention {
            code: code.to_owned(),
            name: name.to_owned(),
            ..Intervention::shipped("reading-fluency").unwrap().clone()
        };
        let all = catalogue(&[own("reading-fluency", "Fast reading"), own("ours-1", "Chess club")]);
        assert_eq!(all.len(), Intervention::all_shipped().len() + 1);
        assert!(all.iter().any(|one| one.name == "Fast reading"));
        assert_eq!(all.last().unwrap().name, "Chess club");
        assert!(!all.iter().any(|one| one.name == "Reading for fluency"));
    }

    #[test]
    fn each_fault_at_its_box() {
        let good = Intervention::shipped("reading-fluency").unwrap().clone();
        let table = [
            (Intervention { name: " ".into(), ..good.clone() }, "name"),
            (Intervention { name: "x".repeat(101), ..good.clone() }, "name"),
            (Intervention { minutes: 0, ..good.clone() }, "minutes"),
            (Intervention { per_week: 11, ..good.clone() }, "per-week"),
            (Intervention { weeks: 0, ..good.clone() }, "weeks"),
            (Intervention { group: [4, 2], ..good.clone() }, "group-to"),
            (Intervention { group: [0, 2], ..good.clone() }, "group-to"),
            (Intervention { evidence: "x".repeat(2001), ..good.clone() }, "evidence"),
            (Intervention { hourly_pence: -1, ..good.clone() }, "hourly"),
            (Intervention { hourly_pence: 100_001, ..good.clone() }, "hourly"),
            (Intervention { resources_pence: 10_000_001, ..good.clone() }, "resources"),
        ];
        for (one, field) in table {
            assert_eq!(one.faults().iter().map(|(field, _)| *field).collect::<Vec<_>>(), [field]);
        }
        let words = |group| Intervention { group, ..good.clone() }.group_in_words();
        assert_eq!((words([1, 1]), words([3, 3])), ("One child".to_owned(), "3 children".to_owned()));
    }
}
