//! Samples of the EHC request bundle: a usual one, one with ugly content, and one of any length for measuring.

use domain::bundle::CountyTemplate;

use super::{
    ehc_request::{Block, EhcRequest, Person, ReportOnPaper, RequestSection},
    samples,
};
use crate::furniture::Fact;

fn table(heads: &[&str], widths: &[u8], rows: &[&[&str]]) -> Block {
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    Block::Table {
        heads: owned(heads),
        widths: widths.to_vec(),
        rows: rows.iter().map(|row| owned(row)).collect(),
    }
}

fn said(who: &str, says: &[(&str, &str)]) -> Block {
    Block::Said {
        who: who.to_owned(),
        says: says.iter().map(|(label, words)| Fact::new(*label, *words)).collect(),
    }
}

fn cycle(number: usize, outcome: &str) -> Vec<Block> {
    vec![
        Block::h3(format!("Cycle {number}")),
        Block::Facts {
            columns: 3,
            facts: vec![
                Fact::new("From", "14 September 2026"),
                Fact::new("Reviewed on", "17 December 2026"),
                Fact::new("Outcome", outcome),
            ],
        },
        Block::h4("Target 1: Read 45 words in a minute from a text of Year 2"),
        Block::Facts {
            columns: 2,
            facts: vec![
                Fact::new("Where it started", "22 words, 21 September 2026"),
                Fact::new("The goal", "45 words by 18 December 2026"),
            ],
        },
        Block::Chart { chart: samples::chart_of("Words read in a minute", number) },
        Block::h4("Provision in this cycle"),
        table(
            &["What", "How often", "Group", "Who", "Sessions", "Cost"],
            &[6, 4, 2, 4, 4, 3],
            &[
                &[
                    "Reading group",
                    "Mon to Thu, 4 × 20 minutes",
                    "4",
                    "Mr Osei (TA)",
                    "38 of 44 held",
                    "£182.40",
                ],
                &[
                    "Talk partners",
                    "Tue and Fri, 2 × 15 minutes",
                    "1",
                    "Mr Osei (TA)",
                    "19 of 22 held",
                    "£144.20",
                ],
            ],
        ),
        Block::h4("Review, and what was changed because of it"),
        Block::Words {
            text: "Reading goes better with one adult. The goal stays; the group becomes one of two."
                .to_owned(),
        },
    ]
}

/// The usual bundle, by the neutral template.
#[must_use]
pub fn typical() -> EhcRequest {
    let mut request = EhcRequest::new(samples::usual("Request for an EHC needs assessment"));
    "Meadshire County Council".clone_into(&mut request.to);
    "Neutral headings, version 1".clone_into(&mut request.form);
    request.child = vec![
        Fact::new("Date of birth", "14 March 2018"),
        Fact::new("Year", "Year 4"),
        Fact::new("Unique pupil number", "R201100018042"),
    ];
    request.school = vec![Fact::new("SENCO", "Amara Okafor"), Fact::new("Head", "Ruth Adeyemi")];
    request.parents = vec![Person {
        name: "Małgorzata Łukasiewicz".to_owned(),
        what: "Mother, parental responsibility".to_owned(),
        reached: "01632 960 331".to_owned(),
    }];
    request.consent = vec![Fact::new("Małgorzata Łukasiewicz", "Agrees, 2 November 2026, on paper")];
    request.sections = CountyTemplate::neutral()
        .sections
        .iter()
        .map(|section| RequestSection {
            heading: section.heading.clone(),
            asks: section.asks.clone(),
            blocks: section.parts.iter().flat_map(|part| under(part.code())).collect(),
        })
        .collect();
    request.reports = vec![
        ReportOnPaper {
            number: 1,
            title: "Speech and language report".to_owned(),
            author: "R. Holm, speech and language therapist".to_owned(),
            on: "6 October 2026".to_owned(),
            file: "speech.pdf".to_owned(),
            advises: "One instruction at a time, with a picture. Ten seconds to answer.".to_owned(),
            done: "In the plan of cycle 2.".to_owned(),
            pages: 3,
            ..ReportOnPaper::default()
        },
        ReportOnPaper {
            number: 2,
            title: "Paediatrician’s letter".to_owned(),
            author: "Dr P. Nowak".to_owned(),
            on: "12 October 2026".to_owned(),
            file: "letter.pdf".to_owned(),
            beside: "The file is locked with a password.".to_owned(),
            attached: true,
            ..ReportOnPaper::default()
        },
    ];
    request
}

fn under(part: &str) -> Vec<Block> {
    match part {
        "childs-view" => vec![said(
            "Part of the one page profile, 12 October 2026, told to Mr Osei with pictures",
            &[("What I find difficult", "Reading long words when others listen."), ("What I want help with", "The fox book.")],
        )],
        "parents-view" => vec![said(
            "Małgorzata Łukasiewicz, view for a review, 1 November 2026",
            &[("What goes well", "She goes to school gladly again."), ("What I would like", "Somebody who reads with her every day.")],
        )],
        "cycles" => [cycle(1, "Partly met"), cycle(2, "Not met")].concat(),
        "costs" => vec![
            Block::Against {
                to_date: 430,
                at_end: 810,
                limit: 667,
                text: "£3,870.20 to date, £7,290.00 by the end of the funding year: £1,290.00 more than 6,000 pounds."
                    .to_owned(),
            },
            table(&["Provision", "To date", "Planned"], &[5, 2, 2], &[&["Reading group", "£326.60", "£410.00"]]),
        ],
        "attainment" => vec![
            Block::h3("Reading"),
            table(
                &["Collection", "Child", "Peers’ median", "Expected"],
                &[3, 2, 2, 2],
                &[&["10 July 2026", "2w", "3s", "3s"], &["16 October 2026", "2w+", "4b", "4b"]],
            ),
        ],
        "reports" => vec![table(
            &["Report", "What it advises", "What was done"],
            &[3, 4, 4],
            &[&["1. Speech and language report", "One instruction at a time.", "In the plan of cycle 2."]],
        )],
        "needs" => vec![
            Block::h3("Cognition and learning"),
            table(
                &["Date", "From", "What it says"],
                &[2, 3, 6],
                &[&["21 September 2026", "Phonics screen, retaken", "24 of 40. Split digraphs are not secure."]],
            ),
        ],
        "attendance" => vec![Block::Words { text: "94.2% (358 of 380 half days).".to_owned() }],
        "consent" => vec![table(
            &["Who", "Answer", "When and how", "In their words"],
            &[3, 2, 3, 4],
            &[
                &["Małgorzata Łukasiewicz, parent", "Agrees", "2 November 2026, on paper", ""],
                &["Ruth Adeyemi, head", "Agrees", "3 November 2026, in Waymark", "Two cycles show that it is not enough."],
            ],
        )],
        "before" => vec![Block::Nothing { text: "Nothing is on the record.".to_owned() }],
        "profile" => vec![Block::Facts {
            columns: 1,
            facts: vec![Fact::new("What people like and admire about me", "Kind, and never gives up on a drawing.")],
        }],
        _ => vec![Block::Words {
            text: "Siân reads half of what her year reads after two full cycles. She needs daily teaching by somebody trained for it, beyond what our budget holds.".to_owned(),
        }],
    }
}

/// A bundle with so many charts, and words until it has about so many pages of our own: for measuring.
#[must_use]
pub fn of_pages(charts: usize, paragraphs: usize, reports: Vec<ReportOnPaper>) -> EhcRequest {
    let mut request = typical();
    let blocks: Vec<Block> = (0..charts).flat_map(|number| cycle(number + 1, "Partly met")).collect();
    let words = "Read with an adult for twenty minutes and then alone; asked for help twice. ".repeat(9);
    request.sections.push(RequestSection {
        heading: "Everything else".to_owned(),
        asks: String::new(),
        blocks: blocks
            .into_iter()
            .chain((0..paragraphs).map(|number| Block::Words { text: format!("Week {number}. {words}") }))
            .collect(),
    });
    request.reports = reports;
    request
}

pub(super) fn large_print() -> EhcRequest {
    let mut request = typical();
    request.furniture.large_print = true;
    request
}

pub(super) fn ugly() -> EhcRequest {
    let (line, name) = (samples::ugly_line, samples::ugly_name);
    let mut request = EhcRequest::new(samples::ugly("Request for an EHC needs assessment"));
    request.to = name();
    request.form = line();
    request.child = vec![Fact::new(line(), name()), Fact::new("", "")];
    request.school = vec![Fact::new("SENCO", name())];
    request.parents =
        (0..9).map(|_| Person { name: name(), what: line(), reached: "9".repeat(200) }).collect();
    request.consent = vec![Fact::new(name(), line())];
    request.sections = vec![
        RequestSection {
            heading: name(),
            asks: line(),
            blocks: vec![
                Block::Words { text: samples::ten_pages() },
                Block::Said {
                    who: line(),
                    says: vec![Fact::new(line(), samples::ten_pages()), Fact::new("", line())],
                },
                Block::Facts { columns: 2, facts: vec![Fact::new(name(), line()), Fact::new("", name())] },
                Block::h3(line()),
                Block::h4(""),
                Block::Table {
                    heads: vec![line(), String::new(), name()],
                    widths: vec![1, 1, 1],
                    rows: vec![vec![name(), line(), samples::ten_pages()], vec![String::new(); 3]],
                },
                Block::Table { heads: vec!["Nothing".to_owned()], widths: vec![1], rows: Vec::new() },
                Block::Chart { chart: samples::reading_chart(&line()) },
                Block::Against { to_date: 1000, at_end: 1000, limit: 0, text: line() },
            ],
        },
        RequestSection { heading: " ".to_owned(), asks: String::new(), blocks: Vec::new() },
    ];
    request.reports = vec![
        ReportOnPaper {
            number: 1,
            title: name(),
            author: line(),
            on: line(),
            file: name(),
            pages: 2,
            ..ReportOnPaper::default()
        },
        ReportOnPaper {
            number: 2,
            advises: samples::ten_pages(),
            beside: line(),
            ..ReportOnPaper::default()
        },
        ReportOnPaper {
            number: 3,
            title: "Scan".to_owned(),
            picture: Some(crate::Picture::photo(b"not a picture".to_vec())),
            ..ReportOnPaper::default()
        },
    ];
    request
}
