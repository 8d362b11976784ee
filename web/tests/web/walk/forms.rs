//! The forms of a page as a browser without scripts sends them: every box with its name and what is in it.

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent; the page's own address when empty.
    pub action: String,
    /// Name, kind and value of each box that is sent.
    pub boxes: Vec<Box>,
    /// Whether it holds a file.
    pub has_file: bool,
}

/// A box of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Box {
    /// Its name.
    pub name: String,
    /// `text`, `textarea`, `hidden`, `radio`, `checkbox`, `select`, `submit`...
    pub kind: String,
    /// What is in it, or what it stands for.
    pub value: String,
    /// Whether a browser sends it as the page is.
    pub sent: bool,
}

impl Box {
    /// Whether people type words into it.
    pub fn is_words(&self) -> bool {
        matches!(self.kind.as_str(), "text" | "textarea" | "search")
    }
}

/// A value without its escapes.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for (written, meant) in [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ] {
        text = text.replace(written, meant);
    }
    text.replace("&#38;", "&").replace("&amp;", "&")
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = &rest[at + name.len()..];
        if before.is_some_and(char::is_whitespace) {
            if let Some(quoted) = after.strip_prefix("=\"") {
                return Some(plain(quoted.split('"').next().unwrap_or_default()));
            }
            if after.starts_with([' ', '>', '/']) || after.is_empty() {
                return Some(String::new());
            }
        }
        rest = after;
    }
    None
}

/// The forms of a page that are sent by POST.
pub fn forms(page: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for part in page.split("<form").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        if attribute(tag, "method").as_deref() != Some("post") {
            continue;
        }
        let body = rest.split("</form>").next().unwrap();
        let mut form = Form { action: attribute(tag, "action").unwrap_or_default(), ..Form::default() };
        let mut select: Option<Box> = None;
        let mut rest = body;
        while let Some(start) = rest.find('<') {
            let after = &rest[start + 1..];
            let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
            rest = behind;
            let element = tag.split_whitespace().next().unwrap_or_default();
            let name = attribute(tag, "name").unwrap_or_default();
            let value = attribute(tag, "value");
            let off = attribute(tag, "disabled").is_some();
            match element {
                "input" => {
                    let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
                    form.has_file |= kind == "file";
                    let chosen = attribute(tag, "checked").is_some();
                    let sent =
                        !off && kind != "file" && (!matches!(kind.as_str(), "radio" | "checkbox") || chosen);
                    let value = value.unwrap_or_else(|| if chosen { "on".to_owned() } else { String::new() });
                    form.boxes.push(Box { name, kind, value, sent });
                }
                "textarea" => {
                    let text = behind.split("</textarea").next().unwrap_or_default();
                    // A browser leaves out the line end that follows the tag.
                    let text = plain(text.strip_prefix('\n').unwrap_or(text));
                    form.boxes.push(Box { name, kind: "textarea".to_owned(), value: text, sent: !off });
                }
                "select" => {
                    select = Some(Box { name, kind: "select".to_owned(), value: String::new(), sent: false })
                }
                "option" => {
                    if let Some(select) = &mut select
                        && (attribute(tag, "selected").is_some() || !select.sent)
                    {
                        select.value = value.unwrap_or_default();
                        select.sent = true;
                    }
                }
                "/select" => form.boxes.extend(select.take()),
                "button" if !name.is_empty() => {
                    let value = value.unwrap_or_default();
                    form.boxes.push(Box { name, kind: "submit".to_owned(), value, sent: false });
                }
                _ => {}
            }
        }
        form.boxes.retain(|one| !one.name.is_empty());
        forms.push(form);
    }
    forms
}

/// Names and values as a browser encodes them.
pub fn encoded<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let code = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", code(name), code(value)))
        .collect::<Vec<_>>()
        .join("&")
}

#[test]
fn a_form_is_read_as_a_browser_reads_it() {
    let page = "<form method=\"get\"><input name=\"q\"></form><form method=\"post\" action=\"/a\"><input type=\"hidden\" \
                name=\"version\" value=\"7\"><textarea id=\"t\" name=\"words\">\n&#60;b&#62; &#38; c</textarea><input \
                type=\"radio\" name=\"r\" value=\"x\"><input type=\"radio\" name=\"r\" value=\"y\" checked><select \
                name=\"s\"><option value=\"1\">One<option value=\"2\" selected>Two</select><button name=\"do\" \
                value=\"save\">Save</button></form>";
    let [form] = forms(page).try_into().unwrap();
    let sent: Vec<_> =
        form.boxes.iter().filter(|one| one.sent).map(|one| (&*one.name, &*one.value)).collect();
    assert_eq!(sent, [("version", "7"), ("words", "<b> & c"), ("r", "y"), ("s", "2")]);
    assert_eq!(form.action, "/a");
    assert_eq!(encoded([("a b", "ü&")]), "a%20b=%C3%BC%26");
}
