//! Who is round a looked-after child: social worker, virtual school, the personal education plan, who may consent.

use serde::{Deserialize, Serialize};

use crate::{
    Date, InvitedId,
    calendar::count::{days_after, in_words},
};

/// Somebody who works for a looked-after child outside the school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CareWorker {
    /// Their number on the lists of meetings; another person gets another one.
    pub id: Option<InvitedId>,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: String,
    /// Their e-mail address.
    pub email: String,
}

/// What the school knows of a child's care.
///
/// # Source
/// `pathway.md`: social worker and virtual school are among the parties, the PEP date is on the record, and the screen says who
/// may consent. Children Act 1989 s.22(3A) to (3C) with the statutory guidance *Promoting the education of looked-after
/// children and previously looked-after children* (2018): the virtual school head, and a PEP that is reviewed each term.
///
/// # Example
/// ```
/// # use domain::{date, people::Care};
/// let care = Care { pep_on: Some(date(2026, 10, 12)), ..Care::default() };
/// assert!(care.pep_is_near(date(2026, 9, 14)) && !care.pep_is_near(date(2026, 9, 13)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// The social worker.
    pub social_worker: CareWorker,
    /// Whom the virtual school has named for the child.
    pub virtual_school: CareWorker,
    /// The day of the next meeting about the personal education plan.
    pub pep_on: Option<Date>,
    /// Who may consent to what, in words.
    pub consent: String,
}

/// The PEP is near so many days before its day.
const NEAR: i32 = 28;

impl Care {
    /// The most letters of a name, a number or an address.
    pub const LONGEST_LINE: usize = 120;
    /// The most letters of who may consent.
    pub const LONGEST_CONSENT: usize = 500;

    /// Without spaces round what was typed.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let worker = |one: CareWorker| CareWorker {
            id: one.id,
            name: one_line(&one.name),
            phone: one_line(&one.phone),
            email: one.email.trim().to_lowercase(),
        };
        Self {
            social_worker: worker(self.social_worker),
            virtual_school: worker(self.virtual_school),
            pep_on: self.pep_on,
            consent: self.consent.trim().to_owned(),
        }
    }

    /// What is wrong with it: the box, and what to do.
    #[must_use]
    pub fn wrong(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        let boxes = [
            (["social_worker", "social_worker_phone", "social_worker_email"], &self.social_worker),
            (["virtual_school", "virtual_school_phone", "virtual_school_email"], &self.virtual_school),
        ];
        for ([name, phone, email], one) in boxes {
            if one.name.is_empty() && !(one.phone.is_empty() && one.email.is_empty()) {
                wrong.push((name, "Enter their name, or leave number and address empty too".to_owned()));
            }
            for (field, text) in [(name, &one.name), (phone, &one.phone), (email, &one.email)] {
                if text.chars().count() > Self::LONGEST_LINE {
                    wrong.push((field, format!("Say it in at most {} letters", Self::LONGEST_LINE)));
                }
            }
            if !one.email.is_empty() && !super::email::is_address(&one.email) {
                wrong.push((email, "Enter an e-mail address like name@example.org, or none".to_owned()));
            }
        }
        if self.consent.chars().count() > Self::LONGEST_CONSENT {
            wrong.push(("consent", format!("Say it in at most {} letters", Self::LONGEST_CONSENT)));
        }
        wrong
    }

    /// Those who are among the parties: who, and what they are.
    pub fn parties(&self) -> impl Iterator<Item = (&CareWorker, &'static str)> {
        [(&self.social_worker, "social worker"), (&self.virtual_school, "virtual school")]
            .into_iter()
            .filter(|(one, _)| !one.name.is_empty())
    }

    /// Whether the PEP is due soon, or its day has passed.
    #[must_use]
    pub fn pep_is_near(&self, today: Date) -> bool {
        self.pep_on.is_some_and(|on| on <= days_after(today, NEAR))
    }

    /// The day of the next PEP meeting in words; empty when nobody wrote it down.
    #[must_use]
    pub fn pep_in_words(&self) -> String {
        self.pep_on.map(in_words).unwrap_or_default()
    }

    /// Who may consent, in a sentence for the screens on which consent is written down.
    #[must_use]
    pub fn who_consents(&self) -> String {
        let consent = self.consent.trim_end_matches('.');
        if consent.is_empty() {
            "Looked-after child: who may consent is not written down yet. Ask the social worker before you ask anybody."
                .to_owned()
        } else {
            format!("Looked-after child. Who may consent: {consent}.")
        }
    }
}

impl CareWorker {
    /// Name, telephone number and address in a line.
    #[must_use]
    pub fn in_words(&self) -> String {
        [self.name.as_str(), &self.phone, &self.email]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn worker(name: &str, phone: &str, email: &str) -> CareWorker {
        CareWorker { id: None, name: name.into(), phone: phone.into(), email: email.into() }
    }

    #[test]
    fn each_box_says_what_is_wrong_with_it() {
        let good = worker("Sky Example", "01632 960002", "sky@example.org");
        let long = "x".repeat(121);
        let table: [(CareWorker, &str, &[&str]); 6] = [
            (worker("", "", ""), "", &[]),
            (good.clone(), "The local authority; foster carers for school trips", &[]),
            (worker("", "01632 960002", ""), "", &["social_worker"]),
            (worker("Sky", "", "sky at example"), "", &["social_worker_email"]),
            (worker(&long, "", ""), "", &["social_worker"]),
            (good, &"x".repeat(501), &["consent"]),
        ];
        for (social_worker, consent, expected) in table {
            let care = Care { social_worker, consent: consent.to_owned(), ..Care::default() }.trimmed();
            let fields: Vec<&str> = care.wrong().into_iter().map(|one| one.0).collect();
            assert_eq!(fields, expected);
        }
        let care =
            Care { virtual_school: worker(" Kit  Example ", "", "KIT@example.org "), ..Care::default() };
        let care = care.trimmed();
        let parties: Vec<(&str, &str)> =
            care.parties().map(|(one, what)| (one.email.as_str(), what)).collect();
        assert_eq!(parties, [("kit@example.org", "virtual school")]);
        assert_eq!(care.virtual_school.in_words(), "Kit Example, kit@example.org");
    }

    #[test]
    fn the_pep_is_near_four_weeks_before_and_ever_after() {
        let table = [
            (None, false),
            (Some(date(2026, 10, 13)), false),
            (Some(date(2026, 10, 12)), true),
            (Some(date(2026, 1, 5)), true),
        ];
        for (pep_on, near) in table {
            assert_eq!(Care { pep_on, ..Care::default() }.pep_is_near(date(2026, 9, 14)), near, "{pep_on:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(Care::default().who_consents().contains("not written down yet"));
        let care = Care { consent: "The local authority.".into(), ..Care::default() };
        assert_eq!(care.who_consents(), "Looked-after child. Who may consent: The local authority.");
    }
}
