//! The first view of a page by a browser that knows nothing yet: requests, and bytes over the wire.

use std::collections::BTreeSet;

use super::{
    client::{Connection, Fault, People},
    report::Line,
    server::Server,
};

/// What a browser loads for each measured page: the page, what it links to, and the fonts of the style sheet that its
/// letters need. The most requests and the most bytes of any of them.
pub(super) async fn measure(server: &Server, people: &People) -> Result<Vec<Line>, Fault> {
    let mut connection = Connection::open(server.address()).await?;
    let (mut requests, mut bytes) = ((0, ""), (0, ""));
    for (name, path, session) in people.pages() {
        let (wanted, size) = one(&mut connection, &path, &session).await?;
        requests = requests.max((wanted, name));
        bytes = bytes.max((size, name));
    }
    Ok(vec![
        Line::at_most(format!("First view of a page, requests ({})", requests.1), requests.0 as f64, 8.0),
        Line::at_most(
            format!("First view of a page, KiB over the wire ({})", bytes.1),
            bytes.0 as f64 / 1024.0,
            120.0,
        ),
    ])
}

/// The requests of one page, and their bytes.
async fn one(connection: &mut Connection, path: &str, session: &str) -> Result<(usize, usize), Fault> {
    let page = connection.page(path, session).await?;
    let html = connection.get(path, session, false).await?.text();
    let mut wanted: BTreeSet<String> = linked(&html, &["href=\"/assets/", "src=\"/assets/"]);
    for sheet in wanted.clone().iter().filter(|path| path.ends_with(".css")) {
        let css = connection.get(sheet, session, false).await?.text();
        let fonts = linked(&css, &["url(/assets/", "url(\"/assets/", "url('/assets/"]);
        // Each font says for which letters it is: those of English, and those that names of other languages need too.
        let more = html.chars().any(|letter| ('\u{100}'..='\u{24f}').contains(&letter));
        wanted.extend(
            fonts
                .into_iter()
                .filter(|path| path.contains("-latin-") && (more || !path.contains("-latin-ext-"))),
        );
    }
    let mut bytes = page.bytes.len();
    for path in &wanted {
        bytes += connection.page(path, session).await?.bytes.len();
    }
    Ok((wanted.len() + 1, bytes))
}

/// The paths under `/assets/` that stand after one of some openings.
fn linked(text: &str, openings: &[&str]) -> BTreeSet<String> {
    openings
        .iter()
        .flat_map(|opening| text.split(opening).skip(1))
        .filter_map(|rest| rest.split(['"', '\'', ')']).next())
        .map(|name| format!("/assets/{name}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_found_once() {
        let html = r#"<link href="/assets/a.css"><script src="/assets/b.js"></script><img src="/assets/c.svg"><a href="/x">"#;
        let found = linked(html, &["href=\"/assets/", "src=\"/assets/"]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["/assets/a.css", "/assets/b.js", "/assets/c.svg"]);
    }
}
