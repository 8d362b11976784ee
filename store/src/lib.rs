//! The one database room: entities, migrations, queries, transactions, over SQLite and PostgreSQL.
//!
//! Reads go through a [`Reader`], writes through a [`Tx`]; both stay inside one school. Every write asks for the
//! `&Allowed` that the verb was given and compares it with the row; a commit asks for at least one event. There are
//! no rules and no rights here.

mod access;
mod backup;
mod by_place;
mod edge;
mod engine;
mod fault;
mod health;
mod lanes;
mod migration;
mod plain;
pub mod queries;
mod rows;
mod statistics;
pub mod tables;

pub use access::{Conn, Reader, Tx};
pub use engine::{Options, Place, Store, make_folder};
pub use fault::StoreFault;
pub use health::Health;
