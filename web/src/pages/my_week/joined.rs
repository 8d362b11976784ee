//! Two logs of one session that were joined, in words: for its page, and for devices.

use app::{teaching::SessionShown, time_in_words};
use domain::people::Namesakes;

/// Two logs that were joined, in words.
#[derive(Debug)]
pub(crate) struct JoinedLogs {
    /// Whose, and when.
    pub(crate) heading: String,
    /// What each said of a child and what stands, where they did not say the same.
    pub(crate) lines: Vec<String>,
}

/// The logs of a session that were joined, in words: for its page, and for devices.
pub(crate) fn joined_in_words(shown: &SessionShown) -> Vec<JoinedLogs> {
    let known = Namesakes::of(shown.children.iter().map(|child| &child.pupil));
    let or_somebody = |name: &str| if name.is_empty() { "somebody".to_owned() } else { name.to_owned() };
    shown
        .joined
        .iter()
        .map(|joined| {
            let by = or_somebody(&joined.by);
            let of = or_somebody(joined.lines.first().map_or("", |(_, line)| &line.of));
            let (at, own) = (time_in_words::moment(joined.at), of == by);
            let heading = if own {
                format!("{by} sent two logs of this session: they were joined, {at}.")
            } else {
                format!(
                    "{of} had logged this session, and {by} sent another log of it: they were joined, {at}."
                )
            };
            let (first, second) = match own {
                true => ("the first log".to_owned(), "the second".to_owned()),
                false => (of, by),
            };
            let lines =
                joined.lines.iter().filter(|(_, line)| !line.is_alike()).filter_map(|(pupil, line)| {
                    let child = shown.children.iter().find(|child| child.pupil.id == *pupil)?;
                    Some(format!(
                        "{}: {first} said “{}”, {second} said “{}”. Taken: {}.",
                        known.tell(&child.pupil),
                        line.stood,
                        line.came,
                        line.stands
                    ))
                });
            JoinedLogs { heading, lines: lines.collect() }
        })
        .collect()
}
