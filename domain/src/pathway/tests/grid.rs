//! Every state by every move, written out: `>` goes (or is refused with the guard's code), `=` already there,
//! `.` no such move from here. The grids are a second telling of `moves.rs`; whoever changes one says so in the other.

use std::fmt::Debug;

use super::facts::{statutory_record, support_record};
use crate::{
    date,
    pathway::{
        CaseState, Change, Maker, MoveWords, Refused, StatutoryFacts, StatutoryMove, StatutoryState,
        SupportFacts, SupportMove, SupportState,
        attempt::{self, attempt_statutory, attempt_support},
    },
};

/// Columns: open-concern, join-at-profile, to-adapts, to-profile, to-iep, to-provision, to-monitoring,
/// to-review, continue, start-cycle, stop, close: resolved, parents do not want, left, error.
const SUPPORT: [(&str, &str); 14] = [
    ("none", ">>...........=."),
    ("concern", "=>>.......>>>>>"),
    ("teacher-adapts", "=>=>......>>>>>"),
    ("profile", "====>.....>>>>>"),
    ("iep", "=====>...=>>>>>"),
    ("provision", "======>...>>>>>"),
    ("monitoring", "=======>..>>>>>"),
    ("review", "========>.>>>>>"),
    ("continues", "=========>>>>>>"),
    ("closed-concern-resolved", ">>.........=.=."),
    ("closed-opened-in-error", ">>...........=="),
    ("closed-left-school", ">>...........=."),
    ("closed-parents-do-not-want", ">>..........==."),
    ("closed-support-can-stop", ">>........=..=."),
];

/// What each support move answers where it goes, on a record with nothing in it.
const SUPPORT_STOPPED: [(&str, &str); 15] = [
    ("open-concern", attempt::STOPPED),
    ("join-at-profile", attempt::STOPPED),
    ("to-adapts", attempt::STOPPED),
    ("to-profile", attempt::STOPPED),
    ("to-iep", attempt::STOPPED),
    ("to-provision", attempt::STOPPED_FIRMLY),
    ("to-monitoring", attempt::STOPPED),
    ("to-review", attempt::STOPPED),
    ("continue", attempt::STOPPED),
    ("start-cycle", "goes"),
    ("stop", attempt::STOPPED_FIRMLY),
    ("close-concern-resolved", "goes"),
    ("close-parents-do-not-want", attempt::STOPPED),
    ("close-left-school", "goes"),
    ("close-opened-in-error", "goes"),
];

/// Columns: prepare, ask-again, not-agree, request, parent-applies, withdraw | agree-to-assess,
/// refuse-to-assess, issue-draft, refuse-to-issue, make-plan | go-to-mediation, end-mediation, appeal, uphold, dismiss |
/// arrive-with-plan, move-in | amend, reassess, make-amended-plan, keep-plan, decide-to-cease, cease | leave.
const STATUTORY: [(&str, &str); 25] = [
    ("none", ">...>. ....> ..... >> ...... ="),
    ("agreeing", "==>>>> ....> ..... >> ...... >"),
    ("not-agreed", ".>=.>. ....> ..... >> ...... >"),
    ("withdrawn", ".>..>= ....> ..... >> ...... >"),
    ("requested", "==.==> >>..> ..... >> ...... >"),
    ("refused-to-assess", ".>..>. >=..> >=>.. >> ...... >"),
    ("mediation-to-assess", "...... >=..> =>>.. >> ...... >"),
    ("appeal-to-assess", "...... >=..> ..=>> >> ...... >"),
    ("dismissed-to-assess", ".>..>. ....> ....= >> ...... >"),
    ("assessing", "==.==> =.>>> ...=. >> ...... >"),
    ("refused-to-issue", ".>..>. ..>=> >=>.. >> ...... >"),
    ("mediation-to-issue", "...... ..>=> =>>.. >> ...... >"),
    ("appeal-to-issue", "...... ..>=> ..=>> >> ...... >"),
    ("dismissed-to-issue", ".>..>. ....> ....= >> ...... >"),
    ("draft-plan", "==.==> =.=>> ...=. >> ...... >"),
    ("ehcp-in-place", "...... ....= >=>== == >>==>> >"),
    ("amending", "...... ....= ..... == =.>>>. >"),
    ("reassessing", "...... ....= ..... == >=>>>. >"),
    ("mediation-on-plan", "...... ....= =>>.. == ....>. >"),
    ("appeal-on-plan", "...... ....= ..=>> == ..>.>. >"),
    ("ceasing", "...... ....= >=>.. == ...>=> >"),
    ("mediation-to-cease", "...... ....= =>>.. == ...>=> >"),
    ("appeal-to-cease", "...... ....= ..=>> == ...>=. >"),
    ("ceased", ".>..>. ....> ..>.= >> .....= >"),
    ("left-school", ">...>. ..... ..... >> ...... ="),
];

/// The statutory moves that go on a record with nothing in it; every other is stopped, and a request firmly.
const STATUTORY_NEVER_STOPPED: [&str; 5] = ["prepare", "ask-again", "not-agree", "end-mediation", "leave"];

fn cell<S: Debug>(result: &Result<Change<S>, Refused>) -> char {
    match result {
        Ok(Change::Made { .. }) => '>',
        Ok(Change::AlreadyThere) => '=',
        Err(refused) => {
            assert_eq!(refused.code, attempt::NO_SUCH_MOVE, "{refused:?}");
            assert!(refused.findings.is_empty() && refused.sentence.ends_with('.'));
            '.'
        }
    }
}

fn code<S>(result: &Result<Change<S>, Refused>) -> &'static str {
    match result {
        Ok(Change::Made { .. }) => "goes",
        Ok(Change::AlreadyThere) => "already",
        Err(refused) => refused.code,
    }
}

#[test]
fn support_every_state_by_every_move() {
    let today = date(2026, 11, 23);
    let states = std::iter::once(None).chain(SupportState::ALL.map(Some));
    for (support, (name, grid)) in states.zip(SUPPORT) {
        assert_eq!(support.map_or("none", SupportState::code), name);
        let case = CaseState { support, round: 1, cycle: 1, ..CaseState::default() };
        let mut cells = String::new();
        for (the_move, (move_code, stopped)) in SupportMove::ALL.into_iter().zip(SUPPORT_STOPPED) {
            assert_eq!(the_move.code(), move_code);
            let attempt = |facts: &SupportFacts| {
                attempt_support(&case, the_move, facts, Maker::Other, today, &MoveWords::default())
            };
            let goes = cell(&attempt(&support_record()));
            cells.push(goes);
            if goes == '>' {
                assert_eq!(code(&attempt(&SupportFacts::default())), stopped, "{name} {move_code}");
            }
        }
        assert_eq!(cells, grid, "{name}");
    }
}

#[test]
fn statutory_every_state_by_every_move() {
    let today = date(2026, 11, 23);
    for (statutory, (name, grid)) in StatutoryState::ALL.iter().zip(STATUTORY) {
        assert_eq!(statutory.code(), name);
        let case = CaseState { statutory: *statutory, ..CaseState::default() };
        let mut cells = String::new();
        for the_move in StatutoryMove::ALL {
            let attempt = |facts: &StatutoryFacts| {
                attempt_statutory(&case, *the_move, facts, Maker::Other, today, &MoveWords::default())
            };
            let goes = cell(&attempt(&statutory_record()));
            cells.push(goes);
            if goes == '>' {
                let expected = match the_move.code() {
                    go if STATUTORY_NEVER_STOPPED.contains(&go) => "goes",
                    "request" => attempt::STOPPED_FIRMLY,
                    _ => attempt::STOPPED,
                };
                assert_eq!(
                    code(&attempt(&StatutoryFacts::default())),
                    expected,
                    "{name} {}",
                    the_move.code()
                );
            }
        }
        assert_eq!(cells, grid.replace(' ', ""), "{name}");
    }
}

#[test]
fn each_move_has_one_answer_from_each_state() {
    use crate::pathway::moves;
    for the_move in SupportMove::ALL {
        assert_eq!(moves::SUPPORT.iter().filter(|row| row.the_move == the_move).count(), 1);
    }
    for the_move in StatutoryMove::ALL {
        for state in StatutoryState::ALL {
            let rows = moves::STATUTORY.iter().filter(|row| row.the_move == *the_move);
            assert!(rows.filter(|row| row.from.contains(state)).count() <= 1, "{the_move:?} {state:?}");
        }
    }
}
