//! What is read and pressed.

use serde_json::Value;
use web::view::{NavItem, PageItem, Pages};

use super::{compare, render, said, text};

#[test]
fn button() {
    compare("button", &["default", "name", "id"], |options| {
        render!(
            r#"{% import "components/button.html" as c %}{{ c::button(text, name=name, id=id) }}"#,
            text: String = said(options, "/text"), name: String = said(options, "/name"), id: String = said(options, "/id")
        )
    });
    compare(
        "button",
        &["prevent double click"],
        |options| render!(r#"{% import "components/button.html" as c %}{{ c::once(text) }}"#, text: String = said(options, "/text")),
    );
    compare("button", &["secondary"], |options| {
        render!(r#"{% import "components/button.html" as c %}{{ c::secondary(text, name=name) }}"#,
            text: String = said(options, "/text"), name: String = said(options, "/name"))
    });
    compare("button", &["warning"], |options| {
        render!(r#"{% import "components/button.html" as c %}{{ c::warning(text, name=name) }}"#,
            text: String = said(options, "/text"), name: String = said(options, "/name"))
    });
    compare("button", &["link"], |options| {
        render!(
            r#"{% import "components/button.html" as c %}{{ c::link(text, href) }}"#,
            text: String = said(options, "/text"), href: String = said(options, "/href")
        )
    });
    compare("button", &["start link"], |options| {
        render!(
            r#"{% import "components/button.html" as c %}{{ c::start(text, href) }}"#,
            text: String = said(options, "/text"), href: String = said(options, "/href")
        )
    });
}

#[test]
fn tag() {
    let fixtures = ["default", "grey", "turquoise", "green", "purple", "pink", "red", "orange", "yellow"];
    compare("tag", &fixtures, |options| {
        let classes = said(options, "/classes");
        let colour = classes.strip_prefix("govuk-tag--").unwrap_or_default();
        render!(
            r#"{% import "components/tag.html" as c %}{{ c::tag(text, colour) }}"#,
            text: String = said(options, "/text"), colour: String = colour.to_owned()
        )
    });
}

#[test]
fn details() {
    compare("details", &["default", "html as text"], |options| {
        render!(
            r#"{% import "components/details.html" as c %}{% call c::details(summary) %}{{ body }}{% endcall %}"#,
            summary: String = said(options, "/summaryText"), body: String = said(options, "/text")
        )
    });
}

#[test]
fn words_set_apart() {
    compare("inset-text", &["default", "html as text"], |options| {
        render!(
            r#"{% import "components/inset_text.html" as c %}{% call c::inset_text() %}{{ body }}{% endcall %}"#,
            body: String = said(options, "/text")
        )
    });
    compare(
        "warning-text",
        &["default", "multiple lines", "html as text", "no icon fallback text"],
        |options| render!(r#"{% import "components/warning_text.html" as c %}{{ c::warning_text(text) }}"#, text: String = said(options, "/text")),
    );
    compare("panel", &["default", "body html as text"], |options| {
        let html = text(options, "/html").filter(|_| options.get("text").is_none());
        render!(
            r#"{% import "components/panel.html" as c %}{% call c::panel(title) %}{% if let Some(html) = html %}{{ html|safe }}{% else %}{{ text }}{% endif %}{% endcall %}"#,
            title: String = text(options, "/titleText").unwrap_or_else(|| said(options, "/titleHtml")),
            html: Option<String> = html, text: String = said(options, "/text")
        )
    });
}

#[test]
fn notification_banner() {
    compare("notification-banner", &["default"], |options| {
        render!(
            r#"{% import "components/notification_banner.html" as c %}{{ c::notification_banner(text) }}"#,
            text: String = said(options, "/text")
        )
    });
    compare("notification-banner", &["with type as success"], |options| {
        render!(
            r#"{% import "components/notification_banner.html" as c %}{{ c::success(text) }}"#,
            text: String = said(options, "/text")
        )
    });
}

#[test]
fn ways_about() {
    compare("skip-link", &["default", "custom href", "html as text"], |options| {
        let href = text(options, "/href").unwrap_or_else(|| "#content".to_owned());
        render!(
            r#"{% import "components/skip_link.html" as c %}{{ c::skip_link(text, href=href) }}"#,
            text: String = said(options, "/text"), href: String = href
        )
    });
    compare("back-link", &["with custom text and link"], |options| {
        render!(
            r#"{% import "components/back_link.html" as c %}{{ c::back_link(href, text) }}"#,
            href: String = said(options, "/href"), text: String = said(options, "/text")
        )
    });
    let fixtures =
        ["default", "with one level", "without the home section", "with last breadcrumb as current page"];
    compare("breadcrumbs", &fixtures, |options| {
        render!(
            r#"{% import "components/breadcrumbs.html" as c %}{% call c::breadcrumbs() %}{% for item in items %}{% if item.href.is_empty() %}{{ c::here(item.text) }}{% else %}{{ c::crumb(item.text, item.href) }}{% endif %}{% endfor %}{% endcall %}"#,
            items: Vec<NavItem> = nav(&options["items"])
        )
    });
    compare("service-navigation", &["with navigation with a current item"], |options| {
        render!(
            r#"{% import "components/service_navigation.html" as c %}{{ c::service_navigation(items) }}"#,
            items: Vec<NavItem> = nav(&options["navigation"])
        )
    });
}

fn nav(items: &Value) -> Vec<NavItem> {
    let item = |item: &Value| NavItem::new(said(item, "/text"), said(item, "/href"), item["current"] == true);
    items.as_array().unwrap().iter().map(item).collect()
}

#[test]
fn pagination() {
    let pages = Pages { current: 6, total: 42, address: "/search?page=".to_owned() };
    let page = |number, current| PageItem::Page { number, href: format!("/search?page={number}"), current };
    let expected = [
        page(1, false),
        PageItem::Gap,
        page(5, false),
        page(6, true),
        page(7, false),
        PageItem::Gap,
        page(42, false),
    ];
    assert_eq!(pages.items(), expected);

    let html = render!(
        r#"{% import "components/pagination.html" as c %}{{ c::pagination(pages) }}"#,
        pages: Pages = Pages { current: 2, total: 3, address: "/page/".to_owned() }
    );
    compare("pagination", &["default"], |_| {
        html.replacen("/page/1\" rel=\"prev", "/previous\" rel=\"prev", 1).replacen(
            "/page/3\" rel=\"next",
            "/next\" rel=\"next",
            1,
        )
    });
}

#[test]
fn fieldset() {
    compare(
        "fieldset",
        &["default", "styled as medium text", "as page heading l", "with describedBy"],
        |options| {
            let classes = said(options, "/legend/classes");
            let size = classes.rsplit("--").next().filter(|size| size.len() < 3).unwrap_or_default();
            render!(
                r#"{% import "components/fieldset.html" as c %}{% call c::fieldset(legend, size=size, page_heading=heading, described_by=by) %}{% endcall %}"#,
                legend: String = said(options, "/legend/text"), size: String = size.to_owned(),
                heading: bool = options.pointer("/legend/isPageHeading") == Some(&Value::Bool(true)),
                by: String = said(options, "/describedBy")
            )
        },
    );
}

#[test]
fn summary_list() {
    let source = |options: &Value| {
        let rows = options["rows"].as_array().unwrap().clone();
        let change = |row: &Value| said(row, "/actions/items/0/href");
        rows.into_iter()
            .map(|row| Row {
                change: change(&row),
                what: said(&row, "/actions/items/0/visuallyHiddenText"),
                action: said(&row, "/actions/items/0/text"),
                key: said(&row, "/key/text"),
                html: text(&row, "/value/html"),
                value: said(&row, "/value/text"),
            })
            .collect()
    };
    compare("summary-list", &["default"], |options| {
        render!(
            r#"{% import "components/summary_list.html" as c %}{% call c::summary_list() %}{% for r in rows %}{% if let Some(html) = r.html %}{% call c::row_of(r.key, change=r.change, what=r.what, text=r.action) %}{{ html|safe }}{% endcall %}{% else %}{{ c::row(r.key, r.value, change=r.change, what=r.what, text=r.action) }}{% endif %}{% endfor %}{% endcall %}"#,
            rows: Vec<Row> = source(options)
        )
    });
    compare("summary-list", &["as a summary card with a text header"], |options| {
        render!(
            r#"{% import "components/summary_list.html" as c %}{% call c::card(title) %}{% for r in rows %}{% if let Some(html) = r.html %}{% call c::row_of(r.key) %}{{ html|safe }}{% endcall %}{% else %}{{ c::row(r.key, r.value) }}{% endif %}{% endfor %}{% endcall %}"#,
            rows: Vec<Row> = source(options), title: String = said(options, "/card/title/text")
        )
    });
}

struct Row {
    key: String,
    value: String,
    html: Option<String>,
    change: String,
    what: String,
    action: String,
}

#[test]
fn table() {
    compare("table", &["with head and caption"], |options| {
        let cell = |cell: &Value| (said(cell, "/text"), cell["format"] == "numeric");
        let row = |row: &Value| row.as_array().unwrap().iter().map(cell).collect::<Vec<_>>();
        let html = render!(
            r#"{% import "components/table.html" as c %}{% call c::table(caption, size="m") %}{% call c::head() %}{% for (text, number) in head %}{% if *number %}{{ c::number_column(text) }}{% else %}{{ c::column(text) }}{% endif %}{% endfor %}{% endcall %}{% call c::body() %}{% for row in rows %}{% call c::row() %}{% for (text, number) in row %}{% if *number %}{{ c::number(text) }}{% else if loop.first %}{{ c::header(text) }}{% else %}{{ c::cell(text) }}{% endif %}{% endfor %}{% endcall %}{% endfor %}{% endcall %}{% endcall %}"#,
            caption: String = said(options, "/caption"),
            head: Vec<(String, bool)> = row(&options["head"]),
            rows: Vec<Vec<(String, bool)>> = options["rows"].as_array().unwrap().iter().map(row).collect()
        );
        // Ours stands in a box that scrolls.
        let (start, end) = (html.find("<table").unwrap(), html.rfind("</div>").unwrap());
        html[start..end].to_owned()
    });
}

#[test]
fn task_list() {
    compare("task-list", &["default"], |options| {
        let task = |(place, task): (usize, &Value)| Task {
            id: format!("task-list-{}", place + 1),
            title: said(task, "/title/text"),
            href: said(task, "/href"),
            hint: said(task, "/hint/text"),
            plain: task.pointer("/status/tag").is_none(),
            status: text(task, "/status/text").unwrap_or_else(|| said(task, "/status/tag/text")),
            colour: said(task, "/status/tag/classes").replace("govuk-tag--", ""),
        };
        render!(
            r#"{% import "components/task_list.html" as c %}{% call c::task_list() %}{% for t in tasks %}{{ c::task(t.id, t.title, t.status, href=t.href, hint=t.hint, colour=t.colour, plain=t.plain) }}{% endfor %}{% endcall %}"#,
            tasks: Vec<Task> = options["items"].as_array().unwrap().iter().enumerate().map(task).collect()
        )
    });
}

struct Task {
    id: String,
    title: String,
    href: String,
    hint: String,
    status: String,
    colour: String,
    plain: bool,
}
