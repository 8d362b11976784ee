//! What a verb answers when it does not do what was asked.

use std::fmt;

use domain::{
    pathway::attempt::Refused,
    permissions::{Action, Refusal},
};
use store::StoreFault;

/// Something typed that cannot be taken: which box, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The box's name in the form.
    pub field: String,
    /// What to do.
    pub sentence: String,
}

impl FieldFault {
    /// A fault of one box.
    #[must_use]
    pub fn new(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

/// Why a verb did nothing. Nothing is half done.
#[derive(Debug)]
pub enum Fault {
    /// Not there, or not theirs to know of.
    NotFound,
    /// They may see it, but not do this.
    Forbidden(Action),
    /// A rule refuses the move, with everything that it found.
    Refused(Box<Refused>),
    /// A rule refuses, in a sentence with a code.
    Rule {
        /// Stable code.
        code: &'static str,
        /// What to do.
        sentence: String,
    },
    /// Something typed cannot be taken: the form comes back with it.
    Invalid(Vec<FieldFault>),
    /// Somebody saved since: both texts are shown.
    Stale,
    /// The database room: unexpected, logged once at the edge.
    Store(StoreFault),
}

impl Fault {
    /// A refusal by a rule.
    #[must_use]
    pub fn rule(code: &'static str, sentence: impl Into<String>) -> Self {
        Fault::Rule { code, sentence: sentence.into() }
    }

    /// One box that cannot be taken.
    #[must_use]
    pub fn field(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Fault::Invalid(vec![FieldFault::new(field, sentence)])
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NotFound => write!(f, "{}", Refusal::NotFound),
            Fault::Forbidden(action) => write!(f, "{}", Refusal::Forbidden(*action)),
            Fault::Refused(refused) => f.write_str(&refused.sentence),
            Fault::Rule { sentence, .. } => f.write_str(sentence),
            Fault::Invalid(faults) => {
                let sentences: Vec<&str> = faults.iter().map(|fault| fault.sentence.as_str()).collect();
                f.write_str(&sentences.join(" "))
            }
            Fault::Stale => f.write_str("Somebody else saved this while you were writing. Both texts are kept: compare them and save again."),
            Fault::Store(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for Fault {}

impl From<FieldFault> for Fault {
    fn from(fault: FieldFault) -> Self {
        Fault::Invalid(vec![fault])
    }
}

impl From<StoreFault> for Fault {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Stale { .. } => Fault::Stale,
            StoreFault::Taken(sentence) => Fault::rule("taken", sentence),
            other => Fault::Store(other),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Fault::NotFound,
            Refusal::Forbidden(action) => Fault::Forbidden(action),
        }
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        Fault::Refused(Box::new(refused))
    }
}
