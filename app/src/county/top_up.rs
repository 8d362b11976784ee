//! The county's top-up of a child: recorded, and set against what provision costs. Only for those who see money.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, Now, PupilId,
    money::{Pence, funding_year::FundingYear, session_cost::Cost, threshold, top_up},
    pathway::status_day,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Ehcp, Entry, EntryKind, TopUp, county_letters},
};
use store::queries::{entries, provisions, sessions};

use crate::{
    App, Fault, FieldFault, SchoolInfo, child,
    record::{Writing, write_entry},
    teaching::child_cost,
};

/// A child's top-up beside what the child's provision costs in the funding year.
#[derive(Clone, Debug)]
pub struct TopUpShown {
    /// The entry and its version; none when nothing is recorded.
    pub of: Option<(EntryId, u32)>,
    /// The top-up.
    pub top_up: TopUp,
    /// The funding year.
    pub year: FundingYear,
    /// The day on which the plan ended, if it did: nothing is expected after it.
    pub ended_on: Option<Date>,
    /// What the county is to pay in it.
    pub expected: Pence,
    /// What has come of it so far.
    pub received: Pence,
    /// What provision costs in it.
    pub cost: Cost,
    /// 6,000 pounds and what has come, against the cost at the year's end.
    pub against: threshold::Against,
}

/// The top-up that stands: the newest entry, else what the plan said of it before top-ups had entries of their own.
pub(crate) fn standing(written: &[Entry]) -> (Option<(EntryId, u32)>, TopUp) {
    let newest = written
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::TopUp(top_up) => Some((entry, top_up)),
            _ => None,
        })
        .max_by_key(|(entry, _)| (entry.on, entry.first_written_at()));
    match newest {
        Some((entry, top_up)) => (Some((entry.id, entry.version)), top_up.clone()),
        None => (None, county_letters::ehcp(written).map(of_plan).unwrap_or_default()),
    }
}

fn of_plan(plan: &Ehcp) -> TopUp {
    if plan.top_up_pence == 0 && plan.top_up_band.is_empty() {
        return TopUp::default();
    }
    TopUp {
        band: plan.top_up_band.clone(),
        pence_a_year: plan.top_up_pence,
        from_on: plan.made_on,
        ..TopUp::default()
    }
}

/// What is expected and has come in a funding year, of what is written of a child.
fn of_year(written: &[Entry], top_up: &TopUp, year: FundingYear, today: Date) -> (Pence, Pence) {
    let until = status_day::ended_on(written);
    let expected = top_up.expected_until(until).iter().map(|known| top_up::expected(known, year)).sum();
    (expected, top_up::received(top_up.payments(), year, today))
}

/// A child's top-up; none for those who may not see money.
///
/// # Errors
/// When the database fails.
pub async fn show_top_up(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<Option<TopUpShown>, Fault> {
    if !actor.may_to(Action::SeeCosts, pupil.subject()) {
        return Ok(None);
    }
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let (of, top_up) = standing(&written);
    let year = crate::teaching::funding_year_of(info, today);
    let all = provisions::of_pupil(&reader, pupil.id).await?;
    let held = sessions::of_groups_of(&reader, pupil.id).await?;
    let cost = child_cost(&reader, info, &all, &held, pupil.id, today).await?;
    let (expected, received) = of_year(&written, &top_up, year, today);
    let against = threshold::against(cost.at_year_end(), received);
    let ended_on = status_day::ended_on(&written);
    Ok(Some(TopUpShown { of, top_up, year, ended_on, expected, received, cost, against }))
}

/// What each child's county is to pay and has paid in a funding year: for the school's page of money. Three kinds of
/// entries, one query.
pub(crate) async fn of_school(
    app: &App,
    actor: &Actor,
    year: FundingYear,
    today: Date,
) -> Result<BTreeMap<PupilId, (Pence, Pence)>, Fault> {
    // Whoever sees totals only gets sums from it, and no child.
    let scope = actor.scope_for(Action::SeeTotals);
    if scope.is_empty() {
        return Ok(BTreeMap::new());
    }
    let reader = app.store.read(actor.school);
    let mut written: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
    let kinds = [EntryKind::TopUp, EntryKind::Ehcp, EntryKind::CountyLetter];
    for entry in entries::of_kinds(&reader, &scope, &kinds, None).await? {
        written.entry(entry.pupil).or_default().push(entry);
    }
    Ok(written
        .into_iter()
        .map(|(pupil, own)| (pupil, of_year(&own, &standing(&own).1, year, today)))
        .filter(|(_, (expected, received))| *expected != Pence::ZERO || *received != Pence::ZERO)
        .collect())
}

/// Saves the top-up: new, or as a new version.
///
/// # Errors
/// [`Fault::Invalid`] when a number or a day cannot be; [`Fault::Forbidden`] for those who see no money;
/// [`Fault::Stale`] when somebody saved since, or recorded it first.
pub async fn save_top_up(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    top_up: TopUp,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::SeeCosts, child.subject())?;
    let mut faults = Vec::new();
    let most = Pence::pounds(1_000_000).0;
    if !(0..=most).contains(&top_up.pence_a_year) {
        faults.push(FieldFault::new("amount", "A top-up is between £0 and £1,000,000 a year"));
    }
    if top_up.pence_a_year > 0 && top_up.from_on.is_none() {
        faults.push(FieldFault::new("from_on-day", "Enter the day from which the county pays"));
    }
    if top_up.from_on.zip(top_up.until_on).is_some_and(|(from, until)| until < from) {
        faults.push(FieldFault::new("until_on-day", "The last day must not be before the first"));
    }
    for (number, one) in (1..).zip(&top_up.earlier) {
        let mut lacks = |is: bool, field: &str, sentence: &str| {
            if is {
                faults.push(FieldFault::new(format!("earlier-{number}-{field}"), sentence));
            }
        };
        let amount = "A top-up is between £0 and £1,000,000 a year";
        lacks(!(0..=most).contains(&one.pence_a_year), "amount", amount);
        lacks(one.from_on.is_none(), "from_on-day", "Enter the day from which the county paid");
        let is_out = one.from_on.zip(one.until_on).is_some_and(|(from, until)| until < from);
        lacks(is_out, "until_on-day", "The last day must not be before the first");
        let is_later = one.from_on.zip(top_up.from_on).is_some_and(|(from, now)| from >= now);
        lacks(is_later, "from_on-day", "An earlier band begins before the one that the county pays now");
    }
    if !top_up.earlier.is_empty() && top_up.from_on.is_none() {
        faults.push(FieldFault::new("from_on-day", "Enter the day from which the county pays the new band"));
    }
    for (number, payment) in (1..).zip(&top_up.received) {
        if !(-most..=most).contains(&payment.pence) {
            faults.push(FieldFault::new(format!("pence-{number}"), "Give an amount like 1,375.00"));
        }
        match payment.on {
            None => {
                faults.push(FieldFault::new(format!("paid-{number}-day"), "Enter the day on which it came"))
            }
            Some(on) if on > now.today => {
                faults.push(FieldFault::new(format!("paid-{number}-day"), "The day must not be ahead"));
            }
            Some(_) => {}
        }
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let on = top_up.from_on.unwrap_or(now.today);
    write_entry(app, actor, now, Writing { pupil, of, on, content: Content::TopUp(top_up) }).await
}
