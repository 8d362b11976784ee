//! `waymark serve` and the links that commands print: what is wrong is said before anything is promised.

use std::net::TcpListener;

use super::waymark;

#[test]
fn no_link_of_the_first_day_before_somebody_listens() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, out, err) = waymark(&["serve", "--data", &data, "--listen", &address]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("cannot be listened on"), "{err}");

    let nowhere = folder.path().join("chain.pem").display().to_string();
    let args =
        ["serve", "--data", &data, "--listen", "127.0.0.1:0", "--tls-cert", &nowhere, "--tls-key", &nowhere];
    let (code, out, err) = waymark(&args);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("chain.pem"), "{err}");
}

#[test]
fn every_command_asks_the_same_of_a_public_address() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let school = ["--name", "A", "--authority", "999", "--establishment", "2001", "--email", "a@b.example"];
    let commands: [&[&str]; 4] = [
        &["serve"],
        &["user", "add", "--role", "ta", "--email", "a@b.example"],
        &[&["school", "add"], &school[..]].concat(),
        &["export", "calendar", "--user", "A", "--out", "/nowhere/a.ics"],
    ];
    for command in commands {
        for url in [
            "http://school.example",
            "ftp://x",
            "https://",
            "http://localhost.school.example",
            "school.example",
        ] {
            let args = [command, &["--data", &data, "--public-url", url]].concat();
            let (code, out, err) = waymark(&args);
            assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
            assert!(err.contains("it begins with https://") && err.contains(url), "{args:?}: {err}");
        }
    }
    assert!(!folder.path().join("data").exists(), "nothing was made");
    let made =
        [&["school", "add", "--data", &data, "--public-url", "http://127.0.0.1:9000"], &school[..]].concat();
    let (code, out, err) = waymark(&made);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("http://127.0.0.1:9000/link/"), "{out}");
}
