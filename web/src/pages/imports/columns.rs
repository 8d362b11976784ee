//! The columns of a spreadsheet with examples, and the boxes in which their fields are chosen; for every import.

use std::collections::BTreeMap;

use app::{
    FieldFault,
    roll::{Field, Sheet},
};
use askama::Template;

use crate::{
    typed::Typed,
    view::{Choice, Choices, Chrome, Errors},
};

/// The page on which columns are named.
#[derive(Debug, Template)]
#[template(path = "pages/imports/columns.html")]
pub(crate) struct Page {
    pub(crate) chrome: Chrome,
    pub(crate) back: &'static str,
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) rows: usize,
    pub(crate) needed: &'static str,
    pub(crate) notes: Vec<String>,
    pub(crate) columns: Vec<Column>,
}

/// A column on the page.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) choices: Choices,
    pub(crate) examples: Vec<String>,
}

fn name_of(at: usize) -> String {
    if at == 0 { "columns".to_owned() } else { format!("column-{at}") }
}

/// The columns of a sheet; `code_of` gives the field chosen for a heading.
pub(crate) fn columns<F: Field>(
    sheet: &Sheet,
    code_of: impl Fn(&str) -> Option<String>,
    fields: &[F],
    errors: &Errors,
) -> Vec<Column> {
    let of = |(at, heading): (usize, &String)| {
        let mut items = vec![Choice::new("", "Do not read this column")];
        items.extend(fields.iter().map(|field| Choice::new(field.code(), field.label())));
        let chosen = code_of(heading).unwrap_or_default();
        let choices = Choices::new(name_of(at), heading.clone(), items).choose([chosen]).errors(errors);
        let examples = sheet
            .rows
            .iter()
            .map(|row| sheet.cell(row, Some(at)))
            .filter(|text| !text.is_empty())
            .take(3)
            .map(|text| text.chars().take(60).collect())
            .collect();
        Column { choices, examples }
    };
    sheet.headings.iter().enumerate().map(of).collect()
}

/// A mapping as it was chosen.
pub(crate) struct Chosen<F> {
    pub(crate) columns: BTreeMap<String, F>,
    pub(crate) fault: Option<FieldFault>,
}

/// The mapping that a form holds; one field chosen for two columns is a fault.
pub(crate) fn mapping_of<F: Field>(
    sheet: &Sheet,
    typed: &Typed,
    from_code: impl Fn(&str) -> Option<F>,
) -> Chosen<F> {
    let mut chosen: Chosen<F> = Chosen { columns: BTreeMap::new(), fault: None };
    for (at, heading) in sheet.headings.iter().enumerate() {
        let name = name_of(at);
        let Some(field) = from_code(&typed.text(&name)) else { continue };
        if let Some((other, _)) = chosen.columns.iter().find(|(_, known)| known.code() == field.code()) {
            let label = field.label();
            let sentence =
                format!("“{label}” is chosen for two columns, “{other}” and “{heading}”: choose one");
            chosen.fault.get_or_insert(FieldFault::new(name, sentence));
        }
        chosen.columns.insert(heading.clone(), field);
    }
    chosen
}
