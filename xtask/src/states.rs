//! `docs/states`: both machines, every state by every move, what each guard looks for, and a picture.

use std::fmt::Write;

use domain::{
    pathway::{
        StatutoryMove, StatutoryState, SupportMove, SupportState, attempt,
        guards::Check,
        moves::{self, Answer, Row},
    },
    people::Role,
};

use crate::generate::Page;

/// A machine, as a page sees it.
struct Machine<M: 'static, S: 'static, F: 'static> {
    title: &'static str,
    about: &'static str,
    table: &'static [Row<M, S, F>],
    states: Vec<S>,
    moves: Vec<M>,
    state_code: fn(S) -> &'static str,
    state_name: fn(S) -> &'static str,
    state_step: fn(S) -> Option<u8>,
    move_code: fn(M) -> &'static str,
    move_name: fn(M) -> &'static str,
    /// States that the picture puts in one box, with the box's name: moves from all of them are one arrow.
    boxed: (&'static str, Vec<S>),
}

/// Both pages.
pub fn pages() -> Vec<Page> {
    let support = Machine {
        title: "Support in school",
        about: "A round of support, from an initial concern to its close. `none` means that no round was ever \
                opened. A new concern joins an open round; after a close it opens a new round.",
        table: moves::SUPPORT,
        states: std::iter::once(None).chain(SupportState::ALL.map(Some)).collect(),
        moves: SupportMove::ALL.to_vec(),
        state_code: |state| state.map_or("none", SupportState::code),
        state_name: |state| state.map_or("No round", SupportState::name),
        state_step: |state| state.and_then(SupportState::step),
        move_code: SupportMove::code,
        move_name: SupportMove::name,
        boxed: ("open", SupportState::OPEN.map(Some).to_vec()),
    };
    let statutory = Machine {
        title: "The county's statutory process",
        about: "Children and Families Act 2014 ss.36 to 51 and SEND Regulations 2014, as far as the school sees it. \
                Most moves record what the county or the parents did. It starts from any support step, or from no \
                record at all. While a plan is being amended, re-assessed, disputed or ceased, it is in place.",
        table: moves::STATUTORY,
        states: StatutoryState::ALL.to_vec(),
        moves: StatutoryMove::ALL.to_vec(),
        state_code: StatutoryState::code,
        state_name: StatutoryState::name,
        state_step: StatutoryState::step,
        move_code: StatutoryMove::code,
        move_name: StatutoryMove::name,
        boxed: ("no_plan", StatutoryState::ALL.iter().copied().filter(|state| !state.has_plan()).collect()),
    };
    vec![
        Page { path: "docs/states/support.md".to_owned(), text: support.page() },
        Page { path: "docs/states/statutory.md".to_owned(), text: statutory.page() },
    ]
}

impl<M: Copy + PartialEq, S: Copy + PartialEq, F> Machine<M, S, F> {
    fn page(&self) -> String {
        let mut page = format!(
            "<!-- Made by `cargo xtask generate states` from `domain/src/pathway`; do not edit. -->\n\n\
             # {}\n\n{}\n\n",
            self.title, self.about
        );
        self.picture(&mut page);
        self.list_states(&mut page);
        self.grid(&mut page);
        self.list_moves(&mut page);
        page
    }

    fn picture(&self, page: &mut String) {
        let id = |state: S| (self.state_code)(state).replace('-', "_");
        page.push_str("## Picture\n\n```mermaid\nstateDiagram-v2\n");
        for state in &self.states {
            line(page, format!("    {}: {}", id(*state), (self.state_name)(*state).replace(':', ",")));
        }
        let (box_name, boxed) = &self.boxed;
        let all_boxed =
            |row: &&Row<M, S, F>| row.from.len() == boxed.len() && boxed.iter().all(|s| row.from.contains(s));
        line(page, format!("    state {box_name} {{"));
        let mut many = Vec::new();
        let mut outside = String::new();
        for row in self.table {
            let name = (self.move_code)(row.the_move);
            if all_boxed(&row) {
                line(&mut outside, format!("    {box_name} --> {}: {name}", id(row.to)));
            } else {
                let drawn = if row.from.len() > MOST_ARROWS {
                    many.push(name);
                    1
                } else {
                    row.from.len()
                };
                for from in &row.from[..drawn] {
                    let arrow = format!("{} --> {}: {name}", id(*from), id(row.to));
                    if boxed.contains(from) && boxed.contains(&row.to) {
                        line(page, format!("        {arrow}"));
                    } else {
                        line(&mut outside, format!("    {arrow}"));
                    }
                }
            }
        }
        line(page, "    }");
        page.push_str(&outside);
        page.push_str("```\n\n");
        if !many.is_empty() {
            let many: Vec<String> = many.iter().map(|name| format!("`{name}`")).collect();
            line(page, format!("Drawn only from the first of many states: {}.\n", many.join(", ")));
        }
    }

    fn list_states(&self, page: &mut String) {
        page.push_str("## States\n\n| state | name | step shown |\n|---|---|---|\n");
        for state in &self.states {
            let step = (self.state_step)(*state).map_or("-".to_owned(), |step| step.to_string());
            line(
                page,
                format!("| `{}` | {} | {step} |", (self.state_code)(*state), (self.state_name)(*state)),
            );
        }
    }

    fn grid(&self, page: &mut String) {
        line(
            page,
            format!(
                "\n## Every state by every move\n\nA name: the move goes there, unless its guard stops it \
                 (`{}`, `{}` or `{}`, with the findings below). `=`: already there, nothing is written. Empty: \
                 refused with `{}`.\n",
                attempt::STOPPED,
                attempt::STOPPED_FIRMLY,
                attempt::NEEDS_HEAD_AND_SENCO,
                attempt::NO_SUCH_MOVE,
            ),
        );
        let heads: Vec<String> =
            self.states.iter().map(|state| format!("`{}`", (self.state_code)(*state))).collect();
        line(page, format!("| move \\ from | {} |", heads.join(" | ")));
        line(page, format!("|---|{}", "---|".repeat(self.states.len())));
        for the_move in &self.moves {
            let cells: Vec<&str> = self
                .states
                .iter()
                .map(|state| match moves::answer(self.table, the_move, state) {
                    Answer::Goes(row) => (self.state_code)(row.to),
                    Answer::AlreadyThere => "=",
                    Answer::NoSuchMove => "",
                })
                .collect();
            line(page, format!("| `{}` | {} |", (self.move_code)(*the_move), cells.join(" | ")));
        }
    }

    fn list_moves(&self, page: &mut String) {
        page.push_str("\n## Moves, and what their guards look for\n");
        for the_move in &self.moves {
            let rows: Vec<&Row<M, S, F>> =
                self.table.iter().filter(|row| row.the_move == *the_move).collect();
            let Some(first) = rows.first() else { continue };
            line(page, format!("\n### `{}`: {}\n", (self.move_code)(*the_move), (self.move_name)(*the_move)));
            for row in &rows {
                let from: Vec<String> =
                    row.from.iter().map(|state| format!("`{}`", (self.state_code)(*state))).collect();
                line(page, format!("- from {} to `{}`", from.join(", "), (self.state_code)(row.to)));
            }
            line(page, format!("- normally made by: {}\n", titles(first.made_by)));
            page.push_str(
                "| finding | weight | passed by | what to do | who | page |\n|---|---|---|---|---|---|\n",
            );
            first.checks.iter().for_each(|check| finding(page, check));
        }
    }
}

/// A row with more from-states than this is drawn from the first only, and named under the picture.
const MOST_ARROWS: usize = 5;

fn finding<F>(page: &mut String, check: &Check<F>) {
    line(
        page,
        format!(
            "| `{}` | {} | {} | {} | {} | {} |",
            check.code,
            check.weight.name(),
            check.pass.name(),
            check.only_when.map_or_else(
                || check.sentence.to_owned(),
                |when| format!("{} (Only {when}.)", check.sentence)
            ),
            titles(check.who),
            check.to_do.name(),
        ),
    );
}

fn titles(roles: &[Role]) -> String {
    roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ")
}

fn line(page: &mut String, text: impl AsRef<str>) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{}", text.as_ref());
}
