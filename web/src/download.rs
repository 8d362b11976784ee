//! A list as a file to keep: `exchange`'s workbook or CSV, with a name and the right headers.

use app::Fault;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Date, PupilId};
use exchange::{
    csv_out,
    list::{Cell, List},
    xlsx_out,
};

use crate::{Web, answer::Answer, visit::Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A list as an Excel workbook; `name` is the file's, without its ending: "sen-register".
///
/// # Errors
/// When the list has more rows or columns than a sheet can have.
pub fn xlsx(list: &List, name: &str, today: Date) -> Answer {
    let bytes = xlsx_out::write(list, today).map_err(|fault| Fault::rule("unwritable", fault.to_string()))?;
    Ok(file(bytes, XLSX, &format!("{name}-{today}.xlsx")))
}

/// A row of a list on a page: the child that it is about, and its cells.
pub type Row<const N: usize> = (Option<PupilId>, [Cell; N]);

/// The rows of a list on a page as an Excel workbook; `name` is the file's, without its ending. That a child's row was
/// taken out is noted as a look at the child.
///
/// # Errors
/// When the list has more rows than a sheet can have.
pub fn rows<const N: usize>(
    web: &Web,
    visit: &Visit,
    title: &str,
    name: &str,
    headings: [&str; N],
    rows: impl IntoIterator<Item = Row<N>>,
) -> Answer {
    let (school, now) = (&visit.visitor.school.school, visit.now());
    let mut cells = Vec::new();
    let mut looked = std::collections::BTreeSet::new();
    for (pupil, row) in rows {
        if let Some(pupil) = pupil.filter(|pupil| looked.insert(*pupil)) {
            web.app.looked(now, school.id, visit.visitor.login.account, pupil, &visit.path);
        }
        cells.push(row.to_vec());
    }
    let title = format!("{title}, {}, {}", school.name, app::time_in_words::day(now.today));
    xlsx(&List { title, headings: headings.map(str::to_owned).to_vec(), rows: cells }, name, now.today)
}

/// A text, or an empty cell.
#[must_use]
pub fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// A number that counts something.
#[must_use]
pub fn count(number: usize) -> Cell {
    Cell::Number(f64::from(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// A list as CSV, for programs and for those without a spreadsheet program.
#[must_use]
pub fn csv(list: &List, name: &str, today: Date) -> Response {
    file(csv_out::write(list), "text/csv; charset=utf-8", &format!("{name}-{today}.csv"))
}

/// Bytes as a file to keep. The name is of plain letters, digits, hyphens and full stops; others become hyphens.
#[must_use]
pub fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn a_file_has_a_harmless_name() {
        let list =
            List { title: "Census".into(), headings: vec!["UPN".into()], rows: vec![vec!["=1+1".into()]] };
        let response = xlsx(&list, "SEN \"register\"\r\n", date(2026, 11, 23)).ok().unwrap();
        let headers = response.headers();
        assert_eq!(
            headers["content-disposition"],
            "attachment; filename=\"SEN--register----2026-11-23.xlsx\""
        );
        assert_eq!(headers["content-type"], XLSX);
        assert_eq!(csv(&list, "x", date(2026, 11, 23)).headers()["content-type"], "text/csv; charset=utf-8");
    }
}
