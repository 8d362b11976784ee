//! The verbs: one file for what a person does. A verb asks permission, loads facts, asks a rule, writes, and says so.

pub mod accounts;
pub mod attainment;
pub mod banks;
pub mod bundle;
pub mod calendars;
pub mod census;
pub mod child;
pub mod classes;
pub mod clock;
pub mod county;
pub mod demonstration;
pub mod drafts;
pub mod early;
mod fault;
pub mod files;
pub mod first_day;
pub mod gathering;
pub mod imports;
pub mod inspection;
mod kept;
mod leaving;
pub mod lists;
mod looks;
pub mod mailing;
pub mod meetings;
pub mod papers;
pub mod pathway;
pub mod planning;
pub mod pupils;
pub mod random;
pub mod record;
pub mod reviewing;
pub mod roll;
mod schools;
pub mod settings;
pub mod signing_in;
pub mod staff;
pub mod teaching;
pub mod time_in_words;
pub mod transfer;
pub mod transition;
pub mod year_end;

use std::sync::Arc;

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    permissions::{Allowed, Subject},
};
use store::{Store, Tx};

pub use clock::Clock;
pub use fault::{Fault, FieldFault};
pub use random::Random;
pub use schools::{Classes, SchoolInfo};

/// The application: the store, the clock, random, and what is cached by a school's revision.
#[derive(Clone, Debug)]
pub struct App {
    /// The database room.
    pub store: Store,
    clock: Clock,
    random: Arc<Random>,
    address: Arc<str>,
    cache: Arc<schools::Cache>,
    looks: Arc<looks::Waiting>,
    keeping: Arc<kept::Keeping>,
}

impl App {
    /// The application over a store.
    #[must_use]
    pub fn new(store: Store, clock: Clock, random: Random) -> Self {
        Self {
            store,
            clock,
            random: Arc::new(random),
            address: Arc::default(),
            cache: Arc::default(),
            looks: Arc::default(),
            keeping: Arc::default(),
        }
    }

    /// The same, reached by people at an address (`https://waymark.school.example`): mails name it.
    #[must_use]
    pub fn reached_at(self, address: &str) -> Self {
        Self { address: address.trim_end_matches('/').into(), ..self }
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// Sets a clock that can be set: the demo's, while it makes a year of history.
    pub fn set_clock(&self, now: jiff::Timestamp) {
        self.clock.set(now);
    }

    /// A new id.
    #[must_use]
    pub fn id<Id: From<uuid::Uuid>>(&self, now: Now) -> Id {
        self.random.id(now)
    }

    /// A secret token of 32 random bytes, as 64 hexadecimal digits.
    #[must_use]
    pub fn token(&self) -> String {
        let bytes: [u8; 32] = self.random.bytes();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Commits with events.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn commit(
        &self,
        tx: Tx,
        allowed: &Allowed,
        now: Now,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<(), Fault> {
        let events: Vec<(EventId, Event)> =
            events.into_iter().map(|event| (self.id::<EventId>(now), event)).collect();
        let is_of_children =
            events.iter().any(|(_, event)| !matches!(event.what, Happening::SignedIn | Happening::SignedOut));
        let happened: Vec<Event> = events.iter().map(|(_, event)| event.clone()).collect();
        tx.commit(allowed, now, events).await?;
        self.keeping.happened(allowed.school(), &happened);
        if is_of_children {
            self.keeping.written(allowed.school());
        }
        Ok(())
    }

    /// Commits what was done to several children under a right for each.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn commit_each(
        &self,
        tx: Tx,
        rights: &[Allowed],
        now: Now,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<(), Fault> {
        let events: Vec<(EventId, Event)> =
            events.into_iter().map(|event| (self.id::<EventId>(now), event)).collect();
        let happened: Vec<Event> = events.iter().map(|(_, event)| event.clone()).collect();
        tx.commit_each(rights, now, events).await?;
        if let Some(allowed) = rights.first() {
            self.keeping.happened(allowed.school(), &happened);
            self.keeping.written(allowed.school());
        }
        Ok(())
    }
}

/// The subject of acts on a school.
#[must_use]
pub fn school_subject(school: domain::SchoolId) -> Subject {
    Subject::School(school)
}
