//! HTML as a list of its tags and words, without what does not count: white space, the order of attributes, how a sign is escaped.

/// The tags and words of a piece of HTML, one a line.
pub fn read(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words(&rest[..open], &mut lines);
        let end = close(&rest[open..]) + open;
        lines.push(tag(&rest[open + 1..end]));
        rest = &rest[end + 1..];
    }
    words(rest, &mut lines);
    lines
}

fn words(text: &str, lines: &mut Vec<String>) {
    let plain = unescape(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if !plain.is_empty() {
        lines.push(plain);
    }
}

/// Where this tag ends: the first `>` outside quotes.
fn close(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, sign)| {
        quoted ^= *sign == '"';
        *sign == '>' && !quoted
    });
    end.unwrap_or_else(|| panic!("a tag without an end: {tag}")).0
}

fn tag(inside: &str) -> String {
    let inside = inside.trim_end_matches('/').trim();
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|sign: char| sign == '=' || sign.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if let Some(value) = after.strip_prefix("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            let mut value: Vec<_> = value.split_whitespace().collect();
            if key == "class" || key == "aria-describedby" {
                value.sort_unstable();
            }
            attributes.push(format!("{key}=\"{}\"", unescape(&value.join(" "))));
            rest = after;
        } else {
            attributes.push(key.to_owned());
            rest = after;
        }
    }
    attributes.sort_unstable();
    format!("<{name} {}>", attributes.join(" "))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&#60;", "<")
        .replace("&gt;", ">")
        .replace("&#62;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[test]
fn what_does_not_count_is_dropped() {
    assert_eq!(
        read("<p id=\"b\" class=\"y x\">\n  It&#39;s <b>so</b>\n</p>"),
        read("<p class=\"x y\" id=\"b\">It's <b >so</b></p>")
    );
    assert_ne!(read("<p>a</p>"), read("<p>b</p>"));
    assert_ne!(read("<p id=\"a\">a</p>"), read("<p>a</p>"));
}
