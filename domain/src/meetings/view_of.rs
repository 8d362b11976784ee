//! Whose view is it? Who is invited is asked for one until it is theirs: written themselves, or by whoever heard it.

use super::Invited;
use crate::{
    permissions::Who,
    record::{Content, Entry, Party},
};

/// Whether an entry is the view of somebody who is invited: they wrote it; somebody wrote it down in their name; or it was
/// written down for their party and `alone` says that nobody else of that party is invited.
///
/// # Example
/// ```
/// # use domain::{date, UserId, meetings::{Invited, view_of}, permissions::Who};
/// # use domain::record::{Content, Entry, Party, View};
/// # let nil = uuid::Uuid::nil();
/// # let entry = |view: View| Entry {
/// #     id: nil.into(), school: nil.into(), pupil: nil.into(), round: 1, on: date(2026, 9, 1), content: Content::View(view),
/// #     author: Who::Person(UserId(uuid::Uuid::from_u128(9))), written_at: jiff::Timestamp::UNIX_EPOCH, version: 1,
/// # };
/// let mother = Invited::new(uuid::Uuid::from_u128(1).into(), Party::Parent, "Ada Khan");
/// let heard = View { party: Party::Parent, wanted: "More reading".into(), ..View::default() };
/// assert!(view_of(&mother, true, &entry(heard.clone())));
/// assert!(!view_of(&mother, false, &entry(heard.clone())), "of which parent?");
/// assert!(view_of(&mother, false, &entry(View { whose: Some(mother.id), ..heard })));
/// ```
#[must_use]
pub fn view_of(one: &Invited, alone: bool, entry: &Entry) -> bool {
    let Content::View(view) = &entry.content else { return false };
    // How one target feels is said in a tap, and is no view before a review.
    if view.target.is_some() {
        return false;
    }
    if let Some(whose) = view.whose {
        return whose == one.id;
    }
    let wrote = one.account.is_some_and(|account| entry.author == Who::Person(account));
    let own = match one.party {
        Party::Pupil | Party::Parent => view.party == one.party,
        Party::Teacher | Party::Senco | Party::Ta | Party::Head | Party::Agency => {
            !matches!(view.party, Party::Pupil | Party::Parent)
        }
    };
    if wrote {
        return own;
    }
    // Written by somebody else, in the name of a party. The two parents each write their own.
    match one.party {
        Party::Pupil => view.party == Party::Pupil,
        Party::Parent => view.party == Party::Parent && alone,
        Party::Teacher | Party::Senco | Party::Ta | Party::Head | Party::Agency => {
            one.account.is_none() && view.party == one.party && alone
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{UserId, date, record::View};

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn entry(author: u128, view: View) -> Entry {
        Entry {
            id: id(50).into(),
            school: id(52).into(),
            pupil: id(51).into(),
            round: 1,
            on: date(2026, 9, 1),
            content: Content::View(view),
            author: Who::Person(UserId(id(author))),
            written_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    fn line(number: u128, party: Party, has_account: bool) -> Invited {
        let account = has_account.then(|| id(number).into());
        Invited { account, ..Invited::new(id(number).into(), party, "Somebody") }
    }

    #[test]
    fn each_is_asked_until_it_is_their_own() {
        let of = |party, whose: Option<u128>| View {
            party,
            whose: whose.map(|number| id(number).into()),
            ..View::default()
        };
        let (mother, father, child) =
            (line(1, Party::Parent, true), line(2, Party::Parent, false), line(3, Party::Pupil, false));
        let (teacher, outside) = (line(4, Party::Teacher, true), line(5, Party::Agency, false));
        for (one, alone, author, view, theirs) in [
            (&mother, false, 1, of(Party::Parent, None), true),
            (&father, false, 1, of(Party::Parent, None), false),
            (&mother, false, 9, of(Party::Parent, None), false),
            (&mother, true, 9, of(Party::Parent, None), true),
            (&mother, false, 9, of(Party::Parent, Some(1)), true),
            (&father, false, 9, of(Party::Parent, Some(1)), false),
            (&father, false, 9, of(Party::Parent, Some(2)), true),
            (&child, true, 4, of(Party::Pupil, None), true),
            (&child, true, 4, of(Party::Teacher, None), false),
            (&teacher, true, 4, of(Party::Teacher, None), true),
            (&teacher, true, 4, of(Party::Ta, None), true),
            (&teacher, true, 4, of(Party::Parent, None), false),
            (&teacher, true, 9, of(Party::Teacher, None), false),
            (&outside, true, 9, of(Party::Agency, None), true),
            (&outside, false, 9, of(Party::Agency, None), false),
            (&outside, false, 9, of(Party::Agency, Some(5)), true),
        ] {
            assert_eq!(
                view_of(one, alone, &entry(author, view.clone())),
                theirs,
                "{one:?} {author} {view:?}"
            );
        }
        let tapped = View { target: Some(id(7).into()), ..of(Party::Pupil, None) };
        assert!(!view_of(&child, true, &entry(3, tapped)), "how one target feels");
    }
}
