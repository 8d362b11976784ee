//! A tiny world: one school, an account of each role, two classes, five children. Everybody in it is made up.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ClassId, Date, EventId, Now, PupilId, SchoolId,
    audit::{Event, Happening},
    census::SenProvision,
    date,
    people::{Account, Class, Pupil, Role, School, SchoolSettings, Upn, YearGroup},
    permissions::{Action, Actor, Allowed, Holding, Scope, Subject, Who, allow},
};
use store::{
    Conn, Reader, Store, StoreFault, Tx,
    queries::{accounts, bonds, classes, pupils, schools},
};

use crate::{FixedClock, SeededIds};

/// The names of the five: forename, surname, class (0 or 1), year group.
pub const CHILDREN: [(&str, &str, usize, i8); 5] = [
    ("Łukasz", "Example", 0, 3),
    ("Siân", "Sample", 0, 3),
    ("Orla", "O'Shea-Test", 0, 3),
    ("Pim", "van-Sample", 1, 4),
    ("ليلى", "عينة", 1, 4),
];

/// The academic year of the world's classes.
pub const ACADEMIC_YEAR: i16 = 2026;

/// One school in a store. Teacher and TA, parent, pupil and agency reach what `people.md` says:
/// the teacher class 0, the TA child 0, parent, pupil and agency child 1.
#[derive(Debug)]
pub struct World {
    /// The store.
    pub store: Store,
    /// The clock: Monday 2026-09-14, ten in the morning in London.
    pub clock: FixedClock,
    /// Ids.
    pub ids: SeededIds,
    /// The school.
    pub school: School,
    /// An account of each role.
    pub accounts: BTreeMap<Role, Account>,
    /// Two classes.
    pub classes: [Class; 2],
    /// Five children, in the order of [`CHILDREN`].
    pub pupils: Vec<Pupil>,
}

impl World {
    /// Makes the world in a store.
    ///
    /// # Panics
    /// When the store refuses.
    pub async fn make(store: &Store) -> Self {
        Self::numbered(store, 1).await
    }

    /// Makes another school like it beside the first: the same people's e-mail addresses, other ids and numbers.
    ///
    /// # Panics
    /// When the store refuses.
    pub async fn numbered(store: &Store, number: u16) -> Self {
        let clock = FixedClock::at("2026-09-14T09:00:00Z");
        let ids = SeededIds::of(number.into());
        let now = clock.now();
        let id: SchoolId = ids.make(now);
        let school = School {
            id,
            name: format!("Testing Lane Primary School {number}"),
            urn: format!("9{number:05}"),
            authority: 999,
            establishment: 2000 + number,
            phase: "primary".to_owned(),
            settings: SchoolSettings::default(),
            revision: 1,
            demo: false,
        };
        let classes = [("3T", 3), ("4T", 4)].map(|(name, year)| Class {
            id: ids.make(now),
            name: name.to_owned(),
            year: YearGroup(year),
            academic_year: ACADEMIC_YEAR,
        });
        let accounts: BTreeMap<Role, Account> = Role::ALL
            .into_iter()
            .map(|role| {
                let account = Account {
                    id: ids.make(now),
                    school: id,
                    name: format!("{} of the Test", role.title()),
                    email: Some(format!("{}@example.test", role.code())),
                    active: true,
                    roles: vec![role],
                };
                (role, account)
            })
            .collect();
        let mut serial = 0;
        let pupils = CHILDREN
            .into_iter()
            .map(|(forename, surname, class, year)| {
                serial += 1;
                let upn = Upn::compose(999, school.establishment, 22, serial);
                let class = classes[class].id;
                pupil(id, ids.make(now), upn, (forename, surname), Some(class), YearGroup(year))
            })
            .collect();
        let world = Self { store: store.clone(), clock, ids, school, accounts, classes, pupils };
        world.write_all().await.expect("the world is written");
        world
    }

    async fn write_all(&self) -> Result<(), StoreFault> {
        let now = self.now();
        let operator = Actor::operator(self.school.id);
        let whole = Subject::School(self.school.id);
        let tx = self.write().await;
        let settings = granted(&operator, Action::ManageSettings, whole);
        schools::make(&tx, &settings, &self.school, now).await?;
        let manage = granted(&operator, Action::ManageClasses, whole);
        for class in &self.classes {
            classes::make(&tx, &manage, class).await?;
        }
        let roll = granted(&operator, Action::ImportRoll, whole);
        let rows: Vec<_> = self.pupils.iter().map(|pupil| (pupil.clone(), "{}".to_owned())).collect();
        pupils::make(&tx, &roll, &rows).await?;
        let manage = granted(&operator, Action::ManageAccounts, whole);
        let since = date(2026, 9, 1);
        for (role, account) in &self.accounts {
            accounts::make(&tx, &manage, account).await?;
            let bound = match role {
                Role::Ta => Some(0),
                Role::Parent | Role::Pupil | Role::Agency => Some(1),
                _ => None,
            };
            if let Some(child) = bound {
                bonds::bind(&tx, &manage, account.id, self.pupils[child].id, *role, since, None).await?;
            }
        }
        let teaches = classes::ClassStaff {
            class: self.classes[0].id,
            account: self.accounts[&Role::Teacher].id,
            role: Role::Teacher,
            from_on: since,
            until_on: None,
        };
        classes::assign(&tx, &manage_classes(&operator), &teaches).await?;
        let event = self.event(Event::school(Happening::SchoolMade, "for a test"));
        tx.commit(&settings, now, [event]).await
    }

    /// The moment that the clock shows.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// The day of it.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().today
    }

    /// A new id.
    pub fn id<Id: From<uuid::Uuid>>(&self) -> Id {
        self.ids.make(self.now())
    }

    /// An event with an id of its own, as a commit takes it.
    #[must_use]
    pub fn event(&self, event: Event) -> (EventId, Event) {
        (self.id(), event)
    }

    /// Reads in the school.
    #[must_use]
    pub fn read(&self) -> Reader {
        self.store.read(self.school.id)
    }

    /// Begins a write in the school.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn write(&self) -> Tx {
        self.store.write(self.school.id).await.expect("a write begins")
    }

    /// The actor of a role, as the world's words say what each reaches.
    #[must_use]
    pub fn actor(&self, role: Role) -> Actor {
        let mut holding = Holding::of(role);
        match role {
            Role::Teacher => holding.classes = BTreeSet::from([self.classes[0].id]),
            Role::Ta => holding.pupils = BTreeSet::from([self.pupils[0].id]),
            Role::Parent | Role::Pupil | Role::Agency => {
                holding.pupils = BTreeSet::from([self.pupils[1].id]);
            }
            _ => {}
        }
        Actor { school: self.school.id, who: Who::Person(self.accounts[&role].id), holdings: vec![holding] }
    }

    /// The children that a role sees.
    #[must_use]
    pub fn scope(&self, role: Role) -> Scope {
        self.actor(role).scope()
    }

    /// The whole school's children.
    #[must_use]
    pub fn whole(&self) -> Scope {
        self.scope(Role::Senco)
    }

    /// The SENCO's right to something on one child.
    ///
    /// # Panics
    /// When the matrix refuses it.
    #[must_use]
    pub fn on_child(&self, action: Action, child: usize) -> Allowed {
        granted(&self.actor(Role::Senco), action, self.pupils[child].subject())
    }

    /// The operator's right to something on the school.
    ///
    /// # Panics
    /// When the matrix refuses it.
    #[must_use]
    pub fn on_school(&self, action: Action) -> Allowed {
        granted(&Actor::operator(self.school.id), action, Subject::School(self.school.id))
    }

    /// Commits with an event about one child, or about the school.
    ///
    /// # Panics
    /// When the store refuses.
    pub async fn commit(&self, tx: Tx, allowed: &Allowed) {
        let event = match allowed.subject().pupil() {
            Some(pupil) => Event::pupil(Happening::EntryAdded, pupil, "test"),
            None => Event::school(Happening::SettingsChanged, "test"),
        };
        assert_eq!(tx.school(), self.school.id);
        tx.commit(allowed, self.now(), [self.event(event)]).await.expect("it commits");
    }
}

fn manage_classes(operator: &Actor) -> Allowed {
    granted(operator, Action::ManageClasses, Subject::School(operator.school))
}

/// A right that a test is sure of.
///
/// # Panics
/// When the matrix refuses it.
#[must_use]
pub fn granted(actor: &Actor, action: Action, subject: Subject) -> Allowed {
    allow(actor, action, subject).expect("the matrix allows it")
}

/// A pupil with nothing out of the ordinary.
#[must_use]
pub fn pupil(
    school: SchoolId,
    id: PupilId,
    upn: Upn,
    (forename, surname): (&str, &str),
    class: Option<ClassId>,
    year: YearGroup,
) -> Pupil {
    Pupil {
        id,
        school,
        upn,
        surname: surname.to_owned(),
        forename: forename.to_owned(),
        preferred_surname: String::new(),
        preferred_forename: String::new(),
        middle_names: String::new(),
        born_on: date(2019 - i16::from(year.0) + 2, 3, 14),
        sex: String::new(),
        year,
        class,
        language: "ENG".to_owned(),
        eal: Some(false),
        fsm: false,
        looked_after: false,
        attendance: Some((380, 361)),
        key_facts: String::new(),
        provision: SenProvision::N,
        main_need: None,
        joined_on: date(2022, 9, 5),
        left_on: None,
        version: 1,
    }
}
