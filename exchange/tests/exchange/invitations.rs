//! An invitation is read by another program: asked, moved, called off.

use exchange::invitation_out::{self, Invitation};

fn invitation() -> Invitation {
    Invitation {
        uid: "meeting-1@waymark".to_owned(),
        sequence: 0,
        changed_at: "2026-11-28T20:00:00Z".parse().unwrap(),
        starts_at: "2026-12-01T15:30:00Z".parse().unwrap(),
        ends_at: "2026-12-01T16:00:00Z".parse().unwrap(),
        title: "Review meeting, St Ann’s, Fernhollow".to_owned(),
        words: "Whom it is about stands in Waymark.\nPlease answer there. ".repeat(3),
        place: "Room 4; first floor, “Rowan”\r\nATTENDEE:mailto:eve@evil.example".to_owned(),
        href: "https://waymark.example/meetings/1".to_owned(),
        organiser: ("Ann \"Annie\" Lee: SENCO, Miss".to_owned(), "ann@school.example".to_owned()),
        invited: ("Zoë\r\nX-EVIL:1".to_owned(), "zoe@example.test\r\nX-EVIL:2".to_owned()),
        called_off: false,
    }
}

/// The calendar's method, and what the one event says, as an independent parser reads it.
fn read(invitation: &Invitation) -> (String, Vec<(String, String)>) {
    let text = invitation_out::write(invitation);
    assert!(text.lines().all(|line| line.len() <= 75), "folded: {text}");
    assert!(!text.replace("\r\n", "").contains('\n'), "CRLF: {text}");
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none() && calendar.events.len() == 1, "{text}");
    let pairs = |all: &[ical::property::Property]| -> Vec<(String, String)> {
        all.iter().map(|one| (one.name.clone(), one.value.clone().unwrap_or_default())).collect()
    };
    let method = pairs(&calendar.properties).into_iter().find(|(name, _)| name == "METHOD").unwrap().1;
    (method, pairs(&calendar.events[0].properties))
}

fn value(event: &[(String, String)], name: &str) -> String {
    let found: Vec<&str> =
        event.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
    assert_eq!(found.len(), 1, "{name}: {event:?}");
    found[0].to_owned()
}

#[test]
fn it_asks_moves_and_is_called_off() {
    let asked = invitation();
    let moved =
        Invitation { sequence: 1, starts_at: "2026-12-02T15:30:00Z".parse().unwrap(), ..asked.clone() };
    let off = Invitation { sequence: 2, called_off: true, ..moved.clone() };
    for (one, method, sequence, starts, status) in [
        (&asked, "REQUEST", "0", "20261201T153000Z", "CONFIRMED"),
        (&moved, "REQUEST", "1", "20261202T153000Z", "CONFIRMED"),
        (&off, "CANCEL", "2", "20261202T153000Z", "CANCELLED"),
    ] {
        let (said, event) = read(one);
        assert_eq!(said, method);
        assert_eq!(value(&event, "UID"), "meeting-1@waymark", "always the same");
        assert_eq!(value(&event, "SEQUENCE"), sequence);
        assert_eq!(value(&event, "DTSTART"), starts);
        assert_eq!(value(&event, "STATUS"), status);
        assert_eq!(value(&event, "DTSTAMP"), "20261128T200000Z");
    }
    assert_eq!(invitation_out::write(&asked), invitation_out::write(&asked), "the same bytes");
}

#[test]
fn no_text_becomes_a_line_of_its_own() {
    let (_, event) = read(&invitation());
    assert_eq!(value(&event, "ATTENDEE"), "mailto:zoe@example.testX-EVIL:2");
    assert_eq!(value(&event, "ORGANIZER"), "mailto:ann@school.example");
    assert!(!event.iter().any(|(name, _)| name.starts_with("X-EVIL")), "{event:?}");
    assert!(value(&event, "LOCATION").contains("Room 4\\; first floor\\, “Rowan”"), "{event:?}");
}
