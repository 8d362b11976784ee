//! How long the EHC request bundle takes: sixty pages, twenty charts, three merged reports; and the memory that it needs.

use std::time::Duration;

use documents::{
    Sheet,
    bundle::{Appended, append, open},
    make,
    papers::{ReportOnPaper, samples},
};

use super::{
    client::Fault,
    moment,
    report::{Line, Report},
};

/// Charts in it.
const CHARTS: usize = 20;
/// Pages of our own, at least.
const PAGES: usize = 60;

/// A report as large as a scan: pages of another paper, several times.
fn report(pages: usize) -> Result<Vec<u8>, Fault> {
    let sheets: Vec<Sheet> = (0..pages).map(|_| Sheet::from(&samples::one_page_profile())).collect();
    make(&sheets).and_then(|made| made.pdf()).map_err(Fault::new)
}

/// The most memory that this process held, in megabytes.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? * 1024.0 / 1_000_000.0)
}

/// Measures it once, cold, as it is made in a school: nothing of it was typeset before.
pub(super) fn measure(to: &mut Report) -> Result<(), Fault> {
    let files = [report(4)?, report(8)?, report(12)?];
    let named = |(number, pages): (usize, usize)| ReportOnPaper {
        number,
        title: format!("Report {number}"),
        pages,
        ..ReportOnPaper::default()
    };
    let reports: Vec<ReportOnPaper> = [(1, 4), (2, 8), (3, 12)].map(named).into();
    let request = samples::ehc_request_of(CHARTS, 280, reports);
    let before = moment();
    let made = make(&[Sheet::from(&request)]).map_err(Fault::new)?;
    let own = made.pages();
    let pdf = made.pdf().map_err(Fault::new)?;
    let opened = files
        .iter()
        .map(|bytes| {
            let opened = open(bytes).map_err(|unfit| Fault::new(unfit.sentence()))?;
            let _ = opened.words();
            Ok(Appended::Pages(Box::new(opened)))
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let names: Vec<usize> = (1..=3).map(|number| own - 3 + number).collect();
    let merged = append(&pdf, opened, &names, &request.furniture.about).map_err(Fault::new)?;
    let copy = documents::word::ehc_request(&request).map_err(Fault::new)?;
    let took = before.elapsed();
    if own < PAGES {
        return Err(Fault::new(format!(
            "The measured bundle has {own} pages of our own; it should have {PAGES}."
        )));
    }
    to.add(Line::under(
        format!("EHC request bundle: {PAGES} pages or more, {CHARTS} charts, 3 merged reports, Word copy"),
        took,
        Duration::from_secs(1),
    ));
    if let Some(peak) = peak_memory() {
        to.add(Line::at_most("…most memory of the process that made it, MB", peak, 200.0));
    }
    to.note(&format!(
        "That bundle has {} pages ({own} of our own) and {:.1} MB; its Word copy {:.1} MB.",
        own + 24,
        merged.len() as f64 / 1_000_000.0,
        copy.len() as f64 / 1_000_000.0
    ));
    Ok(())
}
