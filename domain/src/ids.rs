//! Identifiers: UUIDv7, made from an injected instant and injected random bytes.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// An id for the instant `millis` (milliseconds since 1970 in UTC) and ten random bytes.
            #[must_use]
            pub fn new(millis: u64, random: &[u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(millis, random).into_uuid())
            }

            /// When it was made, to the millisecond; none when no calendar knows the moment.
            #[must_use]
            pub fn made_at(self) -> Option<Timestamp> {
                let millis = i64::try_from(self.0.as_u128() >> 80).ok()?;
                Timestamp::from_millisecond(millis).ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A school: the first part of every key.
    SchoolId,
    /// A person with an account in one school (staff, parent, pupil, agency).
    UserId,
    /// A pupil on (or once on) a school's roll.
    PupilId,
    /// A contact of a pupil: a parent, carer or other person whom the school may call.
    ContactId,
    /// A class (registration group) of one school year.
    ClassId,
    /// One round of a child's record: from a concern to its close.
    CaseId,
    /// One entry on a child's record: a form, a paper, a talk, a letter.
    EntryId,
    /// A target of a plan; keeps its id from cycle to cycle.
    TargetId,
    /// A provision: an intervention group or a classroom strategy with its children.
    ProvisionId,
    /// One planned session of a provision.
    SessionId,
    /// A file that somebody gave: a report, a scan, a photo.
    FileId,
    /// A meeting for which people are invited: a review's.
    MeetingId,
    /// Somebody who is invited to a meeting: the id of their account, of their contact, or of the child.
    InvitedId,
    /// One audit event.
    EventId,
}
