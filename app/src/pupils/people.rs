//! Who is round a child: parents and carers, staff, groups, professionals; each reader sees what is theirs to see.

use domain::{
    Date, UserId,
    calendar::count::days_after,
    people::{Care, Contact, Pupil, Role},
    permissions::{Action, Actor, Extent},
};
use store::queries::{accounts, bonds, class_reaches, classes, contacts, mails, provisions};

use crate::{App, Fault, SchoolInfo, time_in_words};

/// A member of staff, and what they are to the child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// "Class teacher", "Runs Read Up".
    pub what: String,
}

/// A contact, as much of it as the reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownContact {
    /// The contact; phones, e-mail and address are empty when they may not be seen.
    pub contact: Contact,
    /// Relationship in words.
    pub relationship: String,
    /// Whether they can sign in.
    pub signs_in: bool,
    /// The decision by which they are kept away, for staff who read the contact log; else empty.
    pub bar: String,
    /// Whether the last mail to their address did not arrive.
    pub not_reached: bool,
}

/// Who is round a child only for a day, or not yet.
pub(crate) const FOR_NOW: [&str; 2] =
    ["Takes the class today in somebody’s place", "Teaches the child next year, and reads already"];

/// A group in which the child has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// "3 × 20 minutes, Mon, Wed and Fri".
    pub when: String,
    /// Who runs it.
    pub staff: String,
    /// Until when.
    pub until: String,
}

/// A professional who is invited to the child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Their account.
    pub account: UserId,
    /// Name.
    pub name: String,
    /// Until when they are invited, in words; since when they are not, when it is over.
    pub until: Option<String>,
    /// Whether it is over: its last day has passed, or somebody ended it.
    pub is_over: bool,
}

/// Everybody round a child.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Parents and carers.
    pub contacts: Vec<ShownContact>,
    /// Whether addresses and telephone numbers of all are shown.
    pub with_details: bool,
    /// Staff.
    pub staff: Vec<Person>,
    /// Groups that run.
    pub groups: Vec<Group>,
    /// Professionals.
    pub invited: Vec<Invited>,
    /// Who is round a looked-after child, for staff who read the contact log.
    pub care: Option<Care>,
}

/// Everybody round a child whom the reader may see.
///
/// # Errors
/// When the database fails.
pub async fn people(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<People, Fault> {
    let reader = app.store.read(actor.school);
    let subject = pupil.subject();
    let with_details = actor.may_to(Action::ReadContactDetails, subject);
    let with_names = with_details || actor.may_to(Action::ReadContacts, subject);
    let bars = if actor.may_to(Action::ReadContacts, subject) {
        contacts::bars(&reader, pupil.id).await?
    } else {
        Vec::new()
    };
    let contacts = contacts::of_pupil(&reader, pupil.id).await?;
    let addresses: Vec<String> = contacts
        .iter()
        .filter(|contact| with_details && !contact.email.is_empty())
        .flat_map(|contact| [contact.email.clone(), contact.email.to_lowercase()])
        .collect();
    let not_reached = mails::not_reached(&reader, &addresses).await?;
    let contacts = contacts
        .into_iter()
        // One parent sees nothing of the other's.
        .filter(|contact| with_names || (contact.account.is_some() && contact.account == actor.user()))
        .map(|contact| {
            let own = contact.account.is_some() && contact.account == actor.user();
            let relationship = relationship(&contact.relationship);
            let signs_in = contact.account.is_some();
            let bar = bars.iter().find(|(id, _)| *id == contact.id);
            let bar = bar.map(|(_, bar)| bar.in_words()).unwrap_or_default();
            let contact = if with_details || own {
                contact
            } else {
                Contact { phones: Vec::new(), email: String::new(), address: String::new(), ..contact }
            };
            // Why they are not invited is for the school to say.
            let kept_from_meetings = contact.kept_from_meetings && with_names;
            let contact = Contact { kept_from_meetings, ..contact };
            let not_reached =
                not_reached.iter().any(|address| address.to_lowercase() == contact.email.to_lowercase());
            ShownContact { contact, relationship, signs_in, bar, not_reached }
        })
        .collect();
    let accounts = accounts::all(&reader).await?;
    let name = |id| accounts.iter().find(|account| account.id == id).map(|account| account.name.clone());
    let title = |role| info.school.title(role).to_owned();
    let mut staff: Vec<Person> = classes::staff(&reader)
        .await?
        .into_iter()
        .filter(|works| {
            Some(works.class) == pupil.class
                && works.from_on <= today
                && works.until_on.is_none_or(|until| today <= until)
        })
        .filter_map(|works| Some(Person { name: name(works.account)?, what: title(works.role) }))
        .collect();
    // For staff: parents hear of the next teacher from the school.
    let reaches = if actor.may_to(Action::ReadContacts, subject) {
        class_reaches::on(&reader, today).await?
    } else {
        Vec::new()
    };
    for reach in reaches {
        let what = match reach.extent {
            Extent::Cover => FOR_NOW[0],
            Extent::Ahead => FOR_NOW[1],
            Extent::Whole => continue,
        };
        if let (true, Some(name)) = (Some(reach.class) == pupil.class, name(reach.account)) {
            staff.push(Person { name, what: what.to_owned() });
        }
    }
    let bound = bonds::of_pupil(&reader, pupil.id).await?;
    for bond in bound.iter().filter(|bond| bond.role == Role::Ta && bond.runs_on(today)) {
        if let Some(name) = name(bond.account) {
            staff.push(Person { name, what: format!("{}, assigned", title(Role::Ta)) });
        }
    }
    for role in [Role::Senco, Role::Head] {
        let holds = accounts.iter().filter(|account| account.active && account.roles.contains(&role));
        staff.extend(holds.map(|account| Person { name: account.name.clone(), what: title(role) }));
    }
    let lead = &info.school.settings.safeguarding_lead;
    if !lead.name.trim().is_empty() {
        let phone = if lead.phone.is_empty() { String::new() } else { format!(", {}", lead.phone) };
        staff.push(Person { name: lead.name.clone(), what: format!("Safeguarding lead{phone}") });
    }
    let groups = if actor.may_to(Action::ReadProvision, subject) {
        provisions::of_pupil(&reader, pupil.id)
            .await?
            .into_iter()
            .filter(|group| {
                group.runs_still(today) && group.children_on(today).any(|place| place.pupil == pupil.id)
            })
            .map(|group| {
                let staff: Vec<String> = group.staff.iter().filter_map(|id| name(*id)).collect();
                Group {
                    when: format!("{}, {}", group.dose_in_words(), group.days_in_words()),
                    staff: staff.join(", "),
                    until: time_in_words::day(group.until_on),
                    name: group.name,
                }
            })
            .collect()
    } else {
        Vec::new()
    };
    let invited = if actor.may_to(Action::ReadContacts, subject) || actor.holds(Role::Parent) {
        bound
            .iter()
            .filter(|bond| bond.role == Role::Agency)
            .filter_map(|bond| {
                let is_over = !bond.runs_on(today);
                let until = bond.until_on.map(|last| if is_over { days_after(last, 1) } else { last });
                Some(Invited {
                    account: bond.account,
                    name: name(bond.account)?,
                    until: until.map(time_in_words::day),
                    is_over,
                })
            })
            .collect()
    } else {
        Vec::new()
    };
    let care = super::care(app, actor, pupil).await?;
    Ok(People { contacts, with_details, staff, groups, invited, care })
}

/// The relationship codes of the common transfer file, in words.
pub(crate) fn relationship(code: &str) -> String {
    let words = match code {
        "PAM" => "Mother",
        "PAF" => "Father",
        "PAR" => "Parent",
        "STM" => "Stepmother",
        "STF" => "Stepfather",
        "STP" => "Step-parent",
        "FOM" => "Foster mother",
        "FOF" => "Foster father",
        "FOP" => "Foster parent",
        "CAR" => "Carer",
        "CHM" => "Childminder",
        "DOC" => "Doctor",
        "FAM" => "Other family member",
        "GRP" => "Grandparent",
        "OTH" => "Other",
        "RLG" => "Religious contact",
        "SWR" => "Social worker",
        "TCH" => "Teacher",
        other => other,
    };
    words.to_owned()
}
