//! The bytes of a roll: a Common Transfer File is read at once, a spreadsheet waits for its columns to be named.

use domain::Date;
use exchange::{
    Unreadable, UnreadableCode, ctf,
    roll::{Roll, RollFormat},
    roll_sheet::{self, Mapping},
    sheet::{self, Sheet},
};

/// The most bytes that a roll may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What was in a file.
#[derive(Clone, Debug)]
pub enum FileRead {
    /// A roll, checked row by row.
    Roll(Box<Roll>),
    /// A spreadsheet: its columns have yet to be named.
    Sheet(Box<Sheet>),
}

/// Reads a file of any kind that a roll comes in, off the async threads.
///
/// # Errors
/// When the file as a whole cannot be read.
pub async fn read_file(bytes: Vec<u8>, today: Date) -> Result<FileRead, Unreadable> {
    let done = tokio::task::spawn_blocking(move || read(&bytes, today)).await;
    done.unwrap_or_else(|_| {
        Err(Unreadable::new(
            UnreadableCode::Malformed,
            "The file could not be read. Export it anew and try again.",
        ))
    })
}

fn read(bytes: &[u8], today: Date) -> Result<FileRead, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(bytes.len() as u64, MAX_BYTES));
    }
    match sheet::detect(bytes)? {
        RollFormat::Ctf => ctf::read(bytes, today).map(|roll| FileRead::Roll(Box::new(roll))),
        RollFormat::Csv | RollFormat::Xlsx | RollFormat::Ods => {
            sheet::read(bytes).map(|sheet| FileRead::Sheet(Box::new(sheet)))
        }
    }
}

/// What to say of a file that is too large to be looked into, of which at most so many bytes are taken.
#[must_use]
pub fn too_large(bytes: u64, most: usize) -> Unreadable {
    Unreadable::new(
        UnreadableCode::TooLarge,
        format!(
            "The file has {} MB; one of up to {} MB is taken.",
            bytes.div_ceil(1024 * 1024),
            most / (1024 * 1024)
        ),
    )
}

/// The roll of a spreadsheet whose columns are named, off the async threads.
///
/// # Errors
/// When a column that is needed is not named.
pub async fn read_sheet(sheet: Sheet, mapping: Mapping, today: Date) -> Result<Roll, Unreadable> {
    let done = tokio::task::spawn_blocking(move || roll_sheet::read(&sheet, &mapping, today)).await;
    done.unwrap_or_else(|_| {
        Err(Unreadable::new(
            UnreadableCode::Malformed,
            "The spreadsheet could not be read. Save it anew and try again.",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_is_told_with_its_own_limit() {
        let megabyte = 1024 * 1024;
        for (bytes, most, wanted) in [
            (22 * megabyte, 20 * 1024 * 1024, "The file has 22 MB; one of up to 20 MB is taken."),
            (20 * megabyte + 1, 20 * 1024 * 1024, "The file has 21 MB; one of up to 20 MB is taken."),
            (65 * megabyte, MAX_BYTES, "The file has 65 MB; one of up to 64 MB is taken."),
        ] {
            assert_eq!(too_large(bytes, most).sentence, wanted);
        }
    }
}
