//! What the Code and the county look for in an application, and where the record already holds it.

use super::{Check, Content, Entry, Party, is_for_staff};
use crate::EntryId;

/// What the record holds beside its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Results in collections.
    pub results: usize,
    /// Scores on targets.
    pub scores: usize,
    /// Sessions that took place.
    pub sessions: usize,
    /// Provisions in which the child has or had a place.
    pub provisions: usize,
    /// Attendance is known.
    pub attendance: bool,
}

/// Where on a child's record something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Results and scores.
    Progress,
    /// Everything in order, with the concern.
    Story,
    /// The plan.
    Plan,
    /// Adaptations in class.
    Adaptations,
    /// Provision with its sessions.
    Provision,
    /// Reviews, with what everybody says.
    Reviews,
    /// Referrals and reports.
    Referrals,
    /// The profile.
    Profile,
    /// The application: answers, and what the school names.
    Application,
    /// The roll.
    Roll,
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Stable code.
    pub code: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Who can give it when it is missing.
    pub ask: &'static str,
    /// Where the record holds it, in words; empty when it is missing.
    pub found: Vec<String>,
    /// On which pages that stands.
    pub places: Vec<Place>,
}

impl Evidence {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.found.is_empty()
    }
}

/// Code, what it is, who can give it. How many cycles a county likes to see is no law: it is not on the list.
#[rustfmt::skip]
pub const LOOKED_FOR: [(&str, &str, &str); 10] = [
    ("attainment", "Attainment and rate of progress", "The data manager imports assessments; scores come with each session."),
    ("needs", "The nature, extent and context of the needs", "The SENCO adds needs assessed in detail to the plan."),
    ("action", "What the school has done already", "The class teacher records adaptations; the SENCO writes the plan."),
    ("intervention", "Support over and above what is usual, and what came of it", "Log the sessions that took place; record the reviews."),
    ("health", "Physical, emotional and social development, and health", "Ask the professional for the report, or have hearing and vision checked."),
    ("agencies", "What other agencies did and advise", "Record the referral, its report and what was done with its advice."),
    ("parents-view", "What the parents say", "Ask the parents to write a view, or write down what they say."),
    ("childs-view", "What the child says", "Ask the child, and write down how they said it."),
    ("profile", "The one page profile", "The SENCO joins the four parts and signs the profile off."),
    ("attendance", "Attendance", "The data manager imports the roll with attendance."),
];

/// The list for one child: what is found, and what is missing.
///
/// What lies elsewhere (a paper, a report in a cabinet) counts when the school's advice names where it is.
///
/// # Law
/// SEND Code of Practice 2015, 9.14 and 9.15: the evidence that authorities pay particular attention to. In force since
/// 2014-09-01; read 2026-11-23. It warns and never blocks (Children and Families Act 2014, s.36(8)).
///
/// # Example
/// ```
/// # use domain::record::evidence::{self, Held};
/// let list = evidence::of(&[], &Held { attendance: true, ..Held::default() });
/// assert_eq!(list.iter().filter(|thing| thing.is_missing()).count(), 9);
/// assert_eq!(list[9].found, ["Attendance is on the roll"]);
/// ```
#[must_use]
pub fn of(entries: &[Entry], held: &Held) -> Vec<Evidence> {
    let elsewhere = entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::SchoolsAdvice(advice) => Some(&advice.evidence),
            _ => None,
        })
        .next_back();
    LOOKED_FOR
        .into_iter()
        .map(|(code, title, ask)| {
            let (mut found, mut places) = in_record(code, entries, held);
            let of_record = found.len();
            let named = elsewhere.into_iter().flatten().filter(|item| item.code == code);
            found.extend(named.map(|item| item.words.trim().to_owned()).filter(|words| !words.is_empty()));
            if found.len() > of_record && !places.contains(&Place::Application) {
                places.push(Place::Application);
            }
            Evidence { code, title, ask, found, places }
        })
        .collect()
}

/// The titles of what is missing: what the guard warns of.
#[must_use]
pub fn missing(entries: &[Entry], held: &Held) -> Vec<String> {
    of(entries, held).into_iter().filter(Evidence::is_missing).map(|thing| thing.title.to_owned()).collect()
}

fn in_record(code: &str, entries: &[Entry], held: &Held) -> (Vec<String>, Vec<Place>) {
    let count = |is: fn(&Content) -> bool| entries.iter().filter(|entry| is(&entry.content)).count();
    let lines: Vec<(usize, &str, &str, Place)> = match code {
        "attainment" => vec![
            (held.results, "assessment result", "assessment results", Place::Progress),
            (held.scores, "score on targets", "scores on targets", Place::Progress),
        ],
        "needs" => vec![
            (
                count(|c| matches!(c, Content::Concern(_))),
                "initial concern",
                "initial concerns",
                Place::Story,
            ),
            (
                count(|c| matches!(c, Content::Plan(plan) if !plan.needs.is_empty())),
                "plan with needs assessed in detail",
                "plans with needs assessed in detail",
                Place::Plan,
            ),
        ],
        "action" => vec![
            (
                count(|c| matches!(c, Content::Adaptation(adaptation) if adaptation.counts())),
                "adaptation",
                "adaptations",
                Place::Adaptations,
            ),
            (count(|c| matches!(c, Content::Plan(_))), "cycle's plan", "cycles' plans", Place::Plan),
            (held.provisions, "provision", "provisions", Place::Provision),
        ],
        "intervention" => vec![
            (held.sessions, "session that took place", "sessions that took place", Place::Provision),
            (count(|c| matches!(c, Content::Review(_))), "review", "reviews", Place::Reviews),
        ],
        "health" => vec![
            (
                count(|c| matches!(c, Content::Report(_)))
                    .max(count(|c| matches!(c, Content::Referral(referral) if referral.report_on.is_some()))),
                "professional's report",
                "professionals' reports",
                Place::Referrals,
            ),
            (
                count(|c| {
                    matches!(c, Content::Concern(concern)
                        if concern.hearing != Check::NotChecked && concern.vision != Check::NotChecked)
                }),
                "check of hearing and vision",
                "checks of hearing and vision",
                Place::Story,
            ),
        ],
        "agencies" => vec![(
            answered(entries),
            "referral that was answered",
            "referrals that were answered",
            Place::Referrals,
        )],
        "parents-view" => return in_their_words(entries, Party::Parent),
        "childs-view" => return in_their_words(entries, Party::Pupil),
        "profile" => vec![(
            count(|c| matches!(c, Content::Profile(profile) if profile.signed_off_on.is_some())),
            "profile, signed off",
            "profiles, signed off",
            Place::Profile,
        )],
        "attendance" if held.attendance => {
            return (vec!["Attendance is on the roll".to_owned()], vec![Place::Roll]);
        }
        _ => Vec::new(),
    };
    let mut places = Vec::new();
    let found = lines
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many, place)| {
            if !places.contains(&place) {
                places.push(place);
            }
            format!("{count} {}", if count == 1 { one } else { many })
        })
        .collect();
    (found, places)
}

/// How often a party's own words stand on the record, and where.
fn in_their_words(entries: &[Entry], party: Party) -> (Vec<String>, Vec<Place>) {
    let all = said_by(entries, party);
    let mut places = Vec::new();
    for place in &all {
        if !places.contains(place) {
            places.push(*place);
        }
    }
    let found = match all.len() {
        0 => Vec::new(),
        1 => vec!["1 time in their words".to_owned()],
        many => vec![format!("{many} times in their words")],
    };
    (found, places)
}

/// The referrals that were answered: the child was seen, or a report came, also as a report of its own.
fn answered(entries: &[Entry]) -> usize {
    let reported = |referral: EntryId| {
        entries.iter().any(
            |entry| matches!(&entry.content, Content::Report(report) if report.referral == Some(referral)),
        )
    };
    entries
        .iter()
        .filter(|entry| {
            matches!(&entry.content, Content::Referral(referral)
                if referral.seen_on.is_some() || referral.report_on.is_some() || reported(entry.id))
        })
        .count()
}

/// Where each of a party's own words stand on the record: views, parts of the profile, answers to the application. What one
/// parent told staff alone, or keeps from the other, goes into no request, and is not counted.
fn said_by(entries: &[Entry], party: Party) -> Vec<Place> {
    let said = |text: &str| !text.trim().is_empty();
    entries
        .iter()
        .filter(|entry| !is_for_staff(&entry.content))
        .filter_map(|entry| match &entry.content {
            Content::View(view) => ((view.party == party && !view.private)
                && (said(&view.going_well) || said(&view.not_going_well) || said(&view.wanted)))
            .then_some(Place::Reviews),
            Content::ProfilePart(part) => {
                (part.party == party && !part.headings.is_empty()).then_some(Place::Profile)
            }
            Content::ApplicationAgreement(answer) => {
                (answer.party == party && said(&answer.words)).then_some(Place::Application)
            }
            Content::Concern(concern) => match party {
                Party::Parent => said(&concern.parents_said).then_some(Place::Story),
                Party::Pupil => said(&concern.child_view).then_some(Place::Story),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{EvidenceItem, Referral, Report, SchoolsAdvice, View},
    };

    fn entry(content: Content) -> Entry {
        Entry::sample(1, date(2026, 11, 23), content)
    }

    fn found<'a>(list: &'a [Evidence], code: &str) -> &'a [String] {
        &list.iter().find(|thing| thing.code == code).unwrap().found
    }

    #[test]
    fn what_the_record_holds_is_found_and_the_rest_is_missing() {
        let entries = [
            entry(Content::View(View {
                party: Party::Pupil,
                wanted: "More time".to_owned(),
                ..View::default()
            })),
            entry(Content::View(View { party: Party::Parent, ..View::default() })),
            entry(Content::Referral(Referral { report_on: Some(date(2026, 10, 1)), ..Referral::default() })),
            entry(Content::SchoolsAdvice(SchoolsAdvice {
                evidence: vec![
                    EvidenceItem { code: "needs".to_owned(), words: "Blue folder".to_owned() },
                    EvidenceItem { code: "attendance".to_owned(), words: " ".to_owned() },
                ],
                ..SchoolsAdvice::default()
            })),
        ];
        let list = of(&entries, &Held { scores: 12, sessions: 1, ..Held::default() });
        assert_eq!(found(&list, "childs-view"), ["1 time in their words"]);
        // It is shown where it is: the view among the reviews.
        let places = |code: &str| list.iter().find(|thing| thing.code == code).unwrap().places.clone();
        assert_eq!(places("childs-view"), [Place::Reviews]);
        assert_eq!(places("needs"), [Place::Application], "named by the school");
        assert!(places("parents-view").is_empty());
        let kept =
            View { party: Party::Parent, private: true, wanted: "Peace".to_owned(), ..View::default() };
        assert!(
            said_by(&[entry(Content::View(kept))], Party::Parent).is_empty(),
            "kept from the other parent"
        );
        assert_eq!(found(&list, "parents-view"), [""; 0]); // a view with nothing in it says nothing
        assert_eq!(found(&list, "health"), ["1 professional's report"]);
        assert_eq!(found(&list, "agencies"), ["1 referral that was answered"]);
        assert_eq!(found(&list, "needs"), ["Blue folder"]);
        assert_eq!(found(&list, "attainment"), ["12 scores on targets"]);
        assert_eq!(found(&list, "intervention"), ["1 session that took place"]);
        let waits = entry(Content::Referral(Referral::default()));
        assert_eq!(answered(std::slice::from_ref(&waits)), 0);
        let report = entry(Content::Report(Report { referral: Some(waits.id), ..Report::default() }));
        assert_eq!(answered(&[waits, report]), 1, "its report is an entry of its own");
        let missing = missing(&entries, &Held::default());
        assert!(
            missing.contains(&"Attendance".to_owned())
                && missing.contains(&"The one page profile".to_owned())
        );
    }
}
