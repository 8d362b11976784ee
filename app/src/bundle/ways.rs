//! How one parent is reached, in what both parents would open: where it stands, and what is left out of their copy.

use documents::{Sheet, papers::EhcRequest};
use domain::people::{OneParentsWay, ways_of_one};

use super::{OtherInText, ReportFile, load::Loaded};

/// What was found.
pub(super) struct Found {
    /// Each address, number or e-mail address of one parent with its places.
    pub(super) ways: Vec<OtherInText>,
    /// Whether one stands in our own pages: then parents have no copy.
    pub(super) in_own: bool,
}

/// Looks through reports and our own pages, and marks the reports that are left out of the parents’ copy: those that say how
/// one of them is reached, and those that cannot be read, so that nobody knows.
pub(super) fn look(loaded: &Loaded, reports: &mut [ReportFile], request: &EhcRequest) -> Found {
    let known = ways_of_one(&loaded.contacts);
    let mut found = Found { ways: Vec::new(), in_own: false };
    if known.is_empty() {
        return found;
    }
    for report in reports.iter_mut().filter(|report| !report.is_consent) {
        // A page without words may be a picture of some.
        let cannot_be_read =
            report.words.is_empty() || report.words.iter().any(|words| words.trim().is_empty());
        let pages = (1..).zip(&report.words).map(|(page, words)| (format!(", its page {page}"), words));
        let about = [&report.title, &report.advises, &report.done].map(|words| (String::new(), words));
        let before = count(&found.ways);
        for (page, words) in pages.chain(about) {
            add(&mut found.ways, &known, &format!("report {}{page}", report.number), words);
        }
        report.kept_from_parents = cannot_be_read || before != count(&found.ways);
    }
    let mut own = request.clone();
    own.reports.clear();
    for parent in &mut own.parents {
        parent.reached.clear();
    }
    let before = count(&found.ways);
    for words in Sheet::from(&own).typed() {
        add(&mut found.ways, &known, "our own pages", &words);
    }
    found.in_own = before != count(&found.ways);
    found
}

fn count(ways: &[OtherInText]) -> usize {
    ways.iter().map(|way| way.places.len()).sum()
}

fn add(ways: &mut Vec<OtherInText>, known: &[OneParentsWay], place: &str, words: &str) {
    for way in known.iter().filter(|way| way.stands_in(words)) {
        let at = (place.to_owned(), String::new());
        match ways.iter_mut().find(|found| found.name == way.what) {
            Some(found) if found.places.contains(&at) => {}
            Some(found) => found.places.push(at),
            None => ways.push(OtherInText { name: way.what.clone(), places: vec![at] }),
        }
    }
}
