//! A party says yes to the plan, or disagrees; or it is written down what they said on paper or in the meeting.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Agreement, Answer, Content, Entry, HowSaid, Party},
};
use store::queries::{accounts, entries};

use super::standing;
use crate::{
    App, Fault, FieldFault, child,
    files::{self, Ready},
    record::new_entry,
    time_in_words,
};

/// What is said, by whom, of which text.
#[derive(Debug)]
pub struct AnswerPlan {
    /// The child.
    pub pupil: PupilId,
    /// Whose answer it is.
    pub party: Party,
    /// The answer.
    pub answer: Answer,
    /// In words: needed with "disagrees" and with attempts.
    pub words: String,
    /// The plan that they read, and its version.
    pub plan: (EntryId, u32),
    /// When somebody else writes it down: how it was said, by whom and on which day. None for one's own answer.
    pub recorded: Option<(HowSaid, String, Date)>,
    /// The scan of what was signed.
    pub scans: Vec<Ready>,
}

/// The parties for which somebody can answer by themselves.
#[must_use]
pub fn own_parties(actor: &Actor, pupil: &Pupil) -> Vec<Party> {
    let mut parties: Vec<Party> = actor
        .holdings
        .iter()
        .filter(|holding| holding.reaches(Action::AgreePlan, pupil.subject()))
        .filter_map(|holding| match holding.role {
            Role::Senco => Some(Party::Senco),
            Role::Teacher => Some(Party::Teacher),
            Role::Parent => Some(Party::Parent),
            Role::Pupil => Some(Party::Pupil),
            Role::Ta | Role::DataManager | Role::Head | Role::Governor | Role::Agency | Role::Admin => None,
        })
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// The parties whose answer somebody may write down for them: the SENCO's own is not a teacher's to give.
#[must_use]
pub fn parties_to_record(actor: &Actor, pupil: &Pupil) -> Vec<Party> {
    let leads = actor.holdings.iter().any(|holding| {
        matches!(holding.role, Role::Senco | Role::Head)
            && holding.reaches(Action::RecordAgreement, pupil.subject())
    });
    Party::FOUR.into_iter().filter(|party| leads || *party != Party::Senco).collect()
}

/// Writes down what a party says to the plan. Whether it changed anything: the same answer again does not.
///
/// # Errors
/// [`Fault::Stale`] when the plan changed since it was read; [`Fault::Invalid`] when words, name or day are missing, the day
/// is before the plan's, or the answer is not theirs to write down.
pub async fn answer_plan(app: &App, actor: &Actor, now: Now, input: AnswerPlan) -> Result<bool, Fault> {
    let action = if input.recorded.is_some() { Action::RecordAgreement } else { Action::AgreePlan };
    let opened = child::open(app, actor, action, input.pupil).await?;
    if input.recorded.is_none() && !own_parties(actor, &opened.pupil).contains(&input.party) {
        return Err(Fault::Forbidden(Action::AgreePlan));
    }
    check(&input, &parties_to_record(actor, &opened.pupil), now.today)?;
    let written = entries::of_pupil(&opened.tx, input.pupil).await?;
    let stands = standing(&written, &opened.record.state);
    let (plan, _) = stands.current.ok_or_else(|| {
        Fault::rule("no-plan", "There is no plan to answer yet. Write the plan of this cycle first.")
    })?;
    if (plan.id, plan.version) != input.plan {
        return Err(Fault::Stale);
    }
    if let Some((_, _, on)) = &input.recorded
        && *on < plan.on
    {
        let day = time_in_words::day(plan.on);
        let sentence = format!("The plan was begun on {day}: enter a day from then on");
        return Err(FieldFault::new("on-day", sentence).into());
    }
    let own_name = match actor.user() {
        Some(user) => accounts::get(&opened.tx, user).await?.map(|account| account.name).unwrap_or_default(),
        None => String::new(),
    };
    let (how, name, on) = input.recorded.unwrap_or((HowSaid::InWaymark, own_name, now.today));
    let agreement = Agreement {
        party: input.party,
        name: name.trim().to_owned(),
        answer: input.answer,
        how,
        words: input.words.trim().to_owned(),
        plan: plan.id,
        plan_version: plan.version,
    };
    let before = written.iter().rev().find(|entry| {
        matches!(&entry.content, Content::Agreement(said)
            if said.plan == plan.id
                && said.plan_version == plan.version
                && said.party == agreement.party
                && said.name == agreement.name)
    });
    let (id, what) = match before {
        Some(before) if before.content == Content::Agreement(agreement.clone()) && before.on == on => {
            if input.scans.is_empty() {
                return Ok(false);
            }
            (before.id, Happening::EntryChanged)
        }
        Some(before) => {
            let entry = Entry {
                on,
                content: Content::Agreement(agreement),
                author: actor.who,
                written_at: now.instant,
                ..before.clone()
            };
            entries::save(&opened.tx, &opened.allowed, &entry).await?;
            (entry.id, Happening::EntryChanged)
        }
        None => {
            let entry = new_entry(app, actor, now, &opened, on, Content::Agreement(agreement));
            entries::add(&opened.tx, &opened.allowed, &entry).await?;
            (entry.id, Happening::EntryAdded)
        }
    };
    let event = Event::entry(what, input.pupil, id, format!("answer of {}", input.party.code()));
    let mut events = vec![event];
    for scan in input.scans {
        events.push(files::keep(&opened, actor, now, id, scan).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(true)
}

fn check(input: &AnswerPlan, parties: &[Party], today: Date) -> Result<(), Fault> {
    let mut faults = Vec::new();
    if input.words.trim().is_empty() {
        match input.answer {
            Answer::Yes => {}
            Answer::Disagrees => faults.push(FieldFault::new("words", "Write what should be different")),
            Answer::NotReached => {
                faults.push(FieldFault::new("words", "Write when and how you tried to reach them"));
            }
        }
    }
    if let Some((how, name, on)) = &input.recorded {
        if name.trim().is_empty() && input.answer != Answer::NotReached && input.party != Party::Pupil {
            faults.push(FieldFault::new("name", "Write who said it"));
        }
        if !input.scans.is_empty() && *how != HowSaid::OnPaper {
            faults.push(FieldFault::new("scan", "A scan belongs to an answer on paper: choose “on paper”"));
        }
        if *on > today {
            faults.push(FieldFault::new("on-day", "The day must be today or before"));
        }
        if !Party::FOUR.contains(&input.party) {
            faults.push(FieldFault::new("party", "Choose whose answer it is"));
        } else if !parties.contains(&input.party) {
            let sentence = "Only the special educational needs co-ordinator gives this answer: ask them";
            faults.push(FieldFault::new("party", sentence));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Fault::Invalid(faults)) }
}
