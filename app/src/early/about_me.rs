//! What a child sees of themselves: their page, their targets, how they feel about each.

use domain::{
    EntryId, Now, PupilId, TargetId,
    pathway::{facts::Said, facts_of_support, plan_agreement},
    people::{Pupil, Role},
    permissions::{Action, Actor, allow},
    record::{Content, EntryKind, Feeling, Party, Plan, ProfilePart, SignedProfile, Target, View},
};
use store::queries::{entries, pupils, records};

use super::{Written, show_profile, written};
use crate::{App, Fault, child, record};

/// A child's own page.
#[derive(Clone, Debug)]
pub struct AboutMe {
    /// The child.
    pub pupil: Pupil,
    /// The joined page.
    pub page: Option<SignedProfile>,
    /// The child's own part, of this round.
    pub part: Option<ProfilePart>,
    /// The targets of the plan, each with how the child felt about it last.
    pub targets: Vec<(Target, Option<Feeling>)>,
    /// Whether the plan waits for the child to say that it is right for them.
    pub asks_plan: bool,
    /// What the child said last, newest first.
    pub said: Vec<Written>,
}

/// The actor as a child only.
fn as_child(actor: &Actor) -> Actor {
    let holdings = actor.holdings.iter().filter(|holding| holding.role == Role::Pupil).cloned().collect();
    Actor { holdings, ..actor.clone() }
}

/// The page of the child that the actor is.
///
/// # Errors
/// [`Fault::NotFound`] when the account is bound to no child.
pub async fn about_me(app: &App, actor: &Actor) -> Result<AboutMe, Fault> {
    let own = as_child(actor);
    let reader = app.store.read(actor.school);
    let pupil = pupils::on_roll(&reader, &own.scope()).await?.into_iter().next().ok_or(Fault::NotFound)?;
    let profile = show_profile(app, &own, &pupil).await?;
    let part =
        profile.parts.iter().rfind(|(part, _)| part.party == Party::Pupil).map(|(part, _)| part.clone());
    let mut said = written(app, &own, &pupil, &[EntryKind::View]).await?;
    said.reverse();
    let felt = |target: TargetId| {
        said.iter().find_map(|one| match &one.entry.content {
            Content::View(View { target: Some(of), feeling, .. }) if *of == target => *feeling,
            _ => None,
        })
    };
    let (mut targets, mut asks_plan) = (Vec::new(), false);
    if own.may_to(Action::ReadTargets, pupil.subject()) {
        let state = records::get(&reader, pupil.id).await?.state;
        let all = entries::of_pupil(&reader, pupil.id).await?;
        if let Some((_, plan)) = facts_of_support::current_plan(&state, &all) {
            targets = plan.targets.iter().map(|target| (felt(target.id), target.clone())).collect();
            asks_plan = state.is_open()
                && !plan.targets.is_empty()
                && plan_agreement::agreement_of_four(&state, &all).pupil == Said::NotAsked;
        }
    }
    Ok(AboutMe {
        page: profile.signed.map(|(page, _)| page),
        part,
        targets: targets
            .into_iter()
            .map(|(felt, target): (Option<Feeling>, Target)| (target, felt))
            .collect(),
        asks_plan,
        said,
        pupil,
    })
}

/// The newest plan of the round, for those who may read its targets.
pub(crate) async fn current_plan(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<Plan>, Fault> {
    if !actor.may_to(Action::ReadTargets, pupil.subject()) {
        return Ok(None);
    }
    let reader = app.store.read(actor.school);
    let state = records::get(&reader, pupil.id).await?.state;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    Ok(facts_of_support::current_plan(&state, &all).map(|(_, plan)| plan.clone()))
}

/// The child says how a target feels.
///
/// # Errors
/// [`Fault::NotFound`] when it is no target of the child's plan; [`Fault::Forbidden`] when the actor is not the child.
pub async fn say_how_it_feels(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    target: TargetId,
    feeling: Feeling,
) -> Result<EntryId, Fault> {
    let own = as_child(actor);
    let child = child::see(app, &own, pupil).await?;
    allow(&own, Action::WriteView, child.subject())?;
    let plan = current_plan(app, &own, &child).await?.ok_or(Fault::NotFound)?;
    let known = plan.targets.iter().find(|known| known.id == target).ok_or(Fault::NotFound)?;
    let about = format!("About my target “{}”: {}.", known.will, feeling.name());
    let (going_well, not_going_well) = match feeling {
        Feeling::Good | Feeling::Middling => (about, String::new()),
        Feeling::Hard => (String::new(), about),
    };
    let view = View {
        party: Party::Pupil,
        going_well,
        not_going_well,
        feeling: Some(feeling),
        target: Some(target),
        ..View::default()
    };
    let writing = record::Writing { pupil, of: None, on: now.today, content: Content::View(view) };
    record::write_entry(app, &own, now, writing).await
}

/// The targets of a child's current plan, for those who may read them.
///
/// # Errors
/// When the database fails.
pub async fn targets(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<Target>, Fault> {
    Ok(current_plan(app, actor, pupil).await?.map(|plan| plan.targets).unwrap_or_default())
}
