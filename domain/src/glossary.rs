//! Words that pages explain on tap: what parents, governors and new staff meet first.

/// A word with its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Stable code, for addresses.
    pub code: &'static str,
    /// The word as pages write it.
    pub word: &'static str,
    /// The word in full, when it is a short one; empty otherwise.
    pub full: &'static str,
    /// What it means, in plain words for a parent.
    pub means: &'static str,
}

/// Every word, by the alphabet.
///
/// # Source
/// `GLOSSARY.md`, where each stands with the law or practice that it is from.
#[rustfmt::skip]
pub const WORDS: &[Word] = &[
    Word { code: "adaptation", word: "Adaptation", full: "", means: "Something that the class teacher changes in the classroom so that a child can learn better: where they sit, how a task is given, what lies on the table." },
    Word { code: "annual-review", word: "Annual review", full: "", means: "The meeting, at least once a year, in which parents, child, school and others look at an education, health and care plan: what was reached, and what should change." },
    Word { code: "county", word: "County", full: "The local authority", means: "The council that decides about education, health and care plans, and pays for what they say." },
    Word { code: "ehc-needs-assessment", word: "EHC needs assessment", full: "Education, health and care needs assessment", means: "The county looks closely at what a child needs, and asks everybody who knows the child. It may lead to a plan. Parents can ask for it themselves." },
    Word { code: "ehcp", word: "EHCP", full: "Education, health and care plan", means: "A legal paper of the county for a child who needs more help than a school can usually give. It says what the child needs, what they should reach, and what must be given." },
    Word { code: "graduated-approach", word: "Graduated approach", full: "", means: "How schools help: look at what a child needs, plan, do it, look at what changed, and again, each time knowing more." },
    Word { code: "iep", word: "IEP", full: "Individual education plan", means: "The school’s own plan for a child: what they work on next, how they are helped, by whom, and when everybody looks at it again." },
    Word { code: "k", word: "K", full: "SEN support", means: "The letter by which schools count children who get SEN support. N means none, E means an education, health and care plan." },
    Word { code: "local-offer", word: "Local offer", full: "", means: "The county’s web page that lists all help there is for children with special educational needs and their families." },
    Word { code: "mediation", word: "Mediation", full: "", means: "A talk with somebody who takes no side, when parents and the county do not agree. It costs parents nothing, and they may appeal afterwards all the same." },
    Word { code: "one-page-profile", word: "One page profile", full: "", means: "One page about the child, the child’s own voice first: what others like about them, what matters to them, what helps." },
    Word { code: "outcome", word: "Outcome", full: "", means: "What a child should be able to do later because of the help they get: bigger than a target, often over a year or more." },
    Word { code: "phase-transfer", word: "Phase transfer", full: "", means: "The move to the next kind of school, for example from primary to secondary. The county changes the plan in good time, and names the next school in it." },
    Word { code: "provision", word: "Provision", full: "", means: "The help that a child really gets: a group, a way of teaching, an adult’s time, things to use." },
    Word { code: "sen", word: "SEN", full: "Special educational needs", means: "A child learns much harder than others of their age, or has a disability, and needs help that others do not." },
    Word { code: "sen-support", word: "SEN support", full: "", means: "Help of the school for a child with special educational needs, beside good teaching. Parents are told, and asked, before it begins and each term." },
    Word { code: "senco", word: "SENCO", full: "Special educational needs co-ordinator", means: "The teacher in the school who sees to it that children with special educational needs get help, and with whom parents can always talk." },
    Word { code: "sendiass", word: "SENDIASS", full: "Special educational needs and disabilities information, advice and support service", means: "Free advice for parents and young people that does not belong to the school. They can also come to meetings." },
    Word { code: "target", word: "Target", full: "", means: "One thing that a child works on now: what they will do, how it is measured, and by when." },
    Word { code: "top-up", word: "Top-up", full: "", means: "Money that the county pays for one child when help costs the school more than 6,000 pounds a year." },
];

/// The word of a code.
///
/// # Example
/// ```
/// # use domain::glossary;
/// assert_eq!(glossary::find("senco").unwrap().in_full(), "Special educational needs co-ordinator");
/// assert_eq!(glossary::find("target").unwrap().in_full(), "Target");
/// assert!(glossary::find("statement").is_none());
/// ```
#[must_use]
pub fn find(code: &str) -> Option<Word> {
    WORDS.iter().find(|word| word.code == code).copied()
}

impl Word {
    /// The word in full: parents read no short ones.
    #[must_use]
    pub const fn in_full(&self) -> &'static str {
        if self.full.is_empty() { self.word } else { self.full }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLOSSARY: &str = include_str!("../../GLOSSARY.md");

    #[test]
    fn each_word_stands_in_the_glossary_once_with_an_explanation() {
        let glossary = GLOSSARY.to_lowercase();
        for (at, word) in WORDS.iter().enumerate() {
            assert!(WORDS[at + 1..].iter().all(|other| other.code != word.code), "{}", word.code);
            assert!(word.means.len() > 40 && word.means.ends_with('.'), "{}", word.code);
            let listed = glossary.lines().filter_map(|line| line.strip_prefix("| "));
            let listed = listed.filter_map(|line| line.split(" |").next());
            let name = word.word.to_lowercase();
            assert!(
                listed
                    .clone()
                    .any(|cell| cell.split([',', ' ']).any(|one| one == name) || cell.contains(&name)),
                "{} is not in GLOSSARY.md",
                word.word
            );
        }
        let mut sorted: Vec<String> = WORDS.iter().map(|word| word.word.to_lowercase()).collect();
        let shown = sorted.clone();
        sorted.sort();
        assert_eq!(shown, sorted, "by the alphabet");
    }
}
