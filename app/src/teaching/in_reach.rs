//! Which groups somebody reads, and who is booked twice, told without naming a group that they do not read.

use std::collections::BTreeMap;

use domain::{
    ClassId, ProvisionId, PupilId, UserId,
    permissions::{Actor, Scope},
    provision::{Booked, Clash, Provision},
};

/// Two groups at one time for an adult or a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedTwice {
    /// Who: the adult's or the child's name.
    pub who: String,
    /// When: "on Monday and Wednesday".
    pub when: String,
    /// The two groups, each with its time; no id of one that the visitor does not read.
    pub groups: [(Option<ProvisionId>, String); 2],
}

/// Whether somebody reads a group: they run it, read the whole school's, or see a child who has or had a place in it; a
/// group without a place is everybody's.
pub(super) fn reads_group(
    actor: &Actor,
    scope: &Scope,
    group: &Provision,
    sees: impl Fn(PupilId) -> bool,
) -> bool {
    scope.is_whole_school()
        || actor.user().is_some_and(|user| group.staff.contains(&user))
        || group.places.is_empty()
        || group.places.iter().any(|place| sees(place.pupil))
}

/// What a visitor reads of the school's groups.
pub(super) struct InReach<'a> {
    /// Who looks.
    pub actor: &'a Actor,
    /// Whose provision they read.
    pub scope: &'a Scope,
    /// The names of the children among those whom they see; none of others.
    pub child: &'a (dyn Fn(PupilId) -> Option<String> + Sync),
    /// Adults by account.
    pub adults: &'a BTreeMap<UserId, String>,
    /// The name of a class.
    pub class: &'a (dyn Fn(ClassId) -> Option<String> + Sync),
}

impl InReach<'_> {
    /// As [`reads_group`].
    pub fn reads(&self, group: &Provision) -> bool {
        reads_group(self.actor, self.scope, group, |pupil| (self.child)(pupil).is_some())
    }

    /// A clash, with the two groups as far as they are read.
    pub fn booked_twice(&self, clash: &Clash, running: &[Provision]) -> BookedTwice {
        let group = |at: usize| {
            let one = &running[at];
            let reads = self.reads(one);
            let name = if reads { one.name.as_str() } else { "another group" };
            (reads.then_some(one.id), format!("{name} at {}", one.starts_at))
        };
        BookedTwice {
            who: self.who(clash.who),
            when: format!("on {}", clash.days_in_words()),
            groups: [group(clash.one), group(clash.other)],
        }
    }

    /// Who of a group is booked twice, in sentences.
    pub fn sentences(&self, group: &Provision, running: &[Provision], found: &[Clash]) -> Vec<String> {
        let sentence = |clash: &Clash| {
            let (one, other) = (&running[clash.one], &running[clash.other]);
            let with = match group.id {
                id if id == one.id => other,
                id if id == other.id => one,
                _ => return None,
            };
            let called =
                if self.reads(with) { format!("“{}”", with.name) } else { "another group".to_owned() };
            let (who, days) = (self.who(clash.who), clash.days_in_words());
            Some(format!("{who} is booked twice on {days}: {called} runs at {} too.", with.starts_at))
        };
        found.iter().filter_map(sentence).collect()
    }

    fn who(&self, who: Booked) -> String {
        match who {
            Booked::Adult(user) => self.adults.get(&user).cloned().unwrap_or_else(|| "An adult".to_owned()),
            Booked::Child(pupil) => (self.child)(pupil).unwrap_or_else(|| "A child".to_owned()),
            Booked::Class(class) => (self.class)(class)
                .map_or_else(|| "A class".to_owned(), |name| format!("The whole of {name}")),
        }
    }
}
