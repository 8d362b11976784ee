//! `waymark serve` as it is run: first day, counters, an orderly end, and two servers on one database.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod server;

use std::{process::ExitCode, time::Duration};

use server::{Server, place_of, waymark};
use testkit::{Engine, Ground, Suite};

/// The link that a server or a command printed.
fn link(said: &str) -> String {
    said.split_whitespace().find(|word| word.starts_with("http") && word.contains('/')).unwrap().to_owned()
}

/// The path of an address.
fn path(link: &str) -> String {
    format!("/{}", link.splitn(4, '/').nth(3).unwrap())
}

/// Makes a school with an administrator at the command line; gives the path of their first link.
fn school(ground: &Ground) -> String {
    let place = place_of(ground);
    let mut args: Vec<&str> = vec!["school", "add", "--name", "Testing Lane Primary School"];
    args.extend([
        "--authority",
        "999",
        "--establishment",
        "2001",
        "--urn",
        "900001",
        "--email",
        "a@example.test",
    ]);
    args.extend(["--admin-name", "Ann Example"]);
    args.extend(place.iter().map(String::as_str));
    let (code, said, fault) = waymark(&args);
    assert_eq!(code, 0, "{said}{fault}");
    path(&link(said.lines().find(|line| line.contains("/link/")).unwrap()))
}

/// On an empty database the first page makes the school; the link is good once.
async fn the_first_day(ground: Ground) {
    let server = Server::start(&ground, &["--metrics-addr", "127.0.0.1:0"]);
    let said = server.said.join("\n");
    let first = path(&link(server.said.iter().find(|line| line.contains("/first-day/")).unwrap()));
    let page = server.get(&first, "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<h1"), "{page}");
    assert!(server.get("/first-day/another", "").starts_with("HTTP/1.1 4"), "another token opens nothing");
    let counters = said.split_whitespace().find(|word| word.ends_with("/metrics")).unwrap();
    let counted =
        server::get(counters.trim_start_matches("http://").trim_end_matches("/metrics"), "/metrics", "");
    assert!(
        counted
            .contains("waymark_requests_total{method=\"GET\",route=\"/first-day/{token}\",status=\"200\"} 1"),
        "{counted}"
    );
    assert!(!counted.contains(first.rsplit('/').next().unwrap()), "no token is counted");
    assert!(server.get("/metrics", "").starts_with("HTTP/1.1 404"), "only on its own address");
    assert!(server.get("/healthz", "").starts_with("HTTP/1.1 200"));
    assert!(server.get("/readyz", "").starts_with("HTTP/1.1 200"));
    server.stop();
}

/// SIGTERM: what runs is finished, then the server ends with 0.
async fn asked_to_stop_it_finishes_what_runs(ground: Ground) {
    let first = school(&ground);
    let server = Server::start(&ground, &[]);
    let form = "password=three+words+together";
    let mut begun = server.begin("POST", &first, "", form, 10);
    std::thread::sleep(Duration::from_millis(300));
    server.terminate();
    std::thread::sleep(Duration::from_millis(300));
    let answered = begun.finish(&form[10..]);
    assert!(answered.starts_with("HTTP/1.1 303"), "{answered}");
    let log = server.ended();
    assert!(log.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "JSON lines: {log}");
    let request =
        log.lines().find(|line| line.contains("\"message\":\"request\"")).expect("the request is logged");
    assert!(
        request.contains("\"path\":\"/link/{token}\"") && request.contains("\"request\":\""),
        "{request}"
    );
    assert!(!log.contains("three") && !log.contains(first.rsplit('/').next().unwrap()), "{log}");
}

/// Several stateless servers on one database: a sign-out on one holds on the other at once.
async fn two_servers_know_of_each_other(ground: Ground) {
    let first = school(&ground);
    let (one, two) = (Server::start(&ground, &[]), Server::start(&ground, &[]));
    let signed = one.post(&first, "", "password=three+words+together");
    assert!(signed.starts_with("HTTP/1.1 303"), "{signed}");
    let cookie = signed.split("waymark=").nth(1).unwrap().split(';').next().unwrap().to_owned();
    for server in [&one, &two] {
        let page = server.get("/school/accounts", &cookie);
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("Ann Example"), "{page}");
    }
    // What one writes, the other shows, though it keeps the school in memory.
    let renamed = two.get("/school/settings", &cookie);
    assert!(renamed.contains("Testing Lane"), "{renamed}");
    assert!(two.post("/sign-out", &cookie, "").starts_with("HTTP/1.1 303"));
    for server in [&one, &two] {
        let page = server.get("/school/accounts", &cookie);
        assert!(page.starts_with("HTTP/1.1 303") && page.contains("/sign-in"), "{page}");
    }
    one.stop();
    two.stop();
}

/// A restored school is there, nobody is signed in, and the operator's act is on record.
async fn a_restore_signs_everybody_out(ground: Ground) {
    let first = school(&ground);
    let server = Server::start(&ground, &[]);
    let signed = server.post(&first, "", "password=three+words+together");
    let cookie = signed.split("waymark=").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let file = ground.path("monday.waymark").display().to_string();
    let mut args = vec!["backup", &file];
    let place = place_of(&ground);
    args.extend(place.iter().map(String::as_str));
    let (code, said, fault) = waymark(&args);
    assert_eq!(code, 0, "while the server runs: {said}{fault}");
    server.stop();

    let fresh = Ground::of(ground.engine, false).await;
    let mut args = vec!["restore", &file];
    let place = place_of(&fresh);
    args.extend(place.iter().map(String::as_str));
    let (code, said, fault) = waymark(&args);
    assert_eq!(code, 0, "{said}{fault}");
    let server = Server::start(&fresh, &[]);
    let page = server.get("/school/accounts", &cookie);
    assert!(page.starts_with("HTTP/1.1 303"), "the old session is good no more: {page}");
    let again = server.post("/sign-in", "", "email=a%40example.test&password=three+words+together");
    assert!(again.starts_with("HTTP/1.1 303"), "the password is: {again}");
    server.stop();
    let store = fresh.open().await;
    let school = store::queries::schools::all(&store).await.unwrap()[0].id;
    let told = [domain::audit::Happening::Restored];
    let events = store::queries::events::of_school(&store.read(school), &told, 5).await.unwrap();
    assert_eq!(events.len(), 1, "the operator's act is an event");
    store.close().await.unwrap();
}

fn main() -> ExitCode {
    let mut suite = Suite::new();
    for engine in Engine::BOTH {
        suite.on_empty(engine, "the_first_day", the_first_day);
        suite.on_empty(engine, "asked_to_stop_it_finishes_what_runs", asked_to_stop_it_finishes_what_runs);
        suite.on_empty(engine, "a_restore_signs_everybody_out", a_restore_signs_everybody_out);
    }
    suite.on_empty(Engine::Postgres, "two_servers_know_of_each_other", two_servers_know_of_each_other);
    suite.run()
}
