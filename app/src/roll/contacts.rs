//! The contacts of a child as a file tells them: the same person keeps account and bar.

use domain::{
    ContactId, PupilId,
    people::{Contact, name::fold},
};
use exchange::roll::RollContact;

use super::Difference;

/// What is done to the contacts of a child.
#[derive(Clone, Debug, Default)]
pub struct ContactChange {
    /// New ones, and known ones with what the file says of them.
    pub write: Vec<Contact>,
    /// Those that the file no longer names, and that have no account and are not kept away.
    pub remove: Vec<ContactId>,
}

fn is_named(known: &Contact, row: &RollContact) -> bool {
    fold(&known.surname) == fold(&row.surname)
        && fold(&known.forename) == fold(row.forename.as_deref().unwrap_or_default())
}

/// Compares the contacts of a row with those that stand. A row without any says nothing.
pub(super) fn compare(
    rows: &[RollContact],
    standing: &[Contact],
    pupil: PupilId,
    new_id: &mut dyn FnMut() -> ContactId,
) -> (ContactChange, Option<Difference>) {
    let mut change = ContactChange::default();
    if rows.is_empty() {
        return (change, None);
    }
    let mut left: Vec<&Contact> = standing.iter().collect();
    let mut after = Vec::new();
    let mut differs = false;
    for (position, row) in (1..).zip(rows) {
        let same = |known: &&Contact| is_named(known, row);
        // Who is kept away stays so under another spelling: their address says who they are.
        let barred = |known: &&Contact| {
            known.is_kept_away()
                && known.is_reached_by(None, row.email.as_deref().unwrap_or_default())
                && !rows.iter().any(|other| is_named(known, other))
        };
        let at = left.iter().position(same).or_else(|| left.iter().position(barred));
        let known = at.map(|at| left.remove(at));
        let contact = contact_of(row, position, known, pupil, new_id);
        after.push(contact.name());
        if known != Some(&contact) {
            differs = true;
            change.write.push(contact);
        }
    }
    // Somebody who can sign in, or is kept away, is not forgotten because a file is silent about them.
    let (stay, go): (Vec<&Contact>, Vec<&Contact>) =
        left.into_iter().partition(|contact| contact.account.is_some() || contact.is_kept_away());
    after.extend(stay.iter().map(|contact| contact.name()));
    change.remove = go.iter().map(|contact| contact.id).collect();
    if !differs && change.remove.is_empty() {
        return (ContactChange::default(), None);
    }
    let before = standing.iter().map(Contact::name).collect::<Vec<_>>().join(", ");
    let mut after = after.join(", ");
    if after == before {
        after.push_str(" (phone, e-mail, address, relationship or parental responsibility)");
    }
    (change, Some(Difference::new("Contacts", before, after)))
}

fn contact_of(
    row: &RollContact,
    position: u32,
    known: Option<&Contact>,
    pupil: PupilId,
    new_id: &mut dyn FnMut() -> ContactId,
) -> Contact {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Contact {
        id: known.map_or_else(new_id, |known| known.id),
        pupil,
        position,
        title: text(&row.title),
        surname: row.surname.clone(),
        forename: text(&row.forename),
        relationship: text(&row.relationship),
        responsibility: row.responsibility.or_else(|| known.and_then(|known| known.responsibility)),
        barred: known.is_some_and(|known| known.barred),
        kept_from_meetings: known.is_some_and(|known| known.kept_from_meetings),
        phones: row.phones.iter().map(|phone| phone.number.clone()).collect(),
        // An account's address is how its person signs in: it is changed with the account.
        email: match known {
            Some(known) if known.account.is_some() || row.email.is_none() => known.email.clone(),
            _ => text(&row.email),
        },
        address: row.address.join("\n"),
        account: known.and_then(|known| known.account),
        needs: known.map(|known| known.needs.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pupil() -> PupilId {
        PupilId::new(1, &[0; 10])
    }

    fn row(surname: &str, email: &str) -> RollContact {
        RollContact { surname: surname.to_owned(), email: Some(email.to_owned()), ..RollContact::default() }
    }

    fn barred(surname: &str, email: &str) -> Contact {
        let made = &mut || ContactId::new(1, &[7; 10]);
        Contact { barred: true, ..contact_of(&row(surname, email), 1, None, pupil(), made) }
    }

    /// Who is barred after an import, by surname.
    fn after(standing: &[Contact], rows: &[RollContact]) -> Vec<(String, bool)> {
        let (change, _) = compare(rows, standing, pupil(), &mut || ContactId::new(1, &[8; 10]));
        let mut all: Vec<Contact> = standing.to_vec();
        all.retain(|known| !change.remove.contains(&known.id));
        for written in change.write {
            all.retain(|known| known.id != written.id);
            all.push(written);
        }
        let mut said: Vec<_> = all.into_iter().map(|one| (one.surname, one.barred)).collect();
        said.sort();
        said
    }

    #[test]
    fn a_file_that_says_no_is_not_silent() {
        let made = &mut || ContactId::new(1, &[7; 10]);
        for (known, says, stands) in [
            (None, None, None),
            (None, Some(false), Some(false)),
            (Some(false), None, Some(false)),
            (Some(true), Some(false), Some(false)),
            (Some(false), Some(true), Some(true)),
        ] {
            let before = Contact {
                responsibility: known,
                ..contact_of(&row("Alder", "alder@example.test"), 1, None, pupil(), made)
            };
            let told = RollContact { responsibility: says, ..row("Alder", "alder@example.test") };
            let after = contact_of(&told, 1, Some(&before), pupil(), made);
            assert_eq!(after.responsibility, stands, "{known:?} {says:?}");
        }
    }

    #[test]
    fn no_file_undoes_a_bar() {
        let father = [barred("Alder", "alder@example.test")];
        let said = |all: &[(&str, bool)]| -> Vec<(String, bool)> {
            all.iter().map(|(name, barred)| ((*name).to_owned(), *barred)).collect()
        };
        let mother = || row("Birch", "birch@example.test");
        assert_eq!(
            after(&father, &[mother(), row("Alder", "new@example.test")]),
            said(&[("Alder", true), ("Birch", false)])
        );
        assert_eq!(after(&father, &[mother()]), said(&[("Alder", true), ("Birch", false)]), "left out");
        let spelled = row("Ålder-Birch", "ALDER@example.test");
        assert_eq!(
            after(&father, &[spelled]),
            said(&[("Ålder-Birch", true)]),
            "the address says who they are"
        );
        // A shared address does not make the mother him.
        let shared = [row("Birch", "alder@example.test"), row("Alder", "alder@example.test")];
        assert_eq!(after(&father, &shared), said(&[("Alder", true), ("Birch", false)]));
    }
}
