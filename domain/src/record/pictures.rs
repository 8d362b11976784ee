//! The pictures with which a child can say their part of the one page profile.

use super::Headings;

/// One picture: under which heading, in which words, and the file that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The id on the record.
    pub id: &'static str,
    /// The heading of the profile: the field's name in [`Headings`].
    pub heading: &'static str,
    /// What the child says with it.
    pub words: &'static str,
    /// The name of the drawing: a part of the one file of drawings.
    pub drawing: &'static str,
}

/// So many pictures of a heading stand on the one page profile: more would leave no room for words.
pub const PICTURES_OF_A_HEADING: usize = 4;

const fn picture(
    id: &'static str,
    heading: &'static str,
    words: &'static str,
    drawing: &'static str,
) -> Picture {
    Picture { id, heading, words, drawing }
}

/// The shipped set, by heading. Ids are kept on records: none is ever used for something else.
pub const PICTURES: [Picture; 76] = [
    picture("admire-kind", "admire", "I am kind", "heart"),
    picture("admire-funny", "admire", "I make people laugh", "smile"),
    picture("admire-try", "admire", "I keep trying", "mountain"),
    picture("admire-ideas", "admire", "I have good ideas", "bulb"),
    picture("important-friends", "important", "My friends", "friends"),
    picture("important-family", "important", "My family", "house"),
    picture("important-animals", "important", "Animals", "cat"),
    picture("important-play", "important", "Playing outside", "ball"),
    picture("important-drawing", "important", "Drawing and making", "pencil"),
    picture("important-music", "important", "Music", "note"),
    picture("support-quiet", "support", "A quiet place", "ear"),
    picture("support-time", "support", "More time", "clock"),
    picture("support-adult", "support", "An adult near me", "hand"),
    picture("support-steps", "support", "One thing at a time", "steps"),
    picture("difficult-noise", "difficult", "Loud noise", "noise"),
    picture("difficult-reading", "difficult", "Reading", "book"),
    picture("difficult-writing", "difficult", "Writing", "pencil"),
    picture("difficult-numbers", "difficult", "Numbers", "numbers"),
    picture("difficult-talking", "difficult", "Talking in a group", "talk"),
    picture("difficult-changes", "difficult", "When things change", "arrows"),
    picture("help-reading", "help", "Reading", "book"),
    picture("help-writing", "help", "Writing", "pencil"),
    picture("help-friends", "help", "Making friends", "friends"),
    picture("help-calm", "help", "Feeling calm", "heart"),
    // Symbols of an open set: `web/assets/symbols.json` names them, `docs/dependencies.md` says whose they are.
    picture("admire-brave", "admire", "I am brave", "symbol-lion"),
    picture("admire-friend", "admire", "I am a good friend", "symbol-handshake"),
    picture("admire-helps", "admire", "I help others", "symbol-heart-hands"),
    picture("admire-builds", "admire", "I am good at building", "symbol-brick"),
    picture("admire-strong", "admire", "I am strong", "symbol-flexed-biceps"),
    picture("admire-curious", "admire", "I want to find out", "symbol-magnifying-glass-tilted-left"),
    picture("admire-sport", "admire", "I am good at sport", "symbol-trophy"),
    picture("important-football", "important", "Football", "symbol-soccer-ball"),
    picture("important-swimming", "important", "Swimming", "symbol-goggles"),
    picture("important-dinosaurs", "important", "Dinosaurs", "symbol-t-rex"),
    picture("important-trains", "important", "Trains", "symbol-locomotive"),
    picture("important-cars", "important", "Cars", "symbol-automobile"),
    picture("important-space", "important", "Space", "symbol-rocket"),
    picture("important-dancing", "important", "Dancing", "symbol-ballet-shoes"),
    picture("important-games", "important", "Computer games", "symbol-video-game"),
    picture("important-stories", "important", "Stories", "symbol-open-book"),
    picture("important-cooking", "important", "Cooking", "symbol-cooking"),
    picture("important-growing", "important", "Growing things", "symbol-seedling"),
    picture("important-bike", "important", "My bike", "symbol-bicycle"),
    picture("important-toys", "important", "My toys", "symbol-teddy-bear"),
    picture("important-faith", "important", "My faith", "symbol-folded-hands"),
    picture("important-films", "important", "Films", "symbol-clapper-board"),
    picture("support-headphones", "support", "Headphones", "symbol-headphone"),
    picture("support-timer", "support", "A timer", "symbol-timer-clock"),
    picture("support-pictures", "support", "Pictures that show me what to do", "symbol-framed-picture"),
    picture("support-move", "support", "A break to move", "symbol-running-shoe"),
    picture("support-hold", "support", "Something to hold", "symbol-yarn"),
    picture("support-corner", "support", "A calm corner", "symbol-couch-and-lamp"),
    picture("support-laptop", "support", "A laptop", "symbol-laptop"),
    picture("support-told", "support", "Being told when I did well", "symbol-glowing-star"),
    picture("support-shown", "support", "Being shown first", "symbol-eyes"),
    picture("difficult-waiting", "difficult", "Waiting", "symbol-hourglass-not-done"),
    picture("difficult-sitting", "difficult", "Sitting still", "symbol-chair"),
    picture("difficult-lunch", "difficult", "Lunch time", "symbol-fork-and-knife-with-plate"),
    picture("difficult-playtime", "difficult", "Playtime", "symbol-playground-slide"),
    picture("difficult-crowds", "difficult", "A lot of people", "symbol-busts-in-silhouette"),
    picture("difficult-light", "difficult", "Bright light", "symbol-light-bulb"),
    picture("difficult-smells", "difficult", "Smells", "symbol-nose"),
    picture("difficult-changing", "difficult", "Changing for PE", "symbol-t-shirt"),
    picture("difficult-remembering", "difficult", "Remembering", "symbol-thought-balloon"),
    picture("difficult-worries", "difficult", "Worries", "symbol-anxious-face-with-sweat"),
    picture("difficult-angry", "difficult", "Getting angry", "symbol-angry-face"),
    picture("difficult-mornings", "difficult", "Mornings", "symbol-sunrise"),
    picture("difficult-homework", "difficult", "Homework", "symbol-backpack"),
    picture("help-spelling", "help", "Spelling", "symbol-input-latin-letters"),
    picture("help-speaking", "help", "Speaking to the class", "symbol-microphone"),
    picture("help-playing", "help", "Joining in a game", "symbol-game-die"),
    picture("help-coming", "help", "Coming into school", "symbol-school"),
    picture("help-staying", "help", "Staying at my work", "symbol-bullseye"),
    picture("help-feelings", "help", "Saying how I feel", "symbol-speech-balloon"),
    picture("help-asking", "help", "Asking for help", "symbol-raised-hand"),
    picture("help-remembering", "help", "Remembering what to do", "symbol-clipboard"),
];

impl Picture {
    /// The picture of an id.
    #[must_use]
    pub fn of(id: &str) -> Option<&'static Self> {
        PICTURES.iter().find(|picture| picture.id == id)
    }

    /// The headings for which more pictures were chosen than stand on the page, by their names in [`Headings`].
    ///
    /// # Example
    /// ```
    /// # use domain::record::{PICTURES, Picture};
    /// let admire = PICTURES.iter().filter(|picture| picture.heading == "admire");
    /// let ids: Vec<String> = admire.take(5).map(|picture| picture.id.to_owned()).collect();
    /// assert_eq!(Picture::too_many(&ids), ["admire"]);
    /// assert!(Picture::too_many(&ids[..4]).is_empty());
    /// ```
    #[must_use]
    pub fn too_many(ids: &[String]) -> Vec<&'static str> {
        let chosen = |heading: &str| {
            ids.iter().filter_map(|id| Picture::of(id)).filter(|picture| picture.heading == heading).count()
        };
        let headings = Headings::default();
        let names = headings.rows().into_iter().map(|(name, _, _)| name);
        names.filter(|name| chosen(name) > PICTURES_OF_A_HEADING).collect()
    }

    /// What the chosen pictures say under each heading, joined to what was typed there.
    ///
    /// # Example
    /// ```
    /// # use domain::record::{Headings, Picture};
    /// let typed = Headings { difficult: "Lunch time.".to_owned(), ..Headings::default() };
    /// let said = Picture::said(&["difficult-noise".to_owned(), "help-calm".to_owned()], &typed);
    /// assert_eq!(said.difficult, "Loud noise. Lunch time.");
    /// assert_eq!(said.help, "Feeling calm.");
    /// ```
    #[must_use]
    pub fn said(ids: &[String], typed: &Headings) -> Headings {
        let join = |heading: &str, typed: &str| {
            let mut parts: Vec<String> = ids
                .iter()
                .filter_map(|id| Picture::of(id))
                .filter(|picture| picture.heading == heading)
                .map(|picture| format!("{}.", picture.words))
                .collect();
            if !typed.trim().is_empty() {
                parts.push(typed.trim().to_owned());
            }
            parts.join(" ")
        };
        Headings {
            admire: join("admire", &typed.admire),
            important: join("important", &typed.important),
            support: join("support", &typed.support),
            difficult: join("difficult", &typed.difficult),
            help: join("help", &typed.help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_has_its_own_id_under_a_heading() {
        let headings = Headings::default();
        for (at, one) in PICTURES.iter().enumerate() {
            assert!(PICTURES[at + 1..].iter().all(|other| other.id != one.id), "{}", one.id);
            assert!(headings.rows().iter().any(|(field, _, _)| *field == one.heading), "{}", one.id);
        }
    }
}
