//! A CSV file of scores: its columns found by name, every wrong cell reported with its line.

use std::{fs::File, io::Read, path::Path};

use domain::progress::Score;

use super::Refusal;

/// The largest file that is read: one target's scores are far smaller.
const LARGEST_FILE: u64 = 1024 * 1024;
/// The most rows that are read.
const MOST_ROWS: usize = 2000;

/// The rows of a file, with its columns in the order asked for.
pub struct Table {
    /// The rows that are not empty.
    pub rows: Vec<Row>,
    /// Whether each column asked for is there.
    pub has: Vec<bool>,
    /// The columns that are not read.
    pub unread: Vec<String>,
}

/// A row: its line in the file, and its cells in the order of the columns asked for; empty when missing.
pub struct Row {
    /// Where it stands, as said to the user.
    pub place: String,
    /// The cells, without surrounding blanks.
    pub cells: Vec<String>,
}

/// Reads a file; the first `needed` of `columns` must be there.
pub fn read(path: &Path, columns: &[&str], needed: usize) -> Result<Table, Refusal> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| Refusal::one(&*shown, format!("the file cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Refusal::one(shown, "the file is over 1 MB: it should hold the scores of one target"));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Refusal::one(&*shown, "the file is not UTF-8 text: save it as “CSV UTF-8” and try again")
    })?;
    from_text(&shown, text.strip_prefix('\u{feff}').unwrap_or(&text), columns, needed)
}

fn from_text(shown: &str, text: &str, columns: &[&str], needed: usize) -> Result<Table, Refusal> {
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| fault(shown, &error))?.clone();
    let names: Vec<String> = header.iter().map(|name| plain(name, separator).to_lowercase()).collect();
    let mut refusal = Refusal::default();
    let mut at = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let mut found = names.iter().enumerate().filter(|(_, name)| name == column).map(|(index, _)| index);
        at.push(found.next());
        if found.next().is_some() {
            refusal.add("line 1", format!("the column “{column}” stands twice"));
        } else if index < needed && at[index].is_none() {
            refusal.add("line 1", format!("the column “{column}” is missing"));
        }
    }
    let mut rows = Vec::new();
    if !refusal.refused.is_empty() {
        return Err(refusal);
    }
    for record in reader.records() {
        let record = record.map_err(|error| fault(shown, &error))?;
        let line = record.position().map_or(0, |at| line_of(text, at));
        if let Some(sentence) = wrong_length(&record, header.len()) {
            refusal.add(format!("line {line}"), sentence);
            continue;
        }
        let cell = |at: Option<usize>| plain(at.and_then(|at| record.get(at)).unwrap_or_default(), separator);
        let cells: Vec<String> = at.iter().map(|at| cell(*at)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { place: format!("line {line}"), cells });
        }
        if rows.len() > MOST_ROWS {
            refusal.add(
                format!("line {line}"),
                format!("there are over {MOST_ROWS} rows: one target has fewer"),
            );
            break;
        }
    }
    if !refusal.refused.is_empty() {
        return Err(refusal);
    }
    let unread =
        header.iter().zip(&names).filter(|(_, name)| !name.is_empty() && !columns.contains(&name.as_str()));
    Ok(Table {
        rows,
        has: at.iter().map(Option::is_some).collect(),
        unread: unread.map(|(as_is, _)| as_is.to_owned()).collect(),
    })
}

fn fault(shown: &str, error: &csv::Error) -> Refusal {
    let place =
        error.position().map_or_else(|| shown.to_owned(), |position| format!("line {}", position.line()));
    Refusal::one(place, format!("the row cannot be read: {error}"))
}

/// The sign between the cells: of comma, semicolon (spreadsheets of some countries) and tab, the one that the heading has most.
fn separator(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &u8| heading.bytes().filter(|byte| byte == sign).count();
    // Of signs as many the last is taken: a comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// A cell without the quotation marks that stand beside blanks, and, where semicolons stand between the cells, with a point
/// for the decimal comma of the countries that write so.
fn plain(cell: &str, separator: u8) -> String {
    let cell = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match cell.split_once(',') {
        Some((whole, part))
            if separator == b';' && digits(whole.trim_start_matches(['-', '+'])) && digits(part) =>
        {
            format!("{whole}.{part}")
        }
        Some(_) | None => cell.to_owned(),
    }
}

/// The line on which a row stands: the reader's place is before the empty lines that it passes over.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX).min(text.len());
    let passed = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() + passed.filter(|byte| **byte == b'\n').count() as u64
}

/// What is wrong with the number of cells of a row. Empty cells at its end may be more or fewer than headings.
fn wrong_length(record: &csv::StringRecord, headings: usize) -> Option<String> {
    let filled = (0..record.len()).rfind(|at| record.get(*at).is_some_and(|cell| !cell.is_empty()));
    let filled = filled.map_or(0, |last| last + 1);
    let is_blank = filled == 0;
    let (cells, are_many) = (record.len(), filled > headings);
    let are_few = record.len() < headings && !is_blank;
    (are_many || are_few).then(|| {
        let s = if cells == 1 { "" } else { "s" };
        format!("the row has {cells} cell{s}, the header has {headings}")
    })
}

/// A note on the columns that are not read, if there are any.
pub fn note_unread(table: &Table) -> Option<String> {
    (!table.unread.is_empty()).then(|| format!("Columns not read: {}.", table.unread.join(", ")))
}

/// A score; none when the cell is empty.
pub fn score(cell: &str) -> Result<Option<Score>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|fault| format!("“{cell}”: {fault}"))
}

/// A number of sessions; none when the cell is empty.
pub fn sessions(cell: &str, column: &str) -> Result<Option<u32>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| format!("“{cell}” under “{column}” is not a number of sessions"))
}
