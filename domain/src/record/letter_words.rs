//! What the words of a letter need before it goes: no gap left, and the greeting of whom it goes to.

/// The gaps that nobody filled, each once: words in [square brackets] on one line.
///
/// # Source
/// `documents.md`: letters are "editable text with fields". A field that the record does not know stays as a gap.
///
/// # Example
/// ```
/// # use domain::record::letter_words::gaps;
/// assert_eq!(gaps("We meet on [day] in [where]."), ["[day]", "[where]"]);
/// assert!(gaps("We meet on 3 May.").is_empty());
/// ```
#[must_use]
pub fn gaps(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(start) = rest.find('[') {
            let Some(length) = rest[start..].find(']') else { break };
            let gap = &rest[start..=start + length];
            if !found.contains(&gap) {
                found.push(gap);
            }
            rest = &rest[start + length + 1..];
        }
    }
    found
}

/// The one of `others` whom the greeting names in full, when it does not name the addressee `to`: the letter was written
/// to somebody else. The greeting is the first line with words.
///
/// # Source
/// `people.md`: "One parent's address, phone and private view never show to the other: on screen, in letters".
///
/// # Example
/// ```
/// # use domain::record::letter_words::greets_another;
/// assert_eq!(greets_another("Dear Ana Reed,\n\nwe met.", "Ben Reed", ["Ana Reed", "Ben Reed"]), Some("Ana Reed"));
/// assert_eq!(greets_another("Dear Ana Reed and Ben Reed,", "Ben Reed", ["Ana Reed"]), None);
/// ```
#[must_use]
pub fn greets_another<'a>(
    text: &str,
    to: &str,
    others: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let greeting = text.lines().find(|line| !words(line).is_empty()).map(words).unwrap_or_default();
    let names = |name: &str| {
        let name = words(name);
        !name.is_empty() && greeting.windows(name.len()).any(|part| part == name)
    };
    if names(to) { None } else { others.into_iter().find(|other| names(other)) }
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_stands_on_one_line_and_is_named_once() {
        for (text, expected) in [
            ("", &[][..]),
            ("No gap", &[]),
            ("[day]", &["[day]"]),
            ("[day] and [day]", &["[day]"]),
            ("a [ b\nc ] d", &[]),
            ("] a [b] c [", &["[b]"]),
            ("„[ż]”", &["[ż]"]),
        ] {
            assert_eq!(gaps(text), expected, "{text}");
        }
    }

    #[test]
    fn the_greeting_names_whom_the_letter_goes_to() {
        let others = ["Anna Mother", "Bob Father", "Anna Mother-Jones"];
        for (text, to, expected) in [
            ("Dear Anna Mother,", "Bob Father", Some("Anna Mother")),
            ("\n DEAR ANNA MOTHER\n", "Bob Father", Some("Anna Mother")),
            ("Dear Bob Father,", "Bob Father", None),
            ("Dear both,", "Bob Father", None),
            ("Dear Anna Motherwell,", "Bob Father", None),
            ("Dear Mr Father,\nAnna Mother was here.", "Bob Father", None),
            ("Cara Mother, 7 Lane", "Bob Father", None),
            ("Dear Anna Mother,", "", Some("Anna Mother")),
            ("", "Bob Father", None),
        ] {
            assert_eq!(greets_another(text, to, others), expected, "{text}");
        }
    }
}
