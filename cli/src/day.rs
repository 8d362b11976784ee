//! A day on the command line: written in full, 2026-03-02.

use domain::Date;

/// Reads a day; other ways of writing one are refused, as they would be read differently by different people.
pub fn read(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return Err(format!("“{text}” is not a day written like 2026-03-02"));
    }
    text.parse().map_err(|_| format!("there is no day {text}"))
}
