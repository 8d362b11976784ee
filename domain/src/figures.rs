//! Figures that name no child: tables of counts, and what of them may be shown to people who may see no child.

/// The smallest group that is shown.
pub const SMALLEST_SHOWN: u64 = 5;

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it counts.
    pub label: String,
    /// How many.
    pub count: u64,
    /// Rows (and totals) of other tables that count the very same children bear the same name: what is left out of one
    /// is left out of all.
    pub same_as: Option<&'static str>,
}

impl Row {
    /// A row.
    #[must_use]
    pub fn new(label: impl Into<String>, count: u64) -> Self {
        Self { label: label.into(), count, same_as: None }
    }

    /// The same row, whose children another table counts too.
    #[must_use]
    pub fn same_as(self, name: &'static str) -> Self {
        Self { same_as: Some(name), ..self }
    }
}

/// A table whose rows part some children: each is in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it parts them by.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// All of them.
    pub total: Row,
}

impl Table {
    /// A table of rows with its total.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<Row>, total_is: Option<&'static str>) -> Self {
        let sum = rows.iter().map(|row| row.count).sum();
        Self {
            title: title.into(),
            rows,
            total: Row { label: "All".to_owned(), count: sum, same_as: total_is },
        }
    }

    fn cell(&self, at: usize) -> &Row {
        self.rows.get(at).unwrap_or(&self.total)
    }
}

/// A table as it may be shown: none where a number is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it parts them by.
    pub title: String,
    /// Label and number.
    pub rows: Vec<(String, Option<u64>)>,
    /// The number of all.
    pub total: Option<u64>,
}

impl Shown {
    /// Everything of a table: for those who may see each child.
    #[must_use]
    pub fn whole(table: &Table) -> Self {
        Self {
            title: table.title.clone(),
            rows: table.rows.iter().map(|row| (row.label.clone(), Some(row.count))).collect(),
            total: Some(table.total.count),
        }
    }

    /// Whether something is left out.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        self.total.is_none() || self.rows.iter().any(|(_, count)| count.is_none())
    }
}

/// What may be shown of tables to people who may see no child: groups of fewer than five are left out, and so much more
/// that none of them can be worked out from what is shown, within a table or across tables with rows in common.
///
/// A table never has a single number left out; where the total shows, those left out of its rows are together five or
/// more. Everything that is left out looks the same, so that nobody can tell a small group from one left out with it.
///
/// # Source
/// people.md: aggregated figures for governors, groups of 5 and more.
///
/// # Example
/// ```
/// # use domain::figures::{Row, Table, without_small_groups};
/// let years = Table::new("Year group", vec![Row::new("Year 1", 9), Row::new("Year 2", 6), Row::new("Year 3", 2)], None);
/// let shown = &without_small_groups(&[years])[0];
/// let numbers: Vec<_> = shown.rows.iter().map(|(_, number)| *number).collect();
/// assert_eq!((numbers, shown.total), (vec![Some(9), None, None], Some(17)));
/// ```
#[must_use]
pub fn without_small_groups(tables: &[Table]) -> Vec<Shown> {
    // One more place than rows: the last is the total.
    let mut hidden: Vec<Vec<bool>> = tables
        .iter()
        .map(|table| (0..=table.rows.len()).map(|at| table.cell(at).count < SMALLEST_SHOWN).collect())
        .collect();
    loop {
        let before = hidden.clone();
        share(tables, &mut hidden);
        for (table, hidden) in tables.iter().zip(&mut hidden) {
            complete(table, hidden);
        }
        if hidden == before {
            break;
        }
    }
    tables
        .iter()
        .zip(&hidden)
        .map(|(table, hidden)| {
            let number = |at: usize| (!hidden[at]).then(|| table.cell(at).count);
            Shown {
                title: table.title.clone(),
                rows: table
                    .rows
                    .iter()
                    .enumerate()
                    .map(|(at, row)| (row.label.clone(), number(at)))
                    .collect(),
                total: number(table.rows.len()),
            }
        })
        .collect()
}

/// What is left out of one table is left out of all.
fn share(tables: &[Table], hidden: &mut [Vec<bool>]) {
    let mut names = std::collections::BTreeSet::new();
    for (table, hidden) in tables.iter().zip(&*hidden) {
        names.extend((0..hidden.len()).filter(|at| hidden[*at]).filter_map(|at| table.cell(at).same_as));
    }
    for (table, hidden) in tables.iter().zip(hidden) {
        for (at, hidden) in hidden.iter_mut().enumerate() {
            *hidden |= table.cell(at).same_as.is_some_and(|name| names.contains(name));
        }
    }
}

/// Leaves out more rows of a table, the smallest first, until nothing that is left out can be worked out.
fn complete(table: &Table, hidden: &mut [bool]) {
    let rows = table.rows.len();
    loop {
        let out: Vec<usize> = (0..rows).filter(|at| hidden[*at]).collect();
        let together: u64 = out.iter().map(|at| table.rows[*at].count).sum();
        let enough = if hidden[rows] {
            // The sum of the rows would give the total.
            !out.is_empty()
        } else {
            out.is_empty() || (out.len() > 1 && together >= SMALLEST_SHOWN)
        };
        if enough {
            return;
        }
        let next = (0..rows).filter(|at| !hidden[*at]).min_by_key(|at| table.rows[*at].count);
        match next {
            Some(next) => hidden[next] = true,
            None if hidden[rows] => return,
            None => hidden[rows] = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a cell's number follows from what is shown: its unit vector lies in the space of the equations, after
    /// the shown numbers have gone to the other side. Cells that count the same children are one unknown.
    fn follows(tables: &[Table], shown: &[Shown], of: (usize, usize)) -> bool {
        let mut names: Vec<Result<&str, (usize, usize)>> = Vec::new();
        let mut unknown = |table: usize, at: usize| {
            let name = tables[table].cell(at).same_as.ok_or((table, at));
            names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let mut equations: Vec<Vec<(usize, f64)>> = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            let mut equation = Vec::new();
            for at in 0..=table.rows.len() {
                let number_shown = shown[number].rows.get(at).map_or(shown[number].total, |row| row.1);
                if number_shown.is_none() {
                    equation.push((unknown(number, at), if at == table.rows.len() { -1.0 } else { 1.0 }));
                }
            }
            equations.push(equation);
        }
        let wanted = unknown(of.0, of.1);
        let width = names.len();
        let mut rows: Vec<Vec<f64>> = equations
            .into_iter()
            .map(|equation| {
                let mut row = vec![0.0; width];
                for (at, sign) in equation {
                    row[at] += sign;
                }
                row
            })
            .collect();
        // Eliminate every other unknown; what is left names the wanted one alone or not at all.
        let mut done = 0;
        for column in (0..width).filter(|column| *column != wanted) {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else {
                continue;
            };
            rows.swap(done, pivot);
            let lead = rows[done].clone();
            for row in rows.iter_mut().skip(done + 1) {
                let times = row[column] / lead[column];
                for (cell, of) in row.iter_mut().zip(&lead) {
                    *cell -= times * of;
                }
            }
            done += 1;
        }
        rows[done..].iter().any(|row| row[wanted].abs() > 1e-9)
    }

    fn small() -> impl Strategy<Value = u64> {
        prop_oneof![0_u64..7, 0_u64..40]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn nothing_under_five_is_shown_or_can_be_worked_out(
            statuses in prop::collection::vec(small(), 2..4),
            years in prop::collection::vec(small(), 1..9),
            running in prop::collection::vec(small(), 1..5),
            plans in small(),
            steps in prop::collection::vec(small(), 1..7),
        ) {
            let rows = |counts: &[u64]| counts.iter().map(|n| Row::new("x", *n)).collect::<Vec<_>>();
            let applications = running.iter().sum();
            let mut by_status = rows(&statuses);
            by_status.push(Row::new("E", plans).same_as("plans"));
            let mut by_step = rows(&steps);
            by_step.push(Row::new("7", applications).same_as("applications"));
            by_step.push(Row::new("8", plans).same_as("plans"));
            let tables = [
                Table::new("status", by_status, None),
                Table::new("year", rows(&years), None),
                Table::new("applications", rows(&running), Some("applications")),
                Table::new("step", by_step, None),
            ];
            let shown = without_small_groups(&tables);
            for (number, table) in tables.iter().enumerate() {
                for at in 0..=table.rows.len() {
                    let number_shown = shown[number].rows.get(at).map_or(shown[number].total, |row| row.1);
                    if table.cell(at).count < SMALLEST_SHOWN {
                        prop_assert_eq!(number_shown, None);
                        prop_assert!(!follows(&tables, &shown, (number, at)), "{tables:?} {shown:?} {number} {at}");
                    } else {
                        prop_assert!(number_shown.is_none_or(|n| n == table.cell(at).count));
                    }
                }
                // What is left out beside a total that shows is a group of five or more.
                if let Some(total) = shown[number].total {
                    let rest = total - shown[number].rows.iter().filter_map(|row| row.1).sum::<u64>();
                    prop_assert!(rest == 0 && !shown[number].leaves_out() || rest >= SMALLEST_SHOWN);
                }
            }
        }
    }

    #[test]
    fn large_groups_are_shown_whole() {
        let table = Table::new("Year group", vec![Row::new("Year 1", 5), Row::new("Year 2", 12)], None);
        let shown = without_small_groups(std::slice::from_ref(&table));
        assert_eq!(shown, [Shown::whole(&table)]);
        assert!(!shown[0].leaves_out());
    }

    #[test]
    fn of_a_handful_nothing_is_shown() {
        let table = Table::new("Status", vec![Row::new("K", 3), Row::new("E", 1)], None);
        let shown = &without_small_groups(&[table])[0];
        assert!(shown.total.is_none() && shown.rows.iter().all(|row| row.1.is_none()));
    }
}
