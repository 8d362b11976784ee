//! A list as a file to keep: `exchange`'s workbook or CSV, with a name and the right headers.

use app::Fault;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Date;
use exchange::{csv_out, list::List, xlsx_out};

use crate::answer::Answer;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A list as an Excel workbook; `name` is the file's, without its ending: "sen-register".
///
/// # Errors
/// When the list has more rows or columns than a sheet can have.
pub fn xlsx(list: &List, name: &str, today: Date) -> Answer {
    let bytes = xlsx_out::write(list, today).map_err(|fault| Fault::rule("unwritable", fault.to_string()))?;
    Ok(file(bytes, XLSX, &format!("{name}-{today}.xlsx")))
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
