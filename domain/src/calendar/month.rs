//! The months by their English names.

const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, 1 to 12, of its name or the first letters of it, three at least; capitals do not matter.
///
/// # Example
/// ```
/// # use domain::calendar::month;
/// assert_eq!(month::named("December"), Some(12));
/// assert_eq!(month::named("Sept"), Some(9));
/// assert_eq!((month::named("Ju"), month::named("Julian")), (None, None));
/// ```
#[must_use]
pub fn named(text: &str) -> Option<i8> {
    let text = text.to_ascii_lowercase();
    let found = NAMES.iter().position(|month| text.len() >= 3 && month.starts_with(&text));
    found.and_then(|index| i8::try_from(index + 1).ok())
}
