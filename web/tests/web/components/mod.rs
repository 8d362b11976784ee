//! Each component against the fixtures that come with it in its npm package: the same elements, attributes and words.

mod forms;
mod markup;
mod shadows;
mod shown;

use serde_json::Value;

/// Renders one template written in place.
macro_rules! render {
    ($source:literal $(, $name:ident: $type:ty = $value:expr)* $(,)?) => {{
        #[derive(askama::Template)]
        #[template(source = $source, ext = "html")]
        struct Page { $($name: $type),* }
        askama::Template::render(&Page { $($name: $value),* }).unwrap()
    }};
}
pub(crate) use render;

/// Draws the named fixtures of a component and compares each with what the component's own template made.
fn compare(component: &str, fixtures: &[&str], draw: impl Fn(&Value) -> String) {
    let file = format!(
        "{}/npm/node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json",
        env!("OUT_DIR")
    );
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for name in fixtures {
        let fixture = all["fixtures"].as_array().unwrap().iter().find(|one| one["name"] == *name);
        let fixture = fixture.unwrap_or_else(|| panic!("{component} has no fixture called {name}"));
        let (ours, theirs) = (draw(&fixture["options"]), fixture["html"].as_str().unwrap());
        assert_eq!(
            markup::read(&ours).join("\n"),
            markup::read(theirs).join("\n"),
            "\n{component}: {name}\nours:\n{ours}\ntheirs:\n{theirs}"
        );
    }
}

/// A text of the options, or nothing.
fn text(options: &Value, path: &str) -> Option<String> {
    match options.pointer(path)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text that must be there.
fn said(options: &Value, path: &str) -> String {
    text(options, path).unwrap_or_default()
}
