//! On which page each thing of the bundle stands, and on which page it is given by whoever is asked.

use domain::{PupilId, bundle::Thing, record::evidence::Place};

/// The pages for the SENCO, under the child's address, with what their links say: where it stands, or where it is given.
pub(super) fn of(thing: &Thing) -> Vec<(&'static str, &'static str)> {
    if thing.is_missing() {
        vec![missing(thing.code)]
    } else {
        thing.places.iter().map(|place| page_of(*place)).collect()
    }
}

const fn page_of(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Progress => ("/progress", "Progress"),
        Place::Story => ("/story", "The story"),
        Place::Plan => ("/plan", "The plan"),
        Place::Adaptations => ("/adaptations", "Adaptations"),
        Place::Provision => ("/provision", "Provision"),
        Place::Reviews => ("/reviews", "Reviews, and what everybody says"),
        Place::Referrals => ("/referrals", "Referrals and reports"),
        Place::Profile => ("/profile", "The profile"),
        Place::Application => ("/ehc/application", "The application"),
        Place::Roll => ("", "On the roll"),
    }
}

/// Where it is given when it is missing.
fn missing(code: &str) -> (&'static str, &'static str) {
    match code {
        "consent" | "teacher-agrees" | "head-agrees" => ("/ehc/application", "Who agrees"),
        "asks" => ("/ehc/application", "Write it"),
        "attainment" => ("/progress", "Progress"),
        "needs" => ("/plan", "The plan"),
        "action" => ("/adaptations", "Adaptations"),
        "intervention" | "costs" => ("/provision", "Provision"),
        "health" | "agencies" => ("/referrals", "Referrals and reports"),
        "parents-view" | "childs-view" => ("/view", "Write down what they say"),
        "profile" => ("/profile", "The profile"),
        "attendance" => ("/imports/roll", "Import the roll"),
        "cycles" => ("/reviews", "Reviews"),
        _ => ("/story", "The story"),
    }
}

/// The page on which somebody who is asked gives it: an address that names no child.
pub(super) fn given_on(code: &str, pupil: PupilId) -> String {
    let path = match code {
        "attainment" => return "/imports/attainment".to_owned(),
        "attendance" => return "/imports/roll".to_owned(),
        "consent" | "teacher-agrees" | "head-agrees" => "/ehc/agreement",
        "action" => "/adaptations",
        "intervention" => "/provision",
        _ => "/view",
    };
    format!("/pupils/{pupil}{path}")
}
