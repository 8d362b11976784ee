//! Children who have left and whose SEN file has not gone to the next school yet: a duty of the school, with its day.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Date, PupilId,
    calendar::count::days_after,
    deadlines::{Clock, file_transfer},
    permissions::Scope,
    record::{Content, EntryKind, LetterKind},
};
use store::{
    Conn,
    queries::{
        entries,
        records::{self, Which},
    },
};

use super::watched::Watched;
use crate::{Fault, SchoolInfo};

/// So long after a child left the duty is still brought to mind.
const LOOK_BACK: i32 = 200;
/// Fifteen school days are three weeks at the least: shown, and marked, where terms are not known.
const AT_THE_EARLIEST: i32 = 21;

/// The clock of a child who left on a day.
pub(crate) fn clock(left_on: Date, sent_on: Option<Date>, info: &SchoolInfo, today: Date) -> Clock {
    let due_on = file_transfer::due_on(left_on, &info.calendar);
    Clock::perhaps(&file_transfer::RULE, due_on, days_after(left_on, AT_THE_EARLIEST), sent_on, today)
}

/// The files that are still to be sent, as legal dates: one query when nobody left, two otherwise.
pub(crate) async fn open_transfers(
    db: &impl Conn,
    scope: &Scope,
    info: &SchoolInfo,
    today: Date,
) -> Result<Vec<Watched>, Fault> {
    if scope.is_empty() {
        return Ok(Vec::new());
    }
    let since = days_after(today, -LOOK_BACK);
    let left = records::with_pupils(db, scope, Which::LeftSince(since)).await?;
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let mut sent: BTreeMap<PupilId, Date> = BTreeMap::new();
    for entry in entries::of_kinds(db, scope, &[EntryKind::CountyLetter], Some(since)).await? {
        if let Content::CountyLetter(letter) = &entry.content
            && letter.kind == LetterKind::FileSent
        {
            sent.insert(entry.pupil, letter.dated_on);
        }
    }
    Ok(left
        .into_iter()
        .filter_map(|(_, pupil)| {
            let left_on = pupil.left_on?;
            if sent.get(&pupil.id).is_some_and(|on| *on >= left_on) {
                return None;
            }
            let clock = clock(left_on, None, info, today);
            Some(Watched { pupil: Arc::new(pupil), clock, exempt: None })
        })
        .collect())
}
