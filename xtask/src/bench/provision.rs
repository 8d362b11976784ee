//! The provision map of the whole school: as a list, as a week, and with its money.

use std::time::Duration;

use super::{
    client::{Connection, Fault, People},
    report::Line,
    server::Server,
    times::Times,
};

/// What is opened, and what it is called in the report.
const PAGES: [(&str, &str); 3] = [
    ("Provision map of the whole school", "/provision"),
    ("…as a week", "/provision?view=week"),
    ("…with costs", "/provision?costs=yes"),
];
const COUNTED: usize = 200;

/// Each page two hundred times, one after another, after ten that do not count.
pub(super) async fn measure(server: &Server, people: &People) -> Result<Vec<Line>, Fault> {
    let mut connection = Connection::open(server.address()).await?;
    let mut lines = Vec::new();
    for (name, path) in PAGES {
        let mut times = Vec::with_capacity(COUNTED);
        for round in 0..COUNTED + 10 {
            let answer = connection.page(path, &people.senco).await?;
            if round >= 10 {
                times.push(answer.took);
            }
        }
        // Promised of the map itself; its money reads every session of the funding year.
        let middle = (!path.contains("costs")).then_some(Duration::from_millis(10));
        lines.push(Line::distribution(name, &Times::of(times), middle, Duration::from_millis(60)));
    }
    Ok(lines)
}
