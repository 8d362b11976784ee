//! How one parent is reached, and the other must not learn from the school: where it stands in a text.

use super::{Contact, name::fold};

/// An address, a number or an e-mail address that one parent has and another does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneParentsWay {
    /// Whose and what, in words: "Address of Ana Sample".
    pub what: String,
    kind: Kind,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Address,
    Phone,
    Email,
}

/// Fewer digits are no telephone number of its own.
const FEWEST_DIGITS: usize = 7;
/// A number is known by its last digits, whether or not it begins with the country's.
const LAST_DIGITS: usize = 9;

/// Every way in which one parent is reached and another reader of the child's papers is not.
///
/// # Source
/// `people.md`: "One parent's address, phone ... never show to the other".
#[must_use]
pub fn ways_of_one(contacts: &[Contact]) -> Vec<OneParentsWay> {
    let mut found: Vec<OneParentsWay> = Vec::new();
    let is_parent = |contact: &&Contact| contact.has_responsibility() || contact.account.is_some();
    for contact in contacts.iter().filter(is_parent) {
        let others: Vec<&Contact> =
            contacts.iter().filter(|other| other.id != contact.id && other.may_have_papers()).collect();
        for (kind, name, value) in ways(contact) {
            if others.iter().any(|other| !ways(other).iter().any(|(_, _, known)| *known == value)) {
                found.push(OneParentsWay { what: format!("{name} of {}", contact.name()), kind, value });
            }
        }
    }
    found
}

/// Every way in which a parent who lives elsewhere is reached, and a reader is not: whoever shares an address with the
/// reader, or has none on the roll, keeps nothing from them.
///
/// # Source
/// `people.md`: "One parent's address, phone ... never show to the other".
#[must_use]
pub fn ways_of_who_lives_apart(contacts: &[Contact], reader: &Contact) -> Vec<OneParentsWay> {
    let (home, own) = (address_marks(&reader.address), ways(reader));
    let apart = |other: &&Contact| {
        let marks = address_marks(&other.address);
        other.id != reader.id && !marks.is_empty() && !marks.iter().any(|mark| home.contains(mark))
    };
    let others = contacts.iter().filter(apart);
    let of = |other: &Contact| {
        let name = other.name();
        let kept =
            ways(other).into_iter().filter(|(_, _, value)| !own.iter().any(|(_, _, known)| known == value));
        kept.map(|(kind, what, value)| OneParentsWay { what: format!("{what} of {name}"), kind, value })
            .collect::<Vec<_>>()
    };
    others.flat_map(of).collect()
}

/// The ways of a contact, as they are compared.
fn ways(contact: &Contact) -> Vec<(Kind, &'static str, String)> {
    let address = address_marks(&contact.address).into_iter().map(|mark| (Kind::Address, "Address", mark));
    let phones =
        contact.phones.iter().map(|phone| digits(phone)).filter(|phone| phone.len() >= FEWEST_DIGITS);
    let phones = phones.map(|phone| (Kind::Phone, "Telephone number", phone));
    let email = contact.email.trim().to_lowercase();
    let email = email.contains('@').then_some((Kind::Email, "E-mail address", email));
    address.chain(phones).chain(email).collect()
}

/// The words of a text, spaced alike, with a space before the first and after the last.
fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for word in fold(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        plain.push_str(word);
        plain.push(' ');
    }
    plain
}

/// The last digits of a number.
fn digits(text: &str) -> String {
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(LAST_DIGITS)..].iter().collect()
}

/// What an address is known by: its house with the street, and its postcode; without a number, its first line.
fn address_marks(address: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in address.split(['\n', ',']).map(plain).filter(|part| part.trim() != "") {
        // "7, Dad Road": a number that stands by itself belongs to the street behind it.
        match parts.last_mut().filter(|last| is_number(last)) {
            Some(number) => number.push_str(part.trim_start()),
            None => parts.push(part),
        }
    }
    let has_number = |part: &&String| part.chars().any(|letter| letter.is_ascii_digit());
    let has_street = |part: &&String| {
        part.split_whitespace().any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2)
    };
    let is_flat = |part: &&String| part.starts_with(" flat ") && part.split_whitespace().count() < 3;
    let mut marks: Vec<String> = parts
        .iter()
        .filter(|part| has_number(part) && !is_flat(part) && (has_street(part) || is_postcode(part)))
        .cloned()
        .collect();
    let house = parts.iter().find(|part| !is_flat(part));
    let named = house.filter(|part| !has_number(part) && part.split_whitespace().count() > 1);
    marks.extend(named.cloned());
    marks
}

/// "7" or "7a", with the spaces round it.
fn is_number(part: &str) -> bool {
    let word = part.trim();
    word.starts_with(|letter: char| letter.is_ascii_digit()) && word.len() <= 5 && !word.contains(' ')
}

/// "ab1 2cd": letters and digits, the last three a digit and two letters.
fn is_postcode(part: &str) -> bool {
    let letters: Vec<char> = part.chars().filter(|letter| !letter.is_whitespace()).collect();
    let Some(at) = letters.len().checked_sub(3) else { return false };
    (5..=7).contains(&letters.len())
        && letters[0].is_alphabetic()
        && letters[at].is_ascii_digit()
        && letters[at + 1..].iter().all(|letter| letter.is_alphabetic())
}

impl OneParentsWay {
    /// Whether it stands in a text.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        match self.kind {
            Kind::Email => text.to_lowercase().contains(&self.value),
            Kind::Phone => {
                // Numbers are written with spaces, brackets and hyphens between their digits.
                let joined: String =
                    text.chars().filter(|letter| !" \u{a0}-().\n/".contains(*letter)).collect();
                joined
                    .split(|letter: char| !letter.is_ascii_digit())
                    .any(|number| number.contains(&self.value))
            }
            Kind::Address => {
                let text = plain(text);
                let is_whole = || text.replace(' ', "").contains(&self.value.replace(' ', ""));
                text.contains(&self.value) || (is_postcode(&self.value) && is_whole())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ContactId, PupilId, people::ContactNeeds};

    fn contact(number: u8, forename: &str, address: &str, phone: &str, email: &str) -> Contact {
        Contact {
            id: ContactId::new(1, &[number; 10]),
            pupil: PupilId::new(1, &[0; 10]),
            position: u32::from(number),
            title: String::new(),
            surname: "Sample".to_owned(),
            forename: forename.to_owned(),
            relationship: String::new(),
            responsibility: Some(true),
            barred: false,
            kept_from_meetings: false,
            phones: vec![phone.to_owned()],
            email: email.to_owned(),
            address: address.to_owned(),
            account: None,
            needs: ContactNeeds::default(),
        }
    }

    #[test]
    fn who_lives_together_keeps_nothing_and_who_lives_apart_does() {
        let home = "1 Mum Lane\nSampleton\nAB1 2CD";
        let ana = contact(1, "Ana", home, "07700 900123", "ana@example.test");
        let ben = contact(2, "Ben", "Flat 3, 7 Dad Road, AB9 8ZY", "07700 900456", "");
        let cai = contact(3, "Cai", "1, Mum Lane, AB1 2CD", "07700 900789", "");
        let all = [ana.clone(), ben.clone(), cai.clone()];
        let kept = |reader: &Contact, text: &str| {
            let ways = ways_of_who_lives_apart(&all, reader);
            ways.iter().filter(|way| way.stands_in(text)).count()
        };
        let text = "At 1 Mum Lane; ring 07700 900123 or 07700 900789.";
        assert_eq!((kept(&ana, text), kept(&cai, text)), (0, 0), "one home");
        assert_eq!(kept(&ben, text), 4, "each of the two: the address and the number");
        assert_eq!((kept(&ben, "Flat 3, 7 Dad Road"), kept(&ana, "7 Dad Road")), (0, 1));
        for home in
            ["7, Dad Road, Sampleton, AB9 8ZY", "7\nDad Road", "Flat 2, Dad Road House, Mill Lane, AB9 8ZY"]
        {
            let dan = contact(5, "Dan", home, "", "");
            let ways = ways_of_who_lives_apart(&[ana.clone(), dan], &ana);
            let text = "Father now lives at 7 Dad Road (House).";
            let house = "Seen at Dad Road House.";
            assert!(ways.iter().any(|way| way.stands_in(text) || way.stands_in(house)), "{home}: {ways:?}");
        }
        let unknown = contact(4, "Dee", "", "", "");
        assert_eq!(kept(&unknown, "1 Mum Lane"), 2, "nobody knows that they live together");
    }

    #[test]
    fn what_one_has_and_the_other_does_not_is_found_as_people_write_it() {
        let home = "1 Mum Lane\nSampleton\nAB1 2CD";
        let ana = contact(1, "Ana", home, "07700 900123", "ana@example.test");
        let ben = contact(2, "Ben", "Flat 3, 7 Dad Road, AB9 8ZY", "+44 7700 900456", "");
        let ways = ways_of_one(&[ana.clone(), ben.clone()]);
        for (text, expected) in [
            ("Mother lives at 1 Mum Lane.", vec!["Address of Ana Sample"]),
            ("Home: 1, MUM\nLANE", vec!["Address of Ana Sample"]),
            ("11 Mum Lane", vec![]),
            ("the postcode ab12cd", vec!["Address of Ana Sample"]),
            (
                "Ring (07700) 900-123 or 07700900456",
                vec!["Telephone number of Ana Sample", "Telephone number of Ben Sample"],
            ),
            ("Write to Ana@Example.test", vec!["E-mail address of Ana Sample"]),
            ("7 Dad Road", vec!["Address of Ben Sample"]),
            ("Flat 3 was mentioned in Sampleton, 900123", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> =
                ways.iter().filter(|way| way.stands_in(text)).map(|way| way.what.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_both_have_or_nobody_else_reads_is_no_secret() {
        let one = contact(1, "Ana", "1 Mum Lane", "07700900123", "");
        assert!(ways_of_one(std::slice::from_ref(&one)).is_empty());
        let same = contact(2, "Ben", "1 Mum Lane", "07700900123", "");
        assert!(ways_of_one(&[one.clone(), same.clone()]).is_empty());
        let grandmother = Contact { responsibility: Some(false), ..contact(3, "Gran", "5 Old Row", "", "") };
        assert!(ways_of_one(&[one.clone(), same.clone(), grandmother]).is_empty());
        // Whoever is barred has an address that the other does not learn, and reads nothing.
        let barred = Contact { barred: true, ..contact(4, "Cy", "9 Far Street", "", "") };
        let ways = ways_of_one(&[one, barred]);
        assert_eq!(ways.iter().map(|way| way.what.as_str()).collect::<Vec<_>>(), ["Address of Cy Sample"]);
    }
}
