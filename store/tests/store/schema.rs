//! The live schema of both engines: what the entities say, and the school first in every key.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::{Place, tables};
use testkit::{Engine, Ground};

/// Tables whose primary key does not start with the school, and why.
const KEYS_OF_THEIR_OWN: &[(&str, &str)] = &[
    ("school", "is the school"),
    ("login", "a sign-in is found by its token"),
    ("login_link", "a link is found by its token"),
    ("calendar_feed", "a calendar is found by its token"),
    ("throttle", "counts failures of nobody's school"),
    ("mail", "the job queue of all schools"),
    ("migration", "of the database"),
];

/// Unique indexes that do not start with the school, and why.
const INDEXES_OF_THEIR_OWN: &[(&str, &str)] =
    &[("school", "authority and establishment number are England's")];

pub async fn raw(place: &Place) -> DatabaseConnection {
    let url = match place {
        Place::File(path) => format!("sqlite://{}", path.display()),
        Place::Server(url) => url.clone(),
    };
    Database::connect(url).await.unwrap()
}

pub async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<Vec<String>> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    rows.iter()
        .map(|row| {
            (0..row.column_names().len()).map(|at| row.try_get_by_index::<String>(at).unwrap()).collect()
        })
        .collect()
}

/// A live table: columns (name, nullable, in key), its primary key, its unique indexes, its foreign keys.
#[derive(Debug, Default)]
struct Live {
    columns: Vec<tables::Column>,
    key: Vec<String>,
    unique: Vec<Vec<String>>,
    foreign: Vec<(Vec<String>, Vec<String>)>,
}

fn split(list: &str) -> Vec<String> {
    list.split(',').map(str::to_owned).collect()
}

async fn live(ground: &Ground) -> BTreeMap<String, Live> {
    let db = raw(&ground.place).await;
    // Each: table, then what is asked; lists joined with commas, in the order of the key.
    let (columns, keys, uniques, foreign) = match ground.engine {
        Engine::Sqlite => (
            "select m.name, c.name, cast(c.\"notnull\" = 0 as text), cast(c.pk > 0 as text)
             from sqlite_master m join pragma_table_info(m.name) c
             where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid",
            "select name, group_concat(part) from (select m.name, c.name as part
             from sqlite_master m join pragma_table_info(m.name) c
             where m.type = 'table' and c.pk > 0 order by m.name, c.pk) group by name",
            "select tbl, group_concat(part) from (select m.name as tbl, l.name as idx, i.name as part
             from sqlite_master m join pragma_index_list(m.name) l join pragma_index_info(l.name) i
             where m.type = 'table' and l.\"unique\" = 1 and l.origin <> 'pk' order by m.name, l.name, i.seqno)
             group by tbl, idx",
            "select tbl, group_concat(f), group_concat(coalesce(t, 'id')) from (select m.name as tbl, k.id as id,
             k.\"from\" as f, k.\"to\" as t from sqlite_master m join pragma_foreign_key_list(m.name) k
             where m.type = 'table' order by m.name, k.id, k.seq) group by tbl, id",
        ),
        Engine::Postgres => (
            "select c.relname::text, a.attname::text, case when a.attnotnull then '0' else '1' end,
             case when a.attnum = any(p.conkey) then '1' else '0' end
             from pg_class c join pg_attribute a on a.attrelid = c.oid
             left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0
             and not a.attisdropped order by c.relname, a.attnum",
            "select c.relname::text, (select string_agg(a.attname, ',' order by k.n)
             from unnest(p.conkey) with ordinality k(num, n)
             join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num)
             from pg_constraint p join pg_class c on c.oid = p.conrelid
             where p.contype = 'p' and c.relnamespace = 'public'::regnamespace",
            "select c.relname::text, (select string_agg(a.attname, ',' order by k.n)
             from unnest(i.indkey::int2[]) with ordinality k(num, n)
             join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num)
             from pg_index i join pg_class c on c.oid = i.indrelid
             where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace",
            "select c.relname::text, (select string_agg(a.attname, ',' order by k.n)
             from unnest(p.conkey) with ordinality k(num, n)
             join pg_attribute a on a.attrelid = p.conrelid and a.attnum = k.num),
             (select string_agg(a.attname, ',' order by k.n) from unnest(p.confkey) with ordinality k(num, n)
             join pg_attribute a on a.attrelid = p.confrelid and a.attnum = k.num)
             from pg_constraint p join pg_class c on c.oid = p.conrelid
             where p.contype = 'f' and c.relnamespace = 'public'::regnamespace",
        ),
    };
    let mut live: BTreeMap<String, Live> = BTreeMap::new();
    for row in rows(&db, columns).await {
        let column = tables::Column { name: row[1].clone(), nullable: row[2] == "1", in_key: row[3] == "1" };
        live.entry(row[0].clone()).or_default().columns.push(column);
    }
    for row in rows(&db, keys).await {
        live.entry(row[0].clone()).or_default().key = split(&row[1]);
    }
    for row in rows(&db, uniques).await {
        live.entry(row[0].clone()).or_default().unique.push(split(&row[1]));
    }
    for row in rows(&db, foreign).await {
        live.entry(row[0].clone()).or_default().foreign.push((split(&row[1]), split(&row[2])));
    }
    assert_eq!(db.get_database_backend() == DbBackend::Sqlite, ground.engine == Engine::Sqlite);
    db.close().await.unwrap();
    live
}

pub async fn tables_are_what_their_entities_say(ground: Ground) {
    ground.open().await.close().await.unwrap();
    let live = live(&ground).await;
    let entities = tables::all();
    let named: BTreeSet<_> = entities.iter().map(|table| table.name).chain(["migration"]).collect();
    let there: BTreeSet<_> = live.keys().map(String::as_str).collect();
    assert_eq!(there, named, "each table has an entity in `tables`");
    for table in entities {
        let mut said = table.columns;
        let mut there = live[table.name].columns.clone();
        said.sort();
        there.sort();
        assert_eq!(there, said, "table {}", table.name);
    }
}

pub async fn the_school_comes_first(ground: Ground) {
    ground.open().await.close().await.unwrap();
    let excepted = |list: &[(&str, &str)], table: &str| list.iter().any(|(name, _)| *name == table);
    let mut foreign_keys = 0;
    for (name, table) in live(&ground).await {
        assert!(!table.key.is_empty(), "{name} has a primary key");
        let own_key = table.key[0] != "school_id";
        assert_eq!(own_key, excepted(KEYS_OF_THEIR_OWN, &name), "{name}: {:?}", table.key);
        for unique in table.unique {
            assert!(unique[0] == "school_id" || excepted(INDEXES_OF_THEIR_OWN, &name), "{name}: {unique:?}");
        }
        for (from, to) in table.foreign {
            foreign_keys += 1;
            assert_eq!(from[0], "school_id", "{name} refers by {from:?}");
            assert!(to[0] == "school_id" || to == ["id"], "{name} refers to {to:?}");
            assert!(from.len() > 1 || to == ["id"], "{name}: {from:?} to {to:?}");
        }
    }
    assert!(foreign_keys > 20);
}
