//! The record: state, rounds, entries, drafts and the outbox.

use sea_orm::entity::prelude::*;

use super::{Day, Stamp};

row! {
/// Table `record`.
record "record" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    round: i32,
    cycle: i32,
    support: Option<String>,
    support_since: Option<Day>,
    statutory: String,
    statutory_since: Option<Day>,
    step: i32,
    state: String,
    review_due_on: Option<Day>,
    version: i32,
}}

row! {
/// Table `round`.
round "round" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] pupil_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] round: i32,
    opened_on: Day,
    closed_on: Option<Day>,
    reason: Option<String>,
    words: String,
    watch_until: Option<Day>,
}}

row! {
/// Table `entry`.
entry "entry" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    pupil_id: Uuid,
    round: i32,
    kind: String,
    on_date: Day,
    content: String,
    author_kind: String,
    author_id: Option<Uuid>,
    written_at: Stamp,
    version: i32,
    taken_out_at: Option<Stamp>,
    taken_out_kind: String,
    taken_out_by: Option<Uuid>,
    taken_out_why: String,
}}

row! {
/// Table `entry_version`.
entry_version "entry_version" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] version: i32,
    on_date: Day,
    content: String,
    author_kind: String,
    author_id: Option<Uuid>,
    written_at: Stamp,
}}

row! {
/// Table `draft`.
draft "draft" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] form: String,
    fields: String,
    saved_at: Stamp,
    device: String,
}}

row! {
/// Table `presence`.
presence "presence" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] place: String,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    since: Stamp,
    seen_at: Stamp,
}}

row! {
/// Table `outbox_key`.
outbox_key "outbox_key" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    secret: String,
    made_at: Stamp,
}}

row! {
/// Table `received`.
received "received" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    outcome: String,
    received_at: Stamp,
}}

row! {
/// Table `sent_paper`.
sent_paper "sent_paper" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    pupil_id: Uuid,
    paper: String,
    title: String,
    recipient: String,
    account_id: Option<Uuid>,
    reason: String,
    checked: String,
    file: String,
}}

row! {
/// Table `meeting`.
meeting "meeting" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    pupil_id: Uuid,
    on_date: Day,
    starts_at: String,
    minutes: i32,
    place: String,
    sequence: i32,
    planner_id: Option<Uuid>,
    changed_at: Stamp,
    called_off: Option<String>,
}}

row! {
/// Table `meeting_invited`.
meeting_invited "meeting_invited" {
    #[sea_orm(primary_key, auto_increment = false)] school_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    account_id: Option<Uuid>,
    party: String,
    name: String,
    reply: Option<String>,
    words: String,
    replied_at: Option<Stamp>,
    email: String,
    by_hand: bool,
    left_out: Option<String>,
    left_out_why: String,
}}
