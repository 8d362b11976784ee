//! `/pupils/{pupil}/ehc/top-up`: the county's top-up: what it pays, what has come, against what provision costs.

use app::{Fault, FieldFault, county, early, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    money::Pence,
    people::Pupil,
    record::{EarlierBand, EntryKind, Received, TopUp},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Chrome, DateField, Field},
    visit::{Child, Visit},
};

/// Empty lines for payments below those that are filled.
const SPARE: usize = 2;
/// As many payments as a form takes.
const MOST: usize = 60;
/// As many earlier bands.
const MOST_BANDS: usize = 20;
/// The boxes of a band, with what they are called where two versions stand side by side.
const BAND: [(&str, &str); 3] = [("band", "Band"), ("amount", "Amount a year"), ("hours", "Hours a week")];
/// Its days, in three boxes each.
const DAYS: [&str; 6] =
    ["from_on-day", "from_on-month", "from_on-year", "until_on-day", "until_on-month", "until_on-year"];

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/top_up.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    year: String,
    figures: Vec<(String, &'static str)>,
    is_short: bool,
    /// The day on which the plan ended, if it did.
    ended: Option<String>,
    entry: String,
    version: String,
    band: Field,
    amount: Field,
    hours: Field,
    from_on: DateField,
    until_on: DateField,
    earlier: Vec<Earlier>,
    payments: Vec<Payment>,
}

#[derive(Debug)]
struct Earlier {
    number: usize,
    band: Field,
    amount: Field,
    hours: Field,
    from_on: DateField,
    until_on: DateField,
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
    let now = EarlierBand {
        band: top_up.band.clone(),
        pence_a_year: top_up.pence_a_year,
        minutes_per_week: top_up.minutes_per_week,
        from_on: top_up.from_on,
        until_on: top_up.until_on,
    };
    let mut typed = band_into(Typed::default(), "", &now);
    for (number, one) in (1..).zip(&top_up.earlier) {
        typed = band_into(typed, &format!("earlier-{number}-"), one);
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

/// The boxes of a band.
fn band_into(typed: Typed, before: &str, one: &EarlierBand) -> Typed {
    let name = |box_of: &str| format!("{before}{box_of}");
    let mut typed = typed
        .with(&name("band"), &one.band)
        .with_date(&name("from_on"), one.from_on)
        .with_date(&name("until_on"), one.until_on);
    if one.pence_a_year > 0 {
        typed = typed.with(&name("amount"), plain(one.pence_a_year));
    }
    if one.minutes_per_week > 0 {
        let (hours, minutes) = (one.minutes_per_week / 60, one.minutes_per_week % 60);
        typed = typed.with(
            &name("hours"),
            if minutes == 0 { hours.to_string() } else { format!("{hours}.{:02}", minutes * 100 / 60) },
        );
    }
    typed
}

/// The boxes of one band.
fn boxes_of_band() -> impl Iterator<Item = &'static str> {
    BAND.iter().map(|(name, _)| *name).chain(DAYS)
}

/// How many earlier bands are filled.
fn bands_of(typed: &Typed) -> usize {
    let filled = |number: &usize| boxes_of_band().any(|name| typed.has(&format!("earlier-{number}-{name}")));
    (1..=MOST_BANDS).filter(filled).max().unwrap_or(0)
}

/// The form when the county pays another band from a day on: what it paid is an earlier band, and the boxes are empty.
fn with_new_band(typed: &Typed) -> Typed {
    let number = bands_of(typed) + 1;
    if number > MOST_BANDS || !boxes_of_band().any(|name| typed.has(name)) {
        return typed.clone();
    }
    boxes_of_band().fold(typed.clone(), |moved, name| {
        moved.set(&format!("earlier-{number}-{name}"), typed.text(name)).set(name, "")
    })
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
        ended: shown.ended_on.map(time_in_words::day),
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
        earlier: (1..=bands_of(typed))
            .map(|number| {
                let name = |of: &str| format!("earlier-{number}-{of}");
                let date = |of: &str, label: &str| typed.into_date(DateField::new(name(of), label), &errors);
                Earlier {
                    number,
                    band: text(Field::new(name("band"), "Band")),
                    amount: text(Field::decimal(name("amount"), "Amount a year", 10).prefix("£")),
                    hours: text(Field::decimal(name("hours"), "Hours a week that it paid for", 5)),
                    from_on: date("from_on", "From which day?"),
                    until_on: date(
                        "until_on",
                        "Until which day? Left empty, until the day before the next band",
                    ),
                }
            })
            .collect(),
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

fn pence_of(typed: &Typed, name: &str, faults: &mut Vec<FieldFault>) -> i64 {
    match typed.text(name).as_str() {
        "" => 0,
        text => text.parse::<Pence>().map_or_else(
            |_| {
                faults.push(FieldFault::new(name, "Give an amount like 1,375.00"));
                0
            },
            |pence| pence.0,
        ),
    }
}

/// Hours as people write them: 12.5 is twelve and a half. Counted in hundredths, never in floating point.
fn minutes_of(typed: &Typed, name: &str, faults: &mut Vec<FieldFault>) -> u32 {
    match typed.text(name).as_str() {
        "" => 0,
        text => text
            .parse::<Pence>()
            .ok()
            .map(|hundredths| hundredths.0 * 60 / 100)
            .and_then(|minutes| u32::try_from(minutes).ok())
            .filter(|minutes| *minutes <= 60 * 60)
            .unwrap_or_else(|| {
                faults.push(FieldFault::new(name, "Give hours like 12.5, at most 60"));
                0
            }),
    }
}

fn band_of(typed: &Typed, before: &str, faults: &mut Vec<FieldFault>) -> EarlierBand {
    let name = |box_of: &str| format!("{before}{box_of}");
    EarlierBand {
        band: typed.text(&name("band")),
        pence_a_year: pence_of(typed, &name("amount"), faults),
        minutes_per_week: minutes_of(typed, &name("hours"), faults),
        from_on: typed.date(&name("from_on"), "The first day", faults),
        until_on: typed.date(&name("until_on"), "The last day", faults),
    }
}

/// The boxes in which the bands and payments that are taken were typed: emptied ones stand between them.
#[derive(Debug, Default)]
struct Numbers {
    bands: Vec<usize>,
    payments: Vec<usize>,
}

impl Numbers {
    /// What is wrong with a band or a payment, at the boxes in which it was typed.
    fn at_its_boxes(&self, fault: FieldFault) -> FieldFault {
        let kinds = [("earlier-", &self.bands), ("pence-", &self.payments), ("paid-", &self.payments)];
        let field = kinds.iter().find_map(|(kind, numbers)| {
            let rest = fault.field.strip_prefix(*kind)?;
            let (place, box_of) = rest.find('-').map_or((rest, ""), |at| rest.split_at(at));
            let number = numbers.get(place.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some(format!("{kind}{number}{box_of}"))
        });
        match field {
            Some(field) => FieldFault { field, ..fault },
            None => fault,
        }
    }
}

fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> (TopUp, Numbers) {
    let now = band_of(typed, "", faults);
    let mut received = Vec::new();
    let mut payments = Vec::new();
    for number in 1..=MOST {
        let name = format!("pence-{number}");
        if !typed.has(&name) {
            continue;
        }
        payments.push(number);
        received.push(Received {
            pence: pence_of(typed, &name, faults),
            on: typed.date(&format!("paid-{number}"), "The day", faults),
            words: typed.text(&format!("words-{number}")),
        });
    }
    let (bands, earlier) = (1..=bands_of(typed))
        .map(|number| (number, band_of(typed, &format!("earlier-{number}-"), faults)))
        // A band whose boxes were emptied is taken out.
        .filter(|(_, one)| *one != EarlierBand::default())
        .unzip();
    let top_up = TopUp {
        band: now.band,
        pence_a_year: now.pence_a_year,
        minutes_per_week: now.minutes_per_week,
        from_on: now.from_on,
        until_on: now.until_on,
        received,
        earlier,
    };
    (top_up, Numbers { bands, payments })
}

/// The boxes that are words or numbers, for two versions side by side.
fn texts(typed: &Typed, now_says: &Typed) -> Vec<(String, String)> {
    let bands = bands_of(typed).max(bands_of(now_says));
    let of_earlier = (1..=bands).flat_map(|number| {
        BAND.map(|(name, label)| {
            (format!("earlier-{number}-{name}"), format!("Earlier band {number}: {label}"))
        })
    });
    let paid = |number: &usize| {
        let name = format!("pence-{number}");
        typed.has(&name) || now_says.has(&name)
    };
    let of_payments = (1..=MOST).filter(paid).flat_map(|number| {
        [("pence", "amount"), ("words", "for what")]
            .map(|(name, label)| (format!("{name}-{number}"), format!("Payment {number}: {label}")))
    });
    let now = BAND.map(|(name, label)| (name.to_owned(), label.to_owned()));
    now.into_iter().chain(of_earlier).chain(of_payments).collect()
}

/// Saves it; a new band gives boxes for it and saves nothing.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    if typed.text("do") == "new-band" {
        return form(&web, &visit, &pupil, Some(&with_new_band(&typed)), &[]).await;
    }
    let mut faults = Vec::new();
    let (top_up, numbers) = read(&typed, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, Some(&typed), &faults).await;
    }
    let here = format!("/pupils/{}/ehc/top-up", pupil.id);
    match county::save_top_up(&web.app, visit.actor(), visit.now(), pupil.id, typed.entry(), top_up).await {
        Ok(_) => Ok(go_saying(&here, "The top-up is saved. Money is counted with it now.")),
        Err(Fault::Invalid(faults)) => {
            let faults: Vec<FieldFault> =
                faults.into_iter().map(|fault| numbers.at_its_boxes(fault)).collect();
            form(&web, &visit, &pupil, Some(&typed), &faults).await
        }
        Err(Fault::Stale) => stale(&web, &visit, &pupil, typed, &here).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Somebody else has saved it since, or recorded it first: both are shown.
async fn stale(web: &Web, visit: &Visit, pupil: &Pupil, typed: Typed, here: &str) -> Answer {
    let (info, today) = (&visit.visitor.school, visit.now().today);
    let shown = county::show_top_up(&web.app, visit.actor(), info, pupil, today).await?;
    let all = early::written(&web.app, visit.actor(), pupil, &[EntryKind::TopUp]).await?;
    let known = shown.as_ref().and_then(|shown| {
        let (id, _) = shown.of?;
        Some((shown, all.iter().find(|one| one.entry.id == id)?))
    });
    let Some((shown, saved)) = known else { return Err(Fault::Stale.into()) };
    let now_says = typed_of(shown);
    let typed = typed.set("entry", saved.entry.id.to_string());
    let boxes = texts(&typed, &now_says);
    let boxes: Vec<(&str, &str)> =
        boxes.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    conflict(visit, saved, &now_says, &typed, &boxes, here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_stands_at_the_boxes_in_which_it_was_typed() {
        let typed = Typed::default()
            .with("earlier-1-band", "")
            .with("earlier-2-band", "3")
            .with("pence-1", "")
            .with("pence-3", "10");
        let mut faults = Vec::new();
        let (top_up, numbers) = read(&typed, &mut faults);
        assert_eq!((faults.len(), top_up.earlier.len(), top_up.received.len()), (0, 1, 1));
        for (field, wanted) in [
            ("earlier-1-from_on-day", "earlier-2-from_on-day"),
            ("paid-1-day", "paid-3-day"),
            ("pence-1", "pence-3"),
            ("from_on-day", "from_on-day"),
            ("earlier-7-amount", "earlier-7-amount"),
        ] {
            assert_eq!(numbers.at_its_boxes(FieldFault::new(field, "Wrong")).field, wanted);
        }
    }

    #[test]
    fn a_new_band_leaves_the_one_before_it_in_its_boxes() {
        let old = Typed::default().with("band", "3").with("amount", "7320").with("from_on-day", "1");
        let first = with_new_band(&old);
        assert_eq!((first.text("band"), first.text("earlier-1-band")), (String::new(), "3".to_owned()));
        assert_eq!(first.text("earlier-1-from_on-day"), "1");
        assert_eq!(bands_of(&with_new_band(&first)), 1, "nothing new was typed");
        let second = with_new_band(&first.set("band", "4"));
        assert_eq!((bands_of(&second), second.text("earlier-2-band").as_str()), (2, "4"));
    }
}
