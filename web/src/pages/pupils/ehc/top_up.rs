//! `/pupils/{pupil}/ehc/top-up`: the county's top-up: what it pays, what has come, against what provision costs.

use app::{Fault, FieldFault, county, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    money::Pence,
    people::Pupil,
    record::{Received, TopUp},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Chrome, DateField, Field},
    visit::{Child, Visit},
};

/// Empty lines for payments below those that are filled.
const SPARE: usize = 2;
/// As many payments as a form takes.
const MOST: usize = 60;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/top_up.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    year: String,
    figures: Vec<(String, &'static str)>,
    is_short: bool,
    entry: String,
    version: String,
    band: Field,
    amount: Field,
    hours: Field,
    from_on: DateField,
    until_on: DateField,
    payments: Vec<Payment>,
}

#[derive(Debug)]
struct Payment {
    number: usize,
    on: DateField,
    pence: Field,
    words: Field,
}

/// An amount without its sign, for a box.
fn plain(pence: i64) -> String {
    Pence(pence).to_string().replace(['£', ','], "").replace('−', "-")
}

fn typed_of(shown: &county::TopUpShown) -> Typed {
    let top_up = &shown.top_up;
    let mut typed = Typed::default().with("band", &top_up.band).with_date("from_on", top_up.from_on);
    typed = typed.with_date("until_on", top_up.until_on);
    if top_up.pence_a_year > 0 {
        typed = typed.with("amount", plain(top_up.pence_a_year));
    }
    if top_up.minutes_per_week > 0 {
        let (hours, minutes) = (top_up.minutes_per_week / 60, top_up.minutes_per_week % 60);
        typed = typed.with(
            "hours",
            if minutes == 0 { hours.to_string() } else { format!("{hours}.{:02}", minutes * 100 / 60) },
        );
    }
    for (number, one) in (1..).zip(&top_up.received) {
        typed = typed
            .with_date(&format!("paid-{number}"), one.on)
            .with(&format!("pence-{number}"), plain(one.pence))
            .with(&format!("words-{number}"), &one.words);
    }
    if let Some((entry, version)) = shown.of {
        typed = typed.with("entry", entry.to_string()).with("version", version.to_string());
    }
    typed
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let shown = county::show_top_up(&web.app, visit.actor(), info, pupil, today)
        .await?
        .ok_or(Fault::Forbidden(domain::permissions::Action::SeeCosts))?;
    let (frame, _) = Frame::of(web, visit, pupil, "Top-up from the county", "/ehc").await?;
    let errors = errors(faults);
    let first = typed_of(&shown);
    let typed = typed.unwrap_or(&first);
    let filled = (1..=MOST).filter(|number| typed.has(&format!("pence-{number}"))).max().unwrap_or(0);
    let text = |field: Field| typed.into_field(field, &errors);
    let page = Page {
        year: format!(
            "Funding year {}, {} to {}",
            shown.year.name(),
            time_in_words::day(shown.year.from),
            time_in_words::day(shown.year.to)
        ),
        figures: vec![
            (shown.expected.to_string(), "expected of the county"),
            (shown.received.to_string(), "received so far"),
            (shown.cost.at_year_end().to_string(), "provision costs by the year’s end"),
            (shown.against.balance.to_string(), "£6,000 and what came, less the cost"),
        ],
        is_short: shown.received < shown.expected,
        entry: typed.text("entry"),
        version: typed.text("version"),
        band: text(Field::new("band", "Band")),
        amount: text(Field::decimal("amount", "Amount a year", 10).prefix("£")),
        hours: text(Field::decimal("hours", "Hours a week that it pays for, when the county says so", 5)),
        from_on: typed.into_date(DateField::new("from_on", "From which day?"), &errors),
        until_on: typed.into_date(
            DateField::new("until_on", "Until which day? Leave empty while the plan runs"),
            &errors,
        ),
        payments: (1..=(filled + SPARE).min(MOST))
            .map(|number| Payment {
                number,
                on: typed.into_date(DateField::new(format!("paid-{number}"), "Day"), &errors),
                pence: text(Field::decimal(format!("pence-{number}"), "Amount", 10).prefix("£")),
                words: text(Field::new(format!("words-{number}"), "For what")),
            })
            .collect(),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, None, &[]).await
}

fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> TopUp {
    let pence = |name: &str, faults: &mut Vec<FieldFault>| match typed.text(name).as_str() {
        "" => 0,
        text => text.parse::<Pence>().map_or_else(
            |_| {
                faults.push(FieldFault::new(name, "Give an amount like 1,375.00"));
                0
            },
            |pence| pence.0,
        ),
    };
    let amount = pence("amount", faults);
    let mut received = Vec::new();
    for number in 1..=MOST {
        let name = format!("pence-{number}");
        if !typed.has(&name) {
            continue;
        }
        received.push(Received {
            pence: pence(&name, faults),
            on: typed.date(&format!("paid-{number}"), "The day", faults),
            words: typed.text(&format!("words-{number}")),
        });
    }
    // Hours as people write them: 12.5 is twelve and a half. Counted in hundredths, never in floating point.
    let minutes_per_week = match typed.text("hours").as_str() {
        "" => 0,
        text => text
            .parse::<Pence>()
            .ok()
            .map(|hundredths| hundredths.0 * 60 / 100)
            .and_then(|minutes| u32::try_from(minutes).ok())
            .filter(|minutes| *minutes <= 60 * 60)
            .unwrap_or_else(|| {
                faults.push(FieldFault::new("hours", "Give hours like 12.5, at most 60"));
                0
            }),
    };
    TopUp {
        band: typed.text("band"),
        pence_a_year: amount,
        minutes_per_week,
        from_on: typed.date("from_on", "The first day", faults),
        until_on: typed.date("until_on", "The last day", faults),
        received,
    }
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let top_up = read(&typed, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, Some(&typed), &faults).await;
    }
    let here = format!("/pupils/{}/ehc/top-up", pupil.id);
    match county::save_top_up(&web.app, visit.actor(), visit.now(), pupil.id, typed.entry(), top_up).await {
        Ok(_) => Ok(go_saying(&here, "The top-up is saved. Money is counted with it now.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, Some(&typed), &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
