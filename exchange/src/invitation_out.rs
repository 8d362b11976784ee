//! An invitation to a meeting as an iCalendar file (RFC 5545, iTIP RFC 5546): asked, moved, or called off.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;

/// An invitation for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The same for the same meeting, however often it moves.
    pub uid: String,
    /// How often it was changed.
    pub sequence: u32,
    /// When it was planned or changed last, so that the same invitation gives the same bytes.
    pub changed_at: Timestamp,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What it is, in a line. No child's name: calendars are shared and shown on walls.
    pub title: String,
    /// More about it.
    pub words: String,
    /// Where.
    pub place: String,
    /// Where to answer, after signing in; empty for somebody who has no way in.
    pub href: String,
    /// Who invites: name and e-mail address.
    pub organiser: (String, String),
    /// Who is invited: name and e-mail address.
    pub invited: (String, String),
    /// It is called off.
    pub called_off: bool,
}

/// A line about a person. Quotation marks and line ends cannot stand in a parameter.
fn person(key: &str, (name, email): &(String, String)) -> Property {
    let name: String = name.chars().filter(|letter| *letter != '"' && !letter.is_control()).collect();
    let email: String = email.chars().filter(|letter| !letter.is_control()).collect();
    let mut property = Property::new(key, format!("mailto:{email}"));
    if !name.trim().is_empty() {
        property.add_parameter("CN", name.trim());
    }
    property.done()
}

/// Writes the invitation. Answers are given in Waymark: calendar programs are not asked to send any (`RSVP=FALSE`).
#[must_use]
pub fn write(invitation: &Invitation) -> String {
    let utc = |at: Timestamp| DateTime::<Utc>::from_timestamp(at.as_second(), 0).unwrap_or_default();
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Waymark//Invitations//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar
        .append_property(Property::new("METHOD", if invitation.called_off { "CANCEL" } else { "REQUEST" }));
    let mut invited = person("ATTENDEE", &invitation.invited);
    invited.add_parameter("ROLE", "REQ-PARTICIPANT").add_parameter("RSVP", "FALSE");
    let mut event = Event::new();
    event
        .uid(&invitation.uid)
        .sequence(invitation.sequence)
        .timestamp(utc(invitation.changed_at))
        .starts(utc(invitation.starts_at))
        .ends(utc(invitation.ends_at))
        .summary(&invitation.title)
        .class(Class::Private)
        .status(if invitation.called_off { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .append_property(person("ORGANIZER", &invitation.organiser))
        .append_multi_property(invited.done());
    if !invitation.words.is_empty() {
        event.description(&invitation.words);
    }
    if !invitation.place.trim().is_empty() {
        event.location(&invitation.place);
    }
    if !invitation.href.is_empty() {
        event.url(&invitation.href);
    }
    calendar.push(event.done());
    calendar.to_string()
}
