//! The session sheets of a week: a page a group, to tick and write on and to be typed in.

use documents::{
    Furniture, Sheet,
    furniture::Fact,
    papers::{OnSessionSheet, SessionSheet},
};
use domain::{Date, Now, calendar::count::monday_of, people::Namesakes};

use super::of_school;
use crate::{SchoolInfo, teaching::WeekSheet, time_in_words};

/// The papers of these sheets; one that says so when there is none.
#[must_use]
pub fn session_sheets(info: &SchoolInfo, now: Now, day: Date, sheets: &[WeekSheet]) -> Vec<Sheet> {
    let furniture = |about: &str| Furniture {
        version: format!("Week of {}", time_in_words::day(monday_of(day))),
        ..of_school(info, "Session sheet", about, now.today)
    };
    if sheets.is_empty() {
        let (sessions, children) = (Vec::new(), Vec::new());
        return vec![Sheet::from(&SessionSheet { furniture: furniture(""), sessions, children })];
    }
    sheets.iter().map(|sheet| of(sheet, furniture(&sheet.provision.name))).collect()
}

fn of(sheet: &WeekSheet, furniture: Furniture) -> Sheet {
    let namesakes = Namesakes::of(sheet.children.iter().map(|child| &child.pupil));
    let facts = [
        Fact::new("Adult", sheet.staff.join(", ")),
        Fact::new("Room", sheet.provision.place.as_str()),
        Fact::new("When", sheet.when()),
    ];
    Sheet::from(&SessionSheet {
        furniture: Furniture { facts: facts.into(), ..furniture },
        sessions: sheet.sessions.iter().map(|session| sheet.called(session.on)).collect(),
        children: sheet
            .children
            .iter()
            .map(|child| OnSessionSheet {
                name: namesakes.tell(&child.pupil),
                target: child.label.clone(),
                measure: child.measure(),
                places: sheet.sessions.iter().map(|session| child.days.contains(&session.on)).collect(),
            })
            .collect(),
    })
}
