//! Provision, sessions and scores.

use sea_orm::entity::prelude::*;

use super::{Day, Stamp};

row! {
/// Table `provision`.
provision "provision" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    area: Option<String>,
    tier: String,
    description: String,
    place: String,
    weekdays: String,
    starts_at: String,
    minutes: i32,
    preparation_minutes: i32,
    hourly_pence: i64,
    resources_pence: i64,
    from_on: Day,
    until_on: Day,
    version: i32,
    intervention: String,
    misses: String,
    class_id: Option<Uuid>,
    follows_id: Option<Uuid>,
}}

row! {
/// Table `intervention`.
intervention "intervention" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] code: String,
    content: String,
    changed_by: Option<Uuid>,
    changed_at: Stamp,
    version: i32,
}}

row! {
/// Table `contract`.
contract "contract" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    minutes_a_week: i32,
}}

row! {
/// Table `provision_staff`.
provision_staff "provision_staff" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] provision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
}}

row! {
/// Table `provision_place`.
provision_place "provision_place" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] provision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    target_id: Option<Uuid>,
    #[sea_orm(primary_key, auto_increment = false)] from_on: Day,
    until_on: Option<Day>,
}}

row! {
/// Table `cover`.
cover "cover" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] provision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] on_date: Day,
}}

row! {
/// Table `teaching_session`.
teaching_session "teaching_session" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    provision_id: Uuid,
    on_date: Day,
    status: String,
    why: String,
    line: String,
    minutes: i32,
    cover: bool,
    logged_by: Option<Uuid>,
    logged_at: Stamp,
    version: i32,
}}

row! {
/// Table `session_child`.
session_child "session_child" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] session_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    present: bool,
    why: String,
    line: String,
    prompts: Option<i32>,
}}

row! {
/// Table `score`.
score "score" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    pupil_id: Uuid,
    target_id: Uuid,
    on_date: Day,
    value: i64,
    session_id: Option<Uuid>,
    entered_by: Option<Uuid>,
    entered_at: Stamp,
}}

row! {
/// Table `closed_week`.
closed_week "closed_week" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] monday: Day,
    closed_at: Stamp,
    closed_by: Option<Uuid>,
    note: String,
}}
