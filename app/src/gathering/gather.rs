//! Gather: who has entered what this week, by class, group and person; what is late; the weeks before.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, UserId,
    audit::Happening,
    calendar::count::days_after,
    people::Account,
    permissions::{Action, Actor, allow},
    progress::Week,
    provision::Provision,
};
use jiff::Timestamp;
use store::queries::{
    accounts, events, provisions,
    records::{self, Which},
    scores, sessions,
};

use super::{
    judge::{class_of, in_scope},
    sheets::{self, Count, Sheet},
};
use crate::{App, Fault, SchoolInfo, school_subject, time_in_words::day_of};

/// So many weeks before this one are listed.
const EARLIER: i32 = 8;

/// A week that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedWeek {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The note for the SENCO.
    pub note: String,
    /// What was corrected afterwards, oldest first.
    pub corrections: Vec<Correction>,
}

/// A correction of a closed week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When.
    pub at: Timestamp,
    /// What, and why.
    pub reason: String,
}

/// A week of the list of earlier weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierWeek {
    /// Its Monday.
    pub monday: Date,
    /// What came.
    pub count: Count,
    /// Whether it is closed.
    pub closed: bool,
}

/// Somebody who runs groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonCount {
    /// Who; none when a group names nobody.
    pub account: Option<UserId>,
    /// What came.
    pub count: Count,
    /// Whether a reminder went out today.
    pub reminded: bool,
    /// Whether there is an address to remind them at.
    pub has_address: bool,
}

/// The data manager's week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gather {
    /// The week's Monday.
    pub monday: Date,
    /// Whether it is the week that runs.
    pub is_now: bool,
    /// Everything together.
    pub all: Count,
    /// By class.
    pub classes: Vec<Count>,
    /// By group, with the sheets.
    pub groups: Vec<(Count, Vec<Sheet>)>,
    /// By person, the one with the most missing first.
    pub people: Vec<PersonCount>,
    /// How it was closed; none while it is open.
    pub closed: Option<ClosedWeek>,
    /// The weeks before the one that runs, newest first.
    pub earlier: Vec<EarlierWeek>,
}

impl Gather {
    /// How many people can be reminded now.
    #[must_use]
    pub fn to_remind(&self) -> usize {
        self.people
            .iter()
            .filter(|person| person.count.missing() > 0 && !person.reminded && person.has_address)
            .count()
    }
}

/// The week of a day, as the data manager and the SENCO see it: nine queries.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    day: Date,
) -> Result<Gather, Fault> {
    let _ = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let today = now.today;
    let this = Week::of(today);
    let week = Week::of(day).min(this);
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let oldest = Week::of(days_after(this.monday(), -7 * EARLIER)).min(week);
    let scope = actor.scope();
    // Of a week that is over, whoever was here then: as the SENCO's page of it counts them.
    let which = if week == this { Which::OnRoll } else { Which::HereOn(week.sunday()) };
    let children = records::with_pupils(&reader, &scope, which).await?;
    let planned = provisions::between(&reader, oldest.monday(), this.sunday()).await?;
    let planned = in_scope(&planned, &children);
    let held = sessions::between(&reader, oldest.monday(), this.sunday()).await?;
    let class_of: BTreeMap<_, _> =
        children.iter().map(|(_, pupil)| (pupil.id, class_of(pupil, &classes))).collect();
    let names = accounts::all(&reader).await?;
    let closed_weeks = scores::closed_since(&reader, oldest.monday()).await?;
    let closed_at = |week: Week| {
        let found = closed_weeks.iter().find(|(monday, ..)| *monday == week.monday());
        found.map(|(_, at, ..)| *at)
    };
    let sheets_of = |week: Week| {
        sheets::of_week(&planned, &held, &info.calendar, &class_of, week, closed_at(week), today)
    };
    let sheets = sheets_of(week);
    let happened =
        events::of_school(&reader, &[Happening::RemindersSent, Happening::WeekReopened], 400).await?;
    let corrected = match closed_at(week) {
        Some(at) => events::with_pupils_since(&reader, &scope, &[Happening::WeekReopened], at, 400).await?,
        None => Vec::new(),
    };
    let happened: Vec<_> = corrected.into_iter().map(|(event, _)| event).chain(happened).collect();
    let reminded = reminded_on(&happened, today);

    let mut by_class: BTreeMap<&str, Count> = BTreeMap::new();
    let mut by_group: BTreeMap<(&str, domain::ProvisionId), Vec<Sheet>> = BTreeMap::new();
    let mut by_person: BTreeMap<Option<UserId>, Count> = BTreeMap::new();
    for sheet in &sheets {
        for class in &sheet.classes {
            by_class.entry(class).or_insert_with(|| Count::named(class.as_str())).add(sheet);
        }
        by_group.entry((&sheet.name, sheet.provision)).or_default().push(sheet.clone());
        let people: BTreeSet<Option<UserId>> = if sheet.staff.is_empty() {
            BTreeSet::from([None])
        } else {
            sheet.staff.iter().copied().map(Some).collect()
        };
        for account in people {
            let name = || {
                let known = account.and_then(|id| names.iter().find(|known| known.id == id));
                known.map_or_else(|| "Nobody is named".to_owned(), |known| known.name.clone())
            };
            by_person.entry(account).or_insert_with(|| Count::named(name())).add(sheet);
        }
    }
    let mut people: Vec<PersonCount> = by_person
        .into_iter()
        .map(|(account, count)| PersonCount {
            reminded: account.is_some_and(|id| reminded.contains(&id)),
            has_address: account.is_some_and(|id| {
                names.iter().any(|known| known.id == id && known.active && known.email.is_some())
            }),
            account,
            count,
        })
        .collect();
    people.sort_by(|a, b| {
        (b.count.missing(), a.account.is_none(), &a.count.name).cmp(&(
            a.count.missing(),
            b.account.is_none(),
            &b.count.name,
        ))
    });
    let closed =
        closed_weeks.iter().find(|(monday, ..)| *monday == week.monday()).map(|(_, at, by, note)| {
            let who = by.and_then(|id| names.iter().find(|known| known.id == id));
            ClosedWeek {
                at: *at,
                by: who.map(|known| known.name.clone()).unwrap_or_default(),
                note: note.clone(),
                corrections: corrections_of(&happened, week.monday()),
            }
        });
    let earlier = (1..=EARLIER)
        .map(|back| Week::of(days_after(this.monday(), -7 * back)))
        .map(|week| EarlierWeek {
            monday: week.monday(),
            count: Count::of("", &sheets_of(week)),
            closed: closed_at(week).is_some(),
        })
        .filter(|week| week.count.expected > 0 || week.closed)
        .collect();
    Ok(Gather {
        monday: week.monday(),
        is_now: week == this,
        all: Count::of("", &sheets),
        classes: by_class.into_values().collect(),
        groups: by_group
            .into_iter()
            .map(|((_, id), sheets)| {
                let group = planned.iter().find(|group| group.id == id);
                let name = group.map(|group| in_full(group, &names)).unwrap_or_default();
                (Count::of(name, &sheets), sheets)
            })
            .collect(),
        people,
        closed,
        earlier,
    })
}

/// A group with who runs it and when: several have the same name.
fn in_full(group: &Provision, accounts: &[Account]) -> String {
    let staff = accounts.iter().filter(|one| group.staff.contains(&one.id)).map(|one| one.name.clone());
    let when = [group.days_in_words(), group.starts_at.clone()];
    let about: Vec<String> = staff.chain(when).filter(|part| !part.is_empty()).collect();
    format!("{} ({})", group.name, about.join(", "))
}

/// What was corrected in a closed week, oldest first.
pub(super) fn corrections_of(happened: &[events::Happened], monday: Date) -> Vec<Correction> {
    let prefix = format!("{monday} ");
    let corrections =
        happened.iter().filter(|event| event.what == Happening::WeekReopened).filter_map(|event| {
            let reason = event.detail.strip_prefix(&prefix)?;
            Some(Correction { at: event.at, reason: reason.to_owned() })
        });
    let mut corrections: Vec<Correction> = corrections.collect();
    corrections.sort_by_key(|one| one.at);
    corrections
}

/// Who was reminded on a day.
pub(super) fn reminded_on(happened: &[events::Happened], day: Date) -> BTreeSet<UserId> {
    happened
        .iter()
        .filter(|event| event.what == Happening::RemindersSent && day_of(event.at) == day)
        .filter_map(|event| event.detail.split(' ').nth(1)?.parse().ok())
        .collect()
}
