//! What a parent sees of their children: where each is on the path, what comes next, what was said.

use domain::{
    Date, Now, PupilId,
    calendar::NotKnown,
    deadlines::{appeal, decision_to_assess, final_plan, tribunal_order},
    pathway::{CaseState, StatutoryState, plan_agreement::carried_over},
    people::{Pupil, Role},
    permissions::{Action, Actor, Who},
    record::{Agreement, Content, Entry, EntryKind, LegalDates, Party, correction},
};
use store::queries::{accounts, classes, entries, pupils, records};

use super::{Written, written};
use crate::{
    App, Fault, SchoolInfo, meetings,
    pathway::{clocks_of, of_child},
    pupils as heads,
};

/// Whether a parent has said what they were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Nothing yet.
    #[default]
    NotYet,
    /// The school wrote down what they said in a meeting or on paper.
    WrittenDown,
    /// They wrote it themselves.
    Themselves,
}

/// A day of the county's process for the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountyDay {
    /// The day.
    pub on: Date,
    /// What is on it.
    pub what: OnCountyDay,
    /// Set when the day may still move to a later one.
    pub not_known: Option<NotKnown>,
}

/// What is on a day of the county's process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCountyDay {
    /// The county answers the request, at the latest.
    Answers,
    /// The plan is final, if there is to be one, at the latest.
    IsFinal,
    /// The last day of an appeal.
    Appeal,
    /// The plan is reviewed, at the latest.
    Reviewed,
}

/// A child of a parent.
#[derive(Clone, Debug)]
pub struct MyChild {
    /// The child.
    pub pupil: Pupil,
    /// Class and record.
    pub head: heads::Head,
    /// The names of the class teachers.
    pub teachers: Vec<String>,
    /// The names of the SENCOs.
    pub sencos: Vec<String>,
    /// The newest acknowledgement: what the SENCO said happens next.
    pub answer: Option<Written>,
    /// The plan that is in force, or waits for agreement.
    pub plan: Option<Entry>,
    /// Whether this parent has said yes, or no, to this version of the plan.
    pub answered: Said,
    /// Whether this parent has written a part of the profile in this round.
    pub part: Said,
    /// Whether a profile was signed off.
    pub has_profile: bool,
    /// How many talks and papers are shared with the parents.
    pub shared: usize,
    /// When the next review is due.
    pub review_on: Option<Date>,
    /// The day of the county's process that parents ask about first.
    pub county_by: Option<CountyDay>,
    /// What this parent wrote last, newest first.
    pub own: Vec<Written>,
}

/// The actor as a parent only: a teacher who has a child at the school sees that child here as a parent does.
fn as_parent(actor: &Actor) -> Actor {
    let holdings = actor.holdings.iter().filter(|holding| holding.role == Role::Parent).cloned().collect();
    Actor { holdings, ..actor.clone() }
}

/// The children to whom the actor is bound as a parent, by name.
///
/// # Errors
/// When the database fails.
pub async fn my_children(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
) -> Result<Vec<MyChild>, Fault> {
    let parent = as_parent(actor);
    let mut all = Vec::new();
    for pupil in pupils::on_roll(&app.store.read(actor.school), &parent.scope()).await? {
        all.push(of(app, &parent, info, now, pupil).await?);
    }
    Ok(all)
}

/// One of their children.
///
/// # Errors
/// [`Fault::NotFound`] when the actor is not bound to this child as a parent.
pub async fn my_child(app: &App, actor: &Actor, id: PupilId) -> Result<Pupil, Fault> {
    let parent = as_parent(actor);
    pupils::get(&app.store.read(actor.school), &parent.scope(), id).await?.ok_or(Fault::NotFound)
}

/// The day of the county's process that parents ask about first: of the request, of an appeal, or of the plan's review.
fn county_by(
    parent: &Actor,
    pupil: &Pupil,
    state: &CaseState,
    entries: &[Entry],
    info: &SchoolInfo,
    today: Date,
) -> Option<CountyDay> {
    use StatutoryState as S;
    let (what, codes): (OnCountyDay, &[&str]) = match state.statutory {
        S::Requested => (OnCountyDay::Answers, &[decision_to_assess::RULE.code]),
        S::Assessing | S::DraftPlan => (
            OnCountyDay::IsFinal,
            &[final_plan::RULE.code, tribunal_order::FINAL_AFTER_ASSESSMENT.code, tribunal_order::FINAL.code],
        ),
        S::RefusedToAssess | S::RefusedToIssue | S::Ceasing => (OnCountyDay::Appeal, &[appeal::RULE.code]),
        S::EhcpInPlace | S::Amending | S::Reassessing => (OnCountyDay::Reviewed, &[]),
        _ => return None,
    };
    let dates = LegalDates::of(entries);
    if what == OnCountyDay::Reviewed {
        let due = dates.review_due(&of_child(pupil, state, info), &info.calendar, today);
        let due = due.filter(|_| parent.may_to(Action::ReadEhcp, pupil.subject()))?;
        return Some(CountyDay { on: due.on, what, not_known: None });
    }
    // The newest decision counts: an earlier one may still run beside it.
    let clocks = clocks_of(&dates, pupil, state, info, today);
    let found = clocks.iter().rev().find(|clock| codes.contains(&clock.code))?;
    Some(CountyDay { on: found.due_on, what, not_known: found.not_known })
}

async fn of(app: &App, parent: &Actor, info: &SchoolInfo, now: Now, pupil: Pupil) -> Result<MyChild, Fault> {
    let reader = app.store.read(parent.school);
    let head = heads::head(app, parent, info, &pupil, now.today).await?;
    let teach: Vec<_> = classes::staff(&reader)
        .await?
        .into_iter()
        .filter(|staff| {
            Some(staff.class) == pupil.class
                && staff.role == Role::Teacher
                && staff.from_on <= now.today
                && staff.until_on.is_none_or(|until| until >= now.today)
        })
        .map(|staff| staff.account)
        .collect();
    let accounts: Vec<_> =
        accounts::all(&reader).await?.into_iter().filter(|account| account.active).collect();
    let all = written(app, parent, &pupil, EntryKind::ALL).await?;
    let record = records::get(&reader, pupil.id).await?;
    let round = record.state.round;
    let newest = |kind: EntryKind| {
        all.iter().rfind(|one| one.entry.content.kind() == kind && one.entry.round == round).cloned()
    };
    let plan = newest(EntryKind::Plan).map(|one| one.entry);
    let name =
        accounts.iter().find(|account| parent.who == Who::Person(account.id)).map(|own| own.name.as_str());
    let by_staff = |one: &Entry| {
        accounts.iter().any(|who| one.author == Who::Person(who.id) && !who.roles.contains(&Role::Parent))
    };
    let who_said = |one: &Entry, named: &str| match one.author == parent.who {
        true => Said::Themselves,
        false if by_staff(one) && (named.is_empty() || Some(named) == name) => Said::WrittenDown,
        false => Said::NotYet,
    };
    // That something was said counts, also where its words are not theirs to read.
    let everything = entries::of_pupil(&reader, pupil.id).await?;
    let answered = |one: &Entry| match (&one.content, &plan) {
        (Content::Agreement(said @ Agreement { party: Party::Parent, .. }), Some(plan))
            if correction::answers(said, plan) =>
        {
            who_said(one, &said.name)
        }
        _ => Said::NotYet,
    };
    // What they said at the review counts here as on the plan's page.
    let before = match carried_over(&record.state, &everything, Party::Parent) {
        Some(_) => Said::WrittenDown,
        None => Said::NotYet,
    };
    let part = |one: &Entry| match &one.content {
        Content::ProfilePart(part) if part.party == Party::Parent && one.round == round => who_said(one, ""),
        _ => Said::NotYet,
    };
    let mut own: Vec<Written> = all
        .iter()
        .filter(|one| {
            one.entry.author == parent.who
                && matches!(one.entry.content.kind(), EntryKind::Concern | EntryKind::View)
        })
        .cloned()
        .collect();
    own.reverse();
    own.truncate(5);
    Ok(MyChild {
        teachers: accounts.iter().filter(|a| teach.contains(&a.id)).map(|a| a.name.clone()).collect(),
        sencos: accounts
            .iter()
            .filter(|account| account.roles.contains(&Role::Senco))
            .map(|account| account.name.clone())
            .collect(),
        answer: newest(EntryKind::Acknowledgement),
        answered: everything.iter().map(answered).max().unwrap_or_default().max(before),
        part: everything.iter().map(part).max().unwrap_or_default(),
        // While a page is changed, the one that was signed off before goes on to be read.
        has_profile: super::show_profile(app, parent, &pupil).await?.signed.is_some(),
        shared: all
            .iter()
            .filter(|one| matches!(one.entry.content.kind(), EntryKind::Talk | EntryKind::FileItem))
            .count(),
        county_by: county_by(parent, &pupil, &record.state, &everything, info, now.today),
        review_on: if meetings::hears_no_day(&reader, parent, &pupil).await? {
            None
        } else {
            record.review_due_on
        },
        plan,
        own,
        head,
        pupil,
    })
}
