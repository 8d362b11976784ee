//! What a school sets for itself: names, leads, addresses for parents, its calendar.

mod change_calendar;
mod change_settings;
mod logo;

pub use change_calendar::{CalendarForm, TermForm, change_calendar, digest, drop_year, form_of};
pub use change_settings::{BOXES, SettingsForm, change_settings, shown_settings, title_box};
pub use logo::set_logo;
