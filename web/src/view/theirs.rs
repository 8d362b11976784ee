//! What somebody else saved meanwhile, as far as it differs from what was typed: told where the boxes keep one's own.

/// A part of a form by its label, and what it says.
pub(crate) type Part = (String, String);

/// What theirs says otherwise, part by part, in the order of either form: `Theirs: Name: “Reading”. Place: empty.`
pub(crate) fn in_words(theirs: &[Part], yours: &[Part]) -> String {
    let says = |parts: &[Part], label: &str| {
        parts
            .iter()
            .find(|(other, _)| other == label)
            .map(|(_, text)| text.trim().to_owned())
            .unwrap_or_default()
    };
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in theirs.iter().chain(yours) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    let told: Vec<String> = labels
        .into_iter()
        .map(|label| (label, says(theirs, label), says(yours, label)))
        .filter(|(_, theirs, yours)| theirs != yours)
        .map(|(label, theirs, _)| match theirs.as_str() {
            "" => format!("{label}: empty."),
            theirs => format!("{label}: “{}”.", theirs.lines().collect::<Vec<_>>().join(", ")),
        })
        .collect();
    if told.is_empty() {
        "It says what yours says.".to_owned()
    } else {
        format!("Theirs: {}", told.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let part = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        let theirs = [part("Name", "Reading"), part("Place", ""), part("Closed", "04/01/2027\n05/01/2027")];
        let yours = [part("Name", "Reading "), part("Place", "Hall"), part("Heading 1", "Needs")];
        assert_eq!(
            in_words(&theirs, &yours),
            "Theirs: Place: empty. Closed: “04/01/2027, 05/01/2027”. Heading 1: empty."
        );
        assert_eq!(in_words(&theirs, &theirs), "It says what yours says.");
    }
}
