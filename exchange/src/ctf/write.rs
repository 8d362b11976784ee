//! A roll as a Common Transfer File: what a CTF has a place for, in UTF-8.

use domain::Date;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::roll::{Roll, RollContact, RollPupil};

/// The version that is written when the roll has none.
const VERSION: &str = "25.0";

/// Writes a roll; refused rows, notes and what only spreadsheets have (class, pupil premium) are not in it.
#[must_use]
pub fn write(roll: &Roll, today: Date) -> Vec<u8> {
    let mut out = Out { writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
    out.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    out.within("CTfile", |out| {
        out.within("Header", |out| {
            out.text("DocumentName", "Common Transfer File");
            out.text("CTFversion", roll.version.as_deref().unwrap_or(VERSION));
            out.text("DateTime", &format!("{today}T00:00:00"));
            out.text("DocumentQualifier", if roll.full { "full" } else { "partial" });
            out.text("SupplierID", "Waymark");
            if let Some(school) = &roll.source {
                out.within("SourceSchool", |out| {
                    out.text("LEA", &format!("{:03}", school.authority));
                    out.text("Estab", &format!("{:04}", school.establishment));
                    out.some("SchoolName", school.name.as_deref());
                });
            }
        });
        out.within("CTFpupilData", |out| {
            for pupil in &roll.pupils {
                out.within("Pupil", |out| out.pupil(pupil));
            }
        });
    });
    out.writer.into_inner()
}

/// The file so far. Writing to memory cannot fail, so its results are not looked at.
struct Out {
    writer: Writer<Vec<u8>>,
}

impl Out {
    fn event(&mut self, event: Event<'_>) {
        let _ = self.writer.write_event(event);
    }

    fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(BytesStart::new(name)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, name: &str, text: &str) {
        let allowed: String =
            text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        self.event(Event::Start(BytesStart::new(name)));
        self.event(Event::Text(BytesText::new(&allowed)));
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn some(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn number(&mut self, name: &str, number: Option<impl ToString>) {
        self.some(name, number.map(|number| number.to_string()).as_deref());
    }

    fn pupil(&mut self, pupil: &RollPupil) {
        self.text("UPN", pupil.upn.as_str());
        self.text("Surname", &pupil.surname);
        self.text("Forename", &pupil.forename);
        self.text("DOB", &pupil.born_on.to_string());
        self.some("Sex", pupil.sex.map(|sex| sex.code()));
        self.within("BasicDetails", |out| {
            out.some("PreferredSurname", pupil.preferred_surname.as_deref());
            out.some("PreferredForename", pupil.preferred_forename.as_deref());
            out.some("MiddleNames", pupil.middle_names.as_deref());
            out.number("NCyearActual", pupil.year);
            out.some("Ethnicity", pupil.ethnicity.as_deref());
            if let Some(language) = &pupil.language {
                out.within("Languages", |out| {
                    out.within("Type", |out| {
                        out.text("LanguageType", "F");
                        out.text("Language", language);
                    });
                });
            }
            out.some("EnrolStatus", pupil.enrol_status.as_deref());
        });
        if !pupil.fsm.is_empty() || pupil.free_meals.is_some() {
            self.within("FSMhistory", |out| {
                for period in &pupil.fsm {
                    out.within("FSMinstance", |out| {
                        out.text("FSMstartDate", &period.started_on.to_string());
                        out.number("FSMendDate", period.ended_on);
                        out.text("UKcountry", "ENG");
                    });
                }
            });
        }
        if let Some(in_care) = pupil.looked_after {
            self.within("LookedAfter", |out| out.text("InCare", &in_care.to_string()));
        }
        self.sen(pupil);
        if !pupil.contacts.is_empty() {
            self.within("Contacts", |out| {
                for contact in &pupil.contacts {
                    out.within("Contact", |out| out.contact(contact));
                }
            });
        }
        if !pupil.attendance.is_empty() {
            self.within("Attendance", |out| {
                for year in &pupil.attendance {
                    out.within("YearData", |out| {
                        out.text("Year", &year.year.to_string());
                        out.text("SessionsPossible", &year.possible.to_string());
                        out.number("SessionsAuthorised", year.authorised);
                        out.text("SessionsAttended", &year.attended.to_string());
                        out.number("SessionsUnauthorised", year.unauthorised);
                    });
                }
            });
        }
        self.assessments(pupil);
    }

    fn sen(&mut self, pupil: &RollPupil) {
        let Some(periods) = &pupil.sen else { return };
        self.within("SENhistory", |out| {
            for period in periods {
                out.within("SEN", |out| {
                    out.number("StartDate", period.started_on);
                    out.number("EndDate", period.ended_on);
                    out.text("SENprovision", period.provision.code());
                });
            }
            if !pupil.needs.is_empty() {
                out.within("SENneeds", |out| {
                    for need in &pupil.needs {
                        out.within("SENneed", |out| {
                            out.number("NeedStartDate", need.started_on);
                            out.number("NeedEndDate", need.ended_on);
                            out.number("SENtypeRank", Some(need.rank));
                            out.text("SENtype", need.kind.code());
                        });
                    }
                });
            }
        });
    }

    fn contact(&mut self, contact: &RollContact) {
        self.number("Order", Some(contact.order));
        self.some("Title", contact.title.as_deref());
        self.text("Surname", &contact.surname);
        self.some("Forename", contact.forename.as_deref());
        self.some("Relationship", contact.relationship.as_deref());
        self.number("Responsibility", contact.responsibility);
        if !contact.address.is_empty() {
            self.within("Address", |out| {
                out.within("LineAddress", |out| {
                    for (index, line) in contact.address.iter().enumerate() {
                        out.text(&format!("AddressLine{}", index + 1), line);
                    }
                });
            });
        }
        if !contact.phones.is_empty() {
            self.within("Phones", |out| {
                for phone in &contact.phones {
                    out.within("Phone", |out| {
                        out.some("TelephoneType", phone.kind.as_deref());
                        out.text("PhoneNo", &phone.number);
                    });
                }
            });
        }
        self.some("Email", contact.email.as_deref());
    }

    fn assessments(&mut self, pupil: &RollPupil) {
        if pupil.assessments.is_empty() {
            return;
        }
        self.within("StageAssessments", |out| {
            for result in &pupil.assessments {
                out.within("KeyStage", |out| {
                    out.text("Stage", &result.stage);
                    out.within("StageAssessment", |out| {
                        out.some("Locale", result.locale.as_deref());
                        out.number("Year", result.year);
                        out.text("Subject", &result.subject);
                        out.some("Method", result.method.as_deref());
                        out.some("Component", result.component.as_deref());
                        out.some("ResultStatus", result.status.as_deref());
                        out.some("ResultQualifier", result.qualifier.as_deref());
                        out.text("Result", &result.result);
                    });
                });
            }
        });
    }
}
