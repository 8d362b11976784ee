//! Pages: URL path = file = template = test; `get` and `post` in a file.

pub(crate) mod about;
pub(crate) mod about_me;
pub(crate) mod board;
pub(crate) mod calendar;
pub(crate) mod class_sheet;
pub(crate) mod concerns;
pub(crate) mod conflict;
pub(crate) mod demo;
pub(crate) mod drafts;
pub(crate) mod first_day;
pub(crate) mod gather;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod inspection;
pub(crate) mod invited;
mod joined;
pub(crate) mod link;
pub(crate) mod meetings;
pub(crate) mod my_account;
pub(crate) mod my_child;
pub(crate) mod my_class;
pub(crate) mod my_week;
pub(crate) mod narrow;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod provision;
pub(crate) mod pupils;
pub(crate) mod refused;
pub(crate) mod register;
pub(crate) mod reviews;
pub(crate) mod school;
pub(crate) mod search;
#[path = "gather/sheet.rs"]
pub(crate) mod sheet;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod signed_out;
pub(crate) mod today;
pub(crate) mod too_long;
pub(crate) mod views;
pub(crate) mod week;
pub(crate) mod what_works;

/// A telephone number as a link dials it.
#[must_use]
pub(crate) fn dialled(phone: &str) -> String {
    phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}

/// Whether a value is among those chosen.
#[must_use]
pub(crate) fn is_among(chosen: &[String], value: &str) -> bool {
    chosen.iter().any(|one| one == value)
}
