//! What holds for every template: foreign class names only in components, no inline script or style, every file named is there.

use std::fs;
use std::path::{Path, PathBuf};

fn templates(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { templates(&path) } else { vec![path] }).collect()
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let html = templates(&root).into_iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
    html.map(|path| {
        (path.strip_prefix(&root).unwrap().display().to_string(), fs::read_to_string(&path).unwrap())
    })
    .collect()
}

#[test]
fn only_components_name_the_classes_of_others() {
    for (name, text) in all().iter().filter(|(name, _)| !name.starts_with("components")) {
        assert!(!text.contains("govuk-") && !text.contains("moj-"), "{name} names a class of a component");
    }
}

#[test]
fn nothing_is_inline() {
    for (name, text) in all() {
        for banned in [" style=", "<style", " onclick=", " onload=", " onchange=", "javascript:"] {
            assert!(!text.contains(banned), "{name} holds {banned}");
        }
        for script in text.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap().contains("src="), "{name} holds a script inline");
        }
    }
}

#[test]
fn every_asset_named_is_there() {
    for (name, text) in all() {
        for rest in text.split("asset(\"").skip(1) {
            let asset = rest.split('"').next().unwrap();
            assert!(web::assets::ALL.iter().any(|one| one.name == asset), "{name} names {asset}");
        }
    }
}

#[test]
fn a_component_file_holds_the_macro_of_its_name() {
    for (name, text) in all().iter().filter(|(name, _)| name.starts_with("components")) {
        let own = Path::new(name).file_stem().unwrap().to_str().unwrap();
        assert!(text.contains(&format!("macro {own}(")), "{name} has no macro {own}");
        assert!(text.starts_with("{# "), "{name} does not say what it holds");
    }
}

#[test]
fn every_word_that_a_page_explains_is_in_the_glossary_and_on_the_page_once() {
    for (name, text) in all().iter().filter(|(name, _)| !name.starts_with("components")) {
        let mut seen = Vec::new();
        for call in text.split("{{ word::").skip(1) {
            let codes = call.split("}}").next().unwrap().split('"').skip(1).step_by(2);
            seen.extend(codes.map(str::to_owned));
        }
        for code in &seen {
            assert!(domain::glossary::find(code).is_some(), "{name} explains {code}");
        }
        let (all, mut once) = (seen.len(), seen);
        once.sort();
        once.dedup();
        // The two sides of a condition may name the same.
        assert!(
            once.len() == all || text.contains("{% if staff %}{{ word::"),
            "{name} explains a word twice"
        );
    }
}

#[test]
fn the_lock_file_names_no_registry() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("package-lock.json");
    assert!(!fs::read_to_string(lock).unwrap().contains("\"resolved\""));
}
