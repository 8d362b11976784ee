//! Why somebody may not see a child's record or have their papers: an order, or a recorded decision.

use serde::{Deserialize, Serialize};

use super::Contact;
use crate::{Date, UserId};

/// On which ground somebody is barred from a child.
///
/// # Source
/// `people.md`: barring somebody needs an order, or a head's or safeguarding lead's recorded decision. Parental
/// responsibility alone gives the right (Education Act 1996 s.576), so nothing less takes it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BarGround {
    /// A court order says so.
    CourtOrder,
    /// The head has decided it.
    Head,
    /// The safeguarding lead has decided it.
    SafeguardingLead,
}

impl BarGround {
    /// Every ground.
    pub const ALL: [BarGround; 3] = [BarGround::CourtOrder, BarGround::Head, BarGround::SafeguardingLead];

    /// The code in forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            BarGround::CourtOrder => "court-order",
            BarGround::Head => "head",
            BarGround::SafeguardingLead => "safeguarding-lead",
        }
    }

    /// The ground of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        BarGround::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            BarGround::CourtOrder => "A court order",
            BarGround::Head => "A decision of the head",
            BarGround::SafeguardingLead => "A decision of the safeguarding lead",
        }
    }
}

/// From what a decision keeps somebody.
///
/// # Source
/// `people.md`: barring. An order may forbid contact and leave the right to hear how the child gets on: whoever must not know
/// where the child is on a day still has the papers (Education Act 1996 s.576).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BarFrom {
    /// The child altogether: record, papers and meetings.
    #[default]
    Child,
    /// The meetings: they hear neither when nor where, and read the rest.
    Meetings,
}

impl BarFrom {
    /// Both.
    pub const ALL: [BarFrom; 2] = [BarFrom::Child, BarFrom::Meetings];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            BarFrom::Child => "child",
            BarFrom::Meetings => "meetings",
        }
    }

    /// That of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        BarFrom::ALL.into_iter().find(|from| from.code() == code)
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            BarFrom::Child => "The child: record, papers and meetings",
            BarFrom::Meetings => "The child’s meetings only",
        }
    }
}

/// The decision by which somebody is barred from a child, or from its meetings.
///
/// # Example
/// ```
/// # use domain::{date, people::{Bar, BarFrom, BarGround}};
/// let bar = Bar {
///     from: BarFrom::Child,
///     ground: BarGround::CourtOrder,
///     why: "No contact with the child".into(),
///     decided_on: date(2026, 9, 3),
///     decided_by: "Family Court at Exampleton".into(),
///     filed: "Safe, folder 4".into(),
///     over: None,
/// };
/// assert!(bar.wrong(date(2026, 9, 3)).is_empty());
/// assert_eq!(
///     bar.in_words(),
///     "A court order of 3 September 2026, Family Court at Exampleton: No contact with the child. Filed: Safe, folder 4."
/// );
/// assert_eq!(bar.wrong(date(2026, 9, 2)).len(), 1, "it lies ahead");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// From what.
    #[serde(default)]
    pub from: BarFrom,
    /// On which ground.
    pub ground: BarGround,
    /// What it says, in words.
    pub why: String,
    /// The day of the order or the decision.
    pub decided_on: Date,
    /// Who decided: the court, or the name of the head or the safeguarding lead.
    pub decided_by: String,
    /// Where the order or the note of the decision is filed; empty when nobody said it.
    #[serde(default)]
    pub filed: String,
    /// A decision about the meetings that stood when they were barred from the child, and stands again when this is lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Box<Bar>>,
}

impl Bar {
    /// The most letters of what it says, and of why it is lifted.
    pub const LONGEST_WHY: usize = 1000;
    /// The most letters of a name, and of where it is filed.
    pub const LONGEST_LINE: usize = 200;

    /// Without spaces round what was typed.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            why: self.why.trim().to_owned(),
            decided_by: one_line(&self.decided_by),
            filed: one_line(&self.filed),
            ..self
        }
    }

    /// What is wrong with it on a day: the box, and what to do.
    #[must_use]
    pub fn wrong(&self, today: Date) -> Vec<(&'static str, String)> {
        let mut wrong = wrong_why(&self.why, "Write what the order or the decision says");
        if self.decided_on > today {
            wrong.push((
                "decided_on-day",
                "The day of the order or the decision must be today or earlier".to_owned(),
            ));
        }
        wrong.extend(wrong_decider(&self.decided_by));
        if self.filed.chars().count() > Self::LONGEST_LINE {
            wrong.push(("filed", format!("Say where it is filed in at most {} letters", Self::LONGEST_LINE)));
        }
        wrong
    }

    /// The decision in a sentence or two, for staff.
    #[must_use]
    pub fn in_words(&self) -> String {
        let on = crate::calendar::count::in_words(self.decided_on);
        let end = |text: &str| text.trim_end_matches('.').to_owned();
        let filed =
            if self.filed.is_empty() { String::new() } else { format!(" Filed: {}.", end(&self.filed)) };
        let over = self.over.as_ref().map_or_else(String::new, |over| {
            format!(" Kept from the meetings before, which stands when this is lifted: {}", over.in_words())
        });
        format!("{} of {on}, {}: {}.{filed}{over}", self.ground.name(), self.decided_by, end(&self.why))
    }
}

impl Contact {
    /// Whether an order or a decision keeps them from the child's meetings: they hear neither when nor where.
    #[must_use]
    pub const fn is_kept_away(&self) -> bool {
        self.barred || self.kept_from_meetings
    }

    /// Whether somebody is this contact by their account or by their address: the roll may spell their name in two ways.
    #[must_use]
    pub fn is_reached_by(&self, account: Option<UserId>, email: &str) -> bool {
        let (own, email) = (self.email.trim(), email.trim());
        (account.is_some() && account == self.account) || (!own.is_empty() && own.eq_ignore_ascii_case(email))
    }
}

/// What is wrong with the reason of a decision.
#[must_use]
pub fn wrong_why(why: &str, missing: &str) -> Vec<(&'static str, String)> {
    if why.trim().is_empty() {
        vec![("why", missing.to_owned())]
    } else if why.chars().count() > Bar::LONGEST_WHY {
        vec![("why", format!("Say it in at most {} letters", Bar::LONGEST_WHY))]
    } else {
        Vec::new()
    }
}

/// What is wrong with who decided.
#[must_use]
pub fn wrong_decider(who: &str) -> Option<(&'static str, String)> {
    let who = who.trim();
    if who.is_empty() {
        Some((
            "decided_by",
            "Enter who decided: the court, or the name of the head or the safeguarding lead".to_owned(),
        ))
    } else if who.chars().count() > Bar::LONGEST_LINE {
        Some(("decided_by", format!("Enter who decided in at most {} letters", Bar::LONGEST_LINE)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn a_bar_needs_its_ground_its_words_its_day_and_who_decided() {
        let today = date(2026, 9, 14);
        let good = Bar {
            from: BarFrom::Child,
            ground: BarGround::Head,
            why: " As told to staff ".into(),
            decided_on: today,
            decided_by: " Hope  Head ".into(),
            filed: String::new(),
            over: None,
        };
        let long = |letters| "x".repeat(letters);
        let table: [(Bar, &[&str]); 7] = [
            (good.clone(), &[]),
            (Bar { why: " ".into(), ..good.clone() }, &["why"]),
            (Bar { why: long(1001), ..good.clone() }, &["why"]),
            (Bar { decided_on: date(2026, 9, 15), ..good.clone() }, &["decided_on-day"]),
            (Bar { decided_by: String::new(), ..good.clone() }, &["decided_by"]),
            (Bar { decided_by: long(201), ..good.clone() }, &["decided_by"]),
            (Bar { filed: long(201), ..good.clone() }, &["filed"]),
        ];
        for (bar, expected) in table {
            let fields: Vec<&str> = bar.trimmed().wrong(today).into_iter().map(|one| one.0).collect();
            assert_eq!(fields, expected);
        }
        assert_eq!(
            good.trimmed().in_words(),
            "A decision of the head of 14 September 2026, Hope Head: As told to staff."
        );
        for ground in BarGround::ALL {
            assert_eq!(BarGround::from_code(ground.code()), Some(ground));
        }
        for from in BarFrom::ALL {
            assert_eq!(BarFrom::from_code(from.code()), Some(from));
        }
    }
}
