//! One entity for each table, in plain columns. `migration/m0001_ground.sql` is the schema; a test compares both.

use sea_orm::entity::prelude::*;

type Stamp = DateTimeUtc;
type Day = Date;

macro_rules! row {
    ($(#[$doc:meta])* $module:ident $table:literal { $($(#[$attr:meta])* $field:ident: $ty:ty,)+ }) => {
        $(#[$doc])*
        pub(crate) mod $module {
            use super::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub(crate) struct Model { $($(#[$attr])* pub(crate) $field: $ty,)+ }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub(crate) enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            impl crate::by_place::ByPlace for Model {
                const WIDTH: usize = [$(stringify!($field)),+].len();

                fn at(row: &sea_orm::QueryResult, first: usize) -> Result<Self, DbErr> {
                    let mut place = first;
                    Ok(Self { $($field: crate::by_place::next(row, &mut place)?,)+ })
                }
            }
        }
    };
}

mod children;
mod files;
mod house;
mod teaching;
mod writing;

pub(crate) use children::*;
pub(crate) use files::*;
pub(crate) use house::*;
pub(crate) use teaching::*;
pub(crate) use writing::*;
