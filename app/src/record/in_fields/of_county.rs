//! What the papers of the county's process say: the application, its letters, the plan and its reviews.

use domain::{
    Date,
    bundle::RequestBundle,
    money::{Pence, delivered::Minutes},
    record::{
        AnnualGuest, AnnualReview, ApplicationAgreement, CountyLetter, Ehcp, LetterKind, PlanComments,
        SchoolsAdvice, TopUp,
    },
};

use super::Lines;
use crate::time_in_words::day;

pub(super) fn of_application(to: &mut Lines, said: &ApplicationAgreement) {
    to.text("Who", &said.name)
        .yes("Agrees", said.agrees)
        .text("How", said.how.name())
        .text("In words", &said.words)
        .text("Why the county is to be asked although not everyone agrees", &said.although);
}

pub(super) fn of_advice(to: &mut Lines, advice: &SchoolsAdvice) {
    to.text("Advice", &advice.words);
    for item in &advice.evidence {
        to.text(&format!("Evidence: {}", item.code), &item.words);
    }
}

pub(super) fn of_bundle(to: &mut Lines, bundle: &RequestBundle) {
    to.text("Headings", &bundle.template_name)
        .text("Pages", &bundle.pages.to_string())
        .day("Sent to the county", bundle.sent_on);
    to.text("Missing when it was made", &bundle.missing.join(", "))
        .text("Names of others, addresses and numbers that were looked at", &bundle.checked.to_string());
    for part in &bundle.parts {
        to.text(&part.name, &format!("SHA-256 {}", part.sha256));
    }
}

pub(super) fn of_letter(to: &mut Lines, letter: &CountyLetter) {
    to.text("Says", letter.kind.name()).day("Date", Some(letter.dated_on)).text("In words", &letter.words);
    if letter.kind == LetterKind::Exemption {
        to.text("Exemption", &letter.exemption)
            .day("From", letter.exempt_from)
            .day("Until", letter.exempt_to);
    }
    to.day("Parents told of mediation and appeal on", letter.parents_told_on);
    if letter.section_i_alone {
        to.text("About", "Section I alone");
    }
}

pub(super) fn of_ehcp(to: &mut Lines, plan: &Ehcp, glance: bool) {
    to.list("Outcomes (section E)", plan.outcomes.iter().map(|outcome| outcome.text.as_str())).list(
        "Provision (section F)",
        plan.provision.iter().map(|line| {
            let much = line.how_much();
            let minutes = if much.is_empty() { much } else { format!(", {much}") };
            let who = if line.who.trim().is_empty() { String::new() } else { format!(", {}", line.who) };
            format!("{}{minutes}{who}", line.text)
        }),
    );
    if glance {
        return;
    }
    to.day("Made on", plan.made_on)
        .day("Amended on", plan.amended_on)
        .day("Last reviewed elsewhere on", plan.reviewed_on);
    for (letter, text) in &plan.sections {
        to.text(&format!("Section {letter}"), text);
    }
    to.text("Where the document is kept", &plan.document)
        .day("Parents had their copy on", plan.copy_on)
        .day("Talk in school on", plan.talk_on)
        .text("Said at the talk", &plan.talk_words)
        .day("A review was last considered on", plan.considered_on);
    if plan.last_year_of_school {
        to.text("Last year of this school", "Yes");
    }
}

pub(super) fn of_comments(to: &mut Lines, said: &PlanComments) {
    to.text("Whose comments", said.party.name()).text("Name", &said.name);
    for (letter, _, text) in said.rows() {
        to.text(&format!("Section {letter}"), text);
    }
    to.text("About the whole", &said.whole)
        .text("School to be named", &said.school)
        .day("Sent to the county on", said.sent_on);
}

pub(super) fn of_top_up(to: &mut Lines, top_up: &TopUp) {
    to.text("Band", &top_up.band)
        .text("A year", &Pence(top_up.pence_a_year).to_string())
        .day("From", top_up.from_on)
        .day("Until", top_up.until_on);
    if top_up.minutes_per_week > 0 {
        to.text("Pays for", &format!("{} a week", Minutes(top_up.minutes_per_week)));
    }
    to.list(
        "Before that",
        top_up.earlier.iter().map(|one| {
            let on = |words: &str, on: Option<Date>| {
                on.map_or_else(String::new, |on| format!(" {words} {}", day(on)))
            };
            let (from, until) = (on("from", one.from_on), on("until", one.until_on));
            format!("{} {} a year{from}{until}", one.band, Pence(one.pence_a_year)).trim().to_owned()
        }),
    );
    to.list(
        "Received",
        top_up.received.iter().map(|one| {
            let on = one.on.map_or_else(String::new, |on| format!("{}: ", day(on)));
            format!("{on}{} {}", Pence(one.pence), one.words)
        }),
    );
}

pub(super) fn of_annual_review(to: &mut Lines, review: &AnnualReview) {
    let answered = |one: &AnnualGuest| {
        let reply = one.reply.map_or_else(String::new, |reply| format!(": {}", reply.name().to_lowercase()));
        let words = if one.words.is_empty() { String::new() } else { format!(", “{}”", one.words) };
        format!("{} ({}){reply}{words}", one.name, one.as_whom.name())
    };
    to.day("Meeting", review.meeting_on)
        .text("Begins at", &review.at.map_or_else(String::new, |at| at.strftime("%H:%M").to_string()));
    if review.minutes > 0 {
        to.text("How long", &format!("{} minutes", review.minutes));
    }
    to.text("Where", &review.place)
        .list("Invited", review.invited.iter().map(answered))
        .day("Notice given on", review.notice_on)
        .list(
            "Asked for advice",
            review.asked.iter().map(|one| format!("{} ({})", one.name, one.party.name())),
        )
        .day("Advice circulated on", review.advice_on)
        .day("Report sent on", review.report_on)
        .list("Who came", review.came.iter().map(|party| party.name()))
        .text("Names and others", &review.came_words)
        .text("What the child says", &review.pupils_view)
        .text("Progress towards the outcomes", &review.progress);
    for one in &review.outcomes {
        to.text(&format!("Progress towards “{}”", one.outcome.trim()), &one.progress);
    }
    to.text("Recommends", review.recommends.map_or("", |recommends| recommends.name()))
        .text("Recommendations, in words", &review.words)
        .text("Where people saw it differently", &review.differences)
        .day("County decided on", review.decision_on)
        .text("County’s decision", review.decision.map_or("", |decision| decision.name()));
}
