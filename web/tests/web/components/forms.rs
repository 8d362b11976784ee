//! Boxes to fill in.

use serde_json::Value;
use web::view::{Choice, Choices, DateField, DatePart, Errors, Field, Size};

use super::{compare, render, said, text};

const INPUT: &[&str] = &[
    "default",
    "with hint text",
    "with error message",
    "with error and hint",
    "with width-2 class",
    "with width-3 class",
    "with width-4 class",
    "with width-5 class",
    "with width-10 class",
    "with width-20 class",
    "with width-30 class",
    "with label as page heading",
    "with prefix",
    "with suffix",
    "with prefix and suffix",
    "with prefix and suffix and error",
    "with prefix and suffix and width modifier",
    "id",
    "custom type",
    "value",
    "zero value",
    "inputmode",
    "with prefix with html as text",
    "with suffix with html as text",
    "with autocomplete attribute",
    "with spellcheck enabled",
    "with spellcheck disabled",
    "disabled",
];

#[test]
fn input() {
    compare(
        "input",
        INPUT,
        |options| render!(r#"{% import "components/input.html" as c %}{{ c::input(field) }}"#, field: Field = field(options)),
    );
}

#[test]
fn textarea() {
    let fixtures = [
        "default",
        "with hint",
        "with error message",
        "with default value",
        "with custom rows",
        "with label as page heading",
        "id",
        "with hint and error message",
        "with autocomplete attribute",
        "with spellcheck enabled",
        "with spellcheck disabled",
    ];
    compare(
        "textarea",
        &fixtures,
        |options| render!(r#"{% import "components/textarea.html" as c %}{{ c::textarea(field) }}"#, field: Field = field(options)),
    );
}

#[test]
fn character_count() {
    let fixtures = [
        "default",
        "with hint",
        "with hint and error",
        "with default value",
        "with default value exceeding limit",
        "with custom rows",
        "with label as page heading",
        "spellcheck enabled",
    ];
    compare(
        "character-count",
        &fixtures,
        |options| render!(r#"{% import "components/character_count.html" as c %}{{ c::character_count(field) }}"#, field: Field = field(options)),
    );
}

#[test]
fn password_input() {
    let fixtures = [
        "default",
        "with hint text",
        "with error message",
        "with label as page heading",
        "id",
        "with new-password autocomplete",
    ];
    compare(
        "password-input",
        &fixtures,
        |options| render!(r#"{% import "components/password_input.html" as c %}{{ c::password_input(field) }}"#, field: Field = field(options)),
    );
}

#[test]
fn file_upload() {
    let fixtures = ["default", "with hint text", "with error message and hint", "error", "id", "disabled"];
    let fixtures = [&fixtures[..], &["with label as page heading", "allows multiple files"]].concat();
    compare("file-upload", &fixtures, |options| {
        let many = options["multiple"] == true;
        render!(
            r#"{% import "components/file_upload.html" as c %}{{ c::file_upload(field, many=many) }}"#,
            field: Field = field(options), many: bool = many
        )
    });
}

#[test]
fn radios() {
    let fixtures = [
        "default",
        "with hint",
        "inline",
        "with a divider",
        "with fieldset and error message",
        "with very long option text",
        "small with long text",
        "small inline",
        "small with a divider",
    ];
    compare(
        "radios",
        &fixtures,
        |options| render!(r#"{% import "components/radios.html" as c %}{{ c::radios(choices) }}"#, choices: Choices = choices(options)),
    );
}

#[test]
fn checkboxes() {
    let fixtures = [
        "default",
        "with hint",
        "with divider and None",
        "with legend as a page heading",
        "with error message",
        "with very long option text",
        "small",
        "small with long text",
        "small with error",
        "small with hint",
        "small with divider and None",
        "with error message and hint",
    ];
    compare(
        "checkboxes",
        &fixtures,
        |options| render!(r#"{% import "components/checkboxes.html" as c %}{{ c::checkboxes(choices) }}"#, choices: Choices = choices(options)),
    );
}

#[test]
fn a_choice_opens_a_box() {
    let choices = Choices::new(
        "how",
        "How?",
        [Choice::new("a", "A").line(Field::new("x", "X")), Choice::new("b", "B").chosen(true)],
    );
    let html = render!(r#"{% import "components/radios.html" as c %}{{ c::radios(choices) }}"#, choices: Choices = choices);
    assert!(html.contains(r#"data-aria-controls="conditional-how""#));
    assert!(html.contains(r#"govuk-radios__conditional--hidden" id="conditional-how""#));
    assert!(html.contains(r#"id="x" name="x""#));
}

#[test]
fn select() {
    let fixtures = ["default", "with hint text and error message", "with label as page heading"];
    let fixtures = [&fixtures[..], &["hint", "error", "id", "with selected value"]].concat();
    compare(
        "select",
        &fixtures,
        |options| render!(r#"{% import "components/select.html" as c %}{{ c::select(choices) }}"#, choices: Choices = choices(options)),
    );
}

#[test]
fn date_input() {
    let fixtures = [
        "default",
        "with values",
        "with values and name prefix",
        "with error message and hint",
        "with error on day input",
        "with error on month input",
        "with error on year input",
        "with error on single field",
    ];
    compare(
        "date-input",
        &fixtures,
        |options| render!(r#"{% import "components/date_input.html" as c %}{{ c::date_input(date) }}"#, date: DateField = date(options)),
    );
}

#[test]
fn error_summary() {
    let fixtures = ["default", "without links", "mixed with and without links"];
    compare("error-summary", &fixtures, |options| {
        let mut errors = Errors::none();
        for line in options["errorList"].as_array().unwrap() {
            errors.add(said(line, "/href").trim_start_matches('#'), said(line, "/text"));
        }
        render!(r#"{% import "components/error_summary.html" as c %}{{ c::error_summary(errors) }}"#, errors: Errors = errors)
    });
}

#[test]
fn what_was_typed_is_escaped_and_a_first_line_end_survives() {
    let field = Field::new("a", "A").value("\n<script>");
    let html = render!(r#"{% import "components/textarea.html" as c %}{{ c::textarea(field) }}"#, field: Field = field);
    assert!(html.contains(">\n\n&#60;script&#62;</textarea>"), "{html}");
    assert!(html.contains(r#" dir="auto""#));
}

/// The options as a value of ours. The fixtures know no `dir`, so it is left out.
fn field(options: &Value) -> Field {
    let name = said(options, "/name");
    let field = Field::new(&name, said(options, "/label/text"))
        .id(text(options, "/id").unwrap_or(name))
        .value(said(options, "/value"))
        .error(text(options, "/errorMessage/text"));
    let chars = text(options, "/classes").and_then(|classes| {
        classes.split(' ').find_map(|class| class.strip_prefix("govuk-input--width-")?.parse().ok())
    });
    Field {
        hint: text(options, "/hint/text"),
        size: size(options, "/label/classes"),
        page_heading: options.pointer("/label/isPageHeading") == Some(&Value::Bool(true)),
        kind: text(options, "/type").map_or("text", |kind| if kind == "number" { "number" } else { "text" }),
        chars,
        rows: text(options, "/rows").map_or(5, |rows| rows.parse().unwrap()),
        max_length: text(options, "/maxlength").map_or(0, |most| most.parse().unwrap()),
        autocomplete: text(options, "/autocomplete").map(|what| &*what.leak()),
        inputmode: text(options, "/inputmode").map(|mode| &*mode.leak()),
        spellcheck: options["spellcheck"].as_bool(),
        prefix: text(options, "/prefix/text"),
        suffix: text(options, "/suffix/text"),
        disabled: options["disabled"] == true,
        typed: false,
        ..field
    }
}

fn size(options: &Value, path: &str) -> Size {
    match text(options, path).unwrap_or_default().rsplit("--").next() {
        Some("s") => Size::Small,
        Some("m") => Size::Medium,
        Some("l") => Size::Large,
        Some("xl") => Size::ExtraLarge,
        _ => Size::Plain,
    }
}

fn choices(options: &Value) -> Choices {
    let name = said(options, "/name");
    let classes = said(options, "/classes");
    let items = options["items"].as_array().into_iter().flatten().map(|item| {
        if let Some(divider) = text(item, "/divider") {
            return Choice::divider(divider);
        }
        Choice {
            hint: text(item, "/hint/text"),
            chosen: item["checked"] == true
                || item["selected"] == true
                || (item.get("value").is_some() && item.get("value") == options.get("value")),
            disabled: item["disabled"] == true,
            alone: item["behaviour"] == "exclusive",
            ..Choice::new(said(item, "/value"), said(item, "/text"))
        }
    });
    let legend = options.pointer("/fieldset/legend").is_some();
    let (label, classed) = if legend {
        ("/fieldset/legend/text", "/fieldset/legend/classes")
    } else {
        ("/label/text", "/label/classes")
    };
    let heading = |path| options.pointer(path) == Some(&Value::Bool(true));
    let id = text(options, "/idPrefix").or_else(|| text(options, "/id")).unwrap_or_else(|| name.clone());
    Choices {
        id,
        hint: text(options, "/hint/text"),
        error: text(options, "/errorMessage/text"),
        size: size(options, classed),
        page_heading: heading("/fieldset/legend/isPageHeading") || heading("/label/isPageHeading"),
        small: classes.contains("--small"),
        inline: classes.contains("--inline"),
        ..Choices::new(name, said(options, label), items)
    }
}

fn date(options: &Value) -> DateField {
    let prefix = said(options, "/namePrefix");
    let value = |part: &str| {
        let name = if prefix.is_empty() { part.to_owned() } else { format!("{prefix}-{part}") };
        said(options, &format!("/values/{name}"))
    };
    let parts = [("day", DatePart::Day), ("month", DatePart::Month), ("year", DatePart::Year)];
    let wrong = parts.iter().filter(|(part, _)| options[*part]["error"] == true).map(|(_, part)| *part);
    let date = DateField::new(&*prefix, said(options, "/fieldset/legend/text"))
        .id(said(options, "/id"))
        .typed(value("day"), value("month"), value("year"))
        .error(text(options, "/errorMessage/text"))
        .wrong(wrong);
    DateField { hint: text(options, "/hint/text"), ..date }
}
