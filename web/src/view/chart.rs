//! A target's chart and the peers' chart on a page: geometry from `domain`, drawn by `documents::chart`.

use domain::progress::chart::Chart;
use domain::progress::chart_axis::{Frame, Px};
use domain::progress::peers_chart::PeersChart;
use jiff::civil::Date;

/// How wide a chart is laid out for a page, in pixels.
pub const WIDTH: u16 = 560;
/// How high.
pub const HEIGHT: u16 = 280;

/// A target's chart on a page.
#[derive(Debug, Clone)]
pub struct TargetChart {
    /// An id that nothing else on the page has.
    pub id: String,
    /// What it shows, as a heading: the target.
    pub title: String,
    /// Where everything lies.
    pub chart: Chart,
}

/// The peers' chart on a page.
#[derive(Debug, Clone)]
pub struct PeersPicture {
    /// An id that nothing else on the page has.
    pub id: String,
    /// What it shows, as a heading: the subject.
    pub title: String,
    /// Where everything lies.
    pub chart: PeersChart,
}

/// How high the field is.
#[must_use]
pub fn height(frame: &Frame) -> Px {
    Px(frame.bottom.0 - frame.top.0)
}

/// A day of the table: 7 Sep 2026.
#[must_use]
pub fn day(on: &Date) -> String {
    on.strftime("%-d %b %Y").to_string()
}
