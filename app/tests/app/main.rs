//! The tests of the verbs: one binary, a module for each area.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod after_the_plan;
mod annual_guests;
mod annual_report;
mod banks;
mod bar;
mod bundle;
mod by_hand;
mod calendars;
mod care;
mod county_forms;
mod cover;
mod deputies;
mod early;
mod from_devices;
mod ground;
mod inspection;
mod late;
mod letters;
mod lists;
mod logo;
mod meetings;
mod moving_on;
mod nothing_lost;
mod papers;
mod pathway;
mod plan_in_place;
mod provision_map;
mod referrals;
mod reviews;
mod session_corrected;
mod teaching;
mod templates;
mod transfer;
mod week;
mod week_sheet;
