//! Names that stand in one cell, taken apart.

/// Titles, in lower case and without a full stop.
const TITLES: [&str; 14] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "rev",
    "revd",
    "prof",
    "professor",
    "sir",
    "lady",
    "lord",
    "dame",
];

/// A name in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) title: Option<String>,
    pub(crate) forename: Option<String>,
    pub(crate) surname: String,
}

/// Takes "Example, Avery", "Ms Sam Example" and "Example" apart; without a comma the last word is the surname.
pub(crate) fn apart(name: &str) -> Parts {
    let some = |words: &[&str]| Some(words.join(" ")).filter(|text| !text.is_empty());
    let is_title = |word: &&str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let (surname, given) = match name.split_once(',') {
        Some((surname, given)) => (Some(surname), given),
        None => (None, name),
    };
    let mut words: Vec<&str> = given.split_whitespace().collect();
    let title = words.first().filter(|word| is_title(word)).map(|word| (*word).to_owned());
    if title.is_some() {
        words.remove(0);
    }
    match surname {
        Some(surname) => {
            let mut surname: Vec<&str> = surname.split_whitespace().collect();
            let before = surname
                .first()
                .filter(|word| surname.len() > 1 && is_title(word))
                .map(|word| (*word).to_owned());
            if before.is_some() {
                surname.remove(0);
            }
            Parts { title: title.or(before), forename: some(&words), surname: surname.join(" ") }
        }
        None => {
            let last = words.pop().unwrap_or_default().to_owned();
            Parts { title, forename: some(&words), surname: last }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_one_cell() {
        let parts = |title: Option<&str>, forename: Option<&str>, surname: &str| Parts {
            title: title.map(str::to_owned),
            forename: forename.map(str::to_owned),
            surname: surname.to_owned(),
        };
        for (name, expected) in [
            ("Example, Avery", parts(None, Some("Avery"), "Example")),
            ("van Sample,  Robin Jo", parts(None, Some("Robin Jo"), "van Sample")),
            ("Ms. Sam Example", parts(Some("Ms."), Some("Sam"), "Example")),
            ("Example, Ms Sam", parts(Some("Ms"), Some("Sam"), "Example")),
            ("Mrs Example, Sam", parts(Some("Mrs"), Some("Sam"), "Example")),
            ("Mr Example", parts(Some("Mr"), None, "Example")),
            ("Example", parts(None, None, "Example")),
            ("", parts(None, None, "")),
        ] {
            assert_eq!(apart(name), expected, "{name}");
        }
    }
}
