//! The templates, embedded: what stands on every paper, and one file a kind of paper.

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        /// Name and text of every template.
        pub(crate) const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../templates/", $name)))),+];
    };
}

templates![
    "main.typ",
    "furniture.typ",
    "pictures.typ",
    "concern-summary.typ",
    "one-page-profile.typ",
    "iep.typ",
    "childs-version.typ",
    "class-sheet.typ",
    "session-sheet.typ",
    "letter.typ",
    "senco-week.typ",
    "provision-map.typ",
    "provision-week.typ",
    "provision-money.typ",
    "review.typ",
    "ehcp-at-a-glance.typ",
    "annual-review.typ",
    "transition-sheet.typ",
    "test-arrangements.typ",
    "pupil-story.typ",
    "inspection-cover.typ",
    "ehc-request.typ",
];
