//! Every line of the table for every persona: what is theirs answers, what is not is refused in the right way.

use axum::http::{Method, StatusCode};
use domain::{
    people::Role,
    permissions::{Action, Actor, Subject},
};
use web::routes::{Needs, Route, table};

use super::{
    samples::{Child, NOWHERE, Place, names_something, places, sample},
    school::{Kind, Person, School},
};
use crate::ground::Answered;

/// What people.md says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// The role may not: forbidden, whatever it is about.
    Forbidden,
    /// Not theirs to see: as if it were not there.
    NotFound,
    /// It answers: a page, a way on, or a form that comes back.
    Answers,
    /// It answers, or a part of it is not theirs to see: which part, the page's own tests say.
    AnswersOrNotFound,
}

/// Lines whose form names something more: an empty form names nothing.
const NAMED_IN_THE_FORM: [&str; 5] = [
    "/pupils/{pupil}/move",
    "/pupils/{pupil}/provision",
    "/pupils/{pupil}/entries/{entry}",
    "/pupils/{pupil}/ehc/plan",
    "/pupils/{pupil}/ehc/annual-review",
];

/// Lines that answer a script with a part of a page.
const PARTS: [&str; 2] = ["/pupils/{pupil}/plan/find", "/pupils/{pupil}/reviews/check"];

fn may_at_all(needs: Needs, actor: &Actor) -> bool {
    match needs {
        Needs::Public | Needs::Demo | Needs::SignedIn => true,
        Needs::May(action) => actor.may(action),
        Needs::MayInSchool(action) | Needs::Hidden(action) => {
            actor.may_to(action, Subject::School(actor.school))
        }
        Needs::Holds(roles) => roles.iter().any(|role| actor.holds(*role)),
    }
}

/// Whether what a role may not is as if it were not there: hidden lines, and every child to whoever sees no child.
fn is_hidden(route: &Route, actor: &Actor) -> bool {
    matches!(route.needs, Needs::Hidden(_))
        || (route.path.starts_with("/pupils/") && !actor.may(Action::SeeChild))
}

fn due(route: &Route, person: &Person, subject: Option<Subject>, there: bool) -> Due {
    let actor = &person.actor;
    if !may_at_all(route.needs, actor) {
        return if is_hidden(route, actor) { Due::NotFound } else { Due::Forbidden };
    }
    let Some(subject) = subject else {
        return if there { Due::AnswersOrNotFound } else { Due::NotFound };
    };
    if !actor.may_to(Action::SeeChild, subject) {
        return Due::NotFound;
    }
    match route.needs {
        Needs::May(action) if !actor.may_to(action, subject) => Due::Forbidden,
        // A child in sight: what is wrong with the form may be said first.
        _ if !there && route.method == "POST" => Due::AnswersOrNotFound,
        _ if !there => Due::NotFound,
        // What the form itself names is nothing here.
        _ if NAMED_IN_THE_FORM.contains(&route.path) && route.method == "POST" => Due::AnswersOrNotFound,
        // The SENCO sees every child and every entry.
        _ if person.role == Role::Senco => Due::Answers,
        _ if ["{entry}", "{file}", "{paper}"].iter().any(|part| route.path.contains(part)) => {
            Due::AnswersOrNotFound
        }
        _ => Due::Answers,
    }
}

/// What is wrong with an answer, if anything.
fn wrong(due: Due, answered: &Answered, public: bool, is_part: bool) -> Option<String> {
    let status = answered.status;
    let text = answered.text();
    if status.is_server_error() {
        return Some(format!("{status}"));
    }
    let is_page =
        answered.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && text.contains("<wm-hole") {
        return Some("what was typed is not escaped".to_owned());
    }
    let to_read = !status.is_redirection() && !answered.bytes.is_empty();
    if to_read && is_page && !is_part && !(text.contains("<h1") && text.contains("</html>")) {
        return Some(format!("{status} without a heading"));
    }
    if status.is_client_error() && !is_page {
        return Some(format!("{status} is not a page in house words: {text:?}"));
    }
    let holds = match due {
        Due::Forbidden => status == StatusCode::FORBIDDEN,
        Due::NotFound => status == StatusCode::NOT_FOUND,
        Due::Answers => {
            !matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
        }
        Due::AnswersOrNotFound => !matches!(status, StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST),
    };
    (!holds && !public).then(|| format!("{status}, and {due:?} is due"))
}

/// The children to ask about: one in sight with all that the pattern names, and one out of sight.
fn children<'a>(pattern: &str, person: &Person, place: &'a Place) -> Vec<&'a Child> {
    if !pattern.contains("{pupil}") {
        return Vec::new();
    }
    let sees = |child: &&Child| person.actor.may_to(Action::SeeChild, child.subject);
    let whole = place.children.iter().filter(sees).find(|child| sample(pattern, place, Some(child)).there);
    let seen = whole.or(place.children.iter().find(sees));
    let hidden = place.children.iter().find(|child| !sees(child));
    seen.into_iter().chain(hidden).collect()
}

async fn ask(school: &School, route: &Route, person: &Person, path: &str) -> Answered {
    if route.method == Method::GET {
        school.get(Some(&person.session), path).await
    } else {
        school.post(Some(&person.session), path, "").await
    }
}

/// Lines that end the session they are asked in.
const ENDS: [&str; 3] = ["/sign-out", "/demo/sign-in", "/pupils/{pupil}/open-their-page"];

/// Walks the lines of a method; gives everything that is wrong.
async fn walk(school: &School, method: &str) -> Vec<String> {
    let (own, other) = places(school).await;
    let mut faults = Vec::new();
    for route in table().iter().filter(|route| route.method == method && !ENDS.contains(&route.path)) {
        let public = matches!(route.needs, Needs::Public | Needs::Demo);
        for person in &school.people {
            let mut asked = Vec::new();
            for child in children(route.path, person, &own) {
                let sample = sample(route.path, &own, Some(child));
                asked.push((sample.path, due(route, person, Some(child.subject), sample.there)));
            }
            if !route.path.contains("{pupil}") {
                let sample = sample(route.path, &own, None);
                asked.push((sample.path, due(route, person, None, sample.there)));
            }
            for (path, due) in asked {
                let answered = ask(school, route, person, &path).await;
                if let Some(wrong) = wrong(due, &answered, public, PARTS.contains(&route.path)) {
                    faults.push(format!("{:?} {method} {path} ({}): {wrong}", person.role, route.path));
                }
            }
            if names_something(route.path) {
                faults.extend(of_another_school(school, route, person, &other).await);
            }
        }
        if !public {
            let path = sample(route.path, &own, own.children.first()).path;
            faults.extend(of_a_stranger(school, route, &path).await);
        }
    }
    faults
}

/// Another school's id answers as one that is nowhere, to the letter.
async fn of_another_school(school: &School, route: &Route, person: &Person, other: &Place) -> Vec<String> {
    let theirs = sample(route.path, other, other.children.first()).path;
    let nowhere = sample(route.path, &Place::default(), None).path;
    let answered = ask(school, route, person, &theirs).await;
    let expected = ask(school, route, person, &nowhere).await;
    let mut faults = Vec::new();
    let is_not_found = may_at_all(route.needs, &person.actor) || is_hidden(route, &person.actor);
    let due = if is_not_found { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
    if answered.status != due {
        faults.push(format!("{:?} {theirs} of another school: {}", person.role, answered.status));
    }
    if expected.status != due {
        faults.push(format!("{:?} {nowhere} of nobody: {}", person.role, expected.status));
    }
    if answered.text() != expected.text() {
        faults.push(format!(
            "{:?} {theirs}: another school’s id answers otherwise than one that is nowhere",
            person.role
        ));
    }
    faults
}

/// Without a session: to the sign-in page and back, or a page that keeps what was typed.
async fn of_a_stranger(school: &School, route: &Route, path: &str) -> Option<String> {
    let (answered, due) = if route.method == Method::GET {
        (school.get(None, path).await, StatusCode::SEE_OTHER)
    } else {
        (school.post(None, path, "words=kept").await, StatusCode::UNAUTHORIZED)
    };
    let leads = route.method != Method::GET || answered.location().starts_with("/sign-in");
    (answered.status != due || !leads)
        .then(|| format!("a stranger {} {path}: {}", route.method, answered.status))
}

fn none(mut faults: Vec<String>) {
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

async fn all(kind: Kind) {
    let school = School::of(kind).await;
    stage(&school).await;
    // Pages first: what forms do is done after.
    let mut faults = walk(&school, "GET").await;
    faults.extend(walk(&school, "POST").await);
    none(faults);
}

/// Reads a roll and a list of staff, so that there are imports to show.
async fn stage(school: &School) {
    for (role, path, text) in [
        (Role::Senco, "/imports/roll", "UPN,Surname,Forename,DOB\nA000000000000,Example,Ann,2018-01-01\n"),
        (Role::Admin, "/imports/staff", "Name,Email,Role\nAnn Example,ann@example.test,teacher\n"),
    ] {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{text}\r\n--b--\r\n"
        );
        let request = axum::http::Request::post(path)
            .header("cookie", format!("waymark={}", school.person(role).session))
            .header("content-type", "multipart/form-data; boundary=b")
            .body(axum::body::Body::from(body))
            .unwrap();
        let answered = school.send(request).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{path}: {}", answered.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_in_a_school_without_children() {
    all(Kind::Empty).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_in_the_demonstration() {
    all(Kind::Full).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_with_ugly_data() {
    all(Kind::Ugly).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_names_a_child_out_of_sight() {
    let school = School::of(Kind::Full).await;
    let (own, other) = places(&school).await;
    let mut faults = Vec::new();
    for route in table().iter().filter(|route| route.method == "GET" && !matches!(route.needs, Needs::Demo)) {
        for person in &school.people {
            let sees = |child: &&Child| person.actor.may_to(Action::SeeChild, child.subject);
            let child = children(route.path, person, &own).into_iter().find(sees);
            let path = match route.path {
                "/search" => "/search?q=exa".to_owned(),
                pattern => sample(pattern, &own, child).path,
            };
            let text = school.get(Some(&person.session), &path).await.text();
            let hidden = own.children.iter().chain(&other.children).filter(|child| !sees(child));
            for hidden in hidden.filter(|child| text.contains(&child.name)) {
                faults.push(format!("{:?} {path} names {}", person.role, hidden.name));
            }
        }
    }
    none(faults);
}

#[test]
fn every_line_has_its_need_and_a_sample() {
    let routes = table();
    for route in &routes {
        assert!(matches!(route.method, "GET" | "POST"), "{}", route.path);
        // Panics where a parameter has no sample.
        let path = sample(route.path, &Place::default(), None).path;
        assert!(!path.contains('{') && (path.contains(NOWHERE) || !path.is_empty()));
        // What needs no sign-in is named here, too: nobody opens a door by a slip of the pen.
        let public = matches!(route.needs, Needs::Public);
        let doors = [
            "/sign-in",
            "/link/",
            "/sign-out",
            "/healthz",
            "/readyz",
            "/help",
            "/offline",
            "/about/",
            "/first-day/",
            "/calendar/",
            "/my-week/phone",
            "/sw.js",
            "/manifest.webmanifest",
        ];
        assert_eq!(public, doors.iter().any(|door| route.path.starts_with(door)), "{}", route.path);
    }
    let mut lines: Vec<_> = routes.iter().map(|route| (route.method, route.path)).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), routes.len(), "two lines are the same");
}
