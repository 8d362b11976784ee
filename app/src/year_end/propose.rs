//! What happens to each class at the end of the year: where it goes, or that it leaves; who teaches it next.

use domain::{
    ClassId, Date, UserId,
    calendar::{AcademicYear, SchoolCalendar},
    people::{Class, YearGroup},
};
use serde::{Deserialize, Serialize};

/// What happens to one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassMove {
    /// The class of this year.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Its year group.
    pub year: YearGroup,
    /// The name of the class that its children go to; none when they leave the school.
    pub to: Option<String>,
    /// Who teaches that class next year.
    pub teacher: Option<UserId>,
}

/// A year end as a person filled it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearEndForm {
    /// The year that ends, by the calendar year in which it starts.
    pub from_year: i16,
    /// From which day next year's teachers may read about the children who come to them.
    pub reads_from: Option<Date>,
    /// The last day on the roll of those who leave.
    pub leave_on: Date,
    /// What happens to each class.
    pub moves: Vec<ClassMove>,
}

/// A year end that could be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearEnd {
    /// The year that ends.
    pub year: AcademicYear,
    /// Its last school day, when the calendar knows it.
    pub last_day: Option<Date>,
    /// The form to start from.
    pub form: YearEndForm,
}

/// The oldest year group of a phase.
fn last_year_group(phase: &str, classes: &[Class]) -> YearGroup {
    let oldest = classes.iter().map(|class| class.year).max().unwrap_or(YearGroup(6));
    match phase {
        "nursery" => YearGroup(-1),
        "infant" => YearGroup(2),
        "first" => oldest.max(YearGroup(4)),
        "junior" | "primary" => YearGroup(6),
        _ => oldest,
    }
}

/// The name of a class a year later: "3 Hazel" becomes "4 Hazel", "R Oak" "1 Oak"; others keep their name.
#[must_use]
pub fn next_name(class: &Class) -> String {
    let name = class.name.trim();
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let lower = name.to_lowercase();
    if !digits.is_empty() {
        if digits.parse() == Ok(class.year.0) {
            return format!("{}{}", class.year.0 + 1, &name[digits.len()..]);
        }
    } else if let (true, Some(rest)) = (class.year == YearGroup::RECEPTION, lower.strip_prefix("reception")) {
        let kept = name.len().saturating_sub(rest.len());
        return format!("1{}", name.get(kept..).unwrap_or_default());
    } else if let (true, Some(rest)) = (class.year == YearGroup::RECEPTION, name.strip_prefix('R')) {
        return format!("1{rest}");
    } else if lower.starts_with("year ") && name.is_char_boundary(5) {
        let rest = &name[5..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if digits.parse() == Ok(class.year.0) {
            return format!("Year {}{}", class.year.0 + 1, &rest[digits.len()..]);
        }
    }
    name.to_owned()
}

/// Proposes what happens to the classes of a year.
#[must_use]
pub fn propose(phase: &str, classes: &[Class], year: AcademicYear, calendar: &SchoolCalendar) -> YearEnd {
    let last_day = calendar.school_year(year).and_then(|known| known.terms.last()).map(|term| term.to);
    let oldest = last_year_group(phase, classes);
    let moves = classes
        .iter()
        .map(|class| ClassMove {
            class: class.id,
            name: class.name.clone(),
            year: class.year,
            to: (class.year < oldest).then(|| next_name(class)),
            teacher: None,
        })
        .collect();
    YearEnd {
        year,
        last_day,
        form: YearEndForm {
            from_year: year.starts_in(),
            reads_from: None,
            leave_on: last_day.unwrap_or(year.last_day()),
            moves,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_next_year() {
        for (name, year, next) in [
            ("3 Hazel", 3, "4 Hazel"),
            ("4B", 4, "5B"),
            ("R Oak", 0, "1 Oak"),
            ("Reception Oak", 0, "1 Oak"),
            ("Year 2 Elm", 2, "Year 3 Elm"),
            ("Hazel", 3, "Hazel"),
            ("3/4 Elm", 4, "3/4 Elm"),
        ] {
            let class = Class {
                id: ClassId::new(1, &[0; 10]),
                name: name.to_owned(),
                year: YearGroup(year),
                academic_year: 2026,
            };
            assert_eq!(next_name(&class), next, "{name}");
        }
    }
}
