//! What the Code and counties look for: found in the record, or missing, who can give it, and whether they were asked.

use crate::{
    Date,
    pathway::{facts_of_statutory, signed_consent},
    record::{
        ApplicationAgreement, Content, Entry, LetterKind, Party,
        evidence::{self, Held, Place},
    },
};

/// Who can give what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giver {
    /// The parents.
    Parents,
    /// The class teacher.
    Teacher,
    /// The SENCO, who looks at the page.
    Senco,
    /// The head.
    Head,
    /// The data manager.
    DataManager,
}

impl Giver {
    /// Who it is, in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Giver::Parents => "the parents",
            Giver::Teacher => "the class teacher",
            Giver::Senco => "the SENCO",
            Giver::Head => "the head",
            Giver::DataManager => "the data manager",
        }
    }

    /// Whether they can be asked by mail: the SENCO is the one who asks.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        !matches!(self, Giver::Senco)
    }
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Stable code; the pages know where it stands.
    pub code: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Who looks for it.
    pub source: &'static str,
    /// What to do when it is missing.
    pub ask: &'static str,
    /// Who can give it.
    pub giver: Giver,
    /// Where the record holds it, in words; empty when it is missing.
    pub found: Vec<String>,
    /// On which pages that stands.
    pub places: Vec<Place>,
    /// The day on which somebody was last asked for it.
    pub asked_on: Option<Date>,
    /// Whether somebody can be asked for it by mail now: to the request itself nobody answers any more when it has gone.
    pub can_be_asked: bool,
}

impl Thing {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.found.is_empty()
    }
}

/// How an asking begins in the contact log.
pub const ASKED: &str = "Asked for the EHC request: ";

/// What the contact log says when somebody is asked for a thing.
#[must_use]
pub fn asked_words(title: &str) -> String {
    format!("{ASKED}{title}.")
}

/// What the record is looked at for, beside its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What the evidence list counts.
    pub held: Held,
    /// Provision has a cost.
    pub costed: bool,
    /// How many cycles have a plan.
    pub cycles: usize,
}

/// Who gives what the Code's list asks for.
const fn giver_of(code: &str) -> Giver {
    match code.as_bytes() {
        b"attainment" | b"attendance" => Giver::DataManager,
        b"action" | b"intervention" | b"childs-view" => Giver::Teacher,
        b"parents-view" => Giver::Parents,
        _ => Giver::Senco,
    }
}

/// The list for one child: consent and agreement first, then what the Code names, then what counties add.
///
/// # Law
/// SEND Code of Practice 2015, 9.14 and 9.15 (in force since 2014-09-01; read 2026-11-28). It warns and never blocks
/// (Children and Families Act 2014, s.36(8)); what counties' forms add to it is no law.
///
/// # Example
/// ```
/// # use domain::bundle::{Look, look_for};
/// let list = look_for(&[], &Look { costed: true, ..Look::default() });
/// assert_eq!(list[0].code, "consent");
/// assert!(list[0].is_missing());
/// assert_eq!(list.iter().filter(|thing| !thing.is_missing()).count(), 1);
/// ```
#[must_use]
pub fn look_for(entries: &[Entry], look: &Look) -> Vec<Thing> {
    let forms = "Counties’ forms";
    let is_gone = facts_of_statutory::reached_the_county(entries).is_some();
    let thing = |code, title, source, ask, giver, found, places: &[Place]| Thing {
        code,
        title,
        source,
        ask,
        giver,
        found,
        places: places.to_vec(),
        asked_on: asked_on(entries, title),
        can_be_asked: giver.is_asked() && !(is_gone && ANSWERS.contains(&code)),
    };
    let mut list = vec![
        thing(
            "consent",
            "The parents’ consent, with its day and how",
            forms,
            "Ask the parents to answer in Waymark, or write down what they signed.",
            Giver::Parents,
            consent(entries),
            &[Place::Application],
        ),
        thing(
            "teacher-agrees",
            "What the class teacher says to the request",
            forms,
            "The class teacher answers on their own page.",
            Giver::Teacher,
            answer(entries, Party::Teacher),
            &[Place::Application],
        ),
        thing(
            "head-agrees",
            "What the head says to the request",
            forms,
            "The head answers on their own page.",
            Giver::Head,
            answer(entries, Party::Head),
            &[Place::Application],
        ),
        thing(
            "asks",
            "What the school asks for, and why",
            forms,
            "Write what the child needs, what was tried, and why it is not enough.",
            Giver::Senco,
            asks(entries),
            &[Place::Application],
        ),
    ];
    for one in evidence::of(entries, &look.held) {
        let giver = giver_of(one.code);
        list.push(thing(
            one.code,
            one.title,
            "Code of Practice 9.14",
            one.ask,
            giver,
            one.found,
            &one.places,
        ));
    }
    list.push(thing(
        "cycles",
        "More than one cycle of assess, plan, do, review",
        "Counties’ forms; no law asks for a number",
        "Review this cycle, and plan the next. Nothing waits for it.",
        Giver::Senco,
        if look.cycles > 1 { vec![format!("{} cycles", look.cycles)] } else { Vec::new() },
        &[Place::Plan, Place::Reviews],
    ));
    list.push(thing(
        "costs",
        "What provision costs, beside 6,000 pounds",
        forms,
        "Write down what an hour of each role costs, and tie provision to its adults.",
        Giver::Senco,
        if look.costed { vec!["Provision has a cost".to_owned()] } else { Vec::new() },
        &[Place::Provision],
    ));
    list
}

/// What of the list are answers to the request itself.
const ANSWERS: [&str; 3] = ["consent", "teacher-agrees", "head-agrees"];

/// What the parents said to this application; or that they made it themselves.
fn consent(entries: &[Entry]) -> Vec<String> {
    let applied = facts_of_statutory::reached_the_county(entries)
        .filter(|letter| letter.kind == LetterKind::ParentApplied)
        .map(|letter| {
            format!(
                "The parents asked the county themselves, {}",
                crate::calendar::count::in_words(letter.dated_on)
            )
        });
    applied.into_iter().chain(answer(entries, Party::Parent)).collect()
}

/// Why the request is a draft; none when it is none: a parent agrees or asked the county themselves, the request has
/// gone, or the head asks although the parents do not agree.
///
/// # Law
/// Children and Families Act 2014, s.36(1) and (3): somebody acting for the school may ask. In force since 2014-09-01;
/// read 2026-11-29.
#[must_use]
pub fn why_draft(entries: &[Entry]) -> Option<&'static str> {
    if facts_of_statutory::reached_the_county(entries).is_some() {
        return None;
    }
    // Whoever answers again has another answer: what each said last counts.
    let said = |party| facts_of_statutory::latest_answers(entries, party);
    let agrees = |party| said(party).iter().any(|(_, answer)| answer.agrees);
    let first = signed_consent::asked_from(entries);
    let parents = said(Party::Parent);
    let signs = |entry: &Entry, answer: &ApplicationAgreement| {
        answer.agrees && signed_consent::why_not(answer, entry.on, first).is_none()
    };
    if signed_consent::given_on(entries).is_some()
        || parents.iter().any(|(entry, answer)| signs(entry, answer))
    {
        None
    } else if parents.is_empty() {
        Some("Draft: the parents’ consent is not on the record")
    } else if agrees(Party::Parent) {
        Some("Draft: a parent agrees, and has not signed")
    } else if agrees(Party::Head) {
        None
    } else {
        Some("Draft: the parents do not agree, and the head has not said that the school asks all the same")
    }
}

/// What each person of a party said last to this application; of several, with whose it is.
fn answer(entries: &[Entry], party: Party) -> Vec<String> {
    let first = signed_consent::asked_from(entries);
    let mut all = facts_of_statutory::latest_answers(entries, party);
    // What is not signed is no consent yet.
    if signed_consent::given_on(entries).is_none() {
        all.retain(|(entry, answer)| signed_consent::why_not(answer, entry.on, first).is_none());
    }
    let several = all.len() > 1;
    all.into_iter()
        .map(|(entry, answer)| {
            let said = if answer.agrees { "Agrees" } else { "Does not agree" };
            let name = answer.name.trim();
            let whose = if several && !name.is_empty() { format!(", {name}") } else { String::new() };
            let day = crate::calendar::count::in_words(entry.on);
            format!("{said}{whose}, {day}, {}", answer.how.name())
        })
        .collect()
}

fn asks(entries: &[Entry]) -> Vec<String> {
    let newest = entries.iter().rev().find_map(|entry| match &entry.content {
        Content::SchoolsAdvice(advice) => Some((entry.on, advice)),
        _ => None,
    });
    newest
        .filter(|(_, advice)| !advice.words.trim().is_empty())
        .map(|(on, _)| format!("Written on {}", crate::calendar::count::in_words(on)))
        .into_iter()
        .collect()
}

fn asked_on(entries: &[Entry], title: &str) -> Option<Date> {
    let words = asked_words(title);
    let asked = |entry: &&Entry| match &entry.content {
        Content::Talk(talk) => talk.said == words,
        _ => false,
    };
    entries.iter().rev().find(asked).map(|entry| entry.on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        EntryId, date,
        record::{CountyLetter, HowSaid, LetterKind, SchoolsAdvice, Talk},
    };

    fn entry(day: i8, content: Content) -> Entry {
        Entry::sample(1, date(2026, 11, day), content)
    }

    fn answer(party: Party, agrees: bool) -> Content {
        by("", party, agrees)
    }

    fn by(name: &str, party: Party, agrees: bool) -> Content {
        Content::ApplicationAgreement(ApplicationAgreement {
            party,
            name: name.to_owned(),
            agrees,
            how: HowSaid::OnPaper,
            ..ApplicationAgreement::default()
        })
    }

    fn spoken() -> Content {
        Content::ApplicationAgreement(ApplicationAgreement {
            party: Party::Parent,
            agrees: true,
            how: HowSaid::InTheMeeting,
            ..ApplicationAgreement::default()
        })
    }

    fn found(entries: &[Entry], code: &str) -> Vec<String> {
        let list = look_for(entries, &Look::default());
        list.into_iter().find(|thing| thing.code == code).unwrap().found
    }

    #[test]
    fn consent_is_shown_as_it_was_given_or_refused() {
        let yes = [entry(2, answer(Party::Parent, true))];
        assert_eq!(found(&yes, "consent"), ["Agrees, 2 November 2026, on paper"]);
        // The newest answer counts: consent can be taken back.
        let back = [entry(2, answer(Party::Parent, true)), entry(9, answer(Party::Parent, false))];
        assert_eq!(found(&back, "consent"), ["Does not agree, 9 November 2026, on paper"]);
        // Of two parents each is heard by what they said last.
        let two = [
            entry(2, by("Anna", Party::Parent, true)),
            entry(3, by("Bob", Party::Parent, true)),
            entry(9, by("anna ", Party::Parent, false)),
        ];
        assert_eq!(
            found(&two, "consent"),
            ["Does not agree, anna, 9 November 2026, on paper", "Agrees, Bob, 3 November 2026, on paper"]
        );
        assert!(found(&[entry(2, spoken())], "consent").is_empty(), "said, and not signed");
        // What was said to an earlier application is no answer to this one.
        let begun = CountyLetter::new(LetterKind::Begun, date(2026, 11, 12));
        let earlier = Entry { id: EntryId::new(0, &[0; 10]), ..yes[0].clone() };
        assert!(found(&[earlier, entry(12, Content::CountyLetter(begun))], "consent").is_empty());
        let themselves = [entry(
            12,
            Content::CountyLetter(CountyLetter::new(LetterKind::ParentApplied, date(2026, 11, 12))),
        )];
        assert_eq!(
            found(&themselves, "consent"),
            ["The parents asked the county themselves, 12 November 2026"]
        );
        let asked = |entries: &[Entry]| look_for(entries, &Look::default())[0].can_be_asked;
        assert!(asked(&[]) && !asked(&themselves), "nobody is asked for what has gone");
        let no = [entry(2, answer(Party::Teacher, false))];
        assert_eq!(found(&no, "teacher-agrees"), ["Does not agree, 2 November 2026, on paper"]);
        assert!(found(&no, "head-agrees").is_empty());
    }

    #[test]
    fn a_request_is_a_draft_until_somebody_may_send_it() {
        let no = answer(Party::Parent, false);
        let gone = Content::CountyLetter(CountyLetter::new(LetterKind::Received, date(2026, 11, 12)));
        for (contents, is_draft) in [
            (vec![], true),
            (vec![answer(Party::Parent, true)], false),
            (vec![no.clone()], true),
            (vec![answer(Party::Parent, true), no.clone()], true),
            (vec![no.clone(), answer(Party::Parent, true)], false),
            (vec![by("Anna", Party::Parent, true), by("Bob", Party::Parent, false)], false),
            (vec![no.clone(), answer(Party::Head, true), answer(Party::Head, false)], true),
            (vec![no.clone(), answer(Party::Head, true)], false),
            (vec![no.clone(), answer(Party::Head, false)], true),
            (vec![no, gone.clone()], false),
            (vec![gone], false),
            // A yes that is only said is no consent yet.
            (vec![spoken()], true),
            (vec![answer(Party::Parent, true), spoken()], false),
        ] {
            let entries: Vec<Entry> = contents.into_iter().map(|content| entry(12, content)).collect();
            assert_eq!(why_draft(&entries).is_some(), is_draft, "{entries:?}");
        }
    }

    #[test]
    fn everything_of_the_code_is_on_the_list_once_with_somebody_who_can_give_it() {
        let list = look_for(&[], &Look::default());
        assert_eq!(list.len(), evidence::LOOKED_FOR.len() + 6);
        assert!(list.iter().all(Thing::is_missing));
        let mut codes: Vec<&str> = list.iter().map(|thing| thing.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), list.len());
        let giver = |code: &str| list.iter().find(|thing| thing.code == code).unwrap().giver;
        for (code, expected) in [
            ("attainment", Giver::DataManager),
            ("attendance", Giver::DataManager),
            ("parents-view", Giver::Parents),
            ("childs-view", Giver::Teacher),
            ("head-agrees", Giver::Head),
            ("health", Giver::Senco),
        ] {
            assert_eq!(giver(code), expected, "{code}");
        }
    }

    #[test]
    fn who_was_asked_is_known_by_the_contact_log() {
        let talk = |said: &str| Content::Talk(Talk { said: said.to_owned(), ..Talk::default() });
        let entries = [
            entry(3, talk(&asked_words("Attendance"))),
            entry(4, talk("Attendance was talked about.")),
            entry(
                5,
                Content::SchoolsAdvice(SchoolsAdvice { words: " ".to_owned(), ..SchoolsAdvice::default() }),
            ),
        ];
        let list = look_for(&entries, &Look { cycles: 2, ..Look::default() });
        let of = |code: &str| list.iter().find(|thing| thing.code == code).unwrap();
        assert_eq!(of("attendance").asked_on, Some(date(2026, 11, 3)));
        assert_eq!(of("attainment").asked_on, None);
        assert!(of("asks").is_missing());
        assert_eq!(of("cycles").found, ["2 cycles"]);
    }
}
