//! What others made that is in the binary: the list behind `/about/licences`, and the bill of materials.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::generate::Page;

/// The platform whose crates are listed: the one that a release is built for first.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// npm packages of which something is in the binary: styles, scripts and fonts. The others only build or test.
/// By the crate whose build takes them.
const EMBEDDED: [(&str, &[&str]); 2] = [
    (
        "web",
        &[
            "@fontsource/atkinson-hyperlegible-next",
            // In the papers, too.
            "@iconify-json/fluent-emoji-flat",
            "@ministryofjustice/frontend",
            "govuk-frontend",
            "idb",
        ],
    ),
    (
        "documents",
        &[
            "@expo-google-fonts/atkinson-hyperlegible-next",
            "@expo-google-fonts/noto-emoji",
            "@expo-google-fonts/noto-sans",
            "@expo-google-fonts/noto-sans-arabic",
        ],
    ),
];

/// Something of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    kind: &'static str,
    name: String,
    version: String,
    licence: String,
    from: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The crates of the binary, without those that only build or test it.
fn crates() -> Vec<Part> {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let all: Value = serde_json::from_slice(&said.stdout).expect("cargo metadata speaks JSON");
    let packages = all["packages"].as_array().expect("packages");
    let nodes = all["resolve"]["nodes"].as_array().expect("nodes");
    let of = |id: &str| packages.iter().find(|package| package["id"] == id).expect("a package of each id");
    let cli = packages.iter().find(|package| package["name"] == "cli").expect("the binary's crate");
    let mut waiting = vec![text(&cli["id"])];
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).expect("a node of each id");
        for dependency in node["deps"].as_array().expect("dependencies") {
            let kinds = dependency["dep_kinds"].as_array().expect("kinds");
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                waiting.push(text(&dependency["pkg"]));
            }
        }
    }
    let others = seen.iter().map(|id| of(id)).filter(|package| !package["source"].is_null());
    let part = |package: &Value| Part {
        kind: "cargo",
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        from: text(&package["repository"]),
    };
    others.map(part).collect()
}

/// The npm packages of which something is in the binary.
fn packages() -> Vec<Part> {
    let of_room = |(room, names): (&str, &[&'static str])| {
        let lock = fs::read_to_string(root().join(room).join("package-lock.json")).expect("a lock file");
        let lock: Value = serde_json::from_str(&lock).expect("a lock file is JSON");
        let part = |name: &&'static str| {
            let package = &lock["packages"][format!("node_modules/{name}")];
            Part {
                kind: "npm",
                name: (*name).to_owned(),
                version: text(&package["version"]),
                licence: text(&package["license"]),
                from: format!("https://www.npmjs.com/package/{name}"),
            }
        };
        names.iter().map(part).collect::<Vec<_>>()
    };
    EMBEDDED.into_iter().flat_map(of_room).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// `web/licences.tsv`, which the page shows, and `docs/bill-of-materials.json` (CycloneDX 1.6).
pub fn pages() -> Vec<Page> {
    let mut parts: Vec<Part> = crates().into_iter().chain(packages()).collect();
    parts.sort();
    for part in &parts {
        assert!(!part.licence.is_empty() && !part.version.is_empty(), "{} names no licence", part.name);
    }
    let line =
        |part: &Part| [part.kind, &part.name, &part.version, &part.licence, &part.from].join("\t") + "\n";
    let components: Vec<Value> = parts
        .iter()
        .map(|part| {
            json!({
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": format!("pkg:{}/{}@{}", part.kind, part.name.replace('@', "%40"), part.version),
                "licenses": [{ "expression": part.licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ") }],
            })
        })
        .collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "name": "waymark",
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "expression": "Apache-2.0" }],
        } },
        "components": components,
    });
    vec![
        Page { path: "web/licences.tsv".to_owned(), text: parts.iter().map(line).collect() },
        Page {
            path: "docs/bill-of-materials.json".to_owned(),
            text: serde_json::to_string_pretty(&bill).expect("JSON is written") + "\n",
        },
    ]
}
