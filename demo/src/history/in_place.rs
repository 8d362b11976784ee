//! The plans in place: what their sections say.

use domain::{
    Date,
    calendar::{SchoolCalendar, count::days_after},
    record::{
        AsWhom, Ehcp, EhcpOutcome, Party, PlanComments, Received, SectionFLine, TopUp, Transition,
        TransitionVisit,
    },
};

use crate::words::{Aim, Words};

/// A plan in place, by area of need. The first has a line that nothing delivers yet; the second asks for more than is
/// given.
pub fn plan(day: Date, words: &Words, number: usize) -> Ehcp {
    let outcome = |aim: &Aim| EhcpOutcome {
        text: format!("By the end of the key stage: {} ({} {}).", aim.will, aim.to, aim.unit),
    };
    let name = words.interventions.first().copied().unwrap_or("Teaching");
    let mut provision = vec![SectionFLine {
        text: format!("{name}, in a small group, with a trained adult"),
        minutes_per_week: if number == 1 { 60 } else { 20 },
        times_per_week: 1,
        group_size: 4,
        who: "Teaching assistant".to_owned(),
        ..SectionFLine::default()
    }];
    if number == 0 {
        provision.push(SectionFLine {
            text: "A programme written by the speech and language therapist, practised at school".to_owned(),
            minutes_per_week: 45,
            times_per_week: 3,
            group_size: 1,
            who: "Teaching assistant; the therapist looks in each half term".to_owned(),
            ..SectionFLine::default()
        });
    }
    let sections = [
        ("A", "The family's views and hopes, as they wrote them."),
        ("B", words.noticed[0]),
        ("C", "None known beyond what is in B."),
        ("D", "None."),
        ("I", "Fernhollow Primary School, mainstream."),
    ];
    Ehcp {
        made_on: Some(day),
        sections: sections.map(|(letter, text)| (letter.to_owned(), text.to_owned())).into(),
        outcomes: words.targets.iter().map(outcome).collect(),
        provision,
        document: "Final plan, as posted".to_owned(),
        copy_on: Some(day),
        talk_on: Some(day),
        talk_words: "Both parents, the class teacher and the SENCO went through each line.".to_owned(),
        ..Ehcp::default()
    }
}

/// A top-up of which a part has come.
pub fn top_up(from_on: Date, paid_on: Date) -> TopUp {
    TopUp {
        band: "C".to_owned(),
        pence_a_year: 412_500,
        minutes_per_week: 10 * 60,
        from_on: Some(from_on),
        until_on: None,
        earlier: Vec::new(),
        received: vec![Received { on: Some(paid_on), pence: 137_500, words: "First third".to_owned() }],
    }
}

/// Those from outside who must be invited to an annual review: one has an address, the others get a letter.
pub fn from_outside() -> Vec<(AsWhom, String, String)> {
    [
        (AsWhom::CountyOfficer, "S. Larkspur, SEN officer", "sen.officer@county.example"),
        (AsWhom::Health, "R. Holm, speech and language therapist", ""),
        (AsWhom::SocialCare, "T. Fennel, social care officer", ""),
    ]
    .map(|(as_whom, name, email)| (as_whom, name.to_owned(), email.to_owned()))
    .into()
}

/// The move to the next class, prepared early for a child who finds changes hard.
pub fn transition(day: Date, calendar: &SchoolCalendar) -> Transition {
    let first = calendar.academic_year_of(day).next().first_day();
    // Nobody visits at a weekend.
    let school_day = |on: Date| calendar.school_day_by(on).unwrap_or(on);
    let visit = |ahead: i32, what: &str, who: &str| TransitionVisit {
        on: Some(school_day(days_after(first, -ahead))),
        what: what.to_owned(),
        who: who.to_owned(),
        done: false,
    };
    Transition {
        from: "This year\u{2019}s class".to_owned(),
        to: "Next year\u{2019}s class".to_owned(),
        begins_on: Some(day),
        moves_on: Some(first),
        visits: vec![
            visit(80, "Meets the next teacher in this year\u{2019}s room", "The teaching assistant"),
            visit(66, "A morning in the new room", "Two friends"),
        ],
        meets: "Both class teachers and the SENCO in June; the parents in the first week of July.".to_owned(),
        passed_on: "The plan, the profile, the picture timetable and the photo book of the new room."
            .to_owned(),
        worries: "Being told on the day. A new seat without a word.".to_owned(),
        ..Transition::default()
    }
}

/// What a parent says of the draft.
pub fn comments(name: String) -> PlanComments {
    let sections = [
        (
            "B",
            "It does not say that loud rooms overwhelm her. Please add it: it is in the therapist\u{2019}s report.",
        ),
        (
            "F",
            "\u{201c}Regular support\u{201d} should say how often and how long: three times a week, twenty minutes.",
        ),
    ];
    PlanComments {
        party: Party::Parent,
        name,
        sections: sections.map(|(letter, text)| (letter.to_owned(), text.to_owned())).into(),
        whole: "Thank you. Most of it is as we know our child.".to_owned(),
        school: "Fernhollow Primary School".to_owned(),
        ..PlanComments::default()
    }
}
