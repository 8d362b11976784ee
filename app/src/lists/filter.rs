//! What a list is narrowed by, and what it can be narrowed by.

use domain::{ClassId, census::SenType, people::YearGroup};

use super::{ChildRow, SenStatus};

/// What a list is narrowed by; nothing chosen shows everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this class.
    pub class: Option<ClassId>,
    /// Only this year group.
    pub year: Option<YearGroup>,
    /// Only this main type of need.
    pub need: Option<SenType>,
    /// Only this status.
    pub status: Option<SenStatus>,
    /// Those who have left, and not those who are here.
    pub left: bool,
}

impl Filter {
    /// The word in addresses and forms for those who have left, beside the letters of the statuses.
    pub const LEFT: &'static str = "left";
}

impl Filter {
    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a child passes.
    #[must_use]
    pub fn holds(&self, row: &ChildRow) -> bool {
        fn same<T: PartialEq>(wanted: Option<T>, is: Option<T>) -> bool {
            wanted.is_none() || wanted == is
        }
        same(self.class, row.class_id)
            && same(self.year, Some(row.year))
            && same(self.need, row.need)
            && same(self.status, Some(row.status))
    }
}

/// What there is to choose from: only what some child of the list has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Classes with their names, by year group and name.
    pub classes: Vec<(ClassId, String)>,
    /// Year groups.
    pub years: Vec<YearGroup>,
    /// Main types of need, in census order.
    pub needs: Vec<SenType>,
    /// Statuses.
    pub statuses: Vec<SenStatus>,
    /// Whether those who have left can be asked for.
    pub leavers: bool,
}

impl Narrowing {
    /// What the children of a list can be narrowed by.
    #[must_use]
    pub fn of<'a>(rows: impl Iterator<Item = &'a ChildRow> + Clone) -> Self {
        fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
            let mut values: Vec<T> = values.collect();
            values.sort();
            values.dedup();
            values
        }
        let mut classes: Vec<_> =
            rows.clone().filter_map(|row| Some((row.class.clone(), row.class_id?, row.year))).collect();
        classes.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
        classes.dedup_by_key(|(_, id, _)| *id);
        classes.sort_by(|a, b| (a.2, &a.0).cmp(&(b.2, &b.0)));
        Self {
            classes: classes.into_iter().map(|(name, id, _)| (id, name)).collect(),
            years: sorted(rows.clone().map(|row| row.year)),
            needs: sorted(rows.clone().filter_map(|row| row.need)),
            statuses: sorted(rows.map(|row| row.status)),
            leavers: false,
        }
    }
}
