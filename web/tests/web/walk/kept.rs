//! Every form of every page: sent after its session ended, or from a version that somebody else has changed since.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permissions::Action;
use web::routes::{Needs, table};

use super::{
    forms::{Form, encoded, forms},
    samples::{places, sample},
    school::{Kind, Person, School},
};

/// What is typed into a box: words that are seen nowhere else, of several lines and scripts.
fn words(place: usize) -> String {
    format!("Typed {place}: Żółć,\n“quoted” <b> & عربي 👩‍🏫")
}

/// A form with its page and its author.
struct Found<'a> {
    person: &'a Person,
    page: String,
    form: Form,
    pattern: &'static str,
}

/// Whether a button, where no script runs, only gives the form back with more, less or other boxes.
fn only_changes_the_form(name: &str, value: &str) -> bool {
    let begins = |words: &[&str]| words.iter().any(|word| value.starts_with(word));
    name == "take" || matches!(value, "more" | "find") || begins(&["add-", "remove-", "take-", "use-"])
}

/// The form as somebody sends it who types into every box; the first of its buttons is pressed
/// that does more than show more boxes.
fn filled(form: &Form, from: usize) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut pressed = false;
    for (place, one) in form.boxes.iter().enumerate() {
        if one.is_words()
            && !one.name.ends_with("-day")
            && !one.name.ends_with("-month")
            && !one.name.ends_with("-year")
            // Who changes what they look for in the bank is shown what it finds.
            && !one.name.starts_with("bank-")
        {
            pairs.push((one.name.clone(), words(from + place)));
        } else if one.sent {
            pairs.push((one.name.clone(), one.value.clone()));
        } else if one.kind == "submit" && !pressed && !only_changes_the_form(&one.name, &one.value) {
            pressed = true;
            pairs.push((one.name.clone(), one.value.clone()));
        }
    }
    pairs
}

fn body(pairs: &[(String, String)]) -> String {
    encoded(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Every form of the pages of the table, once for each address and persona.
async fn found(school: &School) -> Vec<Found<'_>> {
    let (own, _) = places(school).await;
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for route in table().iter().filter(|route| route.method == "GET") {
        if matches!(route.needs, Needs::Public | Needs::Demo) {
            continue;
        }
        for person in &school.people {
            let sees = |child: &&super::samples::Child| person.actor.may_to(Action::SeeChild, child.subject);
            let child = own
                .children
                .iter()
                .filter(sees)
                .find(|child| sample(route.path, &own, Some(child)).there)
                .or(own.children.iter().find(sees));
            let page = sample(route.path, &own, child).path;
            let answered = school.get(Some(&person.session), &page).await;
            if answered.status != StatusCode::OK {
                continue;
            }
            for mut form in forms(&answered.text()) {
                if form.action.is_empty() {
                    form.action.clone_from(&page);
                }
                if form.action == "/sign-out" {
                    continue;
                }
                let names: Vec<&str> = form.boxes.iter().map(|one| one.name.as_str()).collect();
                if seen.insert(format!("{:?} {} {names:?}", person.role, form.action)) {
                    all.push(Found { person, page: page.clone(), form, pattern: route.path });
                }
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_sent_after_its_session_ended_keeps_what_was_typed() {
    let school = School::of(Kind::Full).await;
    let mut faults = Vec::new();
    let all = found(&school).await;
    assert!(all.len() > 100, "the walk found only {} forms", all.len());
    for Found { person, page, form, .. } in all.iter().filter(|found| !found.form.has_file) {
        let what = format!("{:?} {} on {page}", person.role, form.action);
        let pairs = filled(form, 0);
        let kept = school.post(Some("a-session-that-ended"), &form.action, &body(&pairs)).await;
        if kept.status != StatusCode::UNAUTHORIZED {
            faults.push(format!("{what}: {}", kept.status));
            continue;
        }
        let again = forms(&kept.text()).into_iter().find(|again| again.action == form.action);
        let Some(again) = again else {
            faults.push(format!("{what}: the page does not send it again"));
            continue;
        };
        let mut before: Vec<(String, String)> = pairs;
        let mut after: Vec<(String, String)> = again
            .boxes
            .iter()
            .filter(|one| one.sent)
            .map(|one| (one.name.clone(), one.value.clone()))
            .collect();
        before.sort();
        after.sort();
        if before != after {
            faults.push(format!("{what}: typed {before:?}, kept {after:?}"));
        }
        for (name, value) in before.iter().filter(|(_, value)| value.starts_with("Typed ")) {
            if !kept.text().contains("Żółć") || value.is_empty() {
                faults.push(format!("{what}: {name} is not shown"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_an_older_version_is_never_saved_over_the_newer() {
    let school = School::of(Kind::Full).await;
    let all = found(&school).await;
    let versioned: Vec<_> = all
        .iter()
        // What is new in a bank is written over nothing.
        .filter(|found| !matches!(found.page.as_str(), "/school/strategies/new" | "/school/targets/new"))
        .filter(|found| {
            found
                .form
                .boxes
                .iter()
                .any(|one| one.name == "version" && !matches!(one.value.as_str(), "" | "0"))
        })
        .collect();
    let patterns: BTreeSet<&str> = versioned.iter().map(|found| found.pattern).collect();
    assert!(patterns.len() >= 6, "only these carry a version: {patterns:?}");
    let mut faults = Vec::new();
    for Found { person, page, form, .. } in versioned {
        // A version of long ago: somebody else has saved since.
        let mut pairs = filled(form, 0);
        for pair in &mut pairs {
            if pair.0 == "version" {
                pair.1 = "0".to_owned();
            }
        }
        let answered = school.post(Some(&person.session), &form.action, &body(&pairs)).await;
        let text = answered.text();
        let typed = pairs.iter().filter(|(_, value)| value.starts_with("Typed ")).count();
        let what = format!("{:?} {} on {page}", person.role, form.action);
        match answered.status {
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                let back = text.matches("Żółć").count();
                if back < typed.min(1) {
                    faults.push(format!("{what}: {} without what was typed", answered.status));
                }
            }
            status => faults.push(format!("{what}: {status} {}", answered.location())),
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
