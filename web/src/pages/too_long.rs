//! A text longer than any box takes: everything that was typed comes back, and what is too long can be shortened.

use askama::Template;
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::conflict::in_words;
use crate::{
    answer::page_with,
    files::brings_files,
    typed::{LONGEST, Typed},
    view::{Chrome, Errors, Field, Unchanged},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/too_long.html")]
struct Page {
    chrome: Chrome,
    action: String,
    boxes: Vec<Field>,
    unchanged: Vec<Unchanged>,
    with_files: bool,
}

/// Who sent a form, and where to: noted before it is read.
pub(crate) struct Sender {
    visit: Option<Visit>,
    action: String,
    with_files: bool,
}

impl Sender {
    /// Whoever sent a request.
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            visit: request.extensions().get::<Visit>().cloned(),
            action: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            with_files: brings_files(request),
        }
    }

    /// The page on which a text that is too long is shortened; none when every box is short enough.
    pub(crate) fn refusal(self, typed: &Typed) -> Option<Response> {
        if typed.iter().all(|(name, value)| fits(name, value)) {
            return None;
        }
        let title = "Shorten what you wrote";
        let chrome = self.visit.as_ref().map_or_else(|| Chrome::outside(title), |visit| visit.chrome(title));
        let page = page(chrome, self.action, typed, self.with_files);
        Some(page_with(StatusCode::UNPROCESSABLE_ENTITY, &page).into_response())
    }
}

/// Whether a box is short enough. A password is looked at by its own rule, and never shown.
fn fits(name: &str, value: &str) -> bool {
    is_secret(name) || value.len() <= LONGEST || value.chars().count() <= LONGEST
}

fn is_secret(name: &str) -> bool {
    name.contains("password")
}

/// A number as people read it: 200,000.
fn in_figures(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn page(chrome: Chrome, action: String, typed: &Typed, with_files: bool) -> Page {
    let (mut boxes, mut unchanged, mut errors) = (Vec::new(), Vec::new(), Errors::none());
    for (name, value) in typed.iter().filter(|(name, _)| !is_secret(name)) {
        if fits(name, value) {
            unchanged.push(Unchanged { name: name.to_owned(), value: value.to_owned() });
            continue;
        }
        let (label, id) = (in_words(name), format!("too-long-{}", boxes.len() + 1));
        let long = in_figures(value.chars().count());
        let most = in_figures(LONGEST);
        errors.add(&id, format!("“{label}” is {long} letters long: shorten it to {most} or fewer"));
        boxes.push(Field::new(name, label).id(id).rows(20).value(value).errors(&errors));
    }
    Page { chrome: chrome.with_errors(errors), action, boxes, unchanged, with_files }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_not_bytes() {
        assert!(fits("noticed", &"ł".repeat(LONGEST)));
        assert!(!fits("noticed", &"ł".repeat(LONGEST + 1)));
        assert!(fits("password", &"x".repeat(LONGEST + 1)), "it has a rule of its own");
    }

    #[test]
    fn numbers_are_read_in_threes() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (20_001, "20,001"), (1_234_567, "1,234,567")]
        {
            assert_eq!(in_figures(number), text);
        }
    }

    #[test]
    fn everything_comes_back_but_a_password() {
        let long = "x".repeat(LONGEST + 1);
        let pairs =
            [("where_and_when", long.as_str()), ("areas", "reading"), ("areas", "sight"), ("password", "p")];
        let typed = Typed::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let page = page(Chrome::outside("Shorten what you wrote"), "/here?draft=1".to_owned(), &typed, false);
        let kept: Vec<_> = page.unchanged.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(kept, [("areas", "reading"), ("areas", "sight")]);
        let html = page.render().unwrap();
        assert!(
            html.contains("“Where and when” is 20,001 letters long: shorten it to 20,000 or fewer"),
            "{html}"
        );
        assert!(html.contains("action=\"/here?draft=1\"") && html.contains(&long));
    }
}
