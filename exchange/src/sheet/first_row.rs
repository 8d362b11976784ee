//! Whether the first row of a spreadsheet names its columns, or holds values already.

use domain::people::Upn;

use crate::roll::dates::parse_any;

/// What is said of a sheet whose first row holds values.
pub(super) const NOTE: &str = "The first row holds values and no headings, so it is read like the rows below it. The columns are called A, B, \
     C and so on, as in a spreadsheet: their first values show which is which.";

/// Whether a row holds values: a UPN, an e-mail address, or a date above another date. (A date above something else may
/// be the heading of a column of scores.)
pub(super) fn holds_values(row: &[String], below: Option<&[String]>) -> bool {
    row.iter().enumerate().any(|(column, text)| {
        let text = text.trim();
        let is_above_date =
            || below.is_none_or(|below| below.get(column).is_some_and(|text| is_date(text.trim())));
        text.parse::<Upn>().is_ok() || is_address(text) || is_date(text) && is_above_date()
    })
}

/// A date as people write it; a number that could count days is none here.
fn is_date(text: &str) -> bool {
    text.contains(|c: char| !c.is_ascii_digit()) && parse_any(text).is_some()
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !text.contains(char::is_whitespace)
}

/// The letters of a column, from 0: A, B, ... Z, AA, AB.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(u8::try_from((rest - 1) % 26).map_or('A', |letter| char::from(b'A' + letter)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_values() {
        for (row, below, values) in [
            (&["UPN", "Surname", "DOB"][..], Some(&["R201100018042", "Example", "09/03/2018"][..]), false),
            (&["R201100018042", "Example"], Some(&["T20110001804V", "Sample"]), true),
            (&["r201100018042 ", "Example"], None, true),
            (&["Example", "09/03/2018"], Some(&["Sample", "1 May 2018"]), true),
            (&["Example", "09/03/2018"], None, true),
            (&["Ms J Sample", "j.sample@school.example"], Some(&["Mr B Invented", ""]), true),
            (&["Name", "09/03/2026"], Some(&["Avery", "2b+"]), false), // scores of a day
            (&["Class list", "09/03/2026"], Some(&["Surname", "Forename"]), false),
            (&["Name", "43168"], Some(&["Avery", "43168"]), false),
            (&["E-mail", "@ school", "a@b"], Some(&["a@b.example", "", ""]), false),
        ] {
            let owned = |row: &[&str]| row.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            let below = below.map(owned);
            assert_eq!(holds_values(&owned(row), below.as_deref()), values, "{row:?}");
        }
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, expected) in
            [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (199, "GR")]
        {
            assert_eq!(letters(column), expected);
        }
    }
}
