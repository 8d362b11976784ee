//! What a person reads when a page cannot be given: each status in house words.

use domain::difference::Part;

use super::Chrome;

/// 403: in sight, but not theirs to do.
#[derive(Debug, askama::Template)]
#[template(path = "errors/403.html")]
pub struct Forbidden {
    /// The frame.
    pub chrome: Chrome,
    /// Why, as a sentence.
    pub reason: String,
}

/// 404: not there, or not theirs to see; the page does not say which.
#[derive(Debug, askama::Template)]
#[template(path = "errors/404.html")]
pub struct NotFound {
    /// The frame.
    pub chrome: Chrome,
}

/// 409: somebody else saved first. Both texts are shown, and either can be kept.
#[derive(Debug, askama::Template)]
#[template(path = "errors/409.html")]
pub struct Conflict {
    /// The frame.
    pub chrome: Chrome,
    /// Who saved the newer version.
    pub who: String,
    /// When: "at 3:42 pm".
    pub when: String,
    /// Where the form is sent again.
    pub action: String,
    /// Where what is saved now can be read.
    pub leave: String,
    /// The version that is saved now, from which the next save starts.
    pub version: String,
    /// Each text that differs.
    pub pairs: Vec<ConflictPair>,
    /// The rest of the form, sent again as it was.
    pub unchanged: Vec<Unchanged>,
}

/// Two versions of one text.
#[derive(Debug, Clone)]
pub struct ConflictPair {
    /// The name under which the form sends it.
    pub name: String,
    /// What the box is called.
    pub label: String,
    /// What is saved now.
    pub theirs: String,
    /// What this person typed.
    pub yours: String,
}

impl ConflictPair {
    /// Both texts, part by part: what both say once, what differs side by side.
    #[must_use]
    pub fn parts(&self) -> Vec<ConflictPart> {
        domain::difference::side_by_side(&self.theirs, &self.yours)
            .into_iter()
            .enumerate()
            .map(|(number, part)| {
                let (same, theirs, yours) = match part {
                    Part::Same(text) => (true, text, String::new()),
                    Part::Differs { theirs, yours } => (false, theirs, yours),
                };
                let take = match (theirs.is_empty(), yours.is_empty()) {
                    (true, _) => "yours",
                    (_, true) => "theirs",
                    (false, false) => "both",
                };
                let both = [theirs.as_str(), yours.as_str()].join("\n").trim_matches('\n').to_owned();
                ConflictPart { name: format!("join~{}~{number}", self.name), same, take, both, theirs, yours }
            })
            .collect()
    }
}

/// A part of two texts. What stands in it is sent under its name; `Typed` joins the parts again.
#[derive(Debug, Clone)]
pub struct ConflictPart {
    /// The name under which it is sent.
    pub name: String,
    /// Whether both say it: it stands in `theirs`.
    pub same: bool,
    /// What is chosen until somebody chooses otherwise: nothing is lost by it.
    pub take: &'static str,
    /// Both texts, one after the other.
    pub both: String,
    /// What is saved now.
    pub theirs: String,
    /// What this person typed.
    pub yours: String,
}

impl ConflictPart {
    /// Whether this is chosen until somebody chooses otherwise.
    #[must_use]
    pub fn takes(&self, value: &str) -> bool {
        self.take == value
    }
}

/// A value of the form that is sent again as it was.
#[derive(Debug, Clone)]
pub struct Unchanged {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// 413: a body larger than the page takes.
#[derive(Debug, askama::Template)]
#[template(path = "errors/413.html")]
pub struct TooLarge {
    /// The frame.
    pub chrome: Chrome,
    /// The most it takes: "25 MB".
    pub limit: String,
}

/// 429: too many tries.
#[derive(Debug, askama::Template)]
#[template(path = "errors/429.html")]
pub struct TooMany {
    /// The frame.
    pub chrome: Chrome,
    /// What was tried, and when to try again.
    pub sentence: String,
}

/// 500: our mistake, with the id that is in the log.
#[derive(Debug, askama::Template)]
#[template(path = "errors/500.html")]
pub struct Unexpected {
    /// The frame.
    pub chrome: Chrome,
    /// The id that is in the log.
    pub id: String,
}

/// 503: not now.
#[derive(Debug, askama::Template)]
#[template(path = "errors/503.html")]
pub struct Unavailable {
    /// The frame.
    pub chrome: Chrome,
    /// Why, as a sentence.
    pub reason: String,
}

impl Forbidden {
    /// The page with this reason.
    pub fn new(chrome: Chrome, reason: impl Into<String>) -> Self {
        Forbidden { chrome: chrome.titled("You may not do this"), reason: reason.into() }
    }
}

impl NotFound {
    /// The page.
    pub fn new(chrome: Chrome) -> Self {
        NotFound { chrome: chrome.titled("Page not found") }
    }
}

impl TooLarge {
    /// The page with the most that is taken.
    pub fn new(chrome: Chrome, limit: impl Into<String>) -> Self {
        TooLarge { chrome: chrome.titled("That is too large"), limit: limit.into() }
    }
}

impl TooMany {
    /// The page with this sentence.
    pub fn new(chrome: Chrome, sentence: impl Into<String>) -> Self {
        TooMany { chrome: chrome.titled("Too many tries"), sentence: sentence.into() }
    }
}

impl Unexpected {
    /// The page with the id that is in the log.
    pub fn new(chrome: Chrome, id: impl Into<String>) -> Self {
        Unexpected { chrome: chrome.titled("Something went wrong"), id: id.into() }
    }
}

impl Unavailable {
    /// The page with this reason.
    pub fn new(chrome: Chrome, reason: impl Into<String>) -> Self {
        Unavailable { chrome: chrome.titled("Waymark is not available just now"), reason: reason.into() }
    }
}

impl Conflict {
    /// A conflict with something in everything.
    pub fn sample() -> Self {
        Conflict {
            chrome: Chrome::outside("Somebody else has changed this"),
            who: "Joana Ferreira".to_owned(),
            when: "at 3:42 pm".to_owned(),
            action: "/pupils/42/profile".to_owned(),
            leave: "/pupils/42/profile".to_owned(),
            version: "7".to_owned(),
            pairs: vec![ConflictPair {
                name: "difficult".to_owned(),
                label: "What I find difficult".to_owned(),
                theirs: "Following what is said to the whole class.".to_owned(),
                yours: "Noise at lunch.\nFollowing long instructions.".to_owned(),
            }],
            unchanged: vec![Unchanged { name: "admire".to_owned(), value: "Kind".to_owned() }],
        }
    }
}
