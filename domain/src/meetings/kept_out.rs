//! From whom day, time and place of whatever is planned for a child are kept: left out of its meetings by an order or to keep
//! the child safe, or barred from the child.

use std::collections::BTreeSet;

use super::{Ground, LeftOut, Meeting};
use crate::{
    Date, InvitedId, UserId,
    people::{Contact, Role},
    permissions::{Action, Actor, Subject},
    record::{Content, Entry, Target},
};

/// Whether two lines are one person: a contact who got an account since keeps no second line.
#[must_use]
pub fn is_same(contacts: &[Contact], one: InvitedId, other: InvitedId) -> bool {
    let both = |contact: &Contact| {
        let ids = [Some(contact.id.0), contact.account.map(|account| account.0)];
        ids.contains(&Some(one.0)) && ids.contains(&Some(other.0))
    };
    one == other || contacts.iter().any(both)
}

/// Why the day is kept from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// They are left out of the child's meetings on a ground that lasts.
    Ground(Ground),
    /// An order or a recorded decision keeps them from the child's meetings.
    Decision,
    /// They are barred from the child.
    Bar,
}

impl KeptBy {
    /// What keeps a contact away; none when nothing does.
    #[must_use]
    pub const fn of(contact: &Contact) -> Option<Self> {
        match (contact.barred, contact.kept_from_meetings) {
            (true, _) => Some(KeptBy::Bar),
            (false, true) => Some(KeptBy::Decision),
            (false, false) => None,
        }
    }

    /// In words, after a name: "left out of the child’s meetings by a court order".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            KeptBy::Ground(Ground::CourtOrder) => "left out of the child’s meetings by a court order",
            KeptBy::Ground(Ground::Safeguarding) => {
                "left out of the child’s meetings to keep the child safe, as the head or the safeguarding lead decided"
            }
            KeptBy::Ground(Ground::OwnWish | Ground::NotNeeded) => "left out of the child’s meetings",
            KeptBy::Decision => "kept from the child’s meetings by an order or a recorded decision",
            KeptBy::Bar => "barred from the child",
        }
    }
}

/// Whom nobody tells of what is planned for a child.
///
/// # Source
/// people.md: barring somebody needs an order, or a recorded decision of the head or the safeguarding lead. An order does not
/// end with one meeting, nor with a year: it holds until they are invited again to a later meeting that takes place.
#[derive(Clone, Debug, Default)]
pub struct KeptOut {
    contacts: Vec<Contact>,
    left_out: Vec<LeftOut>,
}

impl KeptOut {
    /// Those of a child, from all its meetings and its contacts.
    #[must_use]
    pub fn new(mut all: Vec<Meeting>, contacts: Vec<Contact>) -> Self {
        all.sort_by_key(|meeting| meeting.changed_at);
        let mut out: Vec<LeftOut> = Vec::new();
        for meeting in all {
            if meeting.called_off.is_none() {
                out.retain(|left| !meeting.invited.iter().any(|one| is_same(&contacts, one.id, left.who.id)));
            }
            for left in meeting.left_out.into_iter().filter(|left| left.ground.lasts()) {
                out.retain(|known| !is_same(&contacts, known.who.id, left.who.id));
                out.push(left);
            }
        }
        Self { contacts, left_out: out }
    }

    /// Those who are left out of the meetings, barred or not.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Why the day is kept from somebody; none when they may hear of it.
    #[must_use]
    pub fn why(&self, one: InvitedId) -> Option<KeptBy> {
        let same = |other: InvitedId| is_same(&self.contacts, other, one);
        let left = self.left_out.iter().find(|left| same(left.who.id));
        let mut theirs = self.contacts.iter().filter(|one| same(one.id.0.into()));
        left.map(|left| KeptBy::Ground(left.ground)).or_else(|| theirs.find_map(KeptBy::of))
    }

    /// Whether the day is kept from somebody.
    #[must_use]
    pub fn has(&self, one: InvitedId) -> bool {
        self.why(one).is_some()
    }

    /// Whether it is kept from whoever reads.
    #[must_use]
    pub fn keeps_from(&self, actor: &Actor, child: Subject) -> bool {
        may_be_kept_from(actor, child).is_some_and(|user| self.has(user.0.into()))
    }
}

/// Whoever reads, when a day could be kept from them: staff who reach the child always hear of it; a child's own page is open
/// in the name of an adult, and asks for the child.
#[must_use]
pub fn may_be_kept_from(actor: &Actor, child: Subject) -> Option<UserId> {
    let is_staff = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::SeeChild, child));
    let is_child = actor.holdings.iter().all(|holding| holding.role == Role::Pupil);
    actor.user().filter(|_| !is_staff && !is_child)
}

/// The day ahead that an entry tells: of an annual review, or when a review or a plan is looked at next; none when it tells
/// none.
#[must_use]
pub fn day_told(entry: &Entry, today: Date) -> Option<Date> {
    told_by(&entry.content).filter(|on| *on >= today)
}

/// The days on which something is planned for a child: meetings that take place, the next review, and what its entries tell.
#[must_use]
pub fn days_ahead(
    meetings: &[Meeting],
    review_due_on: Option<Date>,
    entries: &[Entry],
    today: Date,
) -> BTreeSet<Date> {
    let held = meetings.iter().filter(|meeting| meeting.called_off.is_none()).map(|meeting| meeting.when.on);
    let told = entries.iter().filter_map(|entry| day_told(entry, today));
    held.chain(review_due_on).filter(|on| *on >= today).chain(told).collect()
}

/// An entry for somebody from whom the days ahead are kept: an annual review that is ahead is not there, nor a talk that names
/// one of them; the others do not say when, nor does a target whose day is one of them.
#[must_use]
pub fn without_days(mut entry: Entry, days: &BTreeSet<Date>, today: Date) -> Option<Entry> {
    let told = day_told(&entry, today);
    if let Content::Talk(talk) = &entry.content
        && days.iter().any(|on| names_day(&talk.said, *on))
    {
        return None;
    }
    if let Content::AnnualReview(_) = &entry.content
        && told.is_some()
    {
        return None;
    }
    if let Content::Review(review) = &mut entry.content
        && told.is_some()
    {
        review.next_on = None;
    }
    if let Content::Plan(plan) = &mut entry.content {
        plan.review_on = plan.review_on.filter(|_| told.is_none());
        plan.targets.iter_mut().for_each(|target| without_day_of(target, days));
    }
    Some(entry)
}

/// A target without the day by which it is to be reached, where that is one of the days: it tells it.
pub fn without_day_of(target: &mut Target, days: &BTreeSet<Date>) {
    target.by = target.by.filter(|by| !days.contains(by));
}

/// Whether words name a day, as letters write it: "26 November". That the year stands there is not asked.
///
/// # Example
/// ```
/// # use domain::{date, meetings::names_day};
/// let day = date(2026, 11, 6);
/// assert!(names_day("We meet on Friday 6 November 2026.", day));
/// assert!(!names_day("We met on 26 November.", day));
/// ```
#[must_use]
pub fn names_day(text: &str, on: Date) -> bool {
    let (day, text) = (on.strftime("%-d %B").to_string().to_lowercase(), text.to_lowercase());
    text.match_indices(&day).any(|(at, _)| !text[..at].ends_with(|before: char| before.is_ascii_digit()))
}

fn told_by(content: &Content) -> Option<Date> {
    if let Content::AnnualReview(review) = content {
        review.meeting_on
    } else if let Content::Review(review) = content {
        review.next_on
    } else if let Content::Plan(plan) = content {
        plan.review_on
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{
        SchoolId, date,
        meetings::{Invited, When},
        people::ContactNeeds,
        permissions::{Holding, Who},
        record::{AnnualReview, Party, Plan, Review, Talk, TalkAbout, TalkHow, View},
    };

    const TODAY: Date = date(2026, 11, 23);

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn one(number: u128) -> Invited {
        Invited::new(id(number).into(), Party::Parent, "Somebody")
    }

    fn meeting(number: i64, invited: &[u128], out: &[(u128, Ground)], called_off: bool) -> Meeting {
        let at = jiff::civil::time(15, 30, 0, 0);
        let when = When { on: TODAY, at, minutes: 30, place: "Room 4".to_owned() };
        let left = |(who, ground): &(u128, Ground)| LeftOut {
            who: one(*who),
            ground: *ground,
            why: "Order".to_owned(),
        };
        Meeting {
            changed_at: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(number),
            called_off: called_off.then(|| "Snow".to_owned()),
            invited: invited.iter().map(|number| one(*number)).collect(),
            left_out: out.iter().map(left).collect(),
            ..Meeting::new(id(9).into(), id(8).into(), when)
        }
    }

    #[test]
    fn an_order_holds_until_they_are_invited_again() {
        let by = |ground| Some(KeptBy::Ground(ground));
        let (order, safe) = (Ground::CourtOrder, Ground::Safeguarding);
        for (all, kept) in [
            (vec![], None),
            (vec![meeting(1, &[1], &[], false)], None),
            (vec![meeting(1, &[], &[(1, Ground::OwnWish)], false)], None),
            (vec![meeting(1, &[], &[(1, Ground::NotNeeded)], false)], None),
            (vec![meeting(1, &[], &[(1, order)], false)], by(order)),
            (vec![meeting(1, &[], &[(1, safe)], true)], by(safe)),
            (vec![meeting(2, &[1], &[], false), meeting(1, &[], &[(1, order)], false)], None),
            (vec![meeting(1, &[], &[(1, order)], false), meeting(2, &[1], &[], true)], by(order)),
            (vec![meeting(1, &[1], &[(2, order)], false)], None),
        ] {
            let words = format!("{all:?}");
            let kept_out = KeptOut::new(all, Vec::new());
            assert_eq!(kept_out.why(id(1).into()), kept, "{words}");
            assert_eq!(kept_out.has(id(1).into()), kept.is_some());
        }
    }

    #[test]
    fn a_decision_holds_whoever_invites_them_until_it_is_lifted() {
        for (barred, kept_from_meetings, why) in [
            (false, false, None),
            (false, true, Some(KeptBy::Decision)),
            (true, false, Some(KeptBy::Bar)),
            (true, true, Some(KeptBy::Bar)),
        ] {
            let contact = Contact {
                id: id(1).into(),
                pupil: id(8).into(),
                position: 1,
                title: String::new(),
                surname: "Elder".to_owned(),
                forename: "Fern".to_owned(),
                relationship: "PAF".to_owned(),
                responsibility: Some(true),
                barred,
                kept_from_meetings,
                phones: Vec::new(),
                email: String::new(),
                address: String::new(),
                account: Some(UserId(id(2))),
                needs: ContactNeeds::default(),
            };
            let kept_out = KeptOut::new(vec![meeting(1, &[1, 2], &[], false)], vec![contact]);
            for (number, why) in [(1, why), (2, why), (3, None)] {
                assert_eq!(kept_out.why(id(number).into()), why, "{number} {barred} {kept_from_meetings}");
            }
        }
    }

    #[test]
    fn staff_who_reach_the_child_and_the_child_hear_of_it() {
        let child = Subject::Pupil { school: SchoolId(id(7)), pupil: id(8).into(), class: None };
        let kept_out = KeptOut::new(vec![meeting(1, &[], &[(1, Ground::CourtOrder)], false)], Vec::new());
        let of = |role, reaches: bool| {
            let pupils = if reaches { [id(8).into()].into() } else { [].into() };
            Holding { pupils, ..Holding::of(role) }
        };
        for (holdings, kept) in [
            (vec![of(Role::Parent, true)], true),
            (vec![of(Role::Agency, true)], true),
            (vec![of(Role::Parent, true), of(Role::Ta, false)], true),
            (vec![of(Role::Parent, true), of(Role::Ta, true)], false),
            (vec![of(Role::Senco, false)], false),
            (vec![of(Role::Pupil, true)], false),
        ] {
            let actor = Actor { school: SchoolId(id(7)), who: Who::Person(UserId(id(1))), holdings };
            assert_eq!(kept_out.keeps_from(&actor, child), kept, "{:?}", actor.holdings);
        }
    }

    #[test]
    fn what_is_ahead_is_not_told_and_what_was_is() {
        let entry = |content| Entry {
            id: id(5).into(),
            school: id(7).into(),
            pupil: id(8).into(),
            round: 1,
            on: TODAY,
            content,
            author: Who::Job,
            written_at: Timestamp::UNIX_EPOCH,
            version: 1,
        };
        let (day, past) = (Some(date(2026, 12, 1)), Some(date(2026, 11, 22)));
        let (moved, other) = (Some(date(2026, 12, 4)), Some(date(2026, 12, 18)));
        let annual = |on| Content::AnnualReview(AnnualReview { meeting_on: on, ..AnnualReview::default() });
        let review = |on| Content::Review(Review { next_on: on, ..Review::default() });
        let plan = |on| Content::Plan(Plan { review_on: on, ..Plan::default() });
        let by = |days: [Option<Date>; 2], on| {
            let targets = days.map(|by| Target { by, ..Target::empty() }).into();
            Content::Plan(Plan { review_on: on, targets, ..Plan::default() })
        };
        let talk = |said: &str| {
            Content::Talk(Talk {
                with: Party::Parent,
                who: "Somebody".to_owned(),
                how: TalkHow::Letter,
                about: TalkAbout::General,
                reached: true,
                said: said.to_owned(),
                shared: true,
            })
        };
        for (content, left) in [
            (annual(day), None),
            (annual(past), Some(annual(past))),
            (review(Some(TODAY)), Some(review(None))),
            (review(past), Some(review(past))),
            (plan(day), Some(plan(None))),
            (by([day, past], day), Some(by([None, past], None))),
            // The day of a meeting that was moved, and of which the plan knows nothing.
            (by([moved, other], past), Some(by([None, other], past))),
            (plan(past), Some(plan(past))),
            (talk("We meet on 4 December."), None),
            (talk("We met on 22 November."), Some(talk("We met on 22 November."))),
            (Content::View(View::default()), Some(Content::View(View::default()))),
        ] {
            let mut days = days_ahead(&[], moved, &[entry(content.clone())], TODAY);
            assert_eq!(without_days(entry(content), &days, TODAY).map(|entry| entry.content), left);
            days.remove(&date(2026, 12, 4));
            assert!(days.iter().all(|on| Some(*on) == day || *on == TODAY), "{days:?}");
        }
    }

    #[test]
    fn the_days_ahead_are_those_of_meetings_that_take_place_and_of_the_next_review() {
        let held = meeting(1, &[], &[], false);
        let off = Meeting {
            when: When { on: date(2026, 12, 9), ..held.when.clone() },
            ..meeting(2, &[], &[], true)
        };
        let over = Meeting { when: When { on: date(2026, 11, 20), ..held.when.clone() }, ..held.clone() };
        for (meetings, due_on, days) in [
            (vec![], None, vec![]),
            (vec![held.clone()], None, vec![TODAY]),
            (vec![off, over], None, vec![]),
            (vec![held], Some(date(2026, 12, 4)), vec![TODAY, date(2026, 12, 4)]),
            (vec![], Some(date(2026, 11, 20)), vec![]),
        ] {
            assert_eq!(days_ahead(&meetings, due_on, &[], TODAY).into_iter().collect::<Vec<_>>(), days);
        }
    }
}
