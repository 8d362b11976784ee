//! The pages of a long list: which are shown as links, and where they lead.

/// Where a reader is in a long list.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The page shown, from one.
    pub current: usize,
    /// How many there are.
    pub total: usize,
    /// What an address begins with; the page's number follows: `/register?page=`.
    pub address: String,
}

/// One place in the row of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageItem {
    /// A page.
    Page {
        /// Its number.
        number: usize,
        /// Its address.
        href: String,
        /// Whether it is the one shown.
        current: bool,
    },
    /// Pages left out.
    Gap,
}

impl Pages {
    /// First, last, and the neighbours of the page shown; gaps between.
    pub fn items(&self) -> Vec<PageItem> {
        let mut items = Vec::new();
        let mut last = 0;
        for number in 1..=self.total {
            let near = number.abs_diff(self.current) <= 1;
            if !near && number != 1 && number != self.total {
                continue;
            }
            if number > last + 1 {
                items.push(PageItem::Gap);
            }
            items.push(PageItem::Page { number, href: self.href(number), current: number == self.current });
            last = number;
        }
        items
    }

    /// The address of the page before, if there is one.
    pub fn previous(&self) -> Option<String> {
        (self.current > 1).then(|| self.href(self.current - 1))
    }

    /// The address of the page after, if there is one.
    pub fn next(&self) -> Option<String> {
        (self.current < self.total).then(|| self.href(self.current + 1))
    }

    fn href(&self, number: usize) -> String {
        format!("{}{number}", self.address)
    }
}
