//! Pupils, their contacts, status and attainment.

use sea_orm::entity::prelude::*;

use super::Day;

row! {
/// Table `pupil`.
pupil "pupil" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    upn: String,
    surname: String,
    forename: String,
    preferred_surname: String,
    preferred_forename: String,
    middle_names: String,
    sort_key: String,
    search_words: String,
    born_on: Day,
    sex: String,
    year_group: i32,
    class_id: Option<Uuid>,
    language: String,
    eal: Option<bool>,
    fsm: bool,
    looked_after: bool,
    sessions_possible: Option<i32>,
    sessions_attended: Option<i32>,
    key_facts: String,
    provision: String,
    main_need: Option<String>,
    joined_on: Day,
    left_on: Option<Day>,
    source: String,
    version: i32,
    care: String,
}}

row! {
/// Table `contact`.
contact "contact" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    pupil_id: Uuid,
    position: i32,
    title: String,
    surname: String,
    forename: String,
    relationship: String,
    responsibility: bool,
    barred: bool,
    phones: String,
    email: String,
    address: String,
    account_id: Option<Uuid>,
    interpreter: String,
    large_print: bool,
    other_format: String,
    bar: String,
    no_responsibility: bool,
    kept_from_meetings: bool,
}}

row! {
/// Table `bond`.
bond "bond" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] role: String,
    from_on: Day,
    until_on: Option<Day>,
}}

row! {
/// Table `sen_status`.
sen_status "sen_status" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] from_on: Day,
    until_on: Option<Day>,
    provision: String,
    source: String,
}}

row! {
/// Table `sen_need`.
sen_need "sen_need" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] rank: i32,
    #[sea_orm(primary_key, auto_increment = false)] need: String,
    from_on: Option<Day>,
    until_on: Option<Day>,
}}

row! {
/// Table `attainment`.
attainment "attainment" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] subject: String,
    #[sea_orm(primary_key, auto_increment = false)] scale: String,
    #[sea_orm(primary_key, auto_increment = false)] on_date: Day,
    value: i64,
    written: String,
}}
