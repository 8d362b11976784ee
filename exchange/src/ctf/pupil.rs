//! One `Pupil` element to a draft: which element of the file says what.

use super::element::Element;
use crate::roll::{
    Phone, RollContact, StageAssessment,
    check::MAX_CONTACTS,
    draft::{Draft, DraftContact, DraftNeed, DraftProvision},
};

/// The draft of a pupil; `number` counts from 1.
pub(super) fn draft(pupil: &Element, number: usize) -> Draft {
    let none = Element::default();
    let basic = pupil.child("basicdetails").unwrap_or(&none);
    let history = pupil.child("senhistory");
    let home = pupil.child("address").map(address).unwrap_or_default();
    let sex = [pupil.text_of("sex"), pupil.text_of("gender")];
    Draft {
        place: format!("pupil {number}, line {}", pupil.line),
        upn: pupil.text_of("upn"),
        surname: pupil.text_of("surname"),
        forename: pupil.text_of("forename"),
        preferred_surname: basic.text_of("preferredsurname"),
        preferred_forename: basic.text_of("preferredforename"),
        middle_names: basic.text_of("middlenames"),
        born_on: pupil.text_of("dob"),
        sex: sex.into_iter().find(|sex| !sex.is_empty()).unwrap_or_default(),
        year: basic.text_of("ncyearactual"),
        ethnicity: basic.text_of("ethnicity"),
        language: basic.child("languages").map(language).unwrap_or_default(),
        enrol_status: basic.text_of("enrolstatus"),
        looked_after: looked_after(pupil),
        fsm: pupil.child("fsmhistory").map(|history| {
            let dates = |fsm: &Element| (fsm.text_of("fsmstartdate"), fsm.text_of("fsmenddate"));
            history.all("fsminstance").map(dates).collect()
        }),
        sen: history.map(|history| history.all("sen").map(provision).collect()),
        needs: history.map(needs).unwrap_or_default(),
        contacts: pupil
            .child("contacts")
            .map(|contacts| {
                contacts.all("contact").take(MAX_CONTACTS + 1).map(|one| contact(one, &home)).collect()
            })
            .unwrap_or_default(),
        attendance: pupil
            .child("attendance")
            .map(|attendance| attendance.all("yeardata").map(attendance_year).collect())
            .unwrap_or_default(),
        assessments: pupil.child("stageassessments").map(assessments).unwrap_or_default(),
        ..Draft::default()
    }
}

/// The first language (type F), else that of the home (H), else the only one that is told.
fn language(languages: &Element) -> String {
    let mut told: Vec<(String, String)> = Vec::new();
    let groups = languages.all("type").chain(languages.all("language")).chain([languages]);
    for group in groups {
        let code = match group.text_of("language") {
            code if code.is_empty() && group.name == "language" => group.text.trim().to_owned(),
            code => code,
        };
        if !code.is_empty() {
            told.push((group.text_of("languagetype").to_ascii_uppercase(), code));
        }
    }
    let of = |kind: &str| told.iter().find(|(found, _)| found == kind);
    of("F").or_else(|| of("H")).or_else(|| of("")).map(|(_, code)| code.clone()).unwrap_or_default()
}

fn looked_after(pupil: &Element) -> String {
    pupil.child("lookedafter").map(|element| element.text_of("incare")).unwrap_or_default()
}

fn provision(sen: &Element) -> DraftProvision {
    DraftProvision {
        start: sen.text_of("startdate"),
        end: sen.text_of("enddate"),
        code: sen.text_of("senprovision"),
    }
}

fn needs(history: &Element) -> Vec<DraftNeed> {
    let groups = history.all("senneeds").chain([history]);
    let all = groups.flat_map(|group| group.all("senneed"));
    all.map(|need| DraftNeed {
        rank: need.text_of("sentyperank"),
        code: need.text_of("sentype"),
        start: need.text_of("needstartdate"),
        end: need.text_of("needenddate"),
    })
    .collect()
}

fn contact(element: &Element, home: &[String]) -> DraftContact {
    let place = element.child("address");
    let as_pupil = place.is_some_and(|place| {
        matches!(place.text_of("addressaspupil").to_ascii_lowercase().as_str(), "true" | "1" | "y")
    });
    let phones = element.child("phones").map(|phones| phones.all("phone").filter_map(phone).collect());
    DraftContact {
        order: element.text_of("order"),
        responsibility: element.text_of("responsibility"),
        contact: RollContact {
            title: element.some("title"),
            surname: element.some("surname").unwrap_or_default(),
            forename: element.some("forename"),
            relationship: element.some("relationship"),
            phones: phones.unwrap_or_default(),
            email: element.some("email"),
            address: if as_pupil { home.to_vec() } else { place.map(address).unwrap_or_default() },
            ..RollContact::default()
        },
    }
}

fn phone(element: &Element) -> Option<Phone> {
    Some(Phone { kind: element.some("telephonetype"), number: element.some("phoneno")? })
}

/// The lines of an address, the postcode last: five lines as written, or the parts of a BS7666 address put together.
fn address(element: &Element) -> Vec<String> {
    let none = Element::default();
    let parts = element.child("bs7666address").unwrap_or(&none);
    let lines = element.child("lineaddress").or_else(|| element.child("addresslines")).unwrap_or(element);
    let joined = |names: &[&str]| {
        let found: Vec<String> = names.iter().filter_map(|name| parts.some(name)).collect();
        Some(found.join(" ")).filter(|line| !line.is_empty())
    };
    let mut address: Vec<String> = Vec::new();
    address.extend(parts.some("saon"));
    address.extend(joined(&["paon", "street"]));
    address.extend(["locality", "town", "administrativearea"].iter().filter_map(|name| parts.some(name)));
    let is_line = |name: &str| {
        let number = name.strip_prefix("addressline").or_else(|| name.strip_prefix("line"));
        number.is_some_and(|number| number.parse::<u8>().is_ok())
    };
    let written = lines.children.iter().filter(|line| is_line(&line.name));
    address.extend(written.filter_map(|line| crate::roll::check::some(&line.text)));
    let postcode =
        element.some("postcode").or_else(|| lines.some("postcode")).or_else(|| parts.some("postcode"));
    address.extend(postcode);
    address
}

fn attendance_year(year: &Element) -> [String; 5] {
    ["year", "sessionspossible", "sessionsattended", "sessionsauthorised", "sessionsunauthorised"]
        .map(|name| year.text_of(name))
}

fn assessments(stages: &Element) -> Vec<StageAssessment> {
    let mut results = Vec::new();
    for stage in stages.all("keystage") {
        for result in stage.all("stageassessment") {
            results.push(StageAssessment {
                stage: stage.text_of("stage"),
                locale: result.some("locale"),
                year: result.text_of("year").parse().ok(),
                subject: result.text_of("subject"),
                method: result.some("method"),
                component: result.some("component"),
                status: result.some("resultstatus"),
                qualifier: result.some("resultqualifier"),
                result: result.text_of("result"),
            });
        }
    }
    results
}
