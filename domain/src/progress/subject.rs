//! The names of subjects: which mean the same, so that one subject is one series, whatever a spreadsheet calls it.

use crate::people::name::fold;

/// Names that mean the same, the usual one first. Only what every school means by them: numeracy is a part of
/// mathematics, and comprehension of reading.
const SAME: [&[&str]; 9] = [
    &["mathematics", "maths", "math"],
    &["reading", "read"],
    &["writing", "write"],
    &["spelling", "spellings"],
    &[
        "grammar, punctuation and spelling",
        "spelling, punctuation and grammar",
        "grammar punctuation and vocabulary",
        "gps",
        "spag",
        "gaps",
        "egps",
    ],
    &["science", "sci"],
    &["religious education", "re"],
    &["physical education", "pe"],
    &["speaking and listening", "listening and speaking"],
];

/// What stands for a subject when names are compared.
///
/// # Example
/// ```
/// # use domain::progress::subject::key;
/// assert_eq!(key("Maths"), key(" MATHEMATICS "));
/// assert_eq!(key("SPaG"), key("Grammar, Punctuation & Spelling"));
/// assert_ne!(key("Reading"), key("Writing"));
/// ```
#[must_use]
pub fn key(subject: &str) -> String {
    let plain = |text: &str| {
        let words = fold(text).replace('&', " and ");
        let words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '+');
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let said = plain(subject);
    let usual = SAME.iter().find(|names| names.iter().any(|name| plain(name) == said));
    let usual = usual.and_then(|names| names.first()).map(|name| plain(name));
    // A name of signs alone stands for itself.
    usual.unwrap_or(if said.is_empty() { subject.trim().to_owned() } else { said })
}

/// Whether two names mean one subject.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_one_subject() {
        for (one, other, expected) in [
            ("Maths", "Mathematics", true),
            ("maths", "Maths", true),
            ("Math", "Mathematics", true),
            ("SPaG", "GPS", true),
            ("Numeracy", "Maths", false),
            ("Maths reasoning", "Maths", false),
            ("Reading", "Reading comprehension", false),
            ("Speaking & listening", "Speaking and listening", true),
            ("Number & place value", "number and place value", true),
            ("?", "!", false),
            ("", "", true),
        ] {
            assert_eq!(same(one, other), expected, "{one}, {other}");
        }
        let mut names: Vec<&&str> = SAME.iter().copied().flatten().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "each name once");
    }
}
