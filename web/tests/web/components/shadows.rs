//! No template names a value as a parameter of the macro to which it gives it: the macro's own would be shown instead.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// Every template with its text, without comments.
fn templates(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "html") {
            let mut text = std::fs::read_to_string(&path).unwrap();
            while let Some((from, to)) = text.find("{#").zip(text.find("#}")) {
                text.replace_range(from..to + 2, "");
            }
            found.insert(path, text);
        }
    }
}

/// The tags of a template, `{{ }}` and `{% %}`, without what stands in quotes.
fn tags(mut text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    while let Some(from) = ["{{", "{%"].iter().filter_map(|open| text.find(open)).min() {
        let close = if text[from..].starts_with("{{") { "}}" } else { "%}" };
        let to = text[from..].find(close).map_or(text.len(), |more| from + more);
        let unquoted = text[from + 2..to].split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        tags.push(unquoted.trim_matches(['-', '~', ' ', '\n']).to_owned());
        text = &text[to..];
    }
    tags
}

/// The values that a tag names: not fields, functions, paths or the names of arguments.
fn values(tag: &str) -> BTreeSet<String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut found = BTreeSet::new();
    let mut at = 0;
    while let Some(from) = tag[at..].find(is_word).map(|more| at + more) {
        let to = tag[from..].find(|letter| !is_word(letter)).map_or(tag.len(), |more| from + more);
        let (before, after) = (tag[..from].chars().next_back(), tag[to..].trim_start());
        let named = after.starts_with('=') && !after.starts_with("==");
        if !matches!(before, Some('.' | ':')) && !after.starts_with("::") && !after.starts_with('(') && !named
        {
            found.insert(tag[from..to].to_owned());
        }
        at = to;
    }
    found
}

/// The calls in a tag: what is called, and its arguments.
fn calls(tag: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for (open, _) in tag.match_indices('(') {
        let name: String = tag[..open]
            .chars()
            .rev()
            .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':'))
            .collect();
        let (mut depth, mut arguments) = (0, vec![String::new()]);
        for letter in tag[open..].chars() {
            depth += i32::from(matches!(letter, '(' | '[')) - i32::from(matches!(letter, ')' | ']'));
            match letter {
                _ if depth == 0 => break,
                ',' if depth == 1 => arguments.push(String::new()),
                _ => arguments.last_mut().unwrap().push(letter),
            }
        }
        arguments[0].remove(0);
        let arguments = arguments.iter().map(|argument| argument.trim().to_owned()).collect();
        found.push((name.chars().rev().collect(), arguments));
    }
    found
}

#[test]
fn no_value_has_the_name_of_a_parameter_of_the_macro_that_it_is_given_to() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut all = BTreeMap::new();
    templates(&folder, &mut all);
    let mut macros: BTreeMap<(PathBuf, String), Vec<String>> = BTreeMap::new();
    for (path, text) in &all {
        for tag in tags(text).iter().filter_map(|tag| tag.strip_prefix("macro ")) {
            let (name, arguments) = calls(tag).swap_remove(0);
            let names = arguments.iter().map(|one| one.split('=').next().unwrap().trim().to_owned());
            macros.insert((path.clone(), name), names.collect());
        }
    }
    assert!(macros.len() > 50, "{}", macros.len());
    let mut wrong = Vec::new();
    for (path, text) in &all {
        let mut imports = BTreeMap::new();
        for import in text.split("{% import \"").skip(1) {
            let (file, rest) = import.split_once("\" as ").unwrap();
            imports.insert(rest.split_whitespace().next().unwrap(), folder.join(file));
        }
        let parameters = |name: &str| match name.split_once("::") {
            Some((of, name)) => macros.get(&(imports.get(of)?.clone(), name.to_owned())),
            None => macros.get(&(path.clone(), name.to_owned())),
        };
        let (mut around, mut bound): (Vec<Vec<String>>, BTreeSet<String>) = Default::default();
        for tag in tags(text) {
            for names in &around {
                let hit: Vec<_> = values(&tag).into_iter().filter(|value| names.contains(value)).collect();
                if !hit.is_empty() {
                    wrong.push(format!("{}: {hit:?} inside a call, in {tag}", path.display()));
                }
            }
            // Values of the template itself: its loops, what it binds, the parameters of its own macros.
            if let Some((pattern, _)) = tag.strip_prefix("for ").and_then(|rest| rest.split_once(" in ")) {
                bound.extend(values(pattern));
            } else if let Some((pattern, _)) =
                tag.split_once("let ").and_then(|(_, rest)| rest.split_once('='))
            {
                bound.extend(values(pattern));
            } else if let Some(pattern) = tag.strip_prefix("when ") {
                bound.extend(values(pattern));
            } else if let Some(rest) = tag.strip_prefix("macro ") {
                bound.extend(parameters(&calls(rest)[0].0).cloned().unwrap_or_default());
                continue;
            }
            for (name, arguments) in calls(&tag) {
                let Some(names) = parameters(&name) else { continue };
                let given: Vec<(&str, &str)> = arguments
                    .iter()
                    .enumerate()
                    .filter_map(|(place, one)| {
                        match one.split_once('=').filter(|(_, rest)| !rest.starts_with('=')) {
                            Some((to, value)) => Some((to.trim(), value.trim())),
                            None => Some((names.get(place)?.as_str(), one.as_str())),
                        }
                    })
                    .collect();
                for (to, value) in &given {
                    let root = value.split('.').next().unwrap();
                    let is_path =
                        value.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '.'));
                    let is_other = is_path && root != *to && names.iter().any(|name| name == root);
                    // A parameter that is given the value of its own name says the same.
                    if is_other && bound.contains(root) && !given.contains(&(root, root)) {
                        wrong.push(format!("{}: {name}({to}={value})", path.display()));
                    }
                }
            }
            if tag.starts_with("call ") {
                let of = calls(&tag).into_iter().next().and_then(|(name, _)| parameters(&name).cloned());
                around.push(of.unwrap_or_default());
            } else if tag.starts_with("endcall") {
                around.pop();
            }
        }
    }
    assert!(wrong.is_empty(), "give these another name:\n{}", wrong.join("\n"));
}
