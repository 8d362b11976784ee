//! Staff from a spreadsheet.

use domain::people::Role;
use exchange::{
    UnreadableCode, sheet,
    staff_sheet::{self, Mapping, StaffList},
};

fn read(csv: &str) -> StaffList {
    let sheet = sheet::read(csv.as_bytes()).unwrap();
    staff_sheet::read(&sheet, &Mapping::guess(&sheet.headings)).unwrap()
}

#[test]
fn rows_become_staff() {
    let list = read(
        "Name,E-mail,Role(s),Class(es)\n\
         Ms R Example,R.Example@school.example,Class teacher / SENCO,4 Oak\n\
         Mr Ö Sample,o.sample@school.example,TA,\"4 Oak, 5 Elm\"\n\
         Ms R Example,r.example@school.example,Teacher,\"5 elm; 3/4 Ash\"\n",
    );
    assert_eq!(list.refused, Vec::new());
    assert_eq!(list.staff.len(), 2);
    assert_eq!(list.staff[0].email, "r.example@school.example");
    assert_eq!(list.staff[0].roles, [Role::Teacher, Role::Senco]);
    assert_eq!(list.staff[0].classes, ["4 Oak", "5 elm", "3/4 Ash"]);
    assert_eq!(list.staff[1].roles, [Role::Ta]);
    assert_eq!(list.classes(), ["4 Oak", "5 elm", "3/4 Ash"]);
}

#[test]
fn wrong_rows_say_why() {
    let list = read(
        "Surname,Forename,Email,Job title,Class\n\
         Example,Sam,,Teacher,\n\
         Example,Sam,sam at school,Teacher,\n\
         Example,Sam,sam@school.example,Caretaker,\n\
         Example,Sam,sam@school.example,,\n\
         ,,kim@school.example,TA,\n\
         Example,Kim,lee@school.example,TA,\n\
         Sample,Lee,lee@school.example,Parent,\n\
         Sample,Lee,lee@school.example,Governor,\n",
    );
    let reasons: Vec<&str> = list.refused.iter().map(|row| row.reason.as_str()).collect();
    for (reason, expected) in reasons.iter().zip([
        "no e-mail address",
        "“sam at school” is not an e-mail address",
        "The role “Caretaker” is not one of",
        "There is no role",
        "There is no name",
        "lee@school.example is also the e-mail address of another name in row 9",
        "The role “Parent” is not one of",
        "lee@school.example is also the e-mail address of another name in row 7",
    ]) {
        assert!(reason.contains(expected), "{expected}: {reason}");
    }
    assert_eq!((list.refused.len(), list.staff.len()), (8, 0));
    assert_eq!(list.refused[5].place, "row 7 (lee@school.example)");
}

#[test]
fn names_are_as_long_as_on_the_pages() {
    let row = |name: usize, class: usize| {
        let list = read(&format!(
            "Name,E-mail,Roles,Classes\n{},a@school.example,TA,{}\n",
            "n".repeat(name),
            "c".repeat(class)
        ));
        list.refused.first().map(|row| row.reason.clone())
    };
    assert_eq!(row(200, 60), None);
    assert!(row(201, 60).unwrap().contains("has more than 200 letters"));
    assert!(row(200, 61).unwrap().contains("has more than 60 letters"));
}

#[test]
fn columns_that_are_needed() {
    let sheet = sheet::read(b"Shoe size,Class\n3,4 Oak\n").unwrap();
    let fault = staff_sheet::read(&sheet, &Mapping::guess(&sheet.headings)).unwrap_err();
    assert_eq!(fault.code, UnreadableCode::Headings);
    assert!(fault.sentence.contains("Name, E-mail, Roles"), "{fault}");
}
