//! A small tree of one element of the file: a header or a pupil, never the whole file.

/// An element: its name in lower case and without a prefix, its text, its children, and the line on which it starts.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    pub(super) line: usize,
}

impl Element {
    /// The first child of a name (written in lower case).
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of the first child of a name; empty when there is none.
    pub(super) fn text_of(&self, name: &str) -> String {
        self.child(name).map(|child| child.text.trim().to_owned()).unwrap_or_default()
    }

    /// The same, none when it is empty.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        crate::roll::check::some(&self.text_of(name))
    }

    /// Whether an element of this name stands anywhere in it.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.children.iter().any(|child| child.name == name || child.holds(name))
    }
}
