//! The parts of a bundle: what a county is shown, whatever it calls it.

use serde::{Deserialize, Serialize};

macro_rules! parts {
    ($($variant:ident, $code:literal, $title:literal;)+) => {
        /// A part of the bundle. Each stands under one heading of the county's template.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Part {
            $(#[doc = $title] $variant,)+
        }

        impl Part {
            /// Every part, in the order of the neutral template.
            pub const ALL: &[Part] = &[$(Part::$variant),+];

            /// The code in templates.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Part::$variant => $code,)+ }
            }

            /// What it is called where a heading covers several parts.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Part::$variant => $title,)+ }
            }
        }
    };
}

parts! {
    Consent, "consent", "Consent, and who agrees";
    Asks, "asks", "What the school asks for";
    ChildsView, "childs-view", "The child’s view";
    ParentsView, "parents-view", "The parents’ view";
    Profile, "profile", "One page profile";
    Needs, "needs", "Needs by area";
    Before, "before", "Before SEN support";
    Cycles, "cycles", "Each cycle";
    Attainment, "attainment", "Attainment, and the gap to peers";
    Attendance, "attendance", "Attendance";
    Costs, "costs", "What provision costs";
    Reports, "reports", "What professionals advise";
}
