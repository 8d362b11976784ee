//! The school, its people, how they sign in, its mail and its trail.

use sea_orm::entity::prelude::*;

use super::{Day, Stamp};

row! {
/// Table `school`.
school "school" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    urn: String,
    authority: i32,
    establishment: i32,
    phase: String,
    settings: String,
    revision: i64,
    demo: bool,
    made_at: Stamp,
}}

row! {
/// Table `account`.
account "account" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    sort_key: String,
    email: Option<String>,
    password: Option<String>,
    active: bool,
    last_in_at: Option<Stamp>,
    last_in_from: Option<String>,
    version: i32,
    digest: String,
}}

row! {
/// Table `account_role`.
account_role "account_role" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] role: String,
}}

row! {
/// Table `class`.
class "class" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    year_group: i32,
    academic_year: i32,
}}

row! {
/// Table `class_staff`.
class_staff "class_staff" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] class_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] role: String,
    #[sea_orm(primary_key, auto_increment = false)] from_on: Day,
    until_on: Option<Day>,
}}

row! {
/// Table `class_reach`.
class_reach "class_reach" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] class_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] part: String,
    #[sea_orm(primary_key, auto_increment = false)] from_on: Day,
    until_on: Day,
}}

row! {
/// Table `bank_version`.
bank_version "bank_version" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] bank: String,
    #[sea_orm(primary_key, auto_increment = false)] version: i32,
    content: String,
    made_by: Option<Uuid>,
    made_at: Stamp,
}}

row! {
/// Table `login`.
login "login" {
    #[sea_orm(primary_key, auto_increment = false)] token_hash: String,
    school_id: Uuid,
    account_id: Uuid,
    only_pupil: Option<Uuid>,
    made_at: Stamp,
    seen_at: Stamp,
    came_from: String,
    before_at: Option<Stamp>,
    before_from: Option<String>,
}}

row! {
/// Table `login_link`.
login_link "login_link" {
    #[sea_orm(primary_key, auto_increment = false)] token_hash: String,
    school_id: Uuid,
    account_id: Uuid,
    purpose: String,
    made_at: Stamp,
    expires_at: Stamp,
    used_at: Option<Stamp>,
}}

row! {
/// Table `calendar_feed`.
calendar_feed "calendar_feed" {
    #[sea_orm(primary_key, auto_increment = false)] token_hash: String,
    school_id: Uuid,
    account_id: Uuid,
    made_at: Stamp,
}}

row! {
/// Table `throttle`.
throttle "throttle" {
    #[sea_orm(primary_key, auto_increment = false)] token: String,
    failures: i32,
    first_at: Stamp,
    until_at: Option<Stamp>,
}}

row! {
/// Table `mail`.
mail "mail" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    school_id: Uuid,
    recipient: String,
    subject: String,
    body: String,
    made_at: Stamp,
    sent_at: Option<Stamp>,
    attempts: i32,
    next_at: Stamp,
    leased_until: Option<Stamp>,
    fault: String,
    files: String,
}}

row! {
/// Table `plan_template`.
plan_template "plan_template" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: String,
    #[sea_orm(primary_key, auto_increment = false)] version: i32,
    content: String,
    made_by: Option<Uuid>,
    made_at: Stamp,
}}

row! {
/// Table `county_form`.
county_form "county_form" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: String,
    #[sea_orm(primary_key, auto_increment = false)] version: i32,
    content: String,
    made_by: Option<Uuid>,
    made_at: Stamp,
}}

row! {
/// Table `inspection_pick`.
inspection_pick "inspection_pick" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    chosen_by: Option<Uuid>,
    chosen_at: Stamp,
}}

row! {
/// Table `staged_import`.
staged_import "staged_import" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    kind: String,
    staged_by: Option<Uuid>,
    staged_at: Stamp,
    content: String,
}}

row! {
/// Table `event`.
event "event" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    at: Stamp,
    who_kind: String,
    who_id: Option<Uuid>,
    action: String,
    what: String,
    pupil_id: Option<Uuid>,
    entry_id: Option<Uuid>,
    detail: String,
}}

row! {
/// Table `look`.
look "look" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    at: Stamp,
    account_id: Uuid,
    pupil_id: Uuid,
    page: String,
}}
