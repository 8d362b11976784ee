//! Why a file is not taken, in a sentence that says what to do.

use super::{Purpose, StoredFile};

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has no bytes.
    Empty,
    /// It has more bytes than are taken.
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// What it was given for.
        purpose: Purpose,
    },
    /// It is of another kind.
    WrongKind(Purpose),
    /// An iPhone's own format.
    Heic,
    /// A Word document with programs in it.
    Macros,
    /// It breaks off before its end.
    Truncated,
    /// A picture that unpacks to more than can be held.
    TooManyPixels,
    /// It says that it is a picture, but none can be made of it.
    Broken,
    /// It could not be put down on its way.
    NotKept,
}

impl Unfit {
    /// What to do.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Unfit::Empty => "The file is empty. Open it to see whether it is the right one, and choose it again".to_owned(),
            Unfit::TooLarge { bytes, purpose } => format!(
                "The file has {}; choose {}. {}",
                StoredFile::in_words(bytes),
                purpose.takes(),
                match purpose {
                    Purpose::Report => "A scan becomes smaller when it is made in grey, at 200 dots an inch",
                    Purpose::Photo => "Phones can send a photo in a smaller size",
                    Purpose::Logo => "A logo of 600 dots across is sharp in print",
                }
            ),
            Unfit::WrongKind(purpose) => {
                format!("This file is of another kind, whatever its name says: choose {}", purpose.takes())
            }
            Unfit::Heic => "This photo is in an iPhone’s own format (HEIC), which few programs read. On the phone: Settings, \
                            Camera, Formats, Most compatible; or mail the photo to yourself, which makes it a JPEG, and \
                            choose that"
                .to_owned(),
            Unfit::Macros => "This Word document has programs (macros) in it, which could do harm. Save it as .docx without \
                              them, or as PDF, and choose that"
                .to_owned(),
            Unfit::Truncated => "The file breaks off before its end: it did not arrive whole, or was damaged before. Send it \
                                 again; if that does not help, ask for a new copy"
                .to_owned(),
            Unfit::TooManyPixels => {
                "This picture has more than 50 million dots. Make it smaller, and choose it again".to_owned()
            }
            Unfit::Broken => "This picture cannot be read: it is damaged. Take it again, or choose another".to_owned(),
            Unfit::NotKept => {
                "The file could not be put down on the server. Try again; if it happens again, tell whoever runs it"
                    .to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_to_do() {
        let table = [
            (Unfit::Empty, "empty"),
            (Unfit::TooLarge { bytes: 26_500_000, purpose: Purpose::Report }, "26.5 MB; choose a PDF"),
            (Unfit::TooLarge { bytes: 11_000_000, purpose: Purpose::Photo }, "up to 10 MB"),
            (Unfit::TooLarge { bytes: 3_000_000, purpose: Purpose::Logo }, "up to 2 MB. A logo of 600 dots"),
            (Unfit::WrongKind(Purpose::Report), "choose a PDF"),
            (Unfit::Heic, "Most compatible"),
            (Unfit::Macros, "without them"),
            (Unfit::Truncated, "Send it again"),
            (Unfit::TooManyPixels, "smaller"),
            (Unfit::Broken, "choose another"),
            (Unfit::NotKept, "Try again"),
        ];
        for (unfit, says) in table {
            assert!(unfit.sentence().contains(says), "{}", unfit.sentence());
        }
    }
}
