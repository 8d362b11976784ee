//! Every table in the order in which rows may be written: for backups, restores, counts, and the test of the schema.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, PaginatorTrait, PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use crate::{StoreFault, rows::*};

/// A table, as its entity says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column, as its entity says it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether it may be empty.
    pub nullable: bool,
    /// Whether it is part of the primary key.
    pub in_key: bool,
}

/// How many rows each table has, by name.
pub type Counts = Vec<(&'static str, u64)>;

macro_rules! tables {
    ($($table:ident),+ $(,)?) => {
        /// Every table; a row refers only to rows of tables before its own.
        #[must_use]
        pub fn all() -> Vec<Table> {
            vec![$(shape::<$table::Entity>()),+]
        }

        /// Copies every row of every table.
        pub(crate) async fn copy(
            from: &impl ConnectionTrait,
            to: &impl ConnectionTrait,
        ) -> Result<Counts, StoreFault> {
            Ok(vec![$((stringify!($table), copy_one::<$table::Entity>(from, to).await?)),+])
        }

        /// Counts the rows of every table.
        pub(crate) async fn count(of: &impl ConnectionTrait) -> Result<Counts, StoreFault> {
            Ok(vec![$((stringify!($table), $table::Entity::find().count(of).await?)),+])
        }
    };
}

tables! {
    school, account, account_role, class, class_staff, pupil, contact, bond, sen_status, sen_need, record, round,
    entry, entry_version, provision, provision_staff, provision_place, cover, teaching_session, session_child,
    score, attainment, closed_week, event, look, login, login_link, throttle, draft, presence, outbox_key, received,
    mail, staged_import, plan_template, bank_version, calendar_feed, file, file_chunk, intervention, contract,
    sent_paper, meeting, meeting_invited, inspection_pick, county_form, class_reach,
}

fn shape<E: EntityTrait>() -> Table {
    let key: Vec<_> = E::PrimaryKey::iter().map(|part| part.into_column().as_str()).collect();
    let columns = E::Column::iter()
        .map(|column| Column {
            name: column.as_str().to_owned(),
            nullable: column.def().is_null(),
            in_key: key.contains(&column.as_str()),
        })
        .collect();
    Table { name: E::default().table_name(), columns }
}

/// Both engines take at least this many values in one statement.
const VALUES: usize = 30_000;

/// Copies a table by pages in the order of its key: never whole in memory.
async fn copy_one<E>(from: &impl ConnectionTrait, to: &impl ConnectionTrait) -> Result<u64, StoreFault>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let key: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
    // A page of pieces of files has 4 MiB.
    let most = if E::default().table_name() == "file_chunk" { 16 } else { 1000 };
    let page = (VALUES / E::Column::iter().count()).min(most);
    let (mut copied, mut last) = (0, None::<Vec<Expr>>);
    loop {
        let mut query = E::find();
        for column in &key {
            query = query.order_by_asc(*column);
        }
        if let Some(last) = last {
            let here = Expr::tuple(key.iter().map(|column| Expr::col(*column)));
            query = query.filter(ExprTrait::gt(here, Expr::tuple(last)));
        }
        let rows = query.limit(page as u64).all(from).await?;
        let Some(end) = rows.last() else { return Ok(copied) };
        last = Some(key.iter().map(|column| Expr::value(end.get(*column))).collect());
        let read = rows.len();
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
        E::insert_many(rows).exec_without_returning(to).await?;
        copied += read as u64;
        if read < page {
            return Ok(copied);
        }
    }
}
