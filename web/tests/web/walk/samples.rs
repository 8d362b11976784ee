//! The sample of each line of the route table: its pattern filled with what stands in a database.
//!
//! A parameter that this file does not know is a failure: a new kind of address says here what a sample of it is.

use domain::{PupilId, SchoolId, permissions::Subject};

use super::school::School;

/// An id that is nowhere.
pub const NOWHERE: &str = "01990000-0000-7000-8000-00000000dead";

/// A child with what hangs on it.
#[derive(Clone, Debug)]
pub struct Child {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What rights are asked about.
    pub subject: Subject,
    /// Kind and id of each entry.
    pub entries: Vec<(String, String)>,
    contact: Option<String>,
    file: Option<String>,
    target: Option<String>,
    sent: Option<String>,
}

/// What may stand in addresses of one school.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Its children.
    pub children: Vec<Child>,
    /// Provision and day of each session that was taught.
    pub taught: Vec<(String, String)>,
    /// Imports that were read and not confirmed.
    pub staged: Vec<String>,
    meetings: Vec<String>,
    classes: Vec<String>,
    accounts: Vec<String>,
}

/// A pattern filled.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The address.
    pub path: String,
    /// Whether everything that it names is there.
    pub there: bool,
}

/// The two schools of a database: that of the personas, and another.
pub async fn places(school: &School) -> (Place, Place) {
    let own = school.people[0].actor.school;
    let ids = school.rows("select id from school").await;
    let other = ids.iter().map(|row| row[0].parse().unwrap()).find(|id: &SchoolId| *id != own).unwrap();
    (place(school, own).await, place(school, other).await)
}

async fn place(school: &School, of: SchoolId) -> Place {
    let hex = of.to_string().replace('-', "");
    let own = format!("hex(school_id) = upper('{hex}')");
    let mut place = Place::default();
    let entries =
        school.rows(&format!("select pupil_id, kind, id from entry where {own} order by on_date desc")).await;
    let contacts = school.rows(&format!("select pupil_id, id from contact where {own}")).await;
    let files =
        school.rows(&format!("select pupil_id, id from file where {own} and pupil_id is not null")).await;
    let targets =
        school.rows(&format!("select pupil_id, target_id from score where {own} group by 1, 2")).await;
    let sent = school.rows(&format!("select pupil_id, entry_id from sent_paper where {own}")).await;
    let pupils = format!(
        "select id, forename || ' ' || surname, coalesce(class_id, x'') from pupil where {own} and left_on is null"
    );
    for row in school.rows(&pupils).await {
        let of_it =
            |rows: &[Vec<String>]| rows.iter().find(|other| other[0] == row[0]).map(|other| other[1].clone());
        let pupil: PupilId = row[0].parse().unwrap();
        place.children.push(Child {
            id: row[0].clone(),
            name: row[1].clone(),
            subject: Subject::Pupil { school: of, pupil, class: row[2].parse().ok() },
            entries: entries
                .iter()
                .filter(|e| e[0] == row[0])
                .map(|e| (e[1].clone(), e[2].clone()))
                .collect(),
            contact: of_it(&contacts),
            file: of_it(&files),
            target: of_it(&targets),
            sent: of_it(&sent),
        });
    }
    // Those with the longest story first: they have the most to show.
    place.children.sort_by_key(|child| std::cmp::Reverse(child.entries.len()));
    let one = |rows: Vec<Vec<String>>| rows.into_iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    let taught = format!(
        "select provision_id, on_date from teaching_session where {own} order by on_date desc limit 40"
    );
    place.taught =
        school.rows(&taught).await.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    place.staged = one(school.rows(&format!("select id from staged_import where {own}")).await);
    place.meetings =
        one(school.rows(&format!("select id from meeting where {own} order by on_date desc")).await);
    place.classes = one(school.rows(&format!("select id from class where {own}")).await);
    place.accounts = one(school.rows(&format!("select id from account where {own}")).await);
    place
}

/// The kind of entry that an address of entries is about; none where it is any.
fn kind_of_entry(pattern: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 6] = [
        ("/referrals/", "referral"),
        ("/reviews/", "review"),
        ("/annual-review/", "annual-review"),
        ("/reports/", "report"),
        ("/entries/", "concern"),
        ("/ehc/request/", "request-bundle"),
    ];
    KINDS.into_iter().find(|(part, _)| pattern.contains(part)).map(|(_, kind)| kind)
}

/// What a parameter of a pattern is filled with; none when there is nothing of the kind.
fn value(pattern: &str, parameter: &str, place: &Place, child: Option<&Child>) -> Option<String> {
    match parameter {
        "pupil" => child.map(|child| child.id.clone()),
        "entry" if pattern.contains("/sent/") => child?.sent.clone(),
        "entry" => {
            let kind = kind_of_entry(pattern);
            let entries = child.map(|child| child.entries.as_slice()).unwrap_or_default();
            entries.iter().find(|(own, _)| kind.is_none_or(|kind| kind == own)).map(|(_, id)| id.clone())
        }
        "contact" => child?.contact.clone(),
        "file" => child?.file.clone(),
        "target" => child?.target.clone(),
        "provision" => place.taught.first().map(|(provision, _)| provision.clone()),
        "date" => Some(place.taught.first().map_or("2026-11-23".to_owned(), |(_, day)| day.clone())),
        "monday" => Some("2026-11-16".to_owned()),
        "staged" => place.staged.first().cloned(),
        "meeting" => place.meetings.first().cloned(),
        "mail" => Some(NOWHERE.to_owned()),
        "place" => Some("0".to_owned()),
        "class" => place.classes.first().cloned(),
        "account" => place.accounts.first().cloned(),
        // A new thing of a bank of the school's.
        "id" => Some("new".to_owned()),
        "intervention" => Some("paired-reading".to_owned()),
        "template" => {
            domain::plan_template::PlanTemplate::all_shipped().first().map(|shipped| shipped.id.clone())
        }
        "form" => Some("neutral".to_owned()),
        // The one paper of the record that has a Word copy, of a child with a plan to review.
        "paper" if pattern.ends_with(".docx") => {
            let has_plan = child?.entries.iter().any(|(kind, _)| kind == "ehcp");
            has_plan.then(|| "annual-review".to_owned())
        }
        "paper" => Some("one-page-profile".to_owned()),
        "letter" => Some("letter-invitation".to_owned()),
        "page" => Some("1".to_owned()),
        "token" => Some("a-token-that-nobody-made".to_owned()),
        other => {
            panic!("{pattern}: what is a sample of {{{other}}}? Say it in web/tests/web/walk/samples.rs")
        }
    }
}

/// The sample of a pattern: with a child where the pattern names one.
pub fn sample(pattern: &str, place: &Place, child: Option<&Child>) -> Sample {
    let mut there = true;
    let parts = pattern.split('/').map(|part| {
        let Some(parameter) = part.strip_prefix('{').and_then(|rest| rest.split('}').next()) else {
            return part.to_owned();
        };
        value(pattern, parameter, place, child).unwrap_or_else(|| {
            there = false;
            NOWHERE.to_owned()
        })
    });
    let path = parts.collect::<Vec<_>>().join("/");
    // The one address whose page needs a question.
    let path = if pattern.ends_with("/move") { format!("{path}?to=to-adapts") } else { path };
    Sample { path, there }
}

/// Whether a pattern names something of one school: an id that another school does not answer to.
pub fn names_something(pattern: &str) -> bool {
    ["{pupil}", "{provision}", "{staged}", "{class}", "{account}", "{meeting}"]
        .iter()
        .any(|part| pattern.contains(part))
}
