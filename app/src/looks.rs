//! Who looked at a child: buffered, written in batches, flushed at shutdown.

use std::sync::{Mutex, PoisonError};

use domain::{Now, PupilId, SchoolId, UserId};
use store::queries::looks::{self, Look};

use crate::{App, Fault};

/// Looks that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Vec<Look>>);

impl App {
    /// Notes that somebody looked at a child; the same person, child and page within the batch counts once.
    pub fn looked(&self, now: Now, school: SchoolId, account: UserId, pupil: PupilId, page: &str) {
        let mut waiting = self.looks.0.lock().unwrap_or_else(PoisonError::into_inner);
        let again = |look: &Look| look.account == account && look.pupil == pupil && look.page == page;
        if !waiting.iter().any(again) {
            let id = self.id(now);
            waiting.push(Look { id, school, at: now.instant, account, pupil, page: page.to_owned() });
        }
    }

    /// Writes the looks that wait.
    ///
    /// # Errors
    /// When the database fails; the looks wait on.
    pub async fn write_looks(&self) -> Result<(), Fault> {
        let batch = std::mem::take(&mut *self.looks.0.lock().unwrap_or_else(PoisonError::into_inner));
        if batch.is_empty() {
            return Ok(());
        }
        if let Err(fault) = looks::write(&self.store, &batch).await {
            self.looks.0.lock().unwrap_or_else(PoisonError::into_inner).extend(batch);
            return Err(fault.into());
        }
        Ok(())
    }
}
