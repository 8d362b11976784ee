//! `docs/rules`: a page for each rule of `domain`, read from its own headings, and an index with the law.

use std::{fmt::Write, fs, path::Path};

use crate::generate::{self, Page};

/// The rooms of `domain` in the order of the index, by folder, with their headings.
const ROOMS: &[(&str, &str)] = &[
    ("deadlines", "Legal clocks"),
    ("pathway/guards", "Guards: what is asked before a move"),
    ("pathway", "The pathway"),
    ("progress", "Progress and statistics"),
    ("calendar", "Calendar"),
    ("census", "School census"),
    ("people", "People"),
    ("permissions", "Who may do what"),
    ("money", "Money"),
    ("record", "The record"),
    ("bank", "Strategies and targets"),
    ("", "Elsewhere"),
];

/// One documented item of a rule file.
#[derive(Debug, PartialEq)]
struct Item {
    name: String,
    about: Vec<String>,
    law: Vec<String>,
}

/// A rule file.
struct Rule {
    /// The path below `domain/src`, without its ending.
    path: String,
    title: String,
    items: Vec<Item>,
}

/// The index and every page.
pub fn pages() -> Vec<Page> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
    let mut files = generate::files(&source);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    files.sort();
    let rules: Vec<Rule> = files.iter().filter_map(|file| read(&source, file)).collect();
    let mut pages = vec![Page { path: "docs/rules/README.md".to_owned(), text: index(&rules) }];
    for rule in &rules {
        pages.push(Page { path: format!("docs/rules/{}.md", rule.path), text: page(rule) });
    }
    pages
}

/// Reads a file; none when no item in it names a law or a source.
fn read(source: &Path, file: &Path) -> Option<Rule> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let path = file.strip_prefix(source).unwrap_or(file).with_extension("");
    let path = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let title = text.lines().next()?.strip_prefix("//! ")?.trim_end_matches('.').to_owned();
    let items = items(&text);
    (!items.is_empty()).then_some(Rule { path, title, items })
}

/// The items whose documentation names a law or a source.
fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines().take_while(|line| *line != "#[cfg(test)]") {
        let line = line.trim();
        if let Some(doc) = line.strip_prefix("///") {
            block.push(doc.strip_prefix(' ').unwrap_or(doc));
        } else if !line.starts_with("#[") && !block.is_empty() {
            items.extend(item(&block, line));
            block.clear();
        }
    }
    items
}

fn item(block: &[&str], declaration: &str) -> Option<Item> {
    let headings = |line: &&str| line.starts_with("# ");
    let law_at = block.iter().position(|line| matches!(*line, "# Law" | "# Source"))?;
    let law_to = block[law_at + 1..].iter().position(headings).map_or(block.len(), |at| law_at + 1 + at);
    let about_to = block.iter().position(headings).unwrap_or(block.len());
    Some(Item {
        name: name(declaration),
        about: paragraphs(&block[..about_to]),
        law: paragraphs(&block[law_at + 1..law_to]),
    })
}

/// The name in `pub const fn name(...)`, `pub struct Name {`; an item made by a macro has the macro's line.
fn name(declaration: &str) -> String {
    let kinds = ["fn", "struct", "enum", "const", "type", "trait", "static", "mod"];
    let mut words = declaration.split_whitespace().skip_while(|word| !kinds.contains(word)).skip(1);
    let word = words.find(|word| !kinds.contains(word)).unwrap_or(declaration);
    word.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in lines {
        match (line.is_empty(), paragraphs.last_mut()) {
            (false, Some(paragraph)) => {
                // Lists keep their lines.
                let list = line.starts_with(['-', '*'])
                    || line.split_once(". ").is_some_and(|(n, _)| n.parse::<u8>().is_ok());
                if !paragraph.is_empty() {
                    paragraph.push(if list { '\n' } else { ' ' });
                }
                paragraph.push_str(&without_targets(line));
            }
            (true, _) | (false, None) => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Links between items of the code lead nowhere on a page: their words stay.
fn without_targets(line: &str) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("[`") {
        words.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(end) = rest.find("`]") else { break };
        words.push_str(&rest[..=end]);
        rest = &rest[end + 2..];
        if let Some(target) = rest.strip_prefix('(') {
            rest = target.split_once(')').map_or("", |(_, after)| after);
        }
    }
    words.push_str(rest);
    words
}

fn page(rule: &Rule) -> String {
    let up = "../".repeat(2 + rule.path.matches('/').count());
    let mut text = format!("# {}\n\n", rule.title);
    let _ = writeln!(text, "Made from [`domain/src/{path}.rs`]({up}domain/src/{path}.rs).", path = rule.path);
    for item in &rule.items {
        let _ = write!(text, "\n## `{}`\n\n", item.name);
        for paragraph in &item.about {
            let _ = write!(text, "{paragraph}\n\n");
        }
        let _ = writeln!(text, "**Law or source.** {}", item.law.join(" "));
    }
    text
}

fn index(rules: &[Rule]) -> String {
    let mut text =
        "# The rules\n\nOne page a rule, made from the rule's own file by `cargo xtask generate rules`. \
                    The file is the rule; the page says what it does and where it is written.\n"
            .to_owned();
    for (folder, heading) in ROOMS {
        let of_room: Vec<&Rule> = rules.iter().filter(|rule| room(&rule.path) == *folder).collect();
        if of_room.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {heading}\n\n| rule | law or source |\n|---|---|\n");
        for rule in of_room {
            let law = rule.items.first().map(|item| item.law.join(" ")).unwrap_or_default();
            let _ = writeln!(
                text,
                "| [{}]({}.md) | {} |",
                rule.title.replace('|', "\\|"),
                rule.path,
                law.replace('|', "\\|")
            );
        }
    }
    text
}

/// The first of the rooms in whose folder a rule lies.
fn room(path: &str) -> &'static str {
    ROOMS
        .iter()
        .map(|(folder, _)| *folder)
        .filter(|folder| folder.is_empty() || path.starts_with(&format!("{folder}/")))
        .max_by_key(|folder| folder.len())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_read_from_its_headings() {
        let text = "//! A title.\n\n/// What it does, with [`Clock`](super::Clock).\n///\n/// More.\n///\n/// # Law\n/// An \
                    article,\n/// in force.\n///\n/// # Example\n/// ```\n/// ```\n#[must_use]\npub const fn due_on(day: \
                    Date) -> Date {\n\n/// Without law.\npub fn other() {\n#[cfg(test)]\n/// # Law\n/// No.\nfn test() {";
        assert_eq!(
            items(text),
            [Item {
                name: "due_on".into(),
                about: vec!["What it does, with `Clock`.".into(), "More.".into()],
                law: vec!["An article, in force.".into()],
            }]
        );
    }

    #[test]
    fn every_clock_has_its_law() {
        let paths: Vec<String> = pages().into_iter().map(|page| page.path).collect();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src/deadlines");
        for file in generate::files(&source) {
            let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let has_page = paths.contains(&format!("docs/rules/deadlines/{name}.md"));
            let is_clock =
                !(["mod", "rule", "clock", "timeline"].contains(&name.as_str()) || name.ends_with("_tests"));
            assert_eq!(has_page, is_clock, "{name}");
        }
    }
}
