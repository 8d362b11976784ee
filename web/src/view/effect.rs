//! Asking what difference an adaptation made, in one form of three buttons.

/// What the three buttons are about, and where they go.
#[derive(Debug, Clone)]
pub struct AskDifference {
    /// Where the form is sent.
    pub action: String,
    /// The adaptation.
    pub entry: String,
    /// Its version.
    pub version: u32,
    /// The page to come back to: "class", "child", or nothing for the adaptations.
    pub back: &'static str,
    /// The id of the first button.
    pub id: String,
    /// What is wrong, if anything.
    pub error: Option<String>,
}
