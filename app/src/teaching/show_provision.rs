//! What the form of a provision shows: itself, its clashes, who could run it, and which children could have a place.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, Now, ProvisionId, PupilId, UserId,
    calendar::count::days_after,
    people::{Class, Namesakes, Pupil, Role},
    permissions::{Action, Actor, Subject},
    provision::{Clash, Intervention, Provision, SessionStatus, clashes},
};
use store::queries::{accounts, classes, provisions, pupils, sessions};

use super::{
    PlannedTarget,
    in_reach::{InReach, reads_group},
    interventions_of,
    save_provision::plans_for_class,
    targets_of_scope,
};
use crate::{App, Fault, SchoolInfo};

/// So many sessions are listed.
const MOST_LISTED: usize = 60;

/// A child who has a place, or could have one.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The child.
    pub pupil: PupilId,
    /// Name.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// The targets of the plan in use.
    pub targets: Vec<PlannedTarget>,
    /// The target of the place that they have now; `Some(None)` for a place without one.
    pub place: Option<Option<domain::TargetId>>,
}

/// The form.
#[derive(Clone, Debug)]
pub struct ProvisionForm {
    /// The provision; none when a new one is planned.
    pub provision: Option<Provision>,
    /// Whether it may be changed by whoever looks.
    pub may_change: bool,
    /// Whether they may see and set what it costs.
    pub sees_costs: bool,
    /// Who could run it: account, name and role.
    pub staff: Vec<(UserId, String)>,
    /// The children: those with a place first, then those with SEN or a plan, by class and name.
    pub children: Vec<Candidate>,
    /// Other children with a place, whom the visitor may not see.
    pub hidden: usize,
    /// Who is booked twice, in sentences.
    pub clashes: Vec<String>,
    /// How many sessions were logged, and the last of them.
    pub held: (usize, Option<Date>),
    /// The latest of them, newest first.
    pub sessions: Vec<(Date, SessionStatus)>,
    /// The catalogue to choose from: what is offered, and what this provision is.
    pub catalogue: Vec<Intervention>,
    /// Classes that could have it whole.
    pub classes: Vec<(ClassId, String)>,
    /// The provision that it goes on from, and those that go on from it.
    pub line: Vec<(ProvisionId, String)>,
}

/// The form of a provision, or of a new one; `with` a child who is to be among the children.
///
/// # Errors
/// [`Fault::NotFound`] when it holds no child in reach and is not run by them.
pub async fn show_provision(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    id: Option<ProvisionId>,
    with: Option<PupilId>,
) -> Result<ProvisionForm, Fault> {
    let reader = app.store.read(actor.school);
    let today = now.today;
    let provision = match id {
        None => None,
        Some(id) => Some(provisions::get(&reader, id).await?.ok_or(Fault::NotFound)?),
    };
    let sees = actor.scope_for(Action::ReadProvision);
    let plans_for = actor.scope_for(Action::PlanProvision);
    let open: BTreeMap<PupilId, Option<domain::TargetId>> = provision
        .iter()
        .flat_map(|provision| &provision.places)
        .filter(|place| place.goes_on_after(today))
        .map(|place| (place.pupil, place.target))
        .collect();
    let in_it = pupils::among(&reader, &sees, open.keys().copied()).await?;
    let runs = actor
        .user()
        .is_some_and(|user| provision.as_ref().is_some_and(|provision| provision.staff.contains(&user)));
    if let Some(group) = &provision {
        let ever = pupils::among(&reader, &sees, group.places.iter().map(|place| place.pupil)).await?;
        if !reads_group(actor, &sees, group, |id| ever.iter().any(|pupil| pupil.id == id)) {
            return Err(Fault::NotFound);
        }
    }
    let class = provision.as_ref().and_then(|provision| provision.class);
    let is_theirs = class.is_some_and(|class| plans_for_class(&plans_for, class));
    let hidden = open.len() - in_it.len();
    let may_change = actor.may(Action::PlanProvision)
        && (plans_for.is_whole_school()
            || provision.is_none()
            || (!open.is_empty()
                && in_it.len() == open.len()
                && in_it.iter().all(|pupil| plans_for.holds(pupil.subject())))
            || (open.is_empty() && (runs || is_theirs)));
    let year = info.calendar.academic_year_of(today).starts_in();
    let class_names: BTreeMap<_, Class> =
        classes::of_year(&reader, year).await?.into_iter().map(|class| (class.id, class)).collect();
    let plans = targets_of_scope(&reader, &sees).await?;
    let pool = if may_change { pupils::on_roll(&reader, &plans_for).await? } else { in_it };
    let known = Namesakes::of(&pool);
    let mut children: Vec<Candidate> = pool
        .into_iter()
        .filter(|pupil| {
            open.contains_key(&pupil.id)
                || with == Some(pupil.id)
                || pupil.provision != domain::census::SenProvision::N
                || plans.contains_key(&pupil.id)
        })
        .map(|pupil| Candidate {
            name: known.tell(&pupil),
            class: pupil
                .class
                .and_then(|id| class_names.get(&id))
                .map_or_else(|| pupil.year.name(), |class| class.name.clone()),
            targets: plans.get(&pupil.id).map(|plan| plan.targets.clone()).unwrap_or_default(),
            place: open.get(&pupil.id).copied(),
            pupil: pupil.id,
        })
        .collect();
    children.sort_by(|a, b| (a.place.is_none(), &a.class).cmp(&(b.place.is_none(), &b.class)));
    let running = provisions::between(&reader, today, Date::MAX).await?;
    let names = accounts::names(&reader).await?;
    let placed = running.iter().flat_map(|group| &group.places).map(|place| place.pupil);
    let placed = pupils::among(&reader, &sees, placed).await?;
    let placed: BTreeMap<PupilId, Pupil> = placed.into_iter().map(|pupil| (pupil.id, pupil)).collect();
    let found: Vec<Clash> = clashes(&running, |pupil| placed.get(&pupil)?.class)
        .into_iter()
        .filter(|clash| [clash.one, clash.other].iter().any(|at| Some(running[*at].id) == id))
        .collect();
    let near = match &provision {
        None => Vec::new(),
        Some(provision) => provisions::between(&reader, days_after(today, -800), Date::MAX)
            .await?
            .into_iter()
            .filter(|other| provision.follows == Some(other.id) || other.follows == Some(provision.id))
            .collect(),
    };
    let before = near.iter().flat_map(|group| &group.places).map(|place| place.pupil);
    let before = pupils::among(&reader, &sees, before.filter(|id| !placed.contains_key(id))).await?;
    let child = |id: PupilId| {
        let there = || placed.get(&id).or_else(|| before.iter().find(|pupil| pupil.id == id));
        let named = || there().map(|pupil| known.tell(pupil));
        children.iter().find(|child| child.pupil == id).map(|child| child.name.clone()).or_else(named)
    };
    let class = |id: ClassId| class_names.get(&id).map(|class| class.name.clone());
    let reach = InReach { actor, scope: &sees, child: &child, adults: &names, class: &class };
    let clashes = provision.as_ref().map_or_else(Vec::new, |group| reach.sentences(group, &running, &found));
    let staff = accounts::all(&reader)
        .await?
        .into_iter()
        .filter(|account| {
            let teaches = [Role::Ta, Role::Teacher, Role::Senco, Role::Head];
            let runs = provision.as_ref().is_some_and(|provision| provision.staff.contains(&account.id));
            runs || (account.active && account.roles.iter().any(|role| teaches.contains(role)))
        })
        .map(|account| {
            let roles: Vec<&str> = account.roles.iter().map(|role| info.school.title(*role)).collect();
            (account.id, format!("{} ({})", account.name, roles.join(", ")))
        })
        .collect();
    let catalogue = interventions_of(&reader)
        .await?
        .into_iter()
        .filter(|one| {
            !one.retired || provision.as_ref().is_some_and(|provision| provision.intervention == one.code)
        })
        .collect();
    let classes = class_names
        .values()
        .filter(|class| plans_for.is_whole_school() || plans_for.classes().contains(&class.id))
        .map(|class| (class.id, class.name.clone()))
        .collect();
    let told = |other: &Provision| {
        let day = crate::time_in_words::day;
        (other.id, format!("{}, {} to {}", other.name, day(other.from_on), day(other.until_on)))
    };
    let line = near.iter().filter(|other| reach.reads(other)).map(told).collect();
    let held = match &provision {
        None => Vec::new(),
        Some(provision) => sessions::of_provision(&reader, provision.id).await?,
    };
    Ok(ProvisionForm {
        sees_costs: actor.may_to(Action::SeeCosts, Subject::School(actor.school)),
        provision,
        may_change,
        staff,
        children,
        hidden,
        clashes,
        sessions: held.iter().rev().take(MOST_LISTED).map(|session| (session.on, session.status)).collect(),
        held: (held.len(), held.last().map(|session| session.on)),
        catalogue,
        classes,
        line,
    })
}
