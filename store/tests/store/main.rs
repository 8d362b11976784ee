//! The contract of the store, on both engines.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cloned_ref_to_slice_refs, reason = "lists of one read better as lists")]

mod backup;
mod banks;
mod entries;
mod everything;
mod health;
mod kill;
mod many;
mod meetings;
mod names;
mod opening;
mod people;
mod read_back;
mod read_back_of_school;
mod releases;
mod rights;
mod schema;
mod scopes;
mod stale;

use std::{path::Path, process::ExitCode};

use testkit::{Engine, Suite, engines, on_both};

fn main() -> ExitCode {
    if kill::is_client() {
        return ExitCode::SUCCESS;
    }
    let mut suite = Suite::new();
    on_both!(
        suite,
        [
            backup::a_restore_brings_every_row_back,
            backup::a_backup_is_of_one_moment,
            backup::what_is_no_backup_is_refused,
            banks::versions_of_banks_are_kept,
            entries::what_is_written_is_read_back,
            entries::a_stale_save_changes_nothing,
            entries::the_version_before_is_kept,
            entries::what_was_taken_out_is_read_by_one_query_only,
            health::what_is_wrong_shows,
            health::looking_changes_nothing,
            health::a_commit_under_several_rights,
            many::pupils_are_renewed_and_placed,
            many::contacts_are_renewed,
            many::histories_are_replaced,
            many::records_are_renewed,
            many::events_of_kinds_come_back,
            many::bonds_and_roles_come_back,
            many::sessions_and_weeks_come_back_in_lists,
            many::imports_that_wait_are_listed_and_forgotten,
            many::work_is_handed_over,
            many::ways_in_come_back,
            many::classes_change_and_are_counted,
            many::mails_are_counted_and_tried_again,
            names::lists_are_in_the_same_order,
            names::searches_find_the_same_children,
            names::nul_is_left_out,
            opening::a_second_opening_changes_nothing,
            opening::a_newer_database_is_refused,
            opening::a_closed_database_is_away,
            opening::one_transaction_is_kept_whole_or_not_at_all,
            opening::writers_of_one_school_take_turns,
            meetings::meetings_come_back_and_move,
            people::schools_come_back,
            people::calendars_have_one_address_each,
            people::accounts_come_back,
            people::actors_reach_what_their_rows_say,
            people::a_class_is_reached_for_a_time,
            people::sign_ins_come_and_go,
            people::a_link_is_spent_once,
            people::failures_are_counted,
            people::drafts_are_ones_own,
            people::people_at_a_form_are_seen,
            people::what_a_device_sent_is_noted_once,
            people::a_mail_is_leased_by_one_and_settled,
            people::the_operator_is_named_in_events,
            read_back::contacts_come_back,
            read_back::care_comes_back,
            read_back::files_come_back_piece_by_piece,
            read_back_of_school::files_of_the_school_are_of_no_child,
            read_back::statuses_come_back,
            read_back::records_come_back,
            read_back::provisions_come_back,
            read_back::sessions_come_back,
            read_back::scores_come_back,
            read_back::closed_weeks_come_back,
            read_back::pupils_come_back,
            read_back_of_school::classes_come_back,
            read_back::events_and_looks_come_back,
            read_back_of_school::staged_imports_come_back,
            read_back_of_school::plan_templates_come_back,
            read_back_of_school::county_forms_come_back,
            read_back_of_school::the_choice_for_an_inspection_comes_back,
            read_back_of_school::interventions_and_contracts_come_back,
            read_back::sent_papers_come_back,
            rights::another_childs_right_covers_nothing,
            rights::another_schools_right_covers_nothing,
            rights::a_value_of_another_school_is_refused,
            rights::another_schools_id_never_answers,
            rights::a_commit_without_an_event_is_refused,
            schema::tables_are_what_their_entities_say,
            schema::the_school_comes_first,
            scopes::a_list_shows_the_scope_and_nothing_else,
            scopes::who_has_left_is_found_by_whoever_sees_the_school,
            stale::every_versioned_row_refuses_an_old_version,
            stale::of_moves_at_once_one_is_done,
            stale::a_second_move_finds_it_done,
        ]
    );
    suite.on(Engine::Sqlite, "opening::sqlite_is_told_to_be_safe", opening::sqlite_is_told_to_be_safe);
    suite.on(
        Engine::Sqlite,
        "opening::the_planner_knows_how_full_the_tables_are",
        opening::the_planner_knows_how_full_the_tables_are,
    );
    for engine in Engine::BOTH {
        let name = |test: &str| format!("{}::opening::{test}", engine.name());
        suite.tool(&name("servers_opening_at_once_migrate_once"), engines::needed(engine), move || {
            engines::runtime().block_on(opening::servers_opening_at_once_migrate_once(engine));
        });
        suite.tool(
            &name("an_address_that_does_not_answer_has_a_sentence"),
            engines::needed(engine),
            move || {
                engines::runtime().block_on(opening::an_address_that_does_not_answer_has_a_sentence(engine));
            },
        );
    }
    suite.alone("sqlite::kill::what_was_acknowledged_survives", kill::sqlite_keeps_what_it_acknowledged);
    suite.tool(
        "postgres::kill::what_was_acknowledged_survives",
        testkit::postgres::tools()
            .is_none()
            .then(|| "PostgreSQL is not installed: no initdb found".to_owned()),
        kill::postgres_keeps_what_it_acknowledged,
    );
    suite.alone("releases::every_release_opens", releases::every_release_opens);
    suite.alone("every_query_is_called_by_a_test", every_query_is_called_by_a_test);
    suite.run()
}

/// Reads the sources: each public query is called as `module::name` somewhere in the tests or their world.
fn every_query_is_called_by_a_test() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = |folder: &str| -> Vec<(String, String)> {
        let files = std::fs::read_dir(here.join(folder)).unwrap().flatten();
        files
            .map(|file| {
                (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap())
            })
            .collect()
    };
    let tests: String =
        ["tests/store", "../testkit/src"].into_iter().flat_map(sources).map(|(_, text)| text).collect();
    let mut without = Vec::new();
    for (file, text) in sources("src/queries") {
        let module = file.trim_end_matches(".rs").to_owned();
        for rest in text.split("\npub async fn ").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !tests.contains(&format!("{module}::{name}(")) {
                without.push(format!("{module}::{name}"));
            }
        }
    }
    assert!(without.is_empty(), "no test calls {without:?}");
}
