//! The overview: numbers by status, step, need and year group, the legal clocks, and for those who may see children the
//! applications that run.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Date, Now, PupilId,
    census::{SenProvision, SenType},
    deadlines::{application, clock_state::ClockState, rule::Party},
    figures::{Row, Shown, Table, without_small_groups},
    pathway::{CaseState, StatutoryState, step},
    people::{Pupil, YearGroup},
    permissions::{Action, Actor, allow},
    record::{Entry, EntryKind, county_letters},
};
use store::queries::{entries, pupils, records};

use super::clocks_kept::{Kept, clocks_kept};
use crate::{App, Fault, SchoolInfo, school_subject};

/// An application that runs.
#[derive(Clone, Debug)]
pub struct ApplicationLine {
    /// The child.
    pub pupil: Pupil,
    /// Where it stands.
    pub state: StatutoryState,
    /// The week of the county's clock.
    pub week: Option<u32>,
    /// What is due next, with its day and how it stands.
    pub next: Option<(&'static str, Date, ClockState)>,
    /// By how many days the county is late, and whether that is exempt.
    pub late: Option<(i32, bool)>,
    /// Whether a date was kept late before, and whether an exemption excuses each that was.
    pub was_late: Option<bool>,
}

/// The applications of one stage: how many are in time, late, late but exempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Which.
    pub name: &'static str,
    /// Every date kept so far.
    pub in_time: usize,
    /// A date has passed, or was kept late.
    pub late: usize,
    /// The same, and the county says that an exemption applies.
    pub exempt: usize,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Children on the roll.
    pub on_roll: usize,
    /// The tables; without small groups for those who may see no child.
    pub tables: Vec<Shown>,
    /// Whether small groups are left out.
    pub leaves_out: bool,
    /// The applications that run; none for those who may see no child.
    pub applications: Option<Vec<ApplicationLine>>,
    /// The same by stage; nothing for those who may see no child.
    pub stages: Vec<Stage>,
    /// The clocks of this school year that were kept, by the county and by the school; without small groups for those
    /// who may see no child.
    pub kept: Vec<Kept>,
}

/// The overview of the school. Who may see no child gets figures from which no group under five can be worked out. Kept
/// for a minute, and until something is written in the school.
///
/// # Errors
/// [`Fault::Forbidden`] when their role may see no figures of the school.
pub async fn show_overview(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
) -> Result<Arc<Overview>, Fault> {
    allow(actor, Action::SeeGovernorFigures, school_subject(actor.school))?;
    let key = ((actor.who, info.school.revision), now.today);
    match app.keeping.overviews.get(actor.school, &key, now) {
        Ok(overview) => Ok(overview),
        Err(writes) => {
            let overview = Arc::new(overview_of(app, actor, info, now.today).await?);
            app.keeping.overviews.keep(actor.school, key, now, writes, &overview);
            Ok(overview)
        }
    }
}

async fn overview_of(app: &App, actor: &Actor, info: &SchoolInfo, today: Date) -> Result<Overview, Fault> {
    let scope = actor.scope_for(Action::SeeGovernorFigures);
    let sees_children = actor.may_to(Action::ReadApplication, school_subject(actor.school));
    let reader = app.store.read(actor.school);
    let roll = pupils::on_roll(&reader, &scope).await?;
    let states: BTreeMap<PupilId, CaseState> = records::list(&reader, &scope, false)
        .await?
        .into_iter()
        .map(|(record, _)| (record.pupil, record.state))
        .collect();
    let mut letters: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
    let kinds = [EntryKind::CountyLetter, EntryKind::AnnualReview];
    for entry in entries::of_kinds(&reader, &scope, &kinds, None).await? {
        letters.entry(entry.pupil).or_default().push(entry);
    }
    let nothing = CaseState::default();
    let children: Vec<(&Pupil, &CaseState)> = roll
        .iter()
        .map(|pupil| (pupil, states.get(&pupil.id).unwrap_or(&nothing)))
        .filter(|(pupil, state)| {
            pupil.provision != SenProvision::N || state.is_open() || state.statutory.step().is_some()
        })
        .collect();
    let running: Vec<ApplicationLine> = children
        .iter()
        .filter(|child| !has_plan(child) && child.1.statutory.step() == Some(7))
        .map(|(pupil, state)| {
            let own = letters.get(&pupil.id).map_or(&[][..], Vec::as_slice);
            application_line(pupil, state.statutory, own, today)
        })
        .collect();
    let tables = tables(&children, &running, today);
    Ok(Overview {
        on_roll: roll.len(),
        tables: if sees_children {
            tables.iter().map(Shown::whole).collect()
        } else {
            without_small_groups(&tables)
        },
        leaves_out: !sees_children,
        stages: if sees_children { stages(&running) } else { Vec::new() },
        kept: clocks_kept(&reader, &scope, &letters, info, today, sees_children).await?,
        applications: sees_children.then(|| {
            let mut lines = running;
            lines.sort_by_key(|line| (std::cmp::Reverse(line.late), std::cmp::Reverse(line.week)));
            lines
        }),
    })
}

/// The applications by where they stand, in the order of the path.
fn stages(running: &[ApplicationLine]) -> Vec<Stage> {
    let mut found: Vec<Stage> = Vec::new();
    for state in StatutoryState::ALL {
        let of_it: Vec<&ApplicationLine> = running.iter().filter(|line| line.state == *state).collect();
        if of_it.is_empty() {
            continue;
        }
        let fell = |line: &ApplicationLine| line.late.map(|(_, exempt)| exempt).or(line.was_late);
        let count = |of: Option<bool>| of_it.iter().filter(|line| fell(line) == of).count();
        found.push(Stage {
            name: state.name(),
            in_time: count(None),
            late: count(Some(false)),
            exempt: count(Some(true)),
        });
    }
    found
}

fn application_line(pupil: &Pupil, state: StatutoryState, letters: &[Entry], today: Date) -> ApplicationLine {
    let dates = county_letters::application_of(letters);
    let clocks = if state.clock_runs() { application::clocks(&dates, today) } else { Vec::new() };
    let received_on = dates.received_on.filter(|_| state.clock_runs());
    let late = clocks
        .iter()
        .filter_map(|clock| match clock.state {
            ClockState::Late { days } => Some((days, false)),
            ClockState::LateExempt { days, .. } => Some((days, true)),
            ClockState::Done { .. }
            | ClockState::DueIn { .. }
            | ClockState::DueToday
            | ClockState::Ended { .. }
            | ClockState::NotNeeded { .. }
            | ClockState::LastDayNotKnown => None,
        })
        .max();
    let was_late = clocks
        .iter()
        .filter(|clock| clock.party == Party::Authority)
        .filter(|clock| matches!(clock.state, ClockState::Done { late_by: 1.., .. }))
        .map(|clock| dates.exempt(clock.code, clock.due_on).is_some())
        .reduce(|all, one| all && one);
    ApplicationLine {
        was_late,
        pupil: pupil.clone(),
        state,
        week: received_on.map(|on| step::week(on, today)),
        next: clocks
            .iter()
            .find(|clock| clock.state.is_open())
            .map(|clock| (clock.title, clock.due_on, clock.state)),
        late,
    }
}

fn has_plan((pupil, state): &(&Pupil, &CaseState)) -> bool {
    pupil.provision == SenProvision::E || state.statutory.has_plan()
}

/// Every table parts the same children, so that their totals tell nothing; what two tables count alike is named alike.
fn tables(children: &[(&Pupil, &CaseState)], running: &[ApplicationLine], today: Date) -> Vec<Table> {
    const ALL: Option<&str> = Some("all");
    const PLANS: &str = "plans";
    const APPLICATIONS: &str = "applications";
    let count =
        |is: &dyn Fn(&(&Pupil, &CaseState)) -> bool| children.iter().filter(|child| is(child)).count() as u64;
    let applies = |child: &(&Pupil, &CaseState)| !has_plan(child) && child.1.statutory.step() == Some(7);
    let status = Table::new(
        "SEN status",
        vec![
            Row::new("EHC plan (E)", count(&has_plan)).same_as(PLANS),
            Row::new(
                "SEN support (K)",
                count(&|child| !has_plan(child) && child.0.provision == SenProvision::K),
            ),
            Row::new(
                "No SEN status yet, looked at (N)",
                count(&|child| !has_plan(child) && child.0.provision == SenProvision::N),
            ),
        ],
        ALL,
    );
    let at_step = |child: &(&Pupil, &CaseState)| {
        let (_, state) = *child;
        if has_plan(child) || applies(child) { None } else { Some(step::shown(state, None, today).number) }
    };
    let mut by_step: Vec<Row> = (1..=6_u8)
        .map(|number| {
            let name = step::NAMES[usize::from(number) - 1];
            Row::new(format!("{number} {name}"), count(&|child| at_step(child) == Some(Some(number))))
        })
        .collect();
    by_step.push(Row::new("7 Progress review", count(&|child| at_step(child) == Some(Some(7)))));
    by_step.push(Row::new("7 EHCP application", count(&applies)).same_as(APPLICATIONS));
    by_step.push(Row::new("8 SEN support continues", count(&|child| at_step(child) == Some(Some(8)))));
    by_step.push(Row::new("8 EHCP is in place", count(&has_plan)).same_as(PLANS));
    by_step.push(Row::new(
        "On the roll with a status, no record yet",
        count(&|child| at_step(child) == Some(None)),
    ));
    let mut needs: BTreeMap<SenType, u64> = BTreeMap::new();
    let mut years: BTreeMap<YearGroup, u64> = BTreeMap::new();
    let mut not_recorded = 0;
    for (pupil, _) in children {
        match pupil.main_need {
            Some(need) => *needs.entry(need).or_default() += 1,
            None => not_recorded += 1,
        }
        *years.entry(pupil.year).or_default() += 1;
    }
    let mut by_need: Vec<Row> =
        needs.into_iter().map(|(need, number)| Row::new(need.name(), number)).collect();
    by_need.sort_by_key(|row| std::cmp::Reverse(row.count));
    by_need.push(Row::new("Not recorded", not_recorded));
    let by_year = years.into_iter().map(|(year, number)| Row::new(year.name(), number)).collect();
    let runs = |is: &dyn Fn(&ApplicationLine) -> bool| running.iter().filter(|line| is(line)).count() as u64;
    let late = |line: &ApplicationLine| line.late.is_some_and(|(_, exempt)| !exempt);
    let exempt = |line: &ApplicationLine| line.late.is_some_and(|(_, exempt)| exempt);
    let clocks = vec![
        Row::new("Being agreed in school", runs(&|line| !line.state.clock_runs())),
        Row::new(
            "With the county, every date kept so far",
            runs(&|line| line.state.clock_runs() && line.late.is_none() && line.was_late.is_none()),
        ),
        Row::new(
            "With the county, late before, not now",
            runs(&|line| line.state.clock_runs() && line.late.is_none() && line.was_late.is_some()),
        ),
        Row::new("With the county, late", runs(&late)),
        Row::new("With the county, late but exempt", runs(&exempt)),
    ];
    vec![
        status,
        Table::new("Step", by_step, ALL),
        Table::new("Main need", by_need, ALL),
        Table::new("Year group", by_year, ALL),
        Table::new("Applications and the county’s clock", clocks, Some(APPLICATIONS)),
    ]
}
