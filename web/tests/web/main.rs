//! The tests of the pages: one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod accounts;
mod annual_meeting;
mod any_day;
mod assets;
mod at_county;
mod attacks;
mod banks;
mod bounces;
mod components;
mod county_forms;
mod early;
mod errors;
mod files;
mod first_day;
mod ground;
mod heads;
mod imports;
mod inspection;
mod late;
mod lists;
mod meetings;
mod my_child;
mod nothing_lost;
mod people;
mod plan_form;
mod plan_templates;
mod provision_and_sessions;
mod request;
mod scores;
mod scripts;
mod templates;
mod transfer;
mod transition;
mod walk;
mod week;

// Components name `crate::view`; here that is the crate under test.
use web::view;
