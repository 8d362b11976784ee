//! What the Code and counties look for: found in the record, or missing, who can give it, and whether they were asked.

use crate::{
    Date,
    pathway::facts_of_statutory,
    record::{
        Content, Entry, Party,
        evidence::{self, Held},
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
    /// The day on which somebody was last asked for it.
    pub asked_on: Option<Date>,
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
    let thing = |code, title, source, ask, giver, found| Thing {
        code,
        title,
        source,
        ask,
        giver,
        found,
        asked_on: asked_on(entries, title),
    };
    let mut list = vec![
        thing(
            "consent",
            "The parents’ consent, with its day and how",
            forms,
            "Ask the parents to answer in Waymark, or write down what they signed.",
            Giver::Parents,
            yes(entries, Party::Parent, true),
        ),
        thing(
            "teacher-agrees",
            "What the class teacher says to the request",
            forms,
            "The class teacher answers on their own page.",
            Giver::Teacher,
            yes(entries, Party::Teacher, false),
        ),
        thing(
            "head-agrees",
            "What the head says to the request",
            forms,
            "The head answers on their own page.",
            Giver::Head,
            yes(entries, Party::Head, false),
        ),
        thing(
            "asks",
            "What the school asks for, and why",
            forms,
            "Write what the child needs, what was tried, and why it is not enough.",
            Giver::Senco,
            asks(entries),
        ),
    ];
    for one in evidence::of(entries, &look.held) {
        let giver = giver_of(one.code);
        list.push(thing(one.code, one.title, "Code of Practice 9.14", one.ask, giver, one.found));
    }
    list.push(thing(
        "cycles",
        "More than one cycle of assess, plan, do, review",
        "Counties’ forms; no law asks for a number",
        "Review this cycle, and plan the next. Nothing waits for it.",
        Giver::Senco,
        if look.cycles > 1 { vec![format!("{} cycles", look.cycles)] } else { Vec::new() },
    ));
    list.push(thing(
        "costs",
        "What provision costs, beside 6,000 pounds",
        forms,
        "Write down what an hour of each role costs, and tie provision to its adults.",
        Giver::Senco,
        if look.costed { vec!["Provision has a cost".to_owned()] } else { Vec::new() },
    ));
    list
}

/// The newest answer of a party to this application; only a yes counts where consent is asked for.
fn yes(entries: &[Entry], party: Party, only_yes: bool) -> Vec<String> {
    let newest = facts_of_statutory::answers(entries).filter(|(_, answer)| answer.party == party).last();
    let Some((Entry { on, .. }, answer)) = newest.filter(|(_, answer)| answer.agrees || !only_yes) else {
        return Vec::new();
    };
    let said = if answer.agrees { "Agrees" } else { "Does not agree" };
    let how = answer.how.name();
    vec![format!("{said}, {}, {how}", crate::calendar::count::in_words(*on))]
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
        EntryId, PupilId, SchoolId, date,
        permissions::Who,
        record::{ApplicationAgreement, CountyLetter, HowSaid, LetterKind, SchoolsAdvice, Talk},
    };

    fn entry(day: i8, content: Content) -> Entry {
        Entry {
            id: EntryId::new(1, &[0; 10]),
            school: SchoolId::new(1, &[0; 10]),
            pupil: PupilId::new(1, &[0; 10]),
            round: 1,
            on: date(2026, 11, day),
            content,
            author: Who::Operator,
            written_at: jiff::Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    fn answer(party: Party, agrees: bool) -> Content {
        Content::ApplicationAgreement(ApplicationAgreement {
            party,
            agrees,
            how: HowSaid::OnPaper,
            ..ApplicationAgreement::default()
        })
    }

    fn found(entries: &[Entry], code: &str) -> Vec<String> {
        let list = look_for(entries, &Look::default());
        list.into_iter().find(|thing| thing.code == code).unwrap().found
    }

    #[test]
    fn consent_is_a_yes_and_an_answer_is_an_answer() {
        let yes = [entry(2, answer(Party::Parent, true))];
        assert_eq!(found(&yes, "consent"), ["Agrees, 2 November 2026, on paper"]);
        // The newest answer counts: consent can be taken back.
        let back = [entry(2, answer(Party::Parent, true)), entry(9, answer(Party::Parent, false))];
        assert!(found(&back, "consent").is_empty());
        // What was said to an earlier application is no answer to this one.
        let begun = CountyLetter::new(LetterKind::Begun, date(2026, 11, 12));
        let earlier = Entry { id: EntryId::new(0, &[0; 10]), ..yes[0].clone() };
        assert!(found(&[earlier, entry(12, Content::CountyLetter(begun))], "consent").is_empty());
        let no = [entry(2, answer(Party::Teacher, false))];
        assert_eq!(found(&no, "teacher-agrees"), ["Does not agree, 2 November 2026, on paper"]);
        assert!(found(&no, "head-agrees").is_empty());
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
