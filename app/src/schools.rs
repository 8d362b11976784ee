//! What is read once for each revision of a school: its settings, its calendar, and who each account is.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    ClassId, Date, SchoolId, UserId,
    calendar::SchoolCalendar,
    people::{Class, School},
    permissions::Actor,
    uploads::FileKind,
};
use store::queries::{actors, classes, files, schools};

use crate::{App, Fault, banks::Banks, planning::template_in_use};

/// A school with its calendar, as pages and verbs use it.
#[derive(Clone, Debug)]
pub struct SchoolInfo {
    /// The school.
    pub school: School,
    /// Its calendar: its own, or the shipped one.
    pub calendar: SchoolCalendar,
    /// Its checklist, strategies and targets.
    pub banks: Banks,
    /// Its logo.
    pub logo: Option<Logo>,
    /// What a family reads of its plan of step 4: nothing abbreviated.
    pub plan_in_full: String,
}

/// The school's logo: read once for each revision, for it stands on every paper.
#[derive(Clone, Debug)]
pub struct Logo {
    /// What kind of picture it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl Logo {
    async fn read(app: &App, school: &School) -> Result<Option<Self>, Fault> {
        let reader = app.store.read(school.id);
        let Some(id) = school.settings.logo else { return Ok(None) };
        let Some(file) = files::of_school(&reader, id).await? else { return Ok(None) };
        let mut bytes = Vec::new();
        let mut number = 0;
        while let Some(piece) = files::piece(&reader, id, number).await? {
            bytes.extend(piece);
            number += 1;
        }
        Ok(Some(Self { kind: file.kind, bytes: bytes.into() }))
    }
}

/// Everything cached by revision.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<BTreeMap<SchoolId, Entry>>);

#[derive(Debug)]
struct Entry {
    info: Arc<SchoolInfo>,
    /// The store's own changes of schools when it was read, where only the store can make one.
    changes: Option<u64>,
    day: Date,
    actors: BTreeMap<UserId, Arc<Actor>>,
    classes: Option<Arc<Classes>>,
}

/// Every class of a school, of every year, by id.
pub type Classes = BTreeMap<ClassId, Class>;

impl Cache {
    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<SchoolId, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// A school with its calendar; cached when `revision` is known and still the cached one, or when nobody but this
    /// program can have changed it and it has not. Else its row is read, and what is cached (calendar, actors, classes) stays as long as the revision is the same.
    ///
    /// # Errors
    /// When there is no such school or the database fails.
    pub async fn school(&self, id: SchoolId, revision: Option<u64>) -> Result<Arc<SchoolInfo>, Fault> {
        if let Some(revision) = revision
            && let Some(entry) = self.cache.entries().get(&id)
            && entry.info.school.revision == revision
        {
            return Ok(entry.info.clone());
        }
        let changes = self.store.own_changes_of_schools();
        if changes.is_some()
            && let Some(entry) = self.cache.entries().get(&id)
            && entry.changes == changes
        {
            return Ok(entry.info.clone());
        }
        let school = schools::get(&self.store, id).await?.ok_or(Fault::NotFound)?;
        if let Some(entry) = self.cache.entries().get_mut(&id)
            && entry.info.school.revision == school.revision
        {
            entry.changes = changes;
            return Ok(entry.info.clone());
        }
        let calendar = if school.settings.calendar.is_empty() {
            SchoolCalendar::shipped().clone()
        } else {
            SchoolCalendar::from_toml(&school.settings.calendar)
                .unwrap_or_else(|_| SchoolCalendar::shipped().clone())
        };
        let banks = Banks::read(self, id).await?;
        let logo = Logo::read(self, &school).await?;
        let settings = &school.settings;
        let template = template_in_use(&self.store.read(id), &settings.plan_template).await?;
        let plan_in_full = template.called_in_full(&settings.plan_template, &settings.plan_name);
        let info = Arc::new(SchoolInfo { school, calendar, banks, logo, plan_in_full });
        let entry = Entry {
            info: info.clone(),
            changes,
            day: Date::default(),
            actors: BTreeMap::new(),
            classes: None,
        };
        self.cache.entries().insert(id, entry);
        Ok(info)
    }

    /// Every class of the school by id; cached by the school's revision, which each change of classes raises.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn classes(&self, info: &SchoolInfo) -> Result<Arc<Classes>, Fault> {
        let id = info.school.id;
        if let Some(entry) = self.cache.entries().get(&id)
            && entry.info.school.revision == info.school.revision
            && let Some(classes) = &entry.classes
        {
            return Ok(classes.clone());
        }
        let all = classes::all(&self.store.read(id)).await?;
        let classes = Arc::new(all.into_iter().map(|class| (class.id, class)).collect::<Classes>());
        if let Some(entry) = self.cache.entries().get_mut(&id)
            && entry.info.school.revision == info.school.revision
        {
            entry.classes = Some(classes.clone());
        }
        Ok(classes)
    }

    /// The actor that an account is today; cached by the school's revision and the day.
    ///
    /// # Errors
    /// When the account may not sign in or the database fails.
    pub async fn actor(&self, info: &SchoolInfo, account: UserId, today: Date) -> Result<Arc<Actor>, Fault> {
        if let Some(entry) = self.cache.entries().get(&info.school.id)
            && entry.info.school.revision == info.school.revision
            && entry.day == today
            && let Some(actor) = entry.actors.get(&account)
        {
            return Ok(actor.clone());
        }
        let reader = self.store.read(info.school.id);
        let actor = Arc::new(actors::actor(&reader, account, today).await?.ok_or(Fault::NotFound)?);
        if let Some(entry) = self.cache.entries().get_mut(&info.school.id)
            && entry.info.school.revision == info.school.revision
        {
            if entry.day != today {
                entry.day = today;
                entry.actors.clear();
            }
            if entry.actors.len() > 10_000 {
                entry.actors.clear();
            }
            entry.actors.insert(account, actor.clone());
        }
        Ok(actor)
    }
}
