//! Golden cases, properties and a second, simpler implementation of the effect sizes.

use proptest::prelude::*;
use serde::Deserialize;

use super::{
    Direction, Score,
    analysis::{self, Analysis},
    phases::Phases,
};

#[derive(Deserialize)]
struct Case {
    id: String,
    direction: Direction,
    baseline: Vec<i32>,
    support: Vec<i32>,
    expected: std::collections::BTreeMap<String, f64>,
    tolerance: f64,
}

fn analyse(direction: Direction, a: &[i32], b: &[i32]) -> Analysis {
    let scores = |list: &[i32]| list.iter().map(|score| Score::whole(*score)).collect::<Vec<_>>();
    analysis::of(&Phases::of_sessions(direction, &scores(a), &scores(b)))
}

fn named(analysis: &Analysis) -> [(&'static str, Option<f64>); 8] {
    [
        ("nap", analysis.nap),
        ("nap_se", analysis.nap_se),
        ("tau", analysis.tau),
        ("tau_u_a", analysis.tau_u_a),
        ("tau_bc", analysis.tau_bc),
        ("pnd", analysis.pnd),
        ("theil_sen_baseline", analysis.theil_sen_baseline),
        ("theil_sen_support", analysis.theil_sen_support),
    ]
}

#[test]
fn published_cases() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/singlecase.json")).unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let analysis = analyse(case.direction, &case.baseline, &case.support);
        for (name, found) in named(&analysis) {
            let (found, expected) = (found.unwrap(), case.expected[name]);
            assert!(
                (found - expected).abs() <= case.tolerance,
                "{} {name}: {found}, not {expected}",
                case.id
            );
        }
    }
}

#[test]
fn published_elsewhere() {
    // Parker, Vannest, Davis & Sauber (2011), the example of Tau-U: Tau 16/20, Tau-U 11/20.
    let example = analyse(Direction::Increase, &[3, 3, 4, 5], &[4, 5, 6, 7, 7]);
    assert_eq!((example.tau, example.tau_u_a, example.nap), (Some(0.8), Some(0.55), Some(0.9)));
}

/// The definitions, in floating point, without care and without sharing a line with the real ones.
fn simple(direction: Direction, a: &[i32], b: &[i32]) -> [Option<f64>; 8] {
    let turn = if direction == Direction::Increase { 1.0 } else { -1.0 };
    let raw = |list: &[i32]| list.iter().map(|y| f64::from(*y)).collect::<Vec<_>>();
    let (m, n) = (a.len() as f64, b.len() as f64);
    let q = |a: f64, b: f64| {
        let d = (b - a) * turn;
        if d.abs() < 1e-9 {
            0.5
        } else if d > 0.0 {
            1.0
        } else {
            0.0
        }
    };
    let sum_q = |a: &[f64], b: &[f64]| a.iter().flat_map(|x| b.iter().map(move |y| q(*x, *y))).sum::<f64>();
    let slope = |y: &[f64]| {
        let mut list = Vec::new();
        for i in 0..y.len() {
            for j in 0..i {
                list.push((y[i] - y[j]) / (i - j) as f64);
            }
        }
        list.sort_by(f64::total_cmp);
        let k = list.len();
        (y.len() > 2).then(|| (list[(k - 1) / 2] + list[k / 2]) / 2.0)
    };
    let (ya, yb) = (raw(a), raw(b));
    let trends = (slope(&ya), slope(&yb));
    if a.len() < 3 || b.is_empty() {
        return [None, None, None, None, None, None, trends.0, trends.1];
    }
    let nap = sum_q(&ya, &yb) / (m * n);
    let mut within = 0.0;
    for i in 0..ya.len() {
        for j in 0..i {
            within += 2.0 * q(ya[j], ya[i]) - 1.0;
        }
    }
    let s = trends.0.unwrap();
    let flat = |y: &[f64], from: usize| {
        y.iter().enumerate().map(|(i, y)| y - s * (from + i) as f64).collect::<Vec<_>>()
    };
    let tau_bc = 2.0 * sum_q(&flat(&ya, 1), &flat(&yb, 1 + ya.len())) / (m * n) - 1.0;
    let pnd = yb.iter().filter(|y| ya.iter().all(|x| q(*x, **y) == 1.0)).count() as f64 / n;
    let q1: f64 =
        ya.iter().map(|x| yb.iter().map(|y| q(*x, *y) - nap).sum::<f64>().powi(2)).sum::<f64>() / (m * n * n);
    let q2: f64 =
        yb.iter().map(|y| ya.iter().map(|x| q(*x, *y) - nap).sum::<f64>().powi(2)).sum::<f64>() / (m * m * n);
    let q3: f64 =
        ya.iter().flat_map(|x| yb.iter().map(move |y| (q(*x, *y) - nap).powi(2))).sum::<f64>() / (m * n);
    let held = nap.max(0.5 / (m * n)).min(1.0 - 0.5 / (m * n));
    let inner = (held * (1.0 - held) + n * q1 + m * q2 - 2.0 * q3) / ((m - 1.0) * (n - 1.0));
    let se = (b.len() > 1).then(|| inner.max(0.0).sqrt());
    let tau_u = (2.0 * sum_q(&ya, &yb) - m * n - within) / (m * n);
    [Some(nap), se, Some(2.0 * nap - 1.0), Some(tau_u), Some(tau_bc), Some(pnd), trends.0, trends.1]
}

#[test]
fn edges() {
    let up = Direction::Increase;
    let constant = analyse(up, &[5, 5, 5], &[5, 5, 5]);
    let values = named(&constant).map(|(_, value)| value.unwrap());
    assert_eq!(values[0], 0.5, "NAP of ties");
    assert_eq!(values[2..], [0.0; 6]);
    let one = analyse(up, &[5, 6, 5], &[9]);
    assert_eq!((one.nap, one.nap_se, one.theil_sen_support), (Some(1.0), None, None));
    assert_eq!(one.notes.len(), 2, "{:?}", one.notes);
    let nothing = analyse(up, &[], &[]);
    assert!(named(&nothing).iter().all(|(_, value)| value.is_none()));
    assert_eq!(nothing.notes.len(), 3, "{:?}", nothing.notes);
    let rising = analyse(up, &[1, 2, 3], &[4, 5, 6]);
    assert!(rising.notes[0].starts_with("Scores were already getting better"));
    assert!(analyse(Direction::Decrease, &[3, 2, 1], &[0, 0, 0]).notes.len() == 1);
    assert!(analyse(Direction::Decrease, &[1, 2, 3], &[0, 0, 0]).notes.is_empty());
    // A falling baseline lets Tau-U pass 1.
    assert!(analyse(up, &[3, 2, 1], &[4, 5, 6]).tau_u_a.unwrap() > 1.0);
    // All of one day: no line to take away.
    let one_day = Phases {
        direction: up,
        baseline: vec![(0, Score::whole(1)); 3],
        support: vec![(7, Score::whole(2)); 3],
    };
    let one_day = analysis::of(&one_day);
    assert_eq!((one_day.nap, one_day.tau_bc, one_day.theil_sen_baseline), (Some(1.0), None, None));
}

fn near(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-7,
        (found, expected) => found == expected,
    }
}

proptest! {
    #[test]
    fn like_the_simple_one(
        a in prop::collection::vec(0_i32..9, 0..9), b in prop::collection::vec(0_i32..9, 0..9), down in any::<bool>(),
    ) {
        let direction = if down { Direction::Decrease } else { Direction::Increase };
        let found = named(&analyse(direction, &a, &b));
        for ((name, found), expected) in found.into_iter().zip(simple(direction, &a, &b)) {
            prop_assert!(near(found, expected), "{} {:?} {:?}", name, found, expected);
        }
    }

    #[test]
    fn shift_scale_and_turning(
        a in prop::collection::vec(-20_i32..20, 3..9), b in prop::collection::vec(-20_i32..20, 2..9),
        shift in -99_i32..99, scale in 1_i32..9,
    ) {
        let with = |direction, change: &dyn Fn(i32) -> i32| {
            let change = |list: &[i32]| list.iter().map(|y| change(*y)).collect::<Vec<_>>();
            named(&analyse(direction, &change(&a), &change(&b)))
        };
        let plain = with(Direction::Increase, &|y| y);
        let moved = with(Direction::Increase, &|y| y * scale + shift);
        let turned = with(Direction::Decrease, &|y| -y);
        for at in 0..6 {
            prop_assert!(near(moved[at].1, plain[at].1), "{}", plain[at].0);
            prop_assert!(near(turned[at].1, plain[at].1), "{}", plain[at].0);
        }
        // Read in the other direction, NAP is turned about a half.
        let other = with(Direction::Decrease, &|y| y);
        prop_assert!(near(other[0].1.map(|nap| 1.0 - nap), plain[0].1));
        prop_assert!(near(other[1].1, plain[1].1));
    }
}
