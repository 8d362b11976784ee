//! How much room the one page profile has for each of its parts: asked from the typesetter that prints it.

use documents::{Furniture, Part, Picture as OnPaper, Room, furniture::Fact, papers::OnePageProfile};
use domain::{
    Now,
    people::Pupil,
    record::{Headings, SignedProfile},
};

use crate::{App, Fault, FieldFault, SchoolInfo};

/// A picture of any size takes the same room: this one stands for the photo while it is measured.
const ANY_PHOTO: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\" width=\"8\" height=\"8\"/>";

/// How much room the parts of a page have, as it would be printed today.
///
/// # Errors
/// When the typesetter fails: a fault of the program.
pub async fn profile_room(
    app: &App,
    info: &SchoolInfo,
    now: Now,
    pupil: &Pupil,
    page: &SignedProfile,
) -> Result<Room, Fault> {
    let classes = app.classes(info).await?;
    let class = match pupil.class.and_then(|id| classes.get(&id)) {
        Some(class) => format!("{} ({})", class.name, pupil.year.name()),
        None => pupil.year.name(),
    };
    let furniture = Furniture {
        facts: vec![Fact::new("Class", class)],
        // A page that is not signed off says so on a line of its own: as it will be printed, it does not.
        version: "Version 1".to_owned(),
        ..crate::papers::of_school(info, "One page profile", pupil.name(), now.today)
    };
    let mut paper =
        OnePageProfile::new(furniture, &page.headings).drawn(crate::papers::drawings(&page.pictures));
    paper.photo = page.photo.map(|_| OnPaper::drawn(ANY_PHOTO.to_owned()));
    let failed = |fault: &dyn std::fmt::Display| {
        tracing::error!(%fault, "the profile could not be measured");
        Fault::rule(
            "paper",
            "The page could not be measured. It is written down for those who run Waymark; try again.",
        )
    };
    match tokio::task::spawn_blocking(move || paper.room()).await {
        Ok(Ok(room)) => Ok(room),
        Ok(Err(fault)) => Err(failed(&fault)),
        Err(fault) => Err(failed(&fault)),
    }
}

/// What a part's meter says.
#[must_use]
pub fn room_in_words(part: &Part) -> String {
    let lines = |count: u32| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    match (part.over(), part.left()) {
        (0, 0) => "Full: the page has no more room here".to_owned(),
        (0, left) => format!("Room for {} more", lines(left)),
        (over, _) => {
            let letters = part.letters.saturating_sub(part.shown).max(1);
            format!("{} too long: take out about {letters} letters", lines(over))
        }
    }
}

/// Which parts to shorten, and by how much, when the text does not fit on the page.
#[must_use]
pub fn too_long(room: &Room) -> Vec<FieldFault> {
    room.parts
        .iter()
        .filter(|part| !part.fits())
        .map(|part| {
            let title = Headings::title_of(&part.name);
            let says = room_in_words(part);
            FieldFault::new(&part.name, format!("The profile is one page. “{title}” is {says}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(lines: u32, room: u32, shown: u32) -> Part {
        Part { name: "help".to_owned(), lines, room, shown, letters: 900 }
    }

    #[test]
    fn says_how_much_and_which() {
        assert_eq!(room_in_words(&part(3, 9, 900)), "Room for 6 lines more");
        assert_eq!(room_in_words(&part(8, 9, 900)), "Room for 1 line more");
        assert_eq!(room_in_words(&part(9, 9, 900)), "Full: the page has no more room here");
        assert_eq!(room_in_words(&part(11, 9, 780)), "2 lines too long: take out about 120 letters");
        let faults = too_long(&Room { parts: vec![part(3, 9, 900), part(11, 9, 780)] });
        assert_eq!((faults.len(), faults[0].field.as_str()), (1, "help"));
        assert!(
            faults[0].sentence.contains("“What I want help with” is 2 lines too long"),
            "{}",
            faults[0].sentence
        );
    }
}
