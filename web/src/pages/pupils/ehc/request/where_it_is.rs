//! On which page each thing of the bundle stands, and on which page it is given by whoever is asked.

use domain::{PupilId, bundle::Thing};

/// The page for the SENCO, under the child's address, and what its link says.
pub(super) fn of(thing: &Thing) -> (&'static str, &'static str) {
    let found = !thing.is_missing();
    match thing.code {
        "consent" | "teacher-agrees" | "head-agrees" => ("/ehc/application", "Who agrees"),
        "asks" => ("/ehc/application", if found { "Read it" } else { "Write it" }),
        "attainment" => ("/progress", "Progress"),
        "needs" => ("/plan", "The plan"),
        "action" => ("/adaptations", "Adaptations"),
        "intervention" | "costs" => ("/provision", "Provision"),
        "health" | "agencies" => ("/referrals", "Referrals and reports"),
        "parents-view" | "childs-view" if found => ("/profile", "Their parts of the profile"),
        "parents-view" | "childs-view" => ("/view", "Write down what they say"),
        "profile" => ("/profile", "The profile"),
        "attendance" if found => ("", "On the roll"),
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
