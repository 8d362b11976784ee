//! The same seed and day make the same school, to the last row.

use std::path::Path;

use demo::Plan;
use domain::{Date, date};
use sqlx::{Connection, Row, SqliteConnection};

const MONDAY: Date = date(2026, 11, 23);

fn plan(seed: u64, today: Date) -> Plan {
    Plan { pupils: 60, seed, today, schools: 2, pupils_elsewhere: 20 }
}

/// Makes a demonstration and dumps it: every table with every row in the order in which it lies there.
async fn made(plan: Plan) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    demo::open(folder.path(), plan).await.unwrap().close().await.unwrap();
    dump(&folder.path().join("waymark.db")).await
}

async fn dump(file: &Path) -> Vec<String> {
    let mut db = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let schema = "select name, sql from sqlite_master where sql is not null order by rowid";
    let mut lines = Vec::new();
    for row in sqlx::query(schema).fetch_all(&mut db).await.unwrap() {
        let (name, sql): (String, String) = (row.get(0), row.get(1));
        lines.push(sql.clone());
        if !sql.starts_with("create table") && !sql.starts_with("CREATE TABLE") {
            continue;
        }
        let columns = format!("select 'quote(\"' || name || '\")' from pragma_table_info('{name}')");
        let columns: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(columns)).fetch_all(&mut db).await.unwrap();
        let rows = format!("select {} from \"{name}\"", columns.join(" || ',' || "));
        let rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_all(&mut db).await.unwrap();
        lines.extend(rows.into_iter().map(|row| format!("{name}: {row}")));
    }
    lines
}

#[tokio::test]
async fn the_same_seed_and_day_make_equal_dumps() {
    let (one, two) = (made(plan(7, MONDAY)).await, made(plan(7, MONDAY)).await);
    assert!(one.len() > 4_000, "a year of history, not {} rows", one.len());
    let differ = one.iter().zip(&two).find(|(one, two)| one != two);
    assert_eq!(differ, None);
    assert_eq!(one.len(), two.len());
}

#[tokio::test]
async fn another_seed_and_another_day_make_another_school() {
    let one = made(plan(7, MONDAY)).await;
    assert_ne!(one, made(plan(8, MONDAY)).await);
    assert_ne!(one, made(plan(7, date(2026, 11, 24))).await);
}
