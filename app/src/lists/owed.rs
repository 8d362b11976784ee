//! What a class teacher owes a child this week: from the entries of the round that runs.

use domain::{
    Date, EntryId,
    calendar::{
        SchoolCalendar,
        count::{days_after, monday_of},
    },
    census::SenProvision,
    pathway::{
        CaseState, SupportState,
        facts::{Contribution, Gap, ParentsTalk, Said},
        facts_of_support::{self, SupportRecord},
    },
    record::{Adaptation, Content, Entry},
};

/// What kind of thing is owed, and so which page mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwedKind {
    /// Talk to the parents.
    Talk,
    /// Fill in the checklist.
    Checklist,
    /// Write down an adaptation.
    Adaptation,
    /// Say what difference an adaptation made.
    ReviewAdaptation,
    /// The teacher's part of the one page profile.
    ProfilePart,
    /// Write the plan.
    Plan,
    /// Say yes to the plan, or why not.
    Agreement,
    /// Hold or record the review.
    Review,
}

impl OwedKind {
    /// The page of the child's record that mends it.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            OwedKind::Talk => "/contacts/new",
            OwedKind::Checklist => "/checklist",
            OwedKind::Adaptation | OwedKind::ReviewAdaptation => "/adaptations",
            OwedKind::ProfilePart => "/profile/part",
            OwedKind::Plan => "/plan/edit",
            OwedKind::Agreement => "/plan/agreement",
            OwedKind::Review => "/reviews",
        }
    }
}

/// One thing that the class teacher owes a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What kind.
    pub kind: OwedKind,
    /// What to do, after the child's name and a colon.
    pub what: String,
    /// By when, when there is a day.
    pub due_on: Option<Date>,
    /// The entry that it is about and its version: the adaptation to be looked at.
    pub entry: Option<(EntryId, u32)>,
}

/// What is owed, the soonest first: from the same facts by which the guards judge.
///
/// `entries` are the child's, of any round; only those of the round that runs count. `plan` is what the school calls
/// the IEP.
#[must_use]
pub fn owed(
    state: &CaseState,
    review_due_on: Option<Date>,
    entries: &[Entry],
    plan: &str,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<Owed> {
    let Some(support) = state.support.filter(|support| support.is_open()) else { return Vec::new() };
    let facts = facts_of_support::facts(&SupportRecord {
        state,
        entries,
        roll_says: SenProvision::N,
        left_on: None,
        serving: &[],
        booked_twice: &[],
        scores: &[],
        gap: Gap::NotKnown,
        review_due_on,
        calendar,
        today,
    });
    // At a weekend what is due today counts too.
    let friday = days_after(monday_of(today), 4).max(today);
    let mut owed: Vec<Owed> = entries
        .iter()
        .filter(|entry| entry.round == state.round)
        .filter_map(|entry| match &entry.content {
            Content::Adaptation(adaptation) if adaptation.counts() => review_of(entry, adaptation, friday),
            _ => None,
        })
        .collect();
    let mut add = |kind, what: String, due_on| owed.push(Owed { kind, what, due_on, entry: None });
    match support {
        SupportState::Concern => {
            if facts.parents_talked_to == ParentsTalk::No {
                add(OwedKind::Talk, "talk to the parents, and write down what they say".to_owned(), None);
            }
            if !facts.checklist_done {
                add(OwedKind::Checklist, "fill in the checklist".to_owned(), None);
            }
        }
        SupportState::TeacherAdapts if facts.adaptations == 0 => {
            add(OwedKind::Adaptation, "write down what you have changed in your teaching".to_owned(), None);
        }
        SupportState::Profile if facts.contributions.teacher == Contribution::Missing => {
            add(OwedKind::ProfilePart, "write your part of the one page profile".to_owned(), None);
        }
        SupportState::Iep if facts_of_support::current_plan(state, entries).is_none() => {
            add(OwedKind::Plan, format!("write the {plan} with the SENCO"), None);
        }
        SupportState::Iep if facts.agreement.teacher == Said::NotAsked => {
            add(OwedKind::Agreement, format!("say yes to the {plan}, or why not"), None);
        }
        SupportState::TeacherAdapts
        | SupportState::Profile
        | SupportState::Iep
        | SupportState::Provision
        | SupportState::Monitoring
        | SupportState::Review
        | SupportState::Continues
        | SupportState::Closed(_) => {}
    }
    if let Some(due_on) = review_due_on.filter(|due_on| *due_on <= friday) {
        add(OwedKind::Review, "hold the progress review".to_owned(), Some(due_on));
    }
    owed.sort_by_key(|one| (one.due_on.is_none(), one.due_on, one.kind));
    owed
}

fn review_of(entry: &Entry, adaptation: &Adaptation, by: Date) -> Option<Owed> {
    let due_on = adaptation.review_on.filter(|due_on| *due_on <= by)?;
    if adaptation.reviewed_on.is_some() || adaptation.difference.is_some() {
        return None;
    }
    let what: String = adaptation.what.chars().take(80).collect();
    let more = if adaptation.what.chars().nth(80).is_some() { "…" } else { "" };
    let what = format!("say what difference it made: {}{more}", what.trim());
    let entry = Some((entry.id, entry.version));
    Some(Owed { kind: OwedKind::ReviewAdaptation, what, due_on: Some(due_on), entry })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        EntryId, PupilId, SchoolId, date,
        permissions::Who,
        record::{self, Agreement, Answer, FilledChecklist, HowSaid, Party, Plan, ProfilePart},
    };

    fn entry(round: u32, content: Content) -> Entry {
        Entry {
            id: EntryId::new(1, &[1; 10]),
            school: SchoolId::new(1, &[2; 10]),
            pupil: PupilId::new(1, &[3; 10]),
            round,
            on: date(2026, 11, 2),
            content,
            author: Who::Job,
            written_at: jiff::Timestamp::default(),
            version: 1,
        }
    }

    fn kinds(support: SupportState, entries: &[Entry]) -> Vec<OwedKind> {
        let state = CaseState { round: 2, cycle: 1, support: Some(support), ..CaseState::default() };
        let all = owed(&state, None, entries, "IEP", SchoolCalendar::shipped(), date(2026, 11, 23));
        all.into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn each_step_owes_what_is_missing() {
        use SupportState::*;
        let talked = record::Concern { talked_on: Some(date(2026, 11, 2)), ..record::Concern::default() };
        let done = FilledChecklist { done: true, ..FilledChecklist::default() };
        let due = Adaptation {
            what: "Sits near the board".to_owned(),
            review_on: Some(date(2026, 11, 27)),
            ..Adaptation::default()
        };
        let later = Adaptation { review_on: Some(date(2026, 11, 28)), ..due.clone() };
        let looked_at = Adaptation { reviewed_on: Some(date(2026, 11, 20)), ..due.clone() };
        let mut part = ProfilePart { party: Party::Teacher, ..ProfilePart::default() };
        let empty = entry(2, Content::ProfilePart(part.clone()));
        part.headings.admire = "kind".to_owned();
        let plan = entry(2, Content::Plan(Plan { cycle: 1, ..Plan::default() }));
        let answer = |plan_version| {
            entry(
                2,
                Content::Agreement(Agreement {
                    party: Party::Teacher,
                    name: String::new(),
                    answer: Answer::Yes,
                    how: HowSaid::InWaymark,
                    words: String::new(),
                    plan: plan.id,
                    plan_version,
                }),
            )
        };
        let table: [(SupportState, Vec<Entry>, &[OwedKind]); 13] = [
            (Concern, vec![], &[OwedKind::Talk, OwedKind::Checklist]),
            (
                Concern,
                vec![entry(1, Content::Concern(talked.clone()))],
                &[OwedKind::Talk, OwedKind::Checklist],
            ),
            (Concern, vec![entry(2, Content::Concern(talked))], &[OwedKind::Checklist]),
            (Concern, vec![entry(2, Content::Checklist(done))], &[OwedKind::Talk]),
            (TeacherAdapts, vec![], &[OwedKind::Adaptation]),
            (TeacherAdapts, vec![entry(2, Content::Adaptation(due.clone()))], &[OwedKind::ReviewAdaptation]),
            (TeacherAdapts, vec![entry(2, Content::Adaptation(later))], &[]),
            (Profile, vec![empty], &[OwedKind::ProfilePart]),
            (Profile, vec![entry(2, Content::ProfilePart(part))], &[]),
            (Iep, vec![], &[OwedKind::Plan]),
            (Iep, vec![plan.clone(), answer(0)], &[OwedKind::Agreement]),
            (Iep, vec![plan.clone(), answer(1)], &[]),
            (Monitoring, vec![entry(2, Content::Adaptation(looked_at))], &[]),
        ];
        for (support, entries, expected) in table {
            assert_eq!(kinds(support, &entries), expected, "{support:?} {entries:?}");
        }
        let closed = SupportState::Closed(domain::pathway::CloseReason::ConcernResolved);
        assert!(kinds(closed, &[entry(2, Content::Adaptation(due))]).is_empty());
    }
}
