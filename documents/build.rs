//! Takes the typefaces and symbols of the papers from npm packages, and leaves them for `src/engine/fonts.rs` and
//! `src/drawing.rs` to embed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The drawings of the pages, and what lays the symbols beside them.
const DRAWINGS: &str = "../web/assets/images/pictures.svg";
const SYMBOLS: [&str; 2] = ["../web/assets/symbols.mjs", "../web/assets/symbols.json"];

/// The face's file in its package, in the order in which a letter is looked for.
const FACES: [&str; 9] = [
    "atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
    "atkinson-hyperlegible-next/400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf",
    "atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
    "atkinson-hyperlegible-next/800ExtraBold/AtkinsonHyperlegibleNext_800ExtraBold.ttf",
    "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
    "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
];

fn main() {
    for source in npm::names().iter().chain(&["build.rs", DRAWINGS]).chain(&SYMBOLS) {
        println!("cargo::rerun-if-changed={source}");
    }
    if let Err(why) = build() {
        println!("cargo::error=the papers' typefaces and symbols could not be fetched: {why}");
    }
}

fn build() -> Result<(), String> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let room = out.join("npm");
    npm::install(&source, &room)?;
    let mut list = String::from("&[\n");
    for face in FACES {
        let file = room.join("node_modules/@expo-google-fonts").join(face);
        fs::metadata(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        list.push_str(&format!("include_bytes!({file:?}),\n"));
    }
    list.push(']');
    fs::write(out.join("faces.rs"), list).map_err(|e| e.to_string())?;
    draw(&source, &room, &out)
}

/// One file of our drawings and the symbols: the same as on the pages.
fn draw(source: &Path, room: &Path, out: &Path) -> Result<(), String> {
    let mut command = Command::new("node");
    command
        .arg(source.join(SYMBOLS[0]))
        .arg(source.join(DRAWINGS))
        .arg(room.join("node_modules/@iconify-json/fluent-emoji-flat/icons.json"))
        .arg(out.join("pictures.svg"));
    npm::run(&mut command, "node")
}
