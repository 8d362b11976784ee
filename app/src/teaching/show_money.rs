//! What provision costs: each child against 6,000 pounds, the school against its notional budget; and the figures that
//! it is counted by.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, PupilId, UserId,
    audit::{Event, Happening},
    calendar::count::days_after,
    date, figures,
    money::{
        Pence,
        funding_year::{self, FundingYear, FundingYearStart},
        provision_cost::{self, YearCosts},
        rates::{self, OverTime},
        session_cost::Cost,
        threshold::{self, Against, AgainstBudget},
    },
    people::{Namesakes, Role},
    permissions::{Action, Actor, Subject, allow},
    provision::{Provision, Session},
};
use store::{
    Conn,
    queries::{accounts, classes, provisions, pupils, schools, sessions},
};

use crate::{App, Fault, FieldFault, SchoolInfo, county::top_up, time_in_words};

/// What an hour of adults costs: by what is written at a provision, or by the rates of its adults' roles.
#[derive(Debug)]
pub(crate) struct Hourly {
    roles: BTreeMap<UserId, Vec<Role>>,
    rates: Vec<(Date, BTreeMap<Role, Pence>)>,
}

impl Hourly {
    /// The rates and the roles of a school.
    pub(crate) async fn of(db: &impl Conn, info: &SchoolInfo) -> Result<Self, Fault> {
        let roles = accounts::all(db).await?.into_iter().map(|account| (account.id, account.roles)).collect();
        Ok(Self { roles, rates: info.school.settings.rates() })
    }

    /// What an hour of a provision's adults costs, from day to day.
    pub(crate) fn cost(&self, provision: &Provision) -> OverTime {
        if provision.hourly_pence > 0 {
            return Pence(provision.hourly_pence).into();
        }
        let roles = |user| self.roles.get(user).cloned().unwrap_or_default();
        let adults: Vec<Vec<Role>> = provision.staff.iter().map(roles).collect();
        let steps = self.rates.iter().map(|(from, rates)| (*from, rates::hourly(&adults, rates)));
        OverTime::new(steps.collect())
    }
}

/// The funding year of a school on a day.
#[must_use]
pub fn funding_year_of(info: &SchoolInfo, today: Date) -> FundingYear {
    funding_year::of(info.school.settings.funding_year, today)
}

/// The funding year of a school that begins in a calendar year; none where there cannot be one.
#[must_use]
pub fn funding_year_from(info: &SchoolInfo, starts_in: i16) -> Option<FundingYear> {
    (2000..=2100)
        .contains(&starts_in)
        .then(|| funding_year::of(info.school.settings.funding_year, date(starts_in, 12, 1)))
}

/// The costs of provisions in the school's funding year, from their sessions.
pub(crate) fn costs(
    all: &[Provision],
    held: &[Session],
    hourly: &Hourly,
    info: &SchoolInfo,
    today: Date,
) -> YearCosts {
    costs_in(all, held, hourly, info, funding_year_of(info, today), today)
}

fn costs_in(
    all: &[Provision],
    held: &[Session],
    hourly: &Hourly,
    info: &SchoolInfo,
    year: FundingYear,
    today: Date,
) -> YearCosts {
    provision_cost::of_year(all, held, |one| hourly.cost(one), &info.calendar, year, today)
}

/// What one child's provision costs in the school's funding year.
///
/// # Errors
/// When the database fails.
pub(crate) async fn child_cost(
    db: &impl Conn,
    info: &SchoolInfo,
    all: &[Provision],
    held: &[Session],
    pupil: PupilId,
    today: Date,
) -> Result<Cost, Fault> {
    let found = costs(all, held, &Hourly::of(db, info).await?, info, today);
    Ok(found.children.get(&pupil).copied().unwrap_or_default())
}

/// A child's money.
#[derive(Clone, Debug)]
pub struct ChildMoney {
    /// The child.
    pub pupil: PupilId,
    /// Name.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// What provision costs.
    pub cost: Cost,
    /// Beside 6,000 pounds and what has come of the county's top-up.
    pub against: Against,
    /// What the county is to pay in the year.
    pub expected: Pence,
    /// What of it has come.
    pub received: Pence,
}

/// The page of money.
#[derive(Clone, Debug)]
pub struct Money {
    /// The funding year.
    pub year: FundingYear,
    /// Each child with a cost, the dearest first; nobody for those who see totals only.
    pub children: Vec<ChildMoney>,
    /// How many children have a cost, and how many cost more than 6,000 pounds by the year's end; none where that would
    /// tell of fewer than five children to somebody who sees no child.
    pub counted: Option<(usize, Option<usize>)>,
    /// The whole of it; nothing where nobody is counted.
    pub total: Cost,
    /// What counties are to pay in the year as top-up; nothing where fewer than five children have one, for those who
    /// see totals only.
    pub expected: Pence,
    /// What of it has come.
    pub received: Pence,
    /// Beside the notional budget; none when it is not written down, or would tell of fewer than five children.
    pub budget: Option<AgainstBudget>,
    /// Whether the figures may be changed by whoever looks.
    pub may_change: bool,
    /// Whether each child's money may be seen.
    pub sees_children: bool,
    /// The years before and after it, where provision ran in them.
    pub beside: [Option<FundingYear>; 2],
}

impl Money {
    /// The funding year with its days: "2026-27, 1 April 2026 to 31 March 2027".
    #[must_use]
    pub fn year_in_words(&self) -> String {
        let year = &self.year;
        format!("{}, {} to {}", year.name(), time_in_words::day(year.from), time_in_words::day(year.to))
    }

    /// How many children cost something, and how many more than 6,000 pounds.
    #[must_use]
    pub fn counted_in_words(&self) -> String {
        let Some((children, over)) = self.counted else {
            return "Fewer than five children have provision that costs something, so no sum is shown."
                .to_owned();
        };
        let has = if children == 1 { "child has" } else { "children have" };
        match over {
            Some(over) => format!(
                "{children} {has} provision that costs something; {over} of them {} more than £6,000 by the year’s end.",
                if over == 1 { "costs" } else { "cost" },
            ),
            None => format!("{children} {has} provision that costs something."),
        }
    }

    /// The school's sums: what each is, and what of how much.
    #[must_use]
    pub fn sums(&self) -> Vec<(&'static str, Pence, Option<Pence>)> {
        if self.counted.is_none() {
            return Vec::new();
        }
        let mut sums = vec![
            ("Cost to date", self.total.to_date, None),
            ("Planned", self.total.planned, None),
            ("At the year’s end", self.total.at_year_end(), None),
        ];
        if self.expected > Pence::ZERO || self.received > Pence::ZERO {
            sums.push(("Top-up received", self.received, Some(self.expected)));
        }
        if let Some(budget) = &self.budget {
            sums.push(("Left of the notional budget", budget.balance, Some(budget.funded)));
        }
        sums
    }
}

/// Whether so many children may be told of to somebody who sees no child.
fn may_be_told(children: usize) -> bool {
    children == 0 || children as u64 >= figures::SMALLEST_SHOWN
}

/// What provision costs in this funding year: see [`show_money_of`].
///
/// # Errors
/// When the actor may not even see totals.
pub async fn show_money(app: &App, actor: &Actor, now: Now, info: &SchoolInfo) -> Result<Money, Fault> {
    show_money_of(app, actor, now, info, funding_year_of(info, now.today)).await
}

/// What provision costs in a funding year.
///
/// # Errors
/// When the actor may not even see totals.
///
/// # Source
/// progress, did it work: governors and exports: fewer than five children, no summary.
pub async fn show_money_of(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    year: FundingYear,
) -> Result<Money, Fault> {
    allow(actor, Action::SeeTotals, Subject::School(actor.school))?;
    let sees_children = actor.may_to(Action::SeeCosts, Subject::School(actor.school));
    let reader = app.store.read(actor.school);
    let all = provisions::between(&reader, year.from, year.to).await?;
    let held = sessions::between(&reader, year.from, now.today.min(year.to)).await?;
    let found = costs_in(&all, &held, &Hourly::of(&reader, info).await?, info, year, now.today);
    let mut beside = [days_after(year.from, -1), year.next_from()]
        .map(|day| Some(funding_year::of(info.school.settings.funding_year, day)));
    for other in &mut beside {
        if let Some(FundingYear { from, to }) = *other
            && provisions::between(&reader, from, to).await?.is_empty()
        {
            *other = None;
        }
    }
    let top_ups = top_up::of_school(app, actor, year, now.today).await?;
    let sum = |of: fn(&(Pence, Pence)) -> Pence| top_ups.values().map(of).sum::<Pence>();
    let (expected, received) = (sum(|one| one.0), sum(|one| one.1));
    let mut children = Vec::new();
    if sees_children {
        let scope = actor.scope_for(Action::SeeCosts);
        let academic = info.calendar.academic_year_of(now.today).starts_in();
        let names: BTreeMap<_, _> = classes::of_year(&reader, academic)
            .await?
            .into_iter()
            .map(|class| (class.id, class.name))
            .collect();
        let of_them = found.children.keys().chain(top_ups.keys()).copied().collect::<BTreeSet<_>>();
        let of_them = pupils::among(&reader, &scope, of_them).await?;
        let known = Namesakes::of(&of_them);
        for pupil in &of_them {
            let cost = found.children.get(&pupil.id).copied().unwrap_or_default();
            let (expected, received) = top_ups.get(&pupil.id).copied().unwrap_or_default();
            children.push(ChildMoney {
                pupil: pupil.id,
                name: known.tell(pupil),
                class: pupil
                    .class
                    .and_then(|class| names.get(&class).cloned())
                    .unwrap_or_else(|| pupil.year.name()),
                cost,
                against: threshold::against(cost.at_year_end(), received),
                expected,
                received,
            });
        }
        children.sort_by_key(|child| std::cmp::Reverse(child.cost.at_year_end()));
    }
    let count = found.children.len();
    let over = found.children.values().filter(|cost| cost.at_year_end() > threshold::THRESHOLD).count();
    let counted = sees_children || count as u64 >= figures::SMALLEST_SHOWN;
    let of_over = sees_children || (may_be_told(over) && may_be_told(count - over));
    let of_top_up = sees_children || (counted && may_be_told(top_ups.len()));
    let (expected, received) = if of_top_up { (expected, received) } else { Default::default() };
    let total = if counted { found.total() } else { Cost::default() };
    // The budget is written down for the year that runs.
    let budget = Pence(info.school.settings.notional_budget);
    let budget = if year.contains(now.today) { budget } else { Pence::ZERO };
    Ok(Money {
        year,
        beside,
        counted: counted.then(|| (count, of_over.then_some(over))),
        children,
        // What is left of it is counted with the top-up: beside the other sums it would give that away.
        budget: (budget > Pence::ZERO && counted && of_top_up)
            .then(|| threshold::against_budget(total.at_year_end(), budget, received)),
        expected,
        received,
        total,
        may_change: sees_children && actor.may(Action::ManageSettings),
        sees_children,
    })
}

/// The figures that money is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyFigures {
    /// What an hour costs, by role.
    pub rates: BTreeMap<Role, Pence>,
    /// The day from which these rates hold, where they are others than before; none for today.
    pub from_on: Option<Date>,
    /// The notional SEN budget of a funding year.
    pub budget: Pence,
    /// When the funding year starts.
    pub starts: FundingYearStart,
}

/// Changes the figures. Whether anything changed.
///
/// # Errors
/// [`Fault::Invalid`] when an amount is below zero or beyond reason; when the actor may not.
pub async fn change_money(app: &App, actor: &Actor, now: Now, figures: &MoneyFigures) -> Result<bool, Fault> {
    allow(actor, Action::SeeCosts, Subject::School(actor.school))?;
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let mut faults = Vec::new();
    for (role, pence) in &figures.rates {
        if *pence < Pence::ZERO || *pence > Pence::pounds(1_000) {
            let field = format!("rate-{}", role.code());
            faults.push(FieldFault::new(field, "An hour costs between £0 and £1,000"));
        }
    }
    if figures.budget < Pence::ZERO || figures.budget > Pence::pounds(100_000_000) {
        faults.push(FieldFault::new("budget", "Give the budget of a year in pounds, like 84,000"));
    }
    let from_on = figures.from_on.unwrap_or(now.today);
    if !(date(2000, 1, 1)..=days_after(now.today, 366)).contains(&from_on) {
        faults.push(FieldFault::new(
            "rates-from-day",
            "Give the day from which these rates hold, within a year",
        ));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let before = school.settings.clone();
    let new = figures.rates.iter().filter(|(_, pence)| **pence > Pence::ZERO);
    let new: rates::ByCode = new.map(|(role, pence)| (role.code().to_owned(), pence.0)).collect();
    let settings = &mut school.settings;
    if settings.hourly_rates != new || figures.from_on.is_some() {
        rates::change(&mut settings.hourly_rates, &mut settings.earlier_rates, new, from_on);
    }
    school.settings.notional_budget = figures.budget.0;
    school.settings.funding_year = figures.starts;
    if school.settings == before {
        return Ok(false);
    }
    schools::save(&tx, &allowed, &school).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, "money")]).await?;
    Ok(true)
}
