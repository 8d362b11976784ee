//! The style guide: every component once, for those who write pages (routed in the demo only).

use domain::PupilId;
use domain::progress::chart::{self, Holiday, Series};
use domain::progress::gap_to_peers::Collection;
use domain::progress::{AimLine, Direction, Score, ScoredOn, peers_chart, scale};
use jiff::civil::{Date, date};

use super::chart::{HEIGHT, WIDTH};
use super::{
    Choice, Choices, Chrome, DateField, Errors, Field, FilterTag, Flash, FlashKind, NavItem, Pages,
    PeersPicture, Size, TargetChart, Track, Waymark,
};

/// The page that shows every component.
#[derive(Debug, askama::Template)]
#[template(path = "pages/style.html")]
pub struct StyleGuide {
    /// The frame.
    pub chrome: Chrome,
    /// A child in the middle of the path.
    pub monitoring: Track,
    /// A child for whom both machines run.
    pub applying: Track,
    /// A child whose plan is in place.
    pub in_place: Track,
    /// A target's chart.
    pub words: TargetChart,
    /// The peers' chart.
    pub peers: Option<PeersPicture>,
    /// One line.
    pub surname: Field,
    /// One line with words round it, and something wrong.
    pub cost: Field,
    /// Several lines.
    pub noticed: Field,
    /// Several lines with a limit.
    pub line: Field,
    /// A password.
    pub password: Field,
    /// A file.
    pub roll: Field,
    /// A date.
    pub talked_on: DateField,
    /// One of several.
    pub how: Choices,
    /// Some of several.
    pub areas: Choices,
    /// One of many.
    pub year: Choices,
    /// The boxes of a filter.
    pub status: Choices,
    /// What a list is narrowed by.
    pub tags: Vec<FilterTag>,
    /// Parts of a child's page.
    pub parts: Vec<NavItem>,
    /// Pages of a list.
    pub pages: Pages,
}

impl StyleGuide {
    /// The page with something in everything.
    pub fn sample() -> Self {
        let mut errors = Errors::none();
        errors.add("cost", "Enter the cost in pounds, such as 12.50");
        errors.add("talked_on-day", "Enter the day of the talk");
        StyleGuide {
            monitoring: monitoring(),
            applying: applying(),
            in_place: in_place(),
            words: words(),
            peers: peers(),
            surname: Field::new("surname", "Family name").value("Łukasiewicz-O’Shea"),
            cost: Field::decimal("cost", "What it costs", 5).prefix("£").suffix("a session").errors(&errors),
            noticed: Field::new("noticed", "What have you noticed?")
                .size(Size::Medium)
                .hint("What you see and hear, when and where. You need no name for it.")
                .rows(4),
            line: Field::new("line", "A line about today").max_length(140).rows(2),
            password: Field::new("password", "Password"),
            roll: Field::new("roll", "The roll").hint("A CTF file, or a spreadsheet"),
            talked_on: DateField::new("talked_on", "When did you talk to the parents?")
                .hint("For example, 27 11 2026")
                .errors(&errors),
            how: how(),
            areas: areas(),
            year: year(),
            status: status(),
            tags: vec![FilterTag { text: "Year 4".to_owned(), href: "/style".to_owned() }],
            parts: [
                "Story",
                "Profile",
                "Plan",
                "Provision",
                "Progress",
                "Reviews",
                "EHC",
                "Documents",
                "People",
            ]
            .map(|part| NavItem::new(part, "/style", part == "Plan"))
            .to_vec(),
            pages: Pages { current: 4, total: 9, address: "/style?page=".to_owned() },
            chrome: chrome().with_errors(errors),
        }
    }
}

fn chrome() -> Chrome {
    Chrome {
        school_name: "Larkmead Primary School".to_owned(),
        person_name: "Amara Okafor".to_owned(),
        role_title: "SENCO".to_owned(),
        nav: ["Today", "SEN register", "Board", "Provision map", "Gather", "Overview"]
            .map(|room| NavItem::new(room, "/style", room == "Today"))
            .to_vec(),
        demo_only: true,
        last_signed_in: Some("Friday 20 November 2026, 5:12 pm".to_owned()),
        flash: Some(Flash {
            kind: FlashKind::Done,
            text: "The concern about Siân is acknowledged".to_owned(),
        }),
        search_allowed: true,
        ..Chrome::outside("Style guide")
    }
}

fn monitoring() -> Track {
    Track::new()
        .been(Waymark::Concern, "2 Mar 2026")
        .been(Waymark::TeacherAdapts, "9 Mar 2026")
        .been(Waymark::Profile, "27 Apr 2026")
        .been(Waymark::Iep, "18 May 2026")
        .been(Waymark::Provision, "8 Jun 2026")
        .now(Waymark::Monitoring, "15 Jun 2026")
        .next(Waymark::Review)
        .next(Waymark::Application)
}

fn applying() -> Track {
    monitoring()
        .been(Waymark::Review, "16 Jul 2026")
        .now(Waymark::Application, "21 Sep 2026")
        .note(Waymark::Application, "week 9 of 20")
        .next(Waymark::PlanInPlace)
        .both("6 Intervention monitoring", "Step 7 EHCP application, week 9")
}

fn in_place() -> Track {
    monitoring()
        .been(Waymark::Review, "16 Jul 2026")
        .been(Waymark::Monitoring, "15 Jun 2026")
        .been(Waymark::Application, "21 Sep 2026")
        .now(Waymark::PlanInPlace, "5 Feb 2027")
}

fn how() -> Choices {
    Choices::new(
        "how",
        "How did you talk?",
        [
            Choice::new("meeting", "We met"),
            Choice::new("call", "By phone").chosen(true),
            Choice::divider("or"),
            Choice::new("not", "Not yet").line(Field::new("why_not", "What was tried?")),
        ],
    )
    .size(Size::Medium)
}

fn areas() -> Choices {
    Choices::new(
        "areas",
        "Areas of need",
        [
            Choice::new("cognition", "Cognition and learning"),
            Choice::new("communication", "Communication and interaction")
                .hint("Talking, understanding, being with others"),
            Choice::new("semh", "Social, emotional and mental health"),
            Choice::new("physical", "Sensory and physical"),
            Choice::divider("or"),
            Choice::new("unsure", "Not sure").alone(),
        ],
    )
    .choose(["communication"])
    .size(Size::Medium)
}

fn year() -> Choices {
    let years = ["Reception", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Year 6"];
    Choices::new("year", "Year", years.map(|year| Choice::new(year, year))).choose(["Year 4"])
}

fn status() -> Choices {
    Choices::new("status", "SEN status", [Choice::new("K", "SEN support"), Choice::new("E", "EHCP")])
        .choose(["K"])
        .small()
}

fn words() -> TargetChart {
    let scores = [
        (date(2026, 9, 7), 21),
        (date(2026, 9, 14), 23),
        (date(2026, 9, 21), 22),
        (date(2026, 9, 28), 27),
        (date(2026, 10, 5), 26),
        (date(2026, 10, 12), 31),
        (date(2026, 11, 2), 29),
        (date(2026, 11, 9), 33),
        (date(2026, 11, 16), 38),
    ]
    .map(|(on, words)| ScoredOn::new(on, Score::whole(words)));
    let ends = |on: Date, words| ScoredOn::new(on, Score::whole(words));
    let aim =
        AimLine::new(ends(date(2026, 9, 21), 22), ends(date(2026, 12, 18), 45), Some(Direction::Increase))
            .ok();
    let series = Series {
        measure: "Words read in a minute",
        direction: Direction::Increase,
        scores: &scores,
        aim: aim.as_ref(),
        phases: &[(date(2026, 9, 24), "Reading group, four times a week".to_owned())],
        holidays: &[Holiday {
            from: date(2026, 10, 26),
            to: date(2026, 10, 30),
            name: "Autumn half term".to_owned(),
        }],
        missed: &[(date(2026, 10, 20), "School trip".to_owned())],
        scale: None,
        days: None,
        today: date(2026, 11, 23),
    };
    TargetChart {
        id: "words".to_owned(),
        title: "Words read in a minute".to_owned(),
        chart: chart::lay_out(&series, WIDTH, HEIGHT),
    }
}

fn peers() -> Option<PeersPicture> {
    let scales = scale::shipped();
    let steps = scale::find(scales, "target-tracker")?;
    let on = |on: Date, child: i32, peers: [i32; 6], expected: i32| Collection {
        on,
        child: Some(Score::whole(child)),
        peers: peers
            .into_iter()
            .enumerate()
            .map(|(at, step)| (PupilId::new(at as u64, &[0; 10]), Score::whole(step)))
            .collect(),
        expected: Some(Score::whole(expected)),
    };
    let collections = [
        on(date(2026, 2, 9), 14, [19, 20, 20, 21, 22, 23], 21),
        on(date(2026, 3, 30), 15, [20, 21, 21, 22, 23, 24], 22),
        on(date(2026, 5, 18), 17, [21, 22, 22, 23, 24, 25], 22),
        on(date(2026, 7, 13), 19, [22, 23, 23, 24, 25, 26], 23),
    ];
    Some(PeersPicture {
        id: "peers".to_owned(),
        title: "Reading, beside the year group".to_owned(),
        chart: peers_chart::lay_out("Reading", &collections, steps, WIDTH, HEIGHT),
    })
}
