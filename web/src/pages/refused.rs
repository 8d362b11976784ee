//! What a person reads when a rule refuses, or when there is no such page.

use app::Fault;
use askama::Template;
use domain::pathway::Finding;

use crate::{answer::Answer, view::Chrome};

/// A rule refused; every finding is listed.
#[derive(Debug, Template)]
#[template(path = "pages/refused.html")]
pub struct Refused {
    chrome: Chrome,
    sentence: String,
    findings: Vec<Finding>,
}

impl Refused {
    /// The page of a refusal.
    pub fn new(chrome: Chrome, fault: &Fault) -> Self {
        let findings = match fault {
            Fault::Refused(refused) => refused.findings.clone(),
            _ => Vec::new(),
        };
        Self { chrome: chrome.titled("This cannot be done yet"), sentence: fault.to_string(), findings }
    }
}

/// No such page.
pub(crate) async fn not_found() -> Answer {
    Err(Fault::NotFound.into())
}
