//! How long a Common Transfer File of two thousand pupils takes, as a program of its own, into an empty folder.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use domain::people::Upn;

use super::{client::Fault, moment, report::Line};

const PUPILS: u16 = 2000;

/// Measures it.
pub(super) fn measure(binary: &Path, data: &Path) -> Result<Line, Fault> {
    let folder = tempfile::Builder::new().prefix("roll-").tempdir_in(data).map_err(Fault::new)?;
    let file = folder.path().join("roll.xml");
    std::fs::write(&file, ctf()).map_err(Fault::new)?;
    let mut command = Command::new(binary);
    command.args(["import", "roll"]).arg(&file).arg("--data").arg(folder.path().join("school")).arg("--json");
    let before = moment();
    let done = command.stderr(Stdio::inherit()).output().map_err(Fault::new)?;
    let took = before.elapsed();
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).map_err(Fault::new)?;
    if !done.status.success() || said["pupils"]["new"] != PUPILS {
        return Err(Fault::new(format!("the roll was not taken: {said}")));
    }
    Ok(Line::under("CTF of 2,000 pupils imported into an empty folder", took, Duration::from_secs(2)))
}

/// A file of invented pupils, each with a parent; every fifth with a history of SEN support and a need.
fn ctf() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CTfile><Header><DocumentName>Common Transfer File</DocumentName>\
         <CTFversion>25.0</CTFversion><DateTime>2026-11-23T08:00:00</DateTime>\
         <DocumentQualifier>full</DocumentQualifier><SourceSchool><LEA>919</LEA><Estab>2003</Estab>\
         <SchoolName>Measured Primary School</SchoolName></SourceSchool></Header><CTFpupilData>\n",
    );
    for number in 0..PUPILS {
        let upn = Upn::compose(919, 2003, 20 + number / 1000, number % 1000);
        let (month, day) = (1 + number % 12, 1 + number % 28);
        let year_group = 1 + number % 6;
        let born = 2021 - year_group;
        text.push_str(&format!(
            "<Pupil><UPN>{upn}</UPN><Surname>Sample-{number}</Surname><Forename>Avery</Forename>\
             <DOB>{born}-{month:02}-{day:02}</DOB><Sex>F</Sex>\
             <BasicDetails><NCyearActual>{year_group}</NCyearActual></BasicDetails>"
        ));
        if number % 5 == 0 {
            text.push_str(
                "<SENhistory><SEN><StartDate>2025-10-01</StartDate><SENprovision>K</SENprovision></SEN><SENneeds><SENneed>\
                 <SENtypeRank>1</SENtypeRank><SENtype>SLCN</SENtype></SENneed></SENneeds></SENhistory>",
            );
        }
        text.push_str(&format!(
            "<Contacts><Contact><Order>1</Order><Surname>Sample-{number}</Surname><Forename>Robin</Forename>\
             <Relationship>PAR</Relationship><Responsibility>Y</Responsibility></Contact></Contacts></Pupil>\n"
        ));
    }
    text.push_str("</CTFpupilData></CTfile>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_a_ctf_whose_every_pupil_is_taken() {
        let roll = exchange::ctf::read(ctf().as_bytes(), domain::date(2026, 11, 23)).unwrap();
        assert_eq!((roll.pupils.len(), roll.refused.len()), (usize::from(PUPILS), 0));
    }
}
