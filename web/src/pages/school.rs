//! `/school`: the way to accounts, classes, settings, calendar, census and mail.

pub(crate) mod accounts;
pub(crate) mod calendar;
pub(crate) mod census;
pub(crate) mod checklist;
pub(crate) mod classes;
pub(crate) mod county_forms;
pub(crate) mod deputies;
pub(crate) mod logo;
pub(crate) mod mail;
pub(crate) mod plan_templates;
pub(crate) mod settings;
pub(crate) mod strategies;
pub(crate) mod targets;
pub(crate) mod year_end;

use askama::Template;
use domain::permissions::Action;

use crate::{
    answer::{Answer, page},
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school.html")]
struct Page {
    chrome: Chrome,
    name: String,
    numbers: String,
    urn: String,
    phase: String,
    lead: String,
    wanted: Option<(String, i16)>,
    rooms: Vec<(&'static str, &'static str, &'static str)>,
}

/// Every room of the school's administration, with what one may do to enter it.
const ROOMS: [(&str, &str, &str, Action); 15] = [
    (
        "Accounts",
        "/school/accounts",
        "Who may sign in, and as what. Hand work over when somebody leaves.",
        Action::ManageAccounts,
    ),
    (
        "Deputies",
        "/school/deputies",
        "A second SENCO, or deputies of the head, who may do what you may.",
        Action::NameDeputies,
    ),
    (
        "Classes",
        "/school/classes",
        "The classes of this year, who teaches and helps in them, and their children.",
        Action::ManageClasses,
    ),
    (
        "Year end",
        "/school/year-end",
        "Classes go up, the oldest leave, next year's teachers may read.",
        Action::ManageClasses,
    ),
    ("Import staff and classes", "/imports/staff", "From a spreadsheet.", Action::ManageClasses),
    (
        "Settings",
        "/school/settings",
        "Names and titles, address and telephone, the safeguarding lead, what parents are pointed to.",
        Action::ManageSettings,
    ),
    ("Logo", "/school/logo", "The picture on the head of every paper and letter.", Action::ManageSettings),
    (
        "Plan templates",
        "/school/plan-templates",
        "The fields of the plan of step 4: IEP, SEN support plan, One Plan, or your own.",
        Action::ManageSettings,
    ),
    (
        "County forms",
        "/school/county-forms",
        "The headings of your county’s form for an EHC request, and what of the record stands under each.",
        Action::ManageSettings,
    ),
    (
        "Calendar",
        "/school/calendar",
        "Half terms, INSET days and bank holidays: clocks and weeks are counted by them.",
        Action::ManageCalendar,
    ),
    (
        "Census",
        "/school/census",
        "What would be returned on the next census day, and every row that is wrong.",
        Action::SeeImports,
    ),
    (
        "Checklist of step 1",
        "/school/checklist",
        "What a class teacher is asked about when somebody is worried, in your words.",
        Action::ManageSettings,
    ),
    (
        "Strategy bank",
        "/school/strategies",
        "What class teachers are offered when they adapt their teaching.",
        Action::ManageSettings,
    ),
    (
        "Target bank",
        "/school/targets",
        "What is offered beside the targets of a plan, by skill and year.",
        Action::ManageSettings,
    ),
    ("Mail", "/school/mail", "What could not be sent, and why.", Action::ManageSettings),
];

/// The page.
pub(crate) async fn get(visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let school = &info.school;
    let lead = &school.settings.safeguarding_lead;
    let phone = if lead.phone.is_empty() { String::new() } else { format!(", {}", lead.phone) };
    page(&Page {
        chrome: visit.chrome("School"),
        name: school.name.clone(),
        numbers: format!("{:03}/{:04}", school.authority, school.establishment),
        urn: school.urn.clone(),
        phase: school.phase.clone(),
        lead: if lead.name.is_empty() { String::new() } else { format!("{}{phone}", lead.name) },
        wanted: visit.wanted_year(),
        rooms: ROOMS
            .into_iter()
            .filter(|(.., action)| visit.actor().may(*action))
            .map(|(text, href, what, _)| (text, href, what))
            .collect(),
    })
}
