//! The overview of five hundred applications, at every stage: more than any one school has, as a trust would.

use std::{path::Path, time::Duration};

use domain::{
    Date,
    audit::{Event, Happening},
    calendar::count::days_after,
    pathway::{CaseState, StatutoryState},
    people::Role,
    permissions::{Action, allow},
    record::{Content, CountyLetter, Entry, EntryKind, LetterKind},
};
use store::queries::entries;

use super::{client::Fault, inside::School, report::Line};

const APPLICATIONS: usize = 500;

/// Where an application stands, and the letters that brought it there, by the week in which each came.
const STAGES: [(StatutoryState, &[(i32, LetterKind)]); 4] = [
    (StatutoryState::Agreeing, &[]),
    (StatutoryState::Requested, &[(0, LetterKind::Received)]),
    (
        StatutoryState::Assessing,
        &[(0, LetterKind::Received), (5, LetterKind::WillAssess), (6, LetterKind::AdviceAsked)],
    ),
    (
        StatutoryState::DraftPlan,
        &[
            (0, LetterKind::Received),
            (5, LetterKind::WillAssess),
            (6, LetterKind::AdviceAsked),
            (11, LetterKind::AdviceSent),
            (16, LetterKind::Draft),
        ],
    ),
];

/// How many weeks ago the county received an application: some are in time and some are late.
fn weeks_ago(number: usize) -> i32 {
    i32::try_from(number % 24).unwrap_or(0)
}

/// The page, a thousand times.
pub(super) async fn measure(data: &Path) -> Result<Vec<Line>, Fault> {
    let school = School::make(data, "overview-").await?;
    let children = school
        .children(APPLICATIONS, |number, state| CaseState {
            statutory: STAGES[number % STAGES.len()].0,
            ..state.clone()
        })
        .await?;
    let (app, world) = (&school.app, &school.world);
    let (senco, now) = (world.actor(Role::Senco), app.now());
    for (number, pupil) in children.iter().enumerate() {
        let received_on: Date = days_after(now.today, -7 * weeks_ago(number));
        let allowed = allow(&senco, Action::PrepareApplication, pupil.subject()).map_err(Fault::new)?;
        let tx = app.store.write(world.school.id).await.map_err(Fault::new)?;
        let mut events = Vec::new();
        for (week, kind) in STAGES[number % STAGES.len()].1 {
            let on = days_after(received_on, 7 * week);
            if on > now.today {
                break;
            }
            let entry = Entry {
                id: app.id(now),
                school: world.school.id,
                pupil: pupil.id,
                round: 1,
                on,
                content: Content::CountyLetter(CountyLetter::new(*kind, on)),
                author: senco.who,
                written_at: now.instant,
                version: 0,
            };
            entries::add(&tx, &allowed, &entry).await.map_err(Fault::new)?;
            let kind = EntryKind::CountyLetter.code();
            events.push(Event::entry(Happening::EntryAdded, pupil.id, entry.id, kind));
        }
        events.push(Event::pupil(Happening::StatutoryMoved, pupil.id, "measured"));
        app.commit(tx, &allowed, now, events).await.map_err(Fault::new)?;
    }
    let mut serving = school.serve().await?;
    let (times, bytes) = serving.often("/overview").await?;
    serving.stop(school).await?;
    let what = format!("Overview of {APPLICATIONS} applications");
    let (p50, p99) = (Some(Duration::from_millis(10)), Duration::from_millis(50));
    Ok(vec![
        Line::distribution(what, &times, p50, p99),
        Line::at_most("…KiB over the wire", bytes as f64 / 1024.0, 200.0),
    ])
}
