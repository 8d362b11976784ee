//! How long papers take: each time another child, so that nothing is remembered from the time before.

use std::time::Duration;

use documents::{
    Sheet, make,
    papers::{Iep, OnePageProfile, samples},
};

use super::{
    client::Fault,
    moment,
    report::{Line, Report},
    times::Times,
};

/// How many children, one after the other.
const TIMES: usize = 60;
/// How many plans a school prints in one run.
const PRINT_RUN: usize = 300;

fn profile(child: usize) -> OnePageProfile {
    let mut paper = samples::one_page_profile();
    paper.furniture.about = format!("Child {child} Example");
    for part in &mut paper.parts {
        part.text = format!("{} This is child {child}.", part.text);
    }
    paper
}

fn iep(child: usize) -> Iep {
    let mut paper = samples::iep();
    paper.furniture.about = format!("Child {child} Example");
    paper.strengths = format!("{} This is child {child}.", paper.strengths);
    paper.strategies = format!("{}\n- Child {child}’s own corner", paper.strategies);
    for (at, target) in paper.targets.iter_mut().enumerate() {
        target.will = format!("{}, child {child}", target.will);
        if target.chart.is_some() {
            target.chart = Some(samples::chart_of("Words read in a minute", child * 7 + at));
        }
    }
    paper
}

fn each(sheet: impl Fn(usize) -> Sheet) -> Result<Times, Fault> {
    let mut times = Vec::new();
    for child in 0..TIMES + 5 {
        let sheet = sheet(child);
        let before = moment();
        make(&[sheet]).and_then(|made| made.pdf()).map_err(Fault::new)?;
        times.push(before.elapsed());
    }
    Ok(Times::of(times.split_off(5)))
}

/// Measures the two papers that are made most, and a school's print run.
pub(super) fn measure(report: &mut Report) -> Result<(), Fault> {
    let times = each(|child| Sheet::from(&profile(child)))?;
    report.add(Line::under("One page profile as PDF, warm (p50)", times.at(50), Duration::from_millis(10)));
    let times = each(|child| Sheet::from(&iep(child)))?;
    report.add(Line::under("IEP with a chart as PDF, warm (p50)", times.at(50), Duration::from_millis(20)));
    let sheets: Vec<Sheet> = (0..PRINT_RUN).map(|child| Sheet::from(&iep(child + 1000))).collect();
    let before = moment();
    let made = make(&sheets).map_err(Fault::new)?;
    let pdf = made.pdf().map_err(Fault::new)?;
    report.add(Line::under(format!("{PRINT_RUN} IEPs in one PDF"), before.elapsed(), Duration::from_secs(5)));
    report.note(&format!(
        "That PDF has {} pages and {:.1} MB.",
        made.pages(),
        pdf.len() as f64 / 1_000_000.0
    ));
    Ok(())
}
