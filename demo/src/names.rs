//! Names of invented people: forenames of many languages, surnames that nobody has.

use crate::dice::Dice;

/// Forenames.
const FORENAMES: &[&str] = &[
    "Avery",
    "Robin",
    "Siân",
    "Zoë",
    "Kit",
    "Aaliyah",
    "Maja",
    "Tomos",
    "Ngozi",
    "Bo",
    "Łucja",
    "Idris",
    "Wren",
    "Yusuf",
    "Eluned",
    "Kofi",
    "Saoirse",
    "Mei",
    "Arlo",
    "Zofia",
    "Priya",
    "Caradog",
    "Noor",
    "Otis",
    "Beca",
    "Jakub",
    "Ines",
    "Tariq",
    "Gwen",
    "Oskar",
    "Amara",
    "Ffion",
    "Rohan",
    "Leila",
    "Ewan",
    "Chidi",
    "Anwen",
    "Stanisław",
    "Hana",
    "Rafe",
    "Imogen",
    "Dafydd",
    "Samira",
    "Teddy",
    "Kezia",
    "Mateusz",
    "Nia",
    "Elif",
    "Joss",
    "Marta",
    "Osian",
    "Farah",
    "Dylan",
    "Nell",
    "Bartosz",
    "Cerys",
    "Emeka",
    "Ada",
    "Huw",
    "Zainab",
    "Rowan",
    "ليلى",
    "سامي",
    "Máire",
];

/// First halves of surnames that nobody has.
const FIRST: &[&str] = &[
    "Bramble", "Thistle", "Marrow", "Quill", "Fern", "Pebble", "Larch", "Otter", "Wicker", "Tansy", "Hollow",
    "Copper", "Sparrow", "Dapple", "Kestrel", "Juniper", "Rushen", "Tallow", "Velvet", "Wimble",
];

/// Second halves.
const SECOND: &[&str] = &[
    "wick", "down", "by", "feather", "hollow", "stone", "worthy", "mere", "thorpe", "combe", "shaw", "tale",
];

/// Surnames of other shapes.
const SPECIAL: &[&str] = &[
    "O'Story",
    "van-Sample",
    "Łąkotka",
    "Wymyślona",
    "ap Chwedl",
    "Ó Scéal",
    "الخيالي",
    "Fiction-Example",
    "Ní Fhicsean",
    "Bajkowska",
];

/// A forename.
pub fn forename(dice: &mut Dice) -> String {
    (*dice.one_of(FORENAMES)).to_owned()
}

/// A surname.
pub fn surname(dice: &mut Dice) -> String {
    if dice.percent(12.0) {
        return (*dice.one_of(SPECIAL)).to_owned();
    }
    format!("{}{}", dice.one_of(FIRST), dice.one_of(SECOND))
}

/// The name of an adult.
pub fn adult(dice: &mut Dice) -> String {
    let forename = loop {
        let forename = forename(dice);
        if forename.is_ascii() {
            break forename;
        }
    };
    format!("{forename} {}{}", dice.one_of(FIRST), dice.one_of(SECOND))
}
