//! Files that people give, and their bytes in pieces.

use sea_orm::entity::prelude::*;

use super::Stamp;

row! {
/// Table `file`.
file "file" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    pupil_id: Option<Uuid>,
    entry_id: Option<Uuid>,
    name: String,
    kind: String,
    bytes: i64,
    digest: String,
    by_kind: String,
    by_id: Option<Uuid>,
    added_at: Stamp,
}}

row! {
/// Table `file_chunk`.
file_chunk "file_chunk" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] file_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    content: Vec<u8>,
}}
