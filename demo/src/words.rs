//! What people wrote: plausible sentences by area of need, about nobody.

use domain::{census::sen_type::AreaOfNeed, progress::Direction};

/// What goes with one area of need.
#[derive(Debug)]
pub struct Words {
    /// The area.
    pub area: AreaOfNeed,
    /// What was noticed.
    pub noticed: &'static [&'static str],
    /// Strengths.
    pub strengths: &'static [&'static str],
    /// How the child sees it.
    pub child: &'static [&'static str],
    /// What the parents said.
    pub parents: &'static [&'static str],
    /// Adaptations.
    pub adaptations: &'static [&'static str],
    /// Checklist items that fit.
    pub items: &'static [u32],
    /// Interventions.
    pub interventions: &'static [&'static str],
    /// The interventions of the catalogue that these are, by code.
    pub codes: &'static [&'static str],
    /// Targets.
    pub targets: &'static [Aim],
}

/// A target: what the child will do, its unit, from, to, direction.
#[derive(Debug)]
pub struct Aim {
    /// What the child will do.
    pub will: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// The baseline.
    pub from: i32,
    /// The goal.
    pub to: i32,
    /// Which way is better.
    pub better: Direction,
    /// Out of how many, when it is out of something.
    pub at_most: i32,
}

const fn up(will: &'static str, unit: &'static str, from: i32, to: i32, at_most: i32) -> Aim {
    Aim { will, unit, from, to, better: Direction::Increase, at_most }
}

const fn down(will: &'static str, unit: &'static str, from: i32, to: i32) -> Aim {
    Aim { will, unit, from, to, better: Direction::Decrease, at_most: 100 }
}

/// The words of an area; cognition and learning when the area is not known.
pub fn of(area: Option<AreaOfNeed>) -> &'static Words {
    ALL.iter().find(|words| Some(words.area) == area).unwrap_or(&ALL[0])
}

/// Every area's words.
pub const ALL: [Words; 4] = [
    Words {
        area: AreaOfNeed::CognitionLearning,
        noticed: &[
            "Reads slowly and guesses from the first letter. Loses the sounds that were learnt last week.",
            "Counts everything from one, and cannot hold two steps of a problem in mind.",
            "Talks well about a story but writes two lines where others write a page.",
        ],
        strengths: &[
            "Listens well, draws in fine detail, and asks good questions.",
            "Kind to younger children, remembers songs.",
        ],
        child: &["Words jump about when I read.", "I like it when somebody reads with me."],
        parents: &[
            "Homework takes an hour and ends in tears. Grandad found reading hard too.",
            "We read each evening, but the same words are new again every day.",
        ],
        adaptations: &[
            "Coloured overlay and a text at the right level for independent reading.",
            "Word mat and sentence starters on the table; fewer questions, same thinking.",
            "Pre-teaching of new words on Monday morning.",
        ],
        items: &[15, 16, 19, 20, 21, 22],
        interventions: &["Precision teaching: words", "Phonics catch-up", "Number facts five a day"],
        codes: &["precision-teaching", "phonics-catch-up", "number-facts"],
        targets: &[
            up("Read words from a Year 2 text aloud", "words a minute", 24, 50, 200),
            up("Spell this half term's common words", "out of 10", 3, 8, 10),
            up("Say number bonds to 20 in one minute", "bonds a minute", 6, 18, 60),
        ],
    },
    Words {
        area: AreaOfNeed::CommunicationInteraction,
        noticed: &[
            "Needs instructions again, one at a time, and watches others before starting.",
            "Speaks in short sentences with words in an unusual order; new vocabulary does not stay.",
            "Plays beside others, not with them, and is upset when the timetable changes.",
        ],
        strengths: &[
            "Knows everything about trains and shares it gladly.",
            "Great memory for places; calm with animals.",
        ],
        child: &[
            "I do not know what to do when everybody talks.",
            "I like it when I can see what comes next.",
        ],
        parents: &[
            "At home we show pictures of the day. Parties are hard.",
            "The health visitor thought speech would come. We would like to know how to help.",
        ],
        adaptations: &[
            "Visual timetable on the table; changes shown before they happen.",
            "One instruction at a time, name first, ten seconds to think.",
            "Now and next board; a quiet place to go to.",
        ],
        items: &[1, 2, 3, 4, 9, 10, 12, 13],
        interventions: &["Language group", "Attention and listening group", "Lego-based social group"],
        codes: &["vocabulary-builder", "attention-time", "lego-building"],
        targets: &[
            up("Follow an instruction with two steps the first time", "out of 10", 2, 8, 10),
            up("Use this week's new words in a sentence", "out of 8", 2, 6, 8),
            up("Take turns in a game without an adult's prompt", "turns", 2, 8, 20),
        ],
    },
    Words {
        area: AreaOfNeed::SocialEmotionalMentalHealth,
        noticed: &[
            "Out of the seat every few minutes; calls out; sorry afterwards.",
            "Cries at the gate and asks many times whether everything is all right.",
            "Tears up work that is not perfect and will not start again.",
        ],
        strengths: &["Funny, quick, and fair in games.", "Looks after the class plants without being asked."],
        child: &["My body wants to move.", "I worry about what happens at home time."],
        parents: &[
            "Mornings are very hard since the move.",
            "At home the same: calm one minute, a storm the next.",
        ],
        adaptations: &[
            "Movement break every twenty minutes, before it is needed.",
            "Check-in with a trusted adult at the start of the day.",
            "A card to leave the room for three minutes, no questions.",
        ],
        items: &[29, 30, 32, 33, 38, 39],
        interventions: &["Check in and check out", "Emotion coaching group", "Zones group"],
        codes: &["check-in-check-out", "emotion-coaching", "anger-management"],
        targets: &[
            down("Leave the room without the card", "times a week", 9, 2),
            up("Start a task within two minutes", "out of 10", 3, 8, 10),
            down("Need an adult to calm after break", "times a week", 7, 1),
        ],
    },
    Words {
        area: AreaOfNeed::SensoryPhysical,
        noticed: &[
            "Covers ears in assembly and misses what is said when the room is noisy.",
            "Pencil grip is tight; writing hurts after five minutes; buttons take for ever.",
        ],
        strengths: &["Determined; a storyteller when somebody else writes.", "Knows own needs and says so."],
        child: &["The hall is too loud.", "My hand gets tired."],
        parents: &[
            "The optician has seen us; the letter is with the office.",
            "Socks with seams are impossible.",
        ],
        adaptations: &[
            "Seat near the front, away from the projector fan.",
            "Writing slope and a choice of pencils; typing for longer work.",
        ],
        items: &[43, 44, 45, 48, 49],
        interventions: &["Fine motor circuits", "Touch typing"],
        codes: &["fine-motor", "touch-typing"],
        targets: &[
            up("Write legible words without a rest", "words", 8, 25, 120),
            up("Fasten own coat within two minutes", "out of 5", 1, 5, 5),
        ],
    },
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_aim_gets_better() {
        use domain::progress::Direction;
        for words in &super::ALL {
            for aim in words.targets {
                assert_eq!(aim.to > aim.from, aim.better == Direction::Increase, "{}", aim.will);
            }
        }
    }
}
