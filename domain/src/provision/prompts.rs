//! Whether the prompts that a child needed are counted beside a target's score.

use crate::record::Target;

use super::Pad;

/// The most prompts that somebody counts in a session.
pub const MOST_PROMPTS: u32 = 99;

/// Whether prompts are counted beside the score: where the target's words speak of prompts, in what the child will do,
/// its unit or its success criterion, and the score is not itself the number of prompts.
///
/// # Source
/// `pathway.md`, step 6: "the target's score; prompts; a line".
///
/// # Example
/// ```
/// # use domain::{provision::counts_prompts, record::Target};
/// let mut target = Target { unit: "out of 6".into(), ..Target::empty() };
/// assert!(!counts_prompts(&target));
/// target.success = "With at most one prompt".into();
/// assert!(counts_prompts(&target));
/// ```
#[must_use]
pub fn counts_prompts(target: &Target) -> bool {
    let speaks = |words: &String| words.to_lowercase().contains("prompt");
    Pad::of(&target.unit) != Pad::Prompts
        && [&target.will, &target.unit, &target.success].into_iter().any(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (will, unit, success, counts) in [
            ("Read a page", "words a minute", "In three lessons", false),
            ("Take turns without an adult’s Prompt", "turns", "", true),
            ("Retell a story", "out of 6, with prompts", "", true),
            ("Retell a story", "out of 6", "With at most one prompt", true),
            ("Start a task after a prompt", "prompts", "One prompt", false),
            ("", "", "", false),
        ] {
            let target = Target {
                will: will.to_owned(),
                unit: unit.to_owned(),
                success: success.to_owned(),
                ..Target::empty()
            };
            assert_eq!(counts_prompts(&target), counts, "{will} {unit} {success}");
        }
    }
}
