//! What was written at a session, in a list: the group, its children, the message, the lines.

use app::{teaching::SessionMessage, time_in_words};

/// What was written at a session.
#[derive(Debug)]
pub(crate) struct FromGroup {
    pub(crate) href: String,
    pub(crate) group: String,
    pub(crate) day: String,
    pub(crate) by: String,
    pub(crate) children: String,
    pub(crate) message: String,
    pub(crate) lines: Vec<(String, String, String)>,
}

impl From<SessionMessage> for FromGroup {
    fn from(written: SessionMessage) -> Self {
        let line = |(pupil, name, line)| (format!("/pupils/{pupil}/progress#said"), name, line);
        Self {
            href: format!("/provision/{}", written.provision),
            group: written.group,
            day: time_in_words::short_day(written.on),
            by: written.by,
            children: written.children.join(", "),
            message: written.message,
            lines: written.lines.into_iter().map(line).collect(),
        }
    }
}
