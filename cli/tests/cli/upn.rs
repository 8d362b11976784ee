//! `waymark upn`.

use serde_json::json;

use super::{document, waymark};

#[test]
fn right_numbers() {
    let (code, out, err) = waymark(&["upn", "check", " r201100018042 ", "T20110001804V"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, "R201100018042: right\nT20110001804V: right, temporary\n");
    let (code, checked) = document(&["upn", "check", "r201100018042"]);
    assert_eq!(code, 0);
    assert_eq!(
        checked["upns"][0],
        json!({ "given": "r201100018042", "right": true, "upn": "R201100018042", "temporary": false })
    );
}

#[test]
fn wrong_numbers_are_named_with_the_reason() {
    for (upn, reason) in [
        ("A201100018042", "the check letter is “A”, but the other characters give “R”"),
        ("R20110001804", "a UPN has 13 characters, this has 12"),
        ("R2O1100018042", "character 3 of a UPN is a digit, not “O”"),
        ("", "a UPN has 13 characters, this has 0"),
    ] {
        let (code, out, err) = waymark(&["upn", "check", "R201100018042", upn]);
        assert_eq!((code, out.as_str()), (1, "R201100018042: right\n"));
        assert_eq!(err, format!("{upn}: {reason}\n"));
        let (code, checked) = document(&["upn", "check", upn]);
        assert_eq!(code, 1);
        assert_eq!(checked["upns"][0], json!({ "given": upn, "right": false, "reason": reason }));
    }
    assert_eq!(waymark(&["upn", "check"]).0, 2);
}
