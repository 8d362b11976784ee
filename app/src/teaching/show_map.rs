//! What the provision map shows: what runs, for whom, by whom, and where somebody is booked twice.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, Now, ProvisionId, PupilId, UserId,
    census::sen_type::AreaOfNeed,
    money::Pence,
    people::{Account, Class, Namesakes, Pupil, YearGroup},
    permissions::{Action, Actor, Subject},
    provision::{Clash, MissedLesson, Provision, Tier, clashes, missed_lessons, starts_at},
};
use store::queries::{accounts, classes, provisions, pupils, sessions};

use super::{
    in_reach::{BookedTwice, InReach, reads_group},
    show_money::{self, Hourly, funding_year_of},
    targets_of_scope,
};
use crate::{App, Fault, SchoolInfo};

/// What the map is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Children of a class.
    pub class: Option<ClassId>,
    /// Children of a year group.
    pub year: Option<YearGroup>,
    /// An area of need.
    pub area: Option<AreaOfNeed>,
    /// A tier.
    pub tier: Option<Tier>,
    /// Somebody who runs groups.
    pub adult: Option<UserId>,
    /// One child.
    pub child: Option<PupilId>,
}

/// A line of the map.
#[derive(Clone, Debug)]
pub struct MapRow {
    /// The provision.
    pub provision: Provision,
    /// Who runs it.
    pub staff: Vec<String>,
    /// The children whom the visitor sees: id, name, what the place serves.
    pub children: Vec<(PupilId, String, String)>,
    /// How many more there are.
    pub hidden: usize,
    /// Who is booked twice.
    pub clashes: Vec<String>,
    /// The class that has it whole.
    pub class: Option<String>,
    /// What it has cost to date, and what is planned to the end of the funding year.
    pub cost: Option<(Pence, Pence)>,
}

/// A lesson that a child misses again and again: said once a child and lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonMissed {
    /// The child.
    pub pupil: PupilId,
    /// Name.
    pub name: String,
    /// The lesson, how often, and for how long: "Maths twice a week, for 12 school weeks".
    pub words: String,
    /// The groups that take the child out.
    pub groups: Vec<(ProvisionId, String)>,
}

/// The map.
#[derive(Clone, Debug)]
pub struct ProvisionMap {
    /// What runs today or will.
    pub rows: Vec<MapRow>,
    /// What ended, since the first day of the school year; with costs also what ended before it in this funding year.
    pub ended: Vec<MapRow>,
    /// Since when.
    pub ended_since: Date,
    /// Who is booked twice by a line that runs: adults first.
    pub clashes: Vec<BookedTwice>,
    /// Which lessons children of these lines miss again and again, by child.
    pub missed: Vec<LessonMissed>,
    /// Classes to narrow by.
    pub classes: Vec<Class>,
    /// Adults to narrow by.
    pub adults: Vec<(UserId, String)>,
    /// The child to whom it is narrowed.
    pub child: Option<(PupilId, String)>,
    /// Whether the visitor may see costs.
    pub sees_costs: bool,
    /// Whether they may plan.
    pub may_plan: bool,
}

impl ProvisionMap {
    /// Each weekday with the lines that run on it, by time.
    #[must_use]
    pub fn week(&self) -> Vec<(u8, Vec<&MapRow>)> {
        (1..=5)
            .map(|day| {
                let mut rows: Vec<&MapRow> =
                    self.rows.iter().filter(|row| row.provision.weekdays.contains(&day)).collect();
                rows.sort_by_key(|row| (starts_at(&row.provision.starts_at), row.provision.name.clone()));
                (day, rows)
            })
            .collect()
    }
}

/// The provision map, as far as `actor` sees it; with costs when asked for and allowed.
///
/// # Errors
/// When they may not read it, or the database fails.
pub async fn show_map(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    narrowed: &Narrowed,
    with_costs: bool,
) -> Result<ProvisionMap, Fault> {
    if !actor.may(Action::ReadProvision) {
        return Err(Fault::Forbidden(Action::ReadProvision));
    }
    let reader = app.store.read(actor.school);
    let today = now.today;
    let year = info.calendar.academic_year_of(today);
    let scope = actor.scope_for(Action::ReadProvision);
    let sees_costs = actor.may_to(Action::SeeCosts, Subject::School(actor.school));
    let funding = (with_costs && sees_costs).then(|| funding_year_of(info, today));
    let since = funding.iter().map(|year| year.from).fold(year.first_day(), Date::min);
    let all = provisions::between(&reader, since, Date::MAX).await?;
    let ids: Vec<PupilId> = all.iter().flat_map(|one| &one.places).map(|place| place.pupil).collect();
    let children: BTreeMap<PupilId, Pupil> =
        pupils::among(&reader, &scope, ids).await?.into_iter().map(|pupil| (pupil.id, pupil)).collect();
    let asked = match narrowed.child {
        Some(id) => pupils::get(&reader, &scope, id).await?,
        None => None,
    };
    if narrowed.child.is_some() && asked.is_none() {
        return Err(Fault::NotFound);
    }
    let plans = targets_of_scope(&reader, &scope).await?;
    let accounts = accounts::all(&reader).await?;
    let names: BTreeMap<UserId, String> = accounts.into_iter().map(called).collect();
    let classes = classes::of_year(&reader, year.starts_in()).await?;
    let costs = if let Some(year) = funding {
        let held = sessions::between(&reader, year.from, today).await?;
        show_money::costs(&all, &held, &Hourly::of(&reader, info).await?, info, today).provisions
    } else {
        BTreeMap::new()
    };
    let running: Vec<Provision> = all.iter().filter(|one| one.runs_still(today)).cloned().collect();
    let known = Namesakes::of(children.values());
    let child = |id: PupilId| children.get(&id).map(|pupil| known.tell(pupil));
    let class_names: BTreeMap<ClassId, (String, YearGroup)> =
        classes.iter().map(|class| (class.id, (class.name.clone(), class.year))).collect();
    let class = |id: ClassId| class_names.get(&id).map(|(name, _)| name.clone());
    let reach = InReach { actor, scope: &scope, child: &child, adults: &names, class: &class };
    let clashes = clashes(&running, |pupil| children.get(&pupil)?.class);
    let missed = missed_lessons(&running, &info.calendar, today);
    let row = |provision: &Provision| {
        let mut shown: Vec<(PupilId, String, String)> = Vec::new();
        let (mut hidden, mut fits) = (0, false);
        for place in provision.places.iter().filter(|place| {
            !place.never_was() && place.until_on.is_none_or(|until| today.min(provision.until_on) <= until)
        }) {
            let Some(pupil) = children.get(&place.pupil) else {
                hidden += 1;
                continue;
            };
            // A map of one child may be printed for them: the others of a group stay unnamed.
            if narrowed.child.is_some_and(|child| child != pupil.id) {
                hidden += 1;
                continue;
            }
            fits |= narrowed.class.is_none_or(|class| pupil.class == Some(class))
                && narrowed.year.is_none_or(|year| pupil.year == year)
                && narrowed.child.is_none_or(|child| pupil.id == child);
            let target = place.target.and_then(|id| plans.get(&pupil.id)?.target(id));
            let words = actor.may_to(Action::ReadTargets, pupil.subject());
            let label = target.map(|target| target.label(words)).unwrap_or_default();
            shown.push((pupil.id, known.tell(pupil), label));
        }
        let whole = provision.class.and_then(|class| class_names.get(&class));
        if let Some((class, (_, year))) = provision.class.zip(whole) {
            fits |= narrowed.class.is_none_or(|wanted| class == wanted)
                && narrowed.year.is_none_or(|wanted| *year == wanted)
                && narrowed.child.is_none_or(|id| {
                    children.get(&id).or(asked.as_ref()).is_some_and(|pupil| pupil.class == Some(class))
                });
        }
        let visible = reads_group(actor, &scope, provision, |pupil| children.contains_key(&pupil));
        let wanted = narrowed.area.is_none_or(|area| provision.area == Some(area))
            && narrowed.tier.is_none_or(|tier| provision.tier == tier)
            && narrowed.adult.is_none_or(|adult| provision.staff.contains(&adult))
            && (fits || (narrowed.class.is_none() && narrowed.year.is_none() && narrowed.child.is_none()));
        (visible && wanted).then(|| MapRow {
            staff: provision.staff.iter().filter_map(|user| names.get(user).cloned()).collect(),
            children: shown,
            hidden,
            clashes: if provision.runs_still(today) {
                reach.sentences(provision, &running, &clashes)
            } else {
                Vec::new()
            },
            class: whole.map(|(name, _)| name.clone()),
            cost: costs.get(&provision.id).map(|cost| (cost.to_date, cost.planned)),
            provision: provision.clone(),
        })
    };
    let mut adults: Vec<(UserId, String)> = running
        .iter()
        .flat_map(|one| &one.staff)
        .filter_map(|user| Some((*user, names.get(user)?.clone())))
        .collect();
    adults.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    adults.dedup();
    let rows: Vec<MapRow> = running.iter().filter_map(row).collect();
    let is_shown = |at: usize| rows.iter().any(|row| row.provision.id == running[at].id);
    let mut twice: Vec<&Clash> =
        clashes.iter().filter(|clash| is_shown(clash.one) || is_shown(clash.other)).collect();
    twice.sort_by(|a, b| (a.who, &a.weekdays).cmp(&(b.who, &b.weekdays)));
    let mut lessons: Vec<LessonMissed> = missed
        .iter()
        .filter(|one| narrowed.child.is_none_or(|child| child == one.pupil))
        .filter(|one| one.provisions.iter().any(|at| is_shown(*at)))
        .filter_map(|one| lesson_missed(one, &running, child(one.pupil)?))
        .collect();
    lessons.sort_by(|a, b| (&a.name, a.pupil, &a.words).cmp(&(&b.name, b.pupil, &b.words)));
    Ok(ProvisionMap {
        clashes: twice.into_iter().map(|clash| reach.booked_twice(clash, &running)).collect(),
        missed: lessons,
        rows,
        ended_since: since,
        ended: all.iter().filter(|one| !one.runs_still(today)).filter_map(row).collect(),
        classes: classes
            .into_iter()
            .filter(|class| scope.is_whole_school() || scope.classes().contains(&class.id))
            .collect(),
        adults,
        child: asked.map(|pupil| (pupil.id, pupil.name())),
        sees_costs,
        may_plan: actor.may(Action::PlanProvision),
    })
}

/// An adult's name, with a word when they work here no more.
fn called(account: Account) -> (UserId, String) {
    let gone = if account.active { "" } else { " (account closed)" };
    (account.id, format!("{}{gone}", account.name))
}

fn lesson_missed(one: &MissedLesson, running: &[Provision], name: String) -> Option<LessonMissed> {
    let times = match one.times_a_week {
        0 => return None,
        1 => "every week".to_owned(),
        2 => "twice a week".to_owned(),
        times => format!("{times} times a week"),
    };
    let groups = one.provisions.iter().map(|at| (running[*at].id, running[*at].name.clone()));
    Some(LessonMissed {
        pupil: one.pupil,
        name,
        words: format!("{} {times}, for {} school weeks", one.lesson, one.weeks),
        groups: groups.collect(),
    })
}
