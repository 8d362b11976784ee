//! A list of attainment is taken: compared again with what is kept now, and written in one transaction, or not at all.

use domain::{
    Date, EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
    progress::subject,
};
use exchange::{
    attainment_sheet::{AttainmentLine, AttainmentList, Beside, Cell, Mapping},
    sheet::Sheet,
};
use store::{
    Conn, Tx,
    queries::{events, pupils, schools, scores, staged},
};

use super::{KIND, Plan, Standing, plan, signs, stage_attainment::staged_list};
use crate::{
    App, Fault,
    imports::marked,
    roll::{Choice, Held},
    school_subject,
};

/// What an import did, or why it did nothing.
#[derive(Clone, Debug)]
pub struct Done {
    /// What was planned.
    pub plan: Plan,
    /// Why nothing was written; none when everything was.
    pub held: Option<Held>,
    /// Nothing was written, because it would do something else than was shown: results were written down meanwhile.
    pub is_other: bool,
}

/// Ten signs that tell one list of rows from another.
fn mark(list: &AttainmentList) -> String {
    // Without what only tells whether a row is the child's; a subject under whichever of its names is the same subject.
    let named = |cell: &Cell| Cell { subject: subject::key(&cell.subject), ..cell.clone() };
    let lines: Vec<AttainmentLine> = list
        .lines
        .iter()
        .map(|line| AttainmentLine {
            beside: Beside::default(),
            cells: line.cells.iter().map(named).collect(),
            ..line.clone()
        })
        .collect();
    let rows = serde_json::to_vec(&(&lines, &list.refused)).unwrap_or_default();
    signs(&rows)
}

/// The words behind which an event keeps the mark and the day of a list.
const MARKED: &str = "list ";

pub(super) async fn standing(
    db: &impl Conn,
    actor: &Actor,
    list: &AttainmentList,
) -> Result<Standing, Fault> {
    let everyone = Actor::operator(actor.school).scope();
    let mark = format!("{MARKED}{} of ", mark(list));
    let before = events::of_school(db, &[Happening::AssessmentsImported], 400).await?;
    let day_before = before.iter().find_map(|event| {
        let (_, day) = event.detail.split_once(&mark)?;
        day.get(..10)?.parse().ok()
    });
    Ok(Standing {
        pupils: pupils::on_roll(db, &everyone).await?,
        results: scores::attainments(db, None, None).await?,
        day_before,
    })
}

fn held(plan: &Plan, choice: Choice) -> Option<Held> {
    (!plan.refused.is_empty() && !choice.accept_refused).then_some(Held::RefusedRows)
}

/// Writes what a plan says and remembers the mapping; the event to commit, when anything is to be written.
async fn write(
    tx: &Tx,
    actor: &Actor,
    list: &AttainmentList,
    plan: &Plan,
    today: Date,
) -> Result<Option<Event>, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    if plan.results.is_empty() {
        return Ok(None);
    }
    let results: Vec<_> = plan.results.iter().map(|result| result.attainment.clone()).collect();
    scores::keep_attainment(tx, &allowed, &results).await?;
    let subjects: Vec<&str> = plan.subjects.iter().map(|(subject, ..)| subject.as_str()).collect();
    let detail = format!(
        "{}: {} new, {} changed, {} unchanged, {} refused; {MARKED}{} of {}",
        subjects.join(", "),
        plan.counts.new,
        plan.counts.changed,
        plan.counts.unchanged,
        plan.refused.len(),
        mark(list),
        plan.on.unwrap_or(today),
    );
    Ok(Some(Event::school(Happening::AssessmentsImported, detail)))
}

/// Imports a list at once: the command line. With `dry_run` nothing is written.
///
/// # Errors
/// When the actor may not, or the database fails.
#[expect(clippy::too_many_arguments, reason = "each is named where it is called, once")]
pub async fn import_now(
    app: &App,
    actor: &Actor,
    now: Now,
    list: &AttainmentList,
    mapping: &Mapping,
    on: Option<Date>,
    choice: Choice,
    dry_run: bool,
) -> Result<Done, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    if dry_run {
        let standing = standing(&app.store.read(actor.school), actor, list).await?;
        return Ok(Done {
            plan: plan(list, &standing, on, now.today),
            held: Some(Held::DryRun),
            is_other: false,
        });
    }
    let tx = app.store.write(actor.school).await?;
    let plan = plan(list, &standing(&tx, actor, list).await?, on, now.today);
    if let Some(held) = held(&plan, choice) {
        return Ok(Done { plan, held: Some(held), is_other: false });
    }
    remember(&tx, actor, mapping).await?;
    let mut written = Vec::new();
    written.extend(write(&tx, actor, list, &plan, now.today).await?);
    if written.is_empty() {
        return Ok(Done { plan, held: None, is_other: false });
    }
    app.commit(tx, &allowed, now, written).await?;
    Ok(Done { plan, held: None, is_other: false })
}

/// Takes a list that waits, and forgets it: when it would do what somebody saw, by the mark of the plan they were shown.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away meanwhile.
pub async fn commit_attainment(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    choice: Choice,
    seen: &str,
) -> Result<Done, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let content = staged::get(&tx, id, KIND).await?.ok_or(Fault::NotFound)?;
    let waiting = staged_list(&content)?;
    let plan = plan(&waiting.list, &standing(&tx, actor, &waiting.list).await?, waiting.on, now.today);
    if seen != plan.mark() {
        return Ok(Done { plan, held: None, is_other: true });
    }
    if let Some(held) = held(&plan, choice) {
        return Ok(Done { plan, held: Some(held), is_other: false });
    }
    let written = write(&tx, actor, &waiting.list, &plan, now.today).await?;
    staged::forget(&tx, id).await?;
    let mut event =
        written.unwrap_or_else(|| Event::school(Happening::FileThrownAway, "nothing in it was new"));
    event.detail = marked(&event.detail, id);
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(Done { plan, held: None, is_other: false })
}

/// So many headings are remembered: those of a school's files for years.
const REMEMBERED: usize = 2_000;

/// Keeps the mapping for the next file, beside those of files with other headings; whether anything was new.
pub(super) async fn remember(tx: &Tx, actor: &Actor, mapping: &Mapping) -> Result<bool, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let mut school = schools::get_in(tx).await?.ok_or(Fault::NotFound)?;
    let mut all = kept(&school.settings.mappings);
    if all.columns.len() > REMEMBERED {
        all = Mapping::default();
    }
    all.columns.extend(mapping.columns.clone());
    let json = serde_json::to_string(&all)
        .map_err(|_| Fault::rule("mapping", "Which column is which could not be remembered. Try again."))?;
    if school.settings.mappings.insert(KIND.to_owned(), json.clone()).as_ref() == Some(&json) {
        return Ok(false);
    }
    schools::save(tx, &allowed, &school).await?;
    Ok(true)
}

/// The mapping that a school remembers, filled up by a guess.
#[must_use]
pub fn remembered(mappings: &std::collections::BTreeMap<String, String>, sheet: &Sheet) -> Mapping {
    kept(mappings).remembered_for(sheet)
}

fn kept(mappings: &std::collections::BTreeMap<String, String>) -> Mapping {
    mappings.get(KIND).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}
