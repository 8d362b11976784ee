//! Who is invited to an annual review: as whom, since when, and when they got the notice; who must be.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Party;
use crate::{Date, InvitedId, UserId, meetings::Reply};

/// As whom somebody is invited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsWhom {
    /// The child.
    Pupil,
    /// A parent or carer.
    #[default]
    Parent,
    /// The head.
    Head,
    /// The authority's SEN officer.
    CountyOfficer,
    /// A health professional who is named.
    Health,
    /// The authority's social care officer.
    SocialCare,
    /// The class teacher.
    Teacher,
    /// The SENCO.
    Senco,
    /// A teaching assistant.
    Ta,
    /// Another professional.
    Professional,
}

impl AsWhom {
    /// Everybody, in the order of a list.
    pub const ALL: [AsWhom; 10] = [
        AsWhom::Pupil,
        AsWhom::Parent,
        AsWhom::Head,
        AsWhom::CountyOfficer,
        AsWhom::Health,
        AsWhom::SocialCare,
        AsWhom::Teacher,
        AsWhom::Senco,
        AsWhom::Ta,
        AsWhom::Professional,
    ];

    /// Those whom the school knows by name and address only.
    pub const FROM_OUTSIDE: [AsWhom; 4] =
        [AsWhom::CountyOfficer, AsWhom::Health, AsWhom::SocialCare, AsWhom::Professional];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            AsWhom::Pupil => "pupil",
            AsWhom::Parent => "parent",
            AsWhom::Head => "head",
            AsWhom::CountyOfficer => "county-officer",
            AsWhom::Health => "health",
            AsWhom::SocialCare => "social-care",
            AsWhom::Teacher => "teacher",
            AsWhom::Senco => "senco",
            AsWhom::Ta => "ta",
            AsWhom::Professional => "professional",
        }
    }

    /// The words on screen and paper.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AsWhom::Pupil => "Child",
            AsWhom::Parent => "Parent or carer",
            AsWhom::Head => "Head teacher",
            AsWhom::CountyOfficer => "County’s SEN officer",
            AsWhom::Health => "Health professional",
            AsWhom::SocialCare => "County’s social care officer",
            AsWhom::Teacher => "Class teacher",
            AsWhom::Senco => "SENCO",
            AsWhom::Ta => "Teaching assistant",
            AsWhom::Professional => "Professional",
        }
    }

    /// As which party their advice counts.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            AsWhom::Pupil => Party::Pupil,
            AsWhom::Parent => Party::Parent,
            AsWhom::Head => Party::Head,
            AsWhom::Teacher => Party::Teacher,
            AsWhom::Senco => Party::Senco,
            AsWhom::Ta => Party::Ta,
            AsWhom::CountyOfficer | AsWhom::Health | AsWhom::SocialCare | AsWhom::Professional => {
                Party::Agency
            }
        }
    }

    /// As whom somebody of a party is invited.
    #[must_use]
    pub const fn of_party(party: Party) -> Self {
        match party {
            Party::Pupil => AsWhom::Pupil,
            Party::Parent => AsWhom::Parent,
            Party::Head => AsWhom::Head,
            Party::Teacher => AsWhom::Teacher,
            Party::Senco => AsWhom::Senco,
            Party::Ta => AsWhom::Ta,
            Party::Agency => AsWhom::Professional,
        }
    }

    /// Whether somebody must be invited as this.
    ///
    /// # Law
    /// SEND Regulations 2014 (SI 2014/1530), reg 20(2). In force since 2014-09-01; read 2026-11-23.
    #[must_use]
    pub const fn must_be(self) -> bool {
        match self {
            AsWhom::Parent | AsWhom::Head | AsWhom::CountyOfficer | AsWhom::Health | AsWhom::SocialCare => {
                true
            }
            AsWhom::Pupil | AsWhom::Teacher | AsWhom::Senco | AsWhom::Ta | AsWhom::Professional => false,
        }
    }
}

/// Somebody who is invited to an annual review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnualGuest {
    /// Who they are on the record; none for somebody who was typed in.
    pub id: Option<InvitedId>,
    /// Their account, when they have one.
    pub account: Option<UserId>,
    /// As whom they are invited.
    pub as_whom: AsWhom,
    /// Their name then.
    pub name: String,
    /// The address of somebody without an account; empty when they get a letter.
    pub email: String,
    /// Since when they are on the list.
    pub listed_on: Option<Date>,
    /// When the notice of the meeting as it is now went to them.
    pub notice_on: Option<Date>,
    /// Whether they had the notice before the meeting changed.
    pub told_before: bool,
    /// What they answered; none while they have not.
    pub reply: Option<Reply>,
    /// Their sentence: another day, or why not.
    pub words: String,
    /// When they answered.
    pub replied_at: Option<Timestamp>,
}

/// As whom nobody is invited who must be.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20(2). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::record::{AnnualGuest, AsWhom, missing_guests};
/// let guest = |as_whom| AnnualGuest { as_whom, ..AnnualGuest::default() };
/// let all = [guest(AsWhom::Parent), guest(AsWhom::Head), guest(AsWhom::Health)];
/// assert_eq!(missing_guests(&all), [AsWhom::CountyOfficer, AsWhom::SocialCare]);
/// ```
#[must_use]
pub fn missing_guests(invited: &[AnnualGuest]) -> Vec<AsWhom> {
    let lacks = |as_whom: &AsWhom| as_whom.must_be() && !invited.iter().any(|one| one.as_whom == *as_whom);
    AsWhom::ALL.into_iter().filter(lacks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_must_be_invited_and_each_counts_as_a_party() {
        let must: Vec<AsWhom> = AsWhom::ALL.into_iter().filter(|one| one.must_be()).collect();
        assert_eq!(missing_guests(&[]), must);
        assert_eq!(must.len(), 5);
        let all: Vec<AnnualGuest> = AsWhom::ALL
            .into_iter()
            .map(|as_whom| AnnualGuest { as_whom, ..AnnualGuest::default() })
            .collect();
        assert_eq!(missing_guests(&all), []);
        for party in Party::ALL {
            assert_eq!(AsWhom::of_party(party).party(), party);
        }
    }
}
