//! What stands round every page: title, school, person, rooms, what was just done, what is wrong.

use super::Errors;

/// The frame of a page; every page type has a field `chrome` of this type.
#[derive(Debug, Clone, Default)]
pub struct Chrome {
    /// What the page is, for the window's title and for screen readers.
    pub title: String,
    /// The school's name; empty before there is one.
    pub school_name: String,
    /// Who is signed in; empty when nobody is.
    pub person_name: String,
    /// In which role: SENCO, class teacher.
    pub role_title: String,
    /// The account of whoever is signed in: scripts keep its drafts and its outbox apart from others'.
    pub account: String,
    /// Whether this page answers a form, and shows what was typed.
    pub answers_form: bool,
    /// The rooms that this person may enter.
    pub nav: Vec<NavItem>,
    /// Whether this server may only be used with invented children.
    pub demo_only: bool,
    /// When this person signed in before: "Monday 9 November, 8:04 am".
    pub last_signed_in: Option<String>,
    /// What was just done, shown once.
    pub flash: Option<Flash>,
    /// Whether this person may search for children.
    pub search_allowed: bool,
    /// What is wrong with the form on this page.
    pub errors: Errors,
}

impl Chrome {
    /// The frame for somebody who is not signed in, and for what belongs to no one: also there nobody types in a real
    /// child while there is no second factor.
    pub fn outside(title: impl Into<String>) -> Self {
        Chrome { title: title.into(), demo_only: true, ..Chrome::default() }
    }

    /// The same frame with this title.
    pub fn titled(self, title: impl Into<String>) -> Self {
        Chrome { title: title.into(), ..self }
    }

    /// The same frame with what is wrong with the form.
    pub fn with_errors(self, errors: Errors) -> Self {
        Chrome { errors, ..self }
    }

    /// Whether somebody is signed in.
    pub fn signed_in(&self) -> bool {
        !self.person_name.is_empty()
    }
}

/// A link to a room, or to a part of a page's subject.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// What it is called.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether the reader is there.
    pub current: bool,
}

impl NavItem {
    /// A link to a room.
    pub fn new(text: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        NavItem { text: text.into(), href: href.into(), current }
    }
}

/// What was just done, or what to know, shown once at the top.
#[derive(Debug, Clone)]
pub struct Flash {
    /// Done, or to know.
    pub kind: FlashKind,
    /// The sentence.
    pub text: String,
}

/// What a flash is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashKind {
    /// Something was done.
    Done,
    /// Something to know.
    Notice,
}

/// Something a list is narrowed by.
#[derive(Debug, Clone)]
pub struct FilterTag {
    /// What was chosen.
    pub text: String,
    /// The list without it.
    pub href: String,
}
