//! Ids of fields from their labels, and back as far as that goes.

use std::collections::BTreeSet;

use super::check::kind_of;

/// An id that is not taken, made from a label: "What a good day looks like" is kept under what-a-good-day-looks-like.
pub(super) fn id_of(label: &str, taken: &BTreeSet<String>) -> String {
    let mut id = String::new();
    for c in label.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() && !matches!(c, '\'' | '’') {
            id.push('-');
        }
        if id.len() >= 40 {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { "field" } else { id };
    let free = |id: &str| !taken.contains(id) && kind_of(id).is_none();
    if free(id) {
        return id.to_owned();
    }
    (2..).map(|number| format!("{id}-{number}")).find(|id| free(id)).unwrap_or_default()
}

/// What an id says, for words whose template is not known any more.
pub(super) fn from_id(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
