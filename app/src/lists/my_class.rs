//! My class: each child of the classes that somebody teaches, with the step and what they owe this week.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ClassId, Now, ProvisionId, PupilId,
    people::{CalledApart, Role},
    permissions::Actor,
    record::{Entry, EntryKind},
};
use store::queries::{
    entries, provisions,
    records::{self, Which},
    sessions,
};

use super::{
    ChildRow, Owed,
    child_row::{is_running, namesakes_of, received_on},
    owed::owed,
    today::look_back,
    week_kept::week_kept,
};
use crate::{
    App, Fault, SchoolInfo,
    gathering::WeekInShort,
    teaching::{self, SessionMessage},
};

/// A child of the class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassChild {
    /// Who and where.
    pub row: ChildRow,
    /// Whether something runs for the child.
    pub is_running: bool,
    /// What the class teacher owes this week.
    pub owed: Vec<Owed>,
}

/// A session that is held today for children of these classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionToday {
    /// The group.
    pub provision: ProvisionId,
    /// Its name.
    pub name: String,
    /// The time of day; empty when none is set.
    pub starts_at: String,
    /// Where.
    pub place: String,
    /// What the children are called by.
    pub children: Vec<String>,
    /// Whether it is logged.
    pub logged: bool,
}

/// One class with its children, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct TaughtClass {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// The children.
    pub children: Vec<ClassChild>,
}

/// Every class that somebody teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct MyClass {
    /// The classes, by year group and name.
    pub classes: Vec<TaughtClass>,
    /// The sessions held today for their children.
    pub sessions: Vec<SessionToday>,
    /// What was written to the teacher, and of the children, at sessions of the last two weeks.
    pub messages: Vec<SessionMessage>,
    /// Children watched after a close, whose time to look back has come.
    pub look_back: Vec<ChildRow>,
    /// This week in numbers.
    pub week: WeekInShort,
}

const KINDS: [EntryKind; 9] = [
    EntryKind::Concern,
    EntryKind::Checklist,
    EntryKind::Talk,
    EntryKind::Adaptation,
    EntryKind::ProfilePart,
    EntryKind::Plan,
    EntryKind::Agreement,
    EntryKind::Review,
    EntryKind::CountyLetter,
];

/// The classes that the actor teaches: three queries, two more on school days.
///
/// # Errors
/// When the database fails.
pub async fn my_class(app: &App, actor: &Actor, now: Now, info: &SchoolInfo) -> Result<MyClass, Fault> {
    let today = now.today;
    let mut own = actor.in_full();
    own.holdings.retain(|holding| holding.role == Role::Teacher);
    let scope = own.scope();
    let ids: BTreeSet<ClassId> = scope.classes().clone();
    if ids.is_empty() {
        return Ok(MyClass {
            classes: Vec::new(),
            sessions: Vec::new(),
            messages: Vec::new(),
            look_back: Vec::new(),
            week: WeekInShort::default(),
        });
    }
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let children = records::with_pupils(&reader, &scope, Which::OnRoll).await?;
    let papers = entries::of_running(&reader, &scope, &KINDS).await?;
    let received = received_on(&papers);
    let mut by_child: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
    for entry in papers {
        by_child.entry(entry.pupil).or_default().push(entry);
    }
    let plan = &info.school.settings.plan_name;
    let mut by_class: BTreeMap<ClassId, Vec<ClassChild>> = ids.iter().map(|id| (*id, Vec::new())).collect();
    let known = namesakes_of(&children);
    for (record, pupil) in &children {
        let Some(list) = pupil.class.and_then(|id| by_class.get_mut(&id)) else { continue };
        let papers: &[Entry] = by_child.get(&pupil.id).map_or(&[], Vec::as_slice);
        list.push(ClassChild {
            row: ChildRow {
                born: known.born(pupil),
                ..ChildRow::of(pupil, record, &classes, received.get(&pupil.id).copied(), today)
            },
            is_running: is_running(&record.state, today),
            owed: owed(&record.state, record.review_due_on, papers, plan, &info.calendar, today),
        });
    }
    let mut taught: Vec<TaughtClass> = by_class
        .into_iter()
        .map(|(id, children)| TaughtClass {
            id,
            name: classes.get(&id).map_or_else(String::new, |class| class.name.clone()),
            children,
        })
        .collect();
    taught.sort_by_key(|class| {
        let known = classes.get(&class.id);
        (known.map(|known| (std::cmp::Reverse(known.academic_year), known.year)), class.name.clone())
    });
    // Last year's classes keep their teachers and have no children: they are shown only when there is nothing else.
    if taught.iter().any(|class| !class.children.is_empty()) {
        taught.retain(|class| !class.children.is_empty());
    }
    let apart = CalledApart::of(children.iter().map(|(_, pupil)| pupil));
    let called: BTreeMap<_, _> = children.iter().map(|(_, pupil)| (pupil.id, apart.tell(pupil))).collect();
    let messages =
        teaching::messages(&reader, &scope, now, actor.user(), &|id| called.get(&id).cloned()).await?;
    let mut sessions: Vec<SessionToday> = Vec::new();
    if !info.calendar.knows(today) || info.calendar.is_in_session(today) {
        let places = provisions::places_on(&reader, &scope, today).await?;
        if !places.is_empty() {
            let logged = sessions::logged_on(&reader, today).await?;
            for group in places.chunk_by(|one, next| one.provision == next.provision) {
                let Some(first) = group.first() else { continue };
                sessions.push(SessionToday {
                    provision: first.provision,
                    logged: logged.contains_key(&first.provision),
                    name: first.name.clone(),
                    starts_at: first.starts_at.clone(),
                    place: first.place.clone(),
                    children: group.iter().filter_map(|place| called.get(&place.pupil).cloned()).collect(),
                });
            }
        }
    }
    let week = week_kept(app, &own, info, now, true).await?;
    let waiting = look_back(taught.iter().flat_map(|class| &class.children).map(|child| &child.row), today);
    Ok(MyClass { look_back: waiting, classes: taught, sessions, messages, week })
}
