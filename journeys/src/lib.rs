//! Journeys: one story per file, in a real browser, against the demonstration school.
//!
//! `stories/*.mjs` are the stories; `run.mjs` opens Chromium for one of them; `tests/journeys/main.rs` starts a server
//! of its own for each and lists every story as a test.
