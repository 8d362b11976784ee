//! A provision as a form: for a new one, a change, and one that starts from a child.

use app::{
    FieldFault,
    teaching::{Candidate, ProvisionForm, SaveProvision},
};
use domain::{
    Date, PupilId,
    calendar::SchoolCalendar,
    census::sen_type::AreaOfNeed,
    money::Pence,
    provision::{Intervention, Provision, Tier, weekday_name},
};

use crate::{
    typed::Typed,
    view::{Choice, Choices, DateField, Errors, Field, Size},
};

/// The boxes of a provision.
#[derive(Debug)]
pub(crate) struct Boxes {
    pub(crate) name: Field,
    pub(crate) area: Choices,
    pub(crate) tier: Choices,
    pub(crate) description: Field,
    pub(crate) place: Field,
    pub(crate) weekdays: Choices,
    pub(crate) starts_at: Field,
    pub(crate) minutes: Field,
    pub(crate) from: DateField,
    pub(crate) until: DateField,
    pub(crate) staff: Choices,
    pub(crate) intervention: Choices,
    pub(crate) misses: Field,
    pub(crate) class: Choices,
    pub(crate) first: Vec<Choices>,
    pub(crate) others: Vec<(String, Vec<Choices>)>,
    pub(crate) hidden: usize,
    pub(crate) costs: Option<[Field; 3]>,
    pub(crate) of: String,
    pub(crate) version: String,
}

/// The typed fields of a provision, or of a new one that starts today.
pub(crate) fn fields_of(
    form: &ProvisionForm,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    let date = |put: &mut dyn FnMut(&str, String), name: &str, on: Date| {
        put(&format!("{name}-day"), on.day().to_string());
        put(&format!("{name}-month"), on.month().to_string());
        put(&format!("{name}-year"), on.year().to_string());
    };
    match &form.provision {
        None => {
            put("tier", Tier::Targeted.code().to_owned());
            put("minutes", "20".to_owned());
            date(&mut put, "from", today);
            let term = calendar.half_term_of(today).or_else(|| calendar.next_half_term(today));
            if let Some(term) = term {
                date(&mut put, "until", term.to);
            }
        }
        Some(provision) => {
            put("of", provision.id.to_string());
            put("version", provision.version.to_string());
            put("name", provision.name.clone());
            put("area", provision.area.map_or("", AreaOfNeed::code).to_owned());
            put("tier", provision.tier.code().to_owned());
            put("description", provision.description.clone());
            put("place", provision.place.clone());
            for day in &provision.weekdays {
                put("weekdays", day.to_string());
            }
            put("starts-at", provision.starts_at.clone());
            put("intervention", provision.intervention.clone());
            put("misses", provision.misses.clone());
            put("class", provision.class.map(|class| class.to_string()).unwrap_or_default());
            put("minutes", provision.minutes.to_string());
            date(&mut put, "from", provision.from_on);
            date(&mut put, "until", provision.until_on);
            for one in &provision.staff {
                put("staff", one.to_string());
            }
            put("preparation", provision.preparation_minutes.to_string());
            put("hourly", pounds(provision.hourly_pence));
            put("resources", pounds(provision.resources_pence));
        }
    }
    for child in &form.children {
        if let Some(target) = child.place {
            let value = target.map_or_else(|| "in".to_owned(), |target| target.to_string());
            put(&format!("place-{}", child.pupil), value);
        }
    }
    pairs
}

/// What the catalogue says of an intervention, as the boxes of a new group that begins on a day.
pub(crate) fn usual_of(known: &Intervention, from: Date, calendar: &SchoolCalendar) -> Vec<(String, String)> {
    let until = known.usual_until(from, calendar);
    // Five sessions a week are one each day; of fewer, the days are the school's.
    let days = 1..=if known.per_week >= 5 { 5 } else { 0 };
    let usual = [
        ("intervention", known.code.clone()),
        ("name", known.name.clone()),
        ("description", known.what.clone()),
        ("area", known.area.map_or("", AreaOfNeed::code).to_owned()),
        ("tier", known.tier.code().to_owned()),
        ("minutes", known.minutes.to_string()),
        ("hourly", pounds(known.hourly_pence)),
        ("resources", pounds(known.resources_pence)),
        ("until-day", until.day().to_string()),
        ("until-month", until.month().to_string()),
        ("until-year", until.year().to_string()),
    ];
    let days = days.map(|day: u8| ("weekdays", day.to_string()));
    usual.into_iter().chain(days).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The boxes with the usual dose of the intervention that is chosen: how long, how often, until when, for whom. What
/// somebody wrote (what it is called, what is done, what it costs) stays.
pub(crate) fn with_usual(
    typed: &Typed,
    form: &ProvisionForm,
    calendar: &SchoolCalendar,
    today: Date,
) -> Typed {
    let chosen = typed.text("intervention");
    let Some(known) = form.catalogue.iter().find(|known| known.code == chosen) else {
        return typed.clone();
    };
    let from = typed.date("from", "The first day", &mut Vec::new()).unwrap_or(today);
    let written = ["name", "description", "hourly", "resources"];
    let stays = |name: &str| written.contains(&name) && !typed.text(name).is_empty();
    let usual: Vec<(String, String)> =
        usual_of(known, from, calendar).into_iter().filter(|(name, _)| !stays(name)).collect();
    let kept = typed.iter().filter(|(name, _)| !usual.iter().any(|(known, _)| known == name));
    let kept: Vec<_> = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Typed::from_pairs(kept.into_iter().chain(usual))
}

fn pounds(pence: i64) -> String {
    if pence == 0 { String::new() } else { format!("{}.{:02}", pence / 100, pence % 100) }
}

/// The boxes with what was typed and what is wrong; `first` stands first among the children.
pub(crate) fn boxes(typed: &Typed, errors: &Errors, form: &ProvisionForm, first: Option<PupilId>) -> Boxes {
    let field = |field: Field| typed.into_field(field, errors);
    let areas = std::iter::once(Choice::new("", "Not one area"))
        .chain(AreaOfNeed::ALL.into_iter().map(|area| Choice::new(area.code(), area.name())));
    let tiers = Tier::ALL.map(|tier| {
        Choice::new(tier.code(), tier.name()).hint(match tier {
            Tier::Universal => "For every child in the class",
            Tier::Targeted => "For some, in a group",
            Tier::Specialist => "For one or few, with a specialist",
        })
    });
    let days = (1..=5).map(|day| Choice::new(day.to_string(), weekday_name(day)));
    let (mut shown, mut others): (Vec<Choices>, Vec<(String, Vec<Choices>)>) = (Vec::new(), Vec::new());
    for child in &form.children {
        let choices = select_of(child, typed, errors);
        let chosen = typed.has(&format!("place-{}", child.pupil));
        if child.place.is_some() || first == Some(child.pupil) || chosen {
            let at = if first == Some(child.pupil) { 0 } else { shown.len() };
            shown.insert(at, choices);
        } else if let Some((_, list)) = others.iter_mut().find(|(class, _)| *class == child.class) {
            list.push(choices);
        } else {
            others.push((child.class.clone(), vec![choices]));
        }
    }
    let costs = form.sees_costs.then(|| {
        [
            field(Field::number("preparation", "Preparation for each session", 3).suffix("minutes")),
            field(
                Field::decimal("hourly", "An hour of its staff costs", 5)
                    .hint("Empty: by their roles. A new group has what the catalogue says")
                    .prefix("£"),
            ),
            field(Field::decimal("resources", "Resources cost", 5).prefix("£")),
        ]
    });
    Boxes {
        name: field(Field::new("name", "What is it called?").hint("For example: Reading group, Year 3.")),
        area: Choices::new("area", "Area of need", areas).choose([typed.text("area")]),
        tier: Choices::new("tier", "Who is it for?", tiers).small().choose([typed.text("tier")]),
        description: field(Field::new("description", "What is done?").rows(3)),
        place: field(Field::new("place", "Where?").chars(20)),
        weekdays: Choices::new("weekdays", "On which days?", days)
            .small()
            .choose(typed.all("weekdays"))
            .errors(errors),
        starts_at: field(Field::new("starts-at", "At what time?").hint("Like 9:05 or 14:30.").chars(5)),
        minutes: field(Field::number("minutes", "How long is a session?", 3).suffix("minutes")),
        from: typed.into_date(DateField::new("from", "First day").size(Size::Plain), errors),
        until: typed.into_date(DateField::new("until", "Last day").size(Size::Plain), errors),
        staff: Choices::new(
            "staff",
            "Who runs it?",
            form.staff.iter().map(|(id, words)| Choice::new(id.to_string(), words.clone())),
        )
        .hint("They see the group’s children, and log its sessions.")
        .small()
        .choose(typed.all("staff"))
        .errors(errors),
        intervention: Choices::new(
            "intervention",
            "Which intervention of the catalogue?",
            std::iter::once(Choice::new("", "None: our own idea, or a classroom strategy")).chain(
                form.catalogue
                    .iter()
                    .map(|one| Choice::new(one.code.clone(), format!("{}: {}", one.name, one.dose_in_words()))),
            ),
        )
        .hint("Its usual dose is taken over, where you have not written otherwise.")
        .choose([typed.text("intervention")]),
        misses: field(
            Field::new("misses", "Which lesson do the children miss meanwhile?")
                .hint("Maths, assembly ... Leave it empty when they miss none. The map says who misses the same each week.")
                .chars(20),
        ),
        class: Choices::new(
            "class",
            "Does a whole class have it?",
            std::iter::once(Choice::new("", "No: the children chosen below"))
                .chain(form.classes.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone()))),
        )
        .choose([typed.text("class")])
        .errors(errors),
        first: shown,
        others,
        hidden: form.hidden,
        costs,
        of: typed.text("of"),
        version: typed.text("version"),
    }
}

fn select_of(child: &Candidate, typed: &Typed, errors: &Errors) -> Choices {
    let name = format!("place-{}", child.pupil);
    let targets = child
        .targets
        .iter()
        .map(|planned| Choice::new(planned.target.id.to_string(), format!("For: {}", planned.label(true))));
    let items = std::iter::once(Choice::new("", "Not in this group"))
        .chain(targets)
        .chain(std::iter::once(Choice::new("in", "In the group, without a target")));
    Choices::new(name.clone(), format!("{}, {}", child.name, child.class), items)
        .choose([typed.text(&name)])
        .errors(errors)
}

/// What was typed, as what is to be saved.
pub(crate) fn read(typed: &Typed, form: &ProvisionForm, faults: &mut Vec<FieldFault>) -> SaveProvision {
    let minutes = typed.whole("minutes", "The minutes", faults).unwrap_or(0);
    let cost = form.sees_costs.then(|| {
        let mut pence = |name: &str, what: &str| match typed.text(name).as_str() {
            "" => 0,
            text => match text.parse::<Pence>() {
                Ok(pence) if pence >= Pence::ZERO => pence.0,
                Ok(_) | Err(_) => {
                    faults.push(FieldFault::new(name, format!("{what} must be an amount like 12.50")));
                    0
                }
            },
        };
        let hourly = pence("hourly", "The hourly cost");
        let resources = pence("resources", "The cost of resources");
        (hourly, resources)
    });
    let preparation = typed.whole("preparation", "The minutes of preparation", faults).unwrap_or(0);
    let of = match (typed.text("of").parse(), typed.text("version").parse()) {
        (Ok(id), Ok(version)) => Some((id, version)),
        _ => None,
    };
    SaveProvision {
        of,
        name: typed.text("name"),
        area: AreaOfNeed::from_code(&typed.text("area")),
        tier: Tier::from_code(&typed.text("tier")).unwrap_or_default(),
        description: typed.text("description"),
        place: typed.text("place"),
        weekdays: typed.all("weekdays").iter().filter_map(|day| day.parse().ok()).collect(),
        starts_at: typed.text("starts-at"),
        minutes,
        cost: cost.map(|(hourly, resources)| (preparation, hourly, resources)),
        from_on: typed.date("from", "The first day", faults),
        until_on: typed.date("until", "The last day", faults),
        staff: typed.all("staff").iter().filter_map(|id| id.parse().ok()).collect(),
        intervention: typed.text("intervention"),
        misses: typed.text("misses"),
        class: typed.text("class").parse().ok(),
        places: typed
            .iter()
            .filter_map(|(name, value)| {
                let pupil = name.strip_prefix("place-")?.parse().ok()?;
                match value {
                    "" => None,
                    "in" => Some((pupil, None)),
                    target => Some((pupil, Some(target.parse().ok()?))),
                }
            })
            .collect(),
    }
}

/// What is saved now where it differs from what was typed, in words: when somebody else saved first.
pub(crate) fn saved_now(
    provision: &Provision,
    typed: &SaveProvision,
    staff: &[(domain::UserId, String)],
    children: &[Candidate],
) -> Vec<(&'static str, String)> {
    let mut now: Vec<(&'static str, String)> = Vec::new();
    let mut differs = |is: bool, label, words: String| {
        if is {
            now.push((label, words));
        }
    };
    differs(provision.name != typed.name, "Name", provision.name.clone());
    differs(provision.area != typed.area, "Area", provision.area.map_or("none", AreaOfNeed::name).to_owned());
    differs(provision.tier != typed.tier, "Tier", provision.tier.name().to_owned());
    differs(provision.description != typed.description, "What is done", provision.description.clone());
    differs(provision.place != typed.place, "Where", provision.place.clone());
    differs(
        (&provision.weekdays, provision.minutes, &provision.starts_at)
            != (&typed.weekdays, typed.minutes, &typed.starts_at),
        "When",
        format!("{} {}, {} minutes", provision.days_in_words(), provision.starts_at, provision.minutes),
    );
    differs(
        (Some(provision.from_on), Some(provision.until_on)) != (typed.from_on, typed.until_on),
        "Dates",
        format!(
            "{} to {}",
            app::time_in_words::day(provision.from_on),
            app::time_in_words::day(provision.until_on)
        ),
    );
    let mut own = typed.staff.clone();
    own.sort_unstable();
    let names: Vec<&str> = staff
        .iter()
        .filter(|(id, _)| provision.staff.contains(id))
        .map(|(_, words)| words.as_str())
        .collect();
    differs(provision.staff != own, "Who runs it", names.join(", "));
    let in_it: Vec<&str> =
        children.iter().filter(|child| child.place.is_some()).map(|child| child.name.as_str()).collect();
    differs(true, "Children", in_it.join(", "));
    now
}
