//! What a heading says: the subject in it, the scale that it names, and out of how many marks.

/// The words of a heading in small letters, without signs.
pub(super) fn words(heading: &str) -> Vec<String> {
    let plain: String =
        heading.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Words that say when or on what, and not in which subject.
const NOT_A_SUBJECT: &[&str] = &[
    "autumn",
    "aut",
    "spring",
    "spr",
    "summer",
    "sum",
    "term",
    "half",
    "step",
    "steps",
    "assessment",
    "assessments",
    "teacher",
    "ta",
    "target",
    "tracker",
    "score",
    "scores",
    "standardised",
    "standardized",
    "ss",
    "sas",
    "scaled",
    "wpm",
    "result",
    "results",
    "band",
    "level",
    "out",
    "of",
    "percent",
    "percentage",
    "marks",
    "pks",
    "prekey",
    "stage",
    "standard",
    "pre",
    "key",
    "end",
    "baseline",
    "latest",
    "current",
];

/// The subject that a heading names: without the words for term, year and scale; the whole heading when nothing is left.
pub(super) fn of(heading: &str) -> String {
    let is_time = |word: &str| {
        let digits = word.chars().all(|c| c.is_ascii_digit());
        let short_term = ["aut", "spr", "sum", "a", "t", "y", "ht"].iter().any(|term| {
            word.strip_prefix(term)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        });
        digits || short_term
    };
    let all = words(heading);
    // "Reading age" and "words a minute" are scales; "Reading" and "Words" alone are subjects.
    let mut kept: Vec<&str> = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| all[at].as_str());
        let age = word == "age" && matches!(before, Some("reading" | "spelling"));
        if !age && !is_time(word) && !NOT_A_SUBJECT.contains(&word.as_str()) {
            kept.push(word);
        }
    }
    if kept.join(" ").starts_with("words a minute") || kept.join(" ").starts_with("words per minute") {
        return "Reading".to_owned();
    }
    if kept.is_empty() && all.iter().any(|word| word == "wpm") {
        return "Reading".to_owned();
    }
    if kept.is_empty() {
        return heading.trim().to_owned();
    }
    // As it is written in the heading, capitals and all.
    let is_kept = |word: &&str| {
        let plain = words(word);
        *word == "&" || (!plain.is_empty() && plain.iter().all(|part| kept.contains(&part.as_str())))
    };
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&').to_owned();
    let written: Vec<String> = heading.split_whitespace().filter(is_kept).map(trimmed).collect();
    let written = written.join(" ");
    let written = written.trim_matches(['&', ' ']);
    if written.is_empty() { kept.join(" ") } else { written.to_owned() }
}

/// Whether a heading names a scale.
pub(super) fn names_scale(words: &[&str], code: &str) -> bool {
    let text = format!(" {} ", words.join(" "));
    let says = |names: &[&str]| names.iter().any(|name| text.contains(&format!(" {name} ")));
    match code {
        "target-tracker" => says(&["target tracker", "step", "steps", "band"]),
        "standardised-score" => says(&["standardised", "standardized", "ss", "sas", "standard score"]),
        "scaled-score" => says(&["scaled"]),
        "reading-age" => says(&["reading age", "ra"]),
        "spelling-age" => says(&["spelling age", "sa"]),
        "words-a-minute" => says(&["wpm", "words a minute", "words per minute", "wcpm"]),
        "percent" => says(&["percent", "per cent", "percentage"]),
        "out-of" => says(&["out of", "marks"]),
        "pre-key-stage" => says(&["pre key stage", "prekey stage", "pks"]),
        "sdq-total-difficulties" => says(&["sdq"]),
        _ => false,
    }
}

/// Out of how many marks, when a heading says it: "Times tables (out of 25)".
pub(super) fn out_of(words: &[&str]) -> Option<u32> {
    let at = words.windows(2).position(|pair| pair == ["out", "of"])?;
    words.get(at + 2)?.parse().ok().filter(|most| *most > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_of_headings() {
        for (heading, subject) in [
            ("Reading", "Reading"),
            ("Reading (Aut 2)", "Reading"),
            ("Maths Spring 1 2026/27", "Maths"),
            ("Reading age", "Reading"),
            ("Writing - Target Tracker step", "Writing"),
            ("GPS standardised score", "GPS"),
            ("Number & place value", "Number & place value"),
            ("Words per minute", "Reading"),
            ("WPM", "Reading"),
            ("Times tables (out of 25)", "Times tables"),
            ("Aut1 Science", "Science"),
            ("Score", "Score"),
        ] {
            assert_eq!(of(heading), subject, "{heading}");
        }
        let plain = words("Times tables (out of 25)");
        assert_eq!(out_of(&plain.iter().map(String::as_str).collect::<Vec<_>>()), Some(25));
    }
}
