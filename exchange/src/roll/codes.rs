//! Census codes as files write them: today's, retired ones by name, and the words that spreadsheets use for them.

use domain::census::{SenProvision, SenType};

/// What a code of SEN provision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProvisionCode {
    /// A code of today.
    Today(SenProvision),
    /// A or P, which SEN support replaced.
    ReplacedBySupport(&'static str),
    /// S: nothing of today is the same.
    Statement,
}

/// The provision of a code or of the words that management systems print.
///
/// # Source
/// A (School Action) and P (School Action Plus) were replaced by one category, SEN support, code K, by the SEND
/// code of practice 2014; a pupil with a statement, code S, "must not be recorded as EHC plan (code E) without
/// first completing a transfer review" (DfE, School census guide 2015 to 2016, page 66). Statements ended on
/// 31 March 2018, so an S that still runs is refused.
pub(crate) fn provision(text: &str) -> Option<ProvisionCode> {
    use ProvisionCode::{ReplacedBySupport, Statement, Today};
    let plain = text.trim().to_ascii_lowercase();
    if let Some(today) = SenProvision::from_code(&plain.to_ascii_uppercase()) {
        return Some(Today(today));
    }
    match plain.as_str() {
        "a" => return Some(ReplacedBySupport("A (School Action)")),
        "p" => return Some(ReplacedBySupport("P (School Action Plus)")),
        "s" => return Some(Statement),
        _ => {}
    }
    // "K - SEN support", "K: SEN Support", "E - EHCP": the code stands first.
    if let Some((code, rest)) = plain.split_once(|c: char| !c.is_ascii_alphanumeric())
        && code.len() == 1
        && rest.chars().filter(|c| c.is_alphabetic()).count() > 2
    {
        return provision(code);
    }
    let has = |word: &str| plain.contains(word);
    if plain.starts_with("no sen") || plain.starts_with("no special") || plain == "none" || plain == "no" {
        Some(Today(SenProvision::N))
    } else if has("statement") {
        Some(Statement)
    } else if has("ehc") || has("health and care plan") || has("health & care plan") {
        Some(Today(SenProvision::E))
    } else if has("school action plus") {
        Some(ReplacedBySupport("P (School Action Plus)"))
    } else if has("school action") {
        Some(ReplacedBySupport("A (School Action)"))
    } else if has("sen support") || has("special educational needs support") {
        Some(Today(SenProvision::K))
    } else {
        None
    }
}

/// The type of need of a code or of its census name; "SLCN - Speech ..." gives the code in front.
pub(crate) fn sen_type(text: &str) -> Option<SenType> {
    let text = text.trim();
    let named =
        |kind: &&SenType| kind.name().eq_ignore_ascii_case(text) || kind.code().eq_ignore_ascii_case(text);
    if let Some(kind) = SenType::ALL.iter().find(named) {
        return Some(*kind);
    }
    let (code, rest) = text.split_once([' ', ':', '-', ','])?;
    let rest_is_words = rest.chars().filter(|c| c.is_alphabetic()).count() > 3;
    SenType::from_code(&code.to_ascii_uppercase()).filter(|_| rest_is_words)
}

/// What to say about a type of need that the census no longer has.
///
/// # Source
/// BESD was withdrawn in 2014, and SEMH "is not a direct replacement" for it (DfE, School census guides); of PLD
/// (named as retired in `formats.md`) no mapping is published.
pub(crate) fn retired_sen_type(text: &str) -> Option<&'static str> {
    match text.trim().to_ascii_uppercase().as_str() {
        "PLD" => Some("the SEN type PLD is retired, and no type of today is published as its equal"),
        "BESD" => Some("the SEN type BESD is retired, and SEMH is not a direct replacement for it"),
        _ => None,
    }
}

/// Whether a first language means English as an additional language; none when the code does not tell.
///
/// # Source
/// DfE common basic data set, language codes: ENG English, ENB believed to be English, OTB believed to be other
/// than English, REF refused, NOT not obtained.
pub(crate) fn eal_of_language(language: &str) -> Option<bool> {
    let plain = language.trim().to_ascii_uppercase();
    match plain.as_str() {
        "" | "REF" | "NOT" | "NOBT" | "REFUSED" | "NOT OBTAINED" | "UNKNOWN" => None,
        "ENG" | "ENB" | "ENGLISH" | "BELIEVED TO BE ENGLISH" => Some(false),
        _ => Some(true),
    }
}

/// Yes or no as files write it; `Ok(None)` for an empty text.
pub(crate) fn yes_or_no(text: &str) -> Result<Option<bool>, ()> {
    match text.trim().to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "true" | "t" | "yes" | "y" | "1" => Ok(Some(true)),
        "false" | "f" | "no" | "n" | "0" => Ok(Some(false)),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provision_by_code_and_by_words() {
        use ProvisionCode::{ReplacedBySupport, Statement, Today};
        for (text, expected) in [
            ("N", Some(Today(SenProvision::N))),
            ("k", Some(Today(SenProvision::K))),
            ("E - Education, health and care plan", Some(Today(SenProvision::E))),
            ("K: SEN Support", Some(Today(SenProvision::K))),
            ("SEN support", Some(Today(SenProvision::K))),
            ("No Special Educational Need", Some(Today(SenProvision::N))),
            ("EHCP", Some(Today(SenProvision::E))),
            ("A", Some(ReplacedBySupport("A (School Action)"))),
            ("School Action Plus", Some(ReplacedBySupport("P (School Action Plus)"))),
            ("S", Some(Statement)),
            ("K/E", None),
            ("N/A", None),
            ("Q", None),
            ("", None),
        ] {
            assert_eq!(provision(text), expected, "{text}");
        }
    }

    #[test]
    fn types_by_code_and_by_name() {
        assert_eq!(sen_type("slcn"), Some(SenType::Slcn));
        assert_eq!(sen_type("Autistic spectrum disorder"), Some(SenType::Asd));
        assert_eq!(sen_type("SLCN - Speech, language and communication needs"), Some(SenType::Slcn));
        assert_eq!(sen_type("PLD"), None);
        assert!(retired_sen_type("pld").is_some());
    }
}
