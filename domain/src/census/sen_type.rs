//! Types of special educational need as the school census counts them.

use serde::{Deserialize, Serialize};

use super::SenProvision;

macro_rules! sen_types {
    ($($variant:ident, $code:literal, $name:literal, $area:expr;)+) => {
        /// A type of need.
        ///
        /// # Source
        /// DfE school census, SEN type codes; `data/sen_types.csv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "UPPERCASE")]
        pub enum SenType {
            $(#[doc = $name]
            $variant,)+
        }

        impl SenType {
            /// Every type, in census order.
            pub const ALL: &[SenType] = &[$(SenType::$variant),+];

            /// The census code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(SenType::$variant => $code,)+ }
            }

            /// The census name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(SenType::$variant => $name,)+ }
            }

            /// The broad area of need that it belongs to; none for Down Syndrome, other and NSA.
            #[must_use]
            pub const fn area(self) -> Option<AreaOfNeed> {
                match self { $(SenType::$variant => $area,)+ }
            }
        }
    };
}

use AreaOfNeed::{CognitionLearning, CommunicationInteraction, SensoryPhysical, SocialEmotionalMentalHealth};

sen_types! {
    Spld, "SPLD", "Specific learning difficulty", Some(CognitionLearning);
    Mld, "MLD", "Moderate learning difficulty", Some(CognitionLearning);
    Sld, "SLD", "Severe learning difficulty", Some(CognitionLearning);
    Pmld, "PMLD", "Profound and multiple learning difficulty", Some(CognitionLearning);
    Semh, "SEMH", "Social, emotional and mental health", Some(SocialEmotionalMentalHealth);
    Slcn, "SLCN", "Speech, language and communication needs", Some(CommunicationInteraction);
    Hi, "HI", "Hearing impairment", Some(SensoryPhysical);
    Vi, "VI", "Vision impairment", Some(SensoryPhysical);
    Msi, "MSI", "Multi-sensory impairment", Some(SensoryPhysical);
    Pd, "PD", "Physical disability", Some(SensoryPhysical);
    Asd, "ASD", "Autistic spectrum disorder", Some(CommunicationInteraction);
    Ds, "DS", "Down Syndrome", None;
    Oth, "OTH", "Other difficulty or disability", None;
    Nsa, "NSA", "SEN support but no specialist assessment of type of need", None;
}

impl SenType {
    /// The type of a census code; retired codes (PLD) are not known here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        SenType::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether the type may stand with this provision: NSA goes with K only, none goes with N.
    #[must_use]
    pub fn allowed_with(self, provision: SenProvision) -> bool {
        match provision {
            SenProvision::N => false,
            SenProvision::K => true,
            SenProvision::E => self != SenType::Nsa,
        }
    }
}

/// The four broad areas of need.
///
/// # Source
/// SEND Code of Practice 2015, 6.28 to 6.35.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaOfNeed {
    /// Communication and interaction.
    CommunicationInteraction,
    /// Cognition and learning.
    CognitionLearning,
    /// Social, emotional and mental health.
    SocialEmotionalMentalHealth,
    /// Sensory and/or physical.
    SensoryPhysical,
}

impl AreaOfNeed {
    /// Every area, in the Code's order.
    pub const ALL: [AreaOfNeed; 4] = [
        AreaOfNeed::CommunicationInteraction,
        AreaOfNeed::CognitionLearning,
        AreaOfNeed::SocialEmotionalMentalHealth,
        AreaOfNeed::SensoryPhysical,
    ];

    /// The code in data, forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            AreaOfNeed::CommunicationInteraction => "communication-interaction",
            AreaOfNeed::CognitionLearning => "cognition-learning",
            AreaOfNeed::SocialEmotionalMentalHealth => "social-emotional-mental-health",
            AreaOfNeed::SensoryPhysical => "sensory-physical",
        }
    }

    /// The area of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        AreaOfNeed::ALL.into_iter().find(|area| area.code() == code)
    }

    /// The Code's name of the area.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AreaOfNeed::CommunicationInteraction => "Communication and interaction",
            AreaOfNeed::CognitionLearning => "Cognition and learning",
            AreaOfNeed::SocialEmotionalMentalHealth => "Social, emotional and mental health",
            AreaOfNeed::SensoryPhysical => "Sensory and/or physical",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_data() {
        let data = include_str!("../data/sen_types.csv");
        let rows: Vec<&str> = data.lines().skip(1).collect();
        assert_eq!(rows.len(), SenType::ALL.len());
        for (row, kind) in rows.iter().zip(SenType::ALL) {
            assert!(row.starts_with(&format!("{},", kind.code())), "{row}");
            assert!(row.contains(kind.name()), "{row}");
            let allowed = row.rsplit(',').next().unwrap();
            assert_eq!(allowed.contains('E'), kind.allowed_with(SenProvision::E), "{row}");
            assert!(row.contains(&format!(",{},", kind.area().map_or("", AreaOfNeed::code))), "{row}");
        }
    }
}
