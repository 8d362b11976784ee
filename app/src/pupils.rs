//! Reading a child: who they are, where their record stands, who is round them, who did and saw what.

mod bar_contact;
mod care;
mod contact_needs;
mod edit_key_facts;
mod facts;
mod head;
mod on_record;
mod people;
mod trail;

pub use bar_contact::{BarForm, Barring, Lifting, bar_contact, contact_to_bar, lift_bar};
pub use care::{NOT_LOOKED_AFTER, care, care_to_change, edit_care, who_consents};
pub use contact_needs::{contact_to_change, edit_contact_needs, needs_of_parents};
pub use edit_key_facts::edit_key_facts;
pub use facts::{Fact, facts};
pub use head::{Head, head};
pub(crate) use on_record::OnRecord;
pub(crate) use people::FOR_NOW;
pub(crate) use people::relationship as relationship_in_words;
pub use people::{Group, Invited, People, Person, ShownContact, people};
pub use trail::{TakenOutLine, Trail, TrailLine, trail};
