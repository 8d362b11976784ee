//! Kinds of data that every page must bear: a school without children, and one in which every text is ugly.
//!
//! Both are made from the file of a demonstration, row by row: what no form would take must not break a page either.

use std::path::Path;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use uuid::Uuid;

/// Names that break pages which were tried with plain ones only. `<wm-hole>` is in no page of ours: an answer that
/// holds it did not escape what was typed.
pub const UGLY: [&str; 8] = [
    "Łucja Wiśniewska-Żółkiewska z Ostrowca",
    "<wm-hole>\"'&amp;</wm-hole>",
    "عبد الرحمن بن عوف الطويل جدا",
    "Siân Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "👩‍👩‍👧‍👦🦄 Zoë 🧑🏾‍🦽",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "O'Shea; drop table pupil; --",
    "\u{202e}desrever\u{202c} שלום עולם",
];

/// A name of 300 characters without a place to break it.
#[must_use]
pub fn long_name() -> String {
    "Wolfeschlegelsteinhausenbergerdorff".repeat(9).chars().take(300).collect()
}

/// The ugly text of a place: one in five is the long name.
fn ugly_text(place: usize) -> String {
    if place.is_multiple_of(5) { long_name() } else { UGLY[place % UGLY.len()].to_owned() }
}

async fn open(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file).foreign_keys(false);
    SqliteConnection::connect_with(&options).await.expect("the database opens")
}

async fn run(connection: &mut SqliteConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.expect("the statement runs");
}

/// Takes every child, and all that is about children, out of the schools of a file.
///
/// # Panics
/// When the file cannot be written.
pub async fn empty(file: &Path) {
    const KEPT: [&str; 10] = [
        "school",
        "account",
        "account_role",
        "class",
        "class_staff",
        "bank_version",
        "plan_template",
        "intervention",
        "contract",
        "migration",
    ];
    let mut connection = open(file).await;
    let tables =
        sqlx::query("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
            .fetch_all(&mut connection)
            .await
            .expect("the tables are listed");
    for table in
        tables.iter().map(|row| row.get::<String, _>(0)).filter(|name| !KEPT.contains(&name.as_str()))
    {
        run(&mut connection, format!("delete from {table}")).await;
    }
    connection.close().await.expect("it closes");
}

/// Makes every name and every text of a file ugly.
///
/// # Panics
/// When the file cannot be written.
pub async fn ugly(file: &Path) {
    const TEXTS: [(&str, &[&str]); 9] = [
        ("school", &["name"]),
        ("account", &["name"]),
        ("pupil", &["forename", "surname", "key_facts"]),
        ("contact", &["forename", "surname", "relationship", "address", "email"]),
        ("provision", &["name", "description", "place"]),
        ("teaching_session", &["line", "why"]),
        ("event", &["detail"]),
        ("entry", &["content"]),
        ("entry_version", &["content"]),
    ];
    let mut connection = open(file).await;
    let mut place = 0;
    run(&mut connection, "begin".to_owned()).await;
    for (table, column) in
        TEXTS.iter().flat_map(|(table, columns)| columns.iter().map(move |one| (table, one)))
    {
        let rows =
            sqlx::query(AssertSqlSafe(format!("select rowid, {column} from {table} where {column} <> ''")))
                .fetch_all(&mut connection)
                .await
                .expect("the rows are read");
        for row in rows {
            let (id, text): (i64, String) = (row.get(0), row.get(1));
            let text = if *column == "content" {
                let mut content: Value = serde_json::from_str(&text).expect("an entry is JSON");
                uglify(&mut content, &mut place);
                content.to_string()
            } else {
                place += 1;
                ugly_text(place)
            };
            sqlx::query(AssertSqlSafe(format!("update {table} set {column} = $1 where rowid = $2")))
                .bind(text)
                .bind(id)
                .execute(&mut connection)
                .await
                .expect("the row is written");
        }
    }
    // Unique in a year: the long name and the row's number.
    run(&mut connection, format!("update class set name = '{}' || rowid", &long_name()[..60])).await;
    run(&mut connection, "commit".to_owned()).await;
    connection.close().await.expect("it closes");
}

/// Each text of a document that holds a blank: the words of people, not the codes of the form.
fn uglify(value: &mut Value, place: &mut usize) {
    match value {
        Value::String(text) if text.contains(' ') => {
            *place += 1;
            *text = ugly_text(*place);
        }
        Value::Array(values) => values.iter_mut().for_each(|value| uglify(value, place)),
        Value::Object(fields) => fields.values_mut().for_each(|value| uglify(value, place)),
        _ => {}
    }
}

/// Changes a file by a statement, as somebody does who breaks a database.
///
/// # Panics
/// When the statement does not run.
pub async fn change(file: &Path, sql: &str) {
    let mut connection = open(file).await;
    run(&mut connection, sql.to_owned()).await;
    connection.close().await.expect("it closes");
}

/// The rows that a query of a file gives, as texts; ids as people see them in addresses.
///
/// # Panics
/// When the file cannot be read, or a column is neither text nor an id.
pub async fn rows(file: &Path, sql: &str) -> Vec<Vec<String>> {
    let mut connection = open(file).await;
    let rows = sqlx::query(AssertSqlSafe(sql.to_owned()))
        .fetch_all(&mut connection)
        .await
        .expect("the rows are read");
    let texts = rows
        .iter()
        .map(|row| {
            (0..row.len())
                .map(|column| {
                    row.try_get::<Uuid, _>(column)
                        .map(|id| id.to_string())
                        .or_else(|_| row.try_get::<String, _>(column))
                        .expect("a text or an id")
                })
                .collect()
        })
        .collect();
    connection.close().await.expect("it closes");
    texts
}
