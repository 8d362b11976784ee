//! A home language on the roll: files write it as a code, people read its name.

/// What the roll says of the language of a child's home.
///
/// # Source
/// DfE Common Basic Data Set, language codes (pupil’s first language): three letters; some are no language but say why none
/// is known. What a file or a person wrote as a word stays that word. Read 2026-11-29.
///
/// # Example
/// ```
/// # use domain::people::HomeLanguage;
/// assert_eq!(HomeLanguage::of("POL").name(), "Polish");
/// assert_eq!(HomeLanguage::of("Polish").name(), "Polish");
/// assert_eq!(
///     HomeLanguage::of("POL").ask(),
///     "Home language: Polish. Ask whether an interpreter or a translation is wanted."
/// );
/// assert_eq!(HomeLanguage::of("REF").ask(), "");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HomeLanguage {
    /// Nothing is written.
    Unwritten,
    /// English.
    English,
    /// Not known, but believed to be English.
    BelievedEnglish,
    /// A language that has a name.
    Named(String),
    /// Another language than English; which is not said.
    Other,
    /// Not known, but believed to be another language than English.
    BelievedOther,
    /// Nobody has asked the parents yet, or they have not answered.
    NotObtained,
    /// The parents do not wish to say.
    Refused,
    /// It is said, and has no code yet.
    Unclassified,
}

impl HomeLanguage {
    /// What a code or a word of the roll means. A code that we do not know stays as it is: it may be a local one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let code = text.to_ascii_uppercase();
        match code.as_str() {
            "" => HomeLanguage::Unwritten,
            "ENG" | "ENGLISH" => HomeLanguage::English,
            "ENB" | "BELIEVED TO BE ENGLISH" => HomeLanguage::BelievedEnglish,
            "OTH" | "OTL" | "OTHER" | "OTHER THAN ENGLISH" | "OTHER LANGUAGE" | "ANOTHER LANGUAGE" => {
                HomeLanguage::Other
            }
            "OTB" | "BELIEVED TO BE OTHER THAN ENGLISH" => HomeLanguage::BelievedOther,
            "NOT" | "NOBT" | "NOT OBTAINED" | "UNKNOWN" => HomeLanguage::NotObtained,
            "REF" | "REFUSED" => HomeLanguage::Refused,
            "CLL" | "PEN" | "ZZZ" | "CLASSIFICATION PENDING" => HomeLanguage::Unclassified,
            code => match LANGUAGES.iter().find(|(known, _)| *known == code) {
                Some((_, name)) => HomeLanguage::Named((*name).to_owned()),
                None => HomeLanguage::Named(text.to_owned()),
            },
        }
    }

    /// Its name, or why it has none; empty when nothing is written.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            HomeLanguage::Unwritten => "",
            HomeLanguage::English => "English",
            HomeLanguage::BelievedEnglish => "Believed to be English",
            HomeLanguage::Named(name) => name,
            HomeLanguage::Other => "Other than English",
            HomeLanguage::BelievedOther => "Believed to be other than English",
            HomeLanguage::NotObtained => "Not known yet",
            HomeLanguage::Refused => "The parents do not wish to say",
            HomeLanguage::Unclassified => "Not classified yet",
        }
    }

    /// The home's language for who makes something for the parents; empty when there is nothing to look after.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            HomeLanguage::Named(name) => format!("Home language: {name}."),
            HomeLanguage::Other | HomeLanguage::BelievedOther => {
                "The home language is not English, and not written down.".to_owned()
            }
            HomeLanguage::Unwritten
            | HomeLanguage::English
            | HomeLanguage::BelievedEnglish
            | HomeLanguage::NotObtained
            | HomeLanguage::Refused
            | HomeLanguage::Unclassified => String::new(),
        }
    }

    /// The same with what to ask while no need is written down.
    #[must_use]
    pub fn ask(&self) -> String {
        let said = self.in_words();
        if said.is_empty() {
            return said;
        }
        let which = if matches!(self, HomeLanguage::Named(_)) { "" } else { "which it is, and " };
        format!("{said} Ask {which}whether an interpreter or a translation is wanted.")
    }
}

/// The languages that are usual in English schools, by code; an extended code (ARAI, BNGS) has its own name.
const LANGUAGES: &[(&str, &str)] = &[
    ("ACL", "Acholi"),
    ("AFK", "Afrikaans"),
    ("AKA", "Akan (Twi, Fante)"),
    ("AKAF", "Akan (Fante)"),
    ("AKAT", "Akan (Twi, Asante)"),
    ("ALB", "Albanian"),
    ("AMR", "Amharic"),
    ("ARA", "Arabic"),
    ("ARAA", "Arabic"),
    ("ARAG", "Arabic (Algeria)"),
    ("ARAI", "Arabic (Iraq)"),
    ("ARAM", "Arabic (Morocco)"),
    ("ARAS", "Arabic (Sudan)"),
    ("ARAY", "Arabic (Yemen)"),
    ("ARM", "Armenian"),
    ("AZE", "Azeri"),
    ("BEL", "Belarusian"),
    ("BEM", "Bemba"),
    ("BMA", "Burmese"),
    ("BNG", "Bengali"),
    ("BNGA", "Bengali"),
    ("BNGC", "Bengali (Chittagong)"),
    ("BNGS", "Bengali (Sylheti)"),
    ("BSL", "British Sign Language"),
    ("BSQ", "Basque"),
    ("BUL", "Bulgarian"),
    ("CAM", "Khmer"),
    ("CAT", "Catalan"),
    ("CCE", "Caribbean Creole English"),
    ("CCF", "Caribbean Creole French"),
    ("CHI", "Chinese"),
    ("CHIA", "Chinese"),
    ("CHIC", "Chinese (Cantonese)"),
    ("CHIH", "Chinese (Hokkien)"),
    ("CHIK", "Chinese (Hakka)"),
    ("CHIM", "Chinese (Mandarin)"),
    ("CRN", "Cornish"),
    ("CWA", "Chichewa"),
    ("CYM", "Welsh"),
    ("CZE", "Czech"),
    ("DAN", "Danish"),
    ("DIN", "Dinka"),
    ("DUT", "Dutch"),
    ("EDO", "Edo"),
    ("EST", "Estonian"),
    ("EWE", "Ewe"),
    ("FIN", "Finnish"),
    ("FRN", "French"),
    ("FUL", "Fula"),
    ("GAA", "Ga"),
    ("GAE", "Irish"),
    ("GAL", "Scottish Gaelic"),
    ("GEO", "Georgian"),
    ("GER", "German"),
    ("GRE", "Greek"),
    ("GREA", "Greek"),
    ("GREC", "Greek (Cyprus)"),
    ("GUJ", "Gujarati"),
    ("HAU", "Hausa"),
    ("HDK", "Hindko"),
    ("HEB", "Hebrew"),
    ("HGR", "Hungarian"),
    ("HIN", "Hindi"),
    ("IGB", "Igbo"),
    ("ISL", "Icelandic"),
    ("ITA", "Italian"),
    ("JPN", "Japanese"),
    ("KAN", "Kannada"),
    ("KAS", "Kashmiri"),
    ("KAZ", "Kazakh"),
    ("KCH", "Katchi"),
    ("KIN", "Kinyarwanda"),
    ("KIR", "Kirundi"),
    ("KON", "Kikongo"),
    ("KOR", "Korean"),
    ("KRI", "Krio"),
    ("KUR", "Kurdish"),
    ("KURA", "Kurdish"),
    ("KURM", "Kurdish (Kurmanji)"),
    ("KURS", "Kurdish (Sorani)"),
    ("LAO", "Lao"),
    ("LGA", "Luganda"),
    ("LIN", "Lingala"),
    ("LIT", "Lithuanian"),
    ("LTV", "Latvian"),
    ("LUO", "Luo"),
    ("MAN", "Manding"),
    ("MAR", "Marathi"),
    ("MKD", "Macedonian"),
    ("MLM", "Malayalam"),
    ("MLT", "Maltese"),
    ("MLY", "Malay or Indonesian"),
    ("MNG", "Mongolian"),
    ("NDB", "Ndebele"),
    ("NEP", "Nepali"),
    ("NOR", "Norwegian"),
    ("ORM", "Oromo"),
    ("PAT", "Pashto"),
    ("PHR", "Pahari"),
    ("PNJ", "Panjabi"),
    ("PNJA", "Panjabi"),
    ("PNJG", "Panjabi (Gurmukhi)"),
    ("PNJM", "Panjabi (Mirpuri)"),
    ("PNJP", "Panjabi (Pothwari)"),
    ("POL", "Polish"),
    ("POR", "Portuguese"),
    ("PORA", "Portuguese"),
    ("PORB", "Portuguese (Brazil)"),
    ("PRS", "Persian"),
    ("PRSA", "Persian"),
    ("PRSD", "Persian (Dari)"),
    ("PRST", "Persian (Tajik)"),
    ("RMN", "Romanian"),
    ("RMNM", "Romanian (Moldova)"),
    ("RMNR", "Romanian"),
    ("ROM", "Romany"),
    ("ROMI", "Romany (international)"),
    ("ROMR", "Romany (British Isles)"),
    ("RUS", "Russian"),
    ("SCB", "Serbian, Croatian or Bosnian"),
    ("SCBB", "Bosnian"),
    ("SCBC", "Croatian"),
    ("SCBS", "Serbian"),
    ("SHO", "Shona"),
    ("SHL", "Shilluk"),
    ("SIO", "Siraiki"),
    ("SLO", "Slovak"),
    ("SLV", "Slovenian"),
    ("SND", "Sindhi"),
    ("SNG", "Sango"),
    ("SNH", "Sinhala"),
    ("SOM", "Somali"),
    ("SPA", "Spanish"),
    ("SWA", "Swahili"),
    ("SWE", "Swedish"),
    ("TAM", "Tamil"),
    ("TEL", "Telugu"),
    ("TGL", "Tagalog"),
    ("TGLF", "Filipino"),
    ("TGLG", "Tagalog"),
    ("TGR", "Tigrinya"),
    ("THA", "Thai"),
    ("TIB", "Tibetan"),
    ("TUR", "Turkish"),
    ("UKR", "Ukrainian"),
    ("URD", "Urdu"),
    ("UYG", "Uyghur"),
    ("UZB", "Uzbek"),
    ("VIE", "Vietnamese"),
    ("WOL", "Wolof"),
    ("XHO", "Xhosa"),
    ("YDI", "Yiddish"),
    ("YOR", "Yoruba"),
    ("ZUL", "Zulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_language_asks_for_no_interpreter() {
        let table = [
            ("", "", ""),
            (" eng ", "English", ""),
            ("English", "English", ""),
            ("ENB", "Believed to be English", ""),
            ("NOT", "Not known yet", ""),
            ("REF", "The parents do not wish to say", ""),
            ("CLL", "Not classified yet", ""),
            ("OTH", "Other than English", "The home language is not English, and not written down."),
            (
                "OTB",
                "Believed to be other than English",
                "The home language is not English, and not written down.",
            ),
            ("OTL", "Other than English", "The home language is not English, and not written down."),
            ("pol", "Polish", "Home language: Polish."),
            ("PNJG", "Panjabi (Gurmukhi)", "Home language: Panjabi (Gurmukhi)."),
            ("Kurdish at home", "Kurdish at home", "Home language: Kurdish at home."),
            ("QQQ", "QQQ", "Home language: QQQ."),
        ];
        for (text, name, words) in table {
            let language = HomeLanguage::of(text);
            assert_eq!((language.name(), language.in_words().as_str()), (name, words), "{text}");
            assert_eq!(language.ask().is_empty(), words.is_empty());
        }
    }

    #[test]
    fn a_code_stands_once() {
        let mut codes: Vec<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        let many = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), many);
        assert!(LANGUAGES.iter().all(|(code, name)| code.len() >= 3 && !name.is_empty()));
    }
}
