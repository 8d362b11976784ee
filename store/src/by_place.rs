//! Rows read by the places of their columns: lists of many wide rows need not look each column up by its name.

use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, QueryResult, QueryTrait, Select, SelectTwo, TryGetable,
    prelude::Uuid,
};

/// A row whose columns stand in the order of its fields.
pub(crate) trait ByPlace: Sized {
    /// How many columns it has.
    const WIDTH: usize;

    /// Reads the row whose first column stands at a place.
    fn at(row: &QueryResult, first: usize) -> Result<Self, DbErr>;
}

/// The next column of a row.
pub(crate) fn next<T: TryGetable>(row: &QueryResult, place: &mut usize) -> Result<T, DbErr> {
    *place += 1;
    row.try_get_by_index(*place - 1)
}

/// A query whose rows can be read by place.
pub(crate) trait Rows {
    /// What a row is.
    type Row;

    /// Every row.
    async fn rows(self, db: &impl ConnectionTrait) -> Result<Vec<Self::Row>, DbErr>;
}

impl<E: EntityTrait<Model: ByPlace>> Rows for Select<E> {
    type Row = E::Model;

    async fn rows(self, db: &impl ConnectionTrait) -> Result<Vec<E::Model>, DbErr> {
        let rows = db.query_all_raw(self.build(db.get_database_backend())).await?;
        rows.iter().map(|row| E::Model::at(row, 0)).collect()
    }
}

/// Rows of two tables; the second is missing where its first column, the school's, is null.
impl<E, F> Rows for SelectTwo<E, F>
where
    E: EntityTrait<Model: ByPlace>,
    F: EntityTrait<Model: ByPlace>,
{
    type Row = (E::Model, Option<F::Model>);

    async fn rows(self, db: &impl ConnectionTrait) -> Result<Vec<Self::Row>, DbErr> {
        let rows = db.query_all_raw(self.build(db.get_database_backend())).await?;
        rows.iter()
            .map(|row| {
                let second = E::Model::WIDTH;
                let there: Option<Uuid> = row.try_get_by_index(second)?;
                let other = there.map(|_| F::Model::at(row, second)).transpose()?;
                Ok((E::Model::at(row, 0)?, other))
            })
            .collect()
    }
}
