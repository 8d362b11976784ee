//! What stands under each part of the bundle, from what was read.

use documents::{Picture, chart, furniture::Fact, papers::Block};
use domain::{
    Now,
    bundle::{Cycle, Part, voices},
    census::sen_type::AreaOfNeed,
    checklist::Answer,
    money::{Pence, threshold},
    pathway::facts_of_statutory,
    people::Pupil,
    record::{Content, Entry, Party, is_for_staff},
};

use super::{cycle_blocks, load::Loaded, reports::ReportFile};
use crate::{SchoolInfo, time_in_words::day};

/// What the parts are made of.
pub(super) struct Of<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) cycles: &'a [Cycle<'a>],
    pub(super) reports: &'a [ReportFile],
    pub(super) pupil: &'a Pupil,
    pub(super) info: &'a SchoolInfo,
    pub(super) now: Now,
}

impl Of<'_> {
    /// The blocks of a part.
    pub(super) fn part(&self, part: Part) -> Vec<Block> {
        match part {
            Part::Consent => self.consent(),
            Part::Asks => self.asks(),
            Part::ChildsView => self.voice(Party::Pupil, "The child’s own words are not on the record yet."),
            Part::ParentsView => self.voice(Party::Parent, "The parents’ words are not on the record yet."),
            Part::Profile => self.profile(),
            Part::Needs => self.needs(),
            Part::Before => self.before(),
            Part::Cycles => cycle_blocks::all(self.loaded, self.cycles, self.info),
            Part::Attainment => self.attainment(),
            Part::Attendance => self.attendance(),
            Part::Costs => self.costs(),
            Part::Reports => self.reports(),
        }
    }

    fn entries(&self) -> &[Entry] {
        &self.loaded.entries
    }

    fn consent(&self) -> Vec<Block> {
        let rows: Vec<Vec<String>> = facts_of_statutory::answers(self.entries())
            .map(|(entry, answer)| {
                vec![
                    match answer.name.trim() {
                        name if name.is_empty() || name == answer.party.name() => {
                            answer.party.name().to_owned()
                        }
                        name => format!("{name}\n{}", answer.party.name()),
                    },
                    if answer.agrees { "Agrees" } else { "Does not agree" }.to_owned(),
                    format!("{}, {}", day(entry.on), answer.how.name()),
                    [answer.words.trim(), answer.although.trim()].join("\n").trim().to_owned(),
                ]
            })
            .collect();
        if rows.is_empty() {
            return vec![Block::Nothing { text: "Nobody has answered yet.".to_owned() }];
        }
        let heads = ["Who", "Answer", "When and how", "In their words"].map(str::to_owned).to_vec();
        vec![Block::Table { heads, rows, widths: vec![4, 3, 4, 6] }]
    }

    fn asks(&self) -> Vec<Block> {
        let advice = self.entries().iter().rev().find_map(|entry| match &entry.content {
            Content::SchoolsAdvice(advice) => Some(advice),
            _ => None,
        });
        let nothing = "The school has not written yet what it asks for.";
        let mut blocks = vec![Block::words_or(advice.map_or("", |advice| advice.words.as_str()), nothing)];
        let elsewhere: Vec<Fact> = advice
            .into_iter()
            .flat_map(|advice| &advice.evidence)
            .map(|item| {
                let looked = domain::record::evidence::LOOKED_FOR;
                let title =
                    looked.iter().find(|(code, ..)| *code == item.code).map_or("Evidence", |one| one.1);
                Fact::new(title, &item.words)
            })
            .filter(|fact| !fact.text.trim().is_empty())
            .collect();
        if !elsewhere.is_empty() {
            blocks.push(Block::h3("Evidence that is kept elsewhere"));
            blocks.push(Block::Facts { facts: elsewhere, columns: 1 });
        }
        blocks
    }

    fn voice(&self, party: Party, nothing: &str) -> Vec<Block> {
        let all = voices(self.entries(), party);
        if all.is_empty() {
            return vec![Block::Nothing { text: nothing.to_owned() }];
        }
        all.into_iter()
            .map(|voice| {
                let how =
                    if voice.how.trim().is_empty() { String::new() } else { format!(" · {}", voice.how) };
                // Of two parents it is said whose words they are.
                let by = voice
                    .written_by
                    .filter(|_| party == Party::Parent)
                    .map(|who| crate::record::name_of(&self.loaded.names, who))
                    .filter(|name| !name.is_empty())
                    .map_or_else(String::new, |name| format!(" · written by {name}"));
                Block::Said {
                    who: format!("{}, {}{how}{by}", voice.at, day(voice.on)),
                    says: voice.says.into_iter().map(|(label, words)| Fact::new(label, words)).collect(),
                }
            })
            .collect()
    }

    fn profile(&self) -> Vec<Block> {
        let signed = self.entries().iter().rev().find_map(|entry| match &entry.content {
            Content::Profile(page) if page.signed_off_on.is_some() => Some(page),
            _ => None,
        });
        let Some(page) = signed else {
            return vec![Block::Nothing { text: "No profile is signed off yet.".to_owned() }];
        };
        let facts = page.headings.rows().iter().map(|(_, title, words)| Fact::new(*title, *words)).collect();
        let on = page.signed_off_on.map(day).unwrap_or_default();
        vec![Block::Words { text: format!("Signed off on {on}.") }, Block::Facts { facts, columns: 1 }]
    }

    fn needs(&self) -> Vec<Block> {
        let mut rows: Vec<(Option<domain::Date>, Vec<String>)> = Vec::new();
        for cycle in self.cycles {
            for need in &cycle.plan.needs {
                let on = need.on.map(day).unwrap_or_default();
                let row = vec![on, need.source.clone(), need.says.clone()];
                if !rows.iter().any(|(_, known)| *known == row) {
                    rows.push((need.on, row));
                }
            }
        }
        rows.sort_by_key(|(on, _)| *on);
        let mut blocks = Vec::new();
        for area in AreaOfNeed::ALL {
            let facts = self.of_area(area);
            if !facts.is_empty() {
                blocks.push(Block::h3(area.name()));
                blocks.push(Block::Facts { facts, columns: 1 });
            }
        }
        if !rows.is_empty() {
            blocks.push(Block::h3("Assessed in detail"));
            blocks.push(Block::Table {
                heads: ["Date", "From", "What it says"].map(str::to_owned).to_vec(),
                rows: rows.into_iter().map(|(_, row)| row).collect(),
                widths: vec![3, 4, 9],
            });
        }
        if blocks.is_empty() {
            blocks.push(Block::Nothing { text: "No need is written down yet.".to_owned() });
        }
        blocks
    }

    /// What is known of one area: what was noticed, what the checklist says, what is worked on.
    fn of_area(&self, area: AreaOfNeed) -> Vec<Fact> {
        let mut facts = Vec::new();
        for entry in self.entries() {
            match &entry.content {
                Content::Concern(concern)
                    if concern.areas.contains(&area) && !is_for_staff(&entry.content) =>
                {
                    let label = format!("Noticed, {}", day(entry.on));
                    facts.push(Fact::new(label, &concern.noticed));
                }
                Content::Checklist(filled) if filled.done => {
                    let list = self.loaded.checklists.of(filled);
                    let seen: Vec<String> = list
                        .areas
                        .iter()
                        .filter(|one| one.id == area)
                        .flat_map(|one| &one.items)
                        .filter(|item| !item.safeguarding)
                        .filter_map(|item| {
                            let answer = Answer::from_stored(*filled.answers.get(&item.id)?)?;
                            matches!(answer, Answer::Often | Answer::MostDays)
                                .then(|| format!("- {} ({})", item.text, list.words(answer)))
                        })
                        .collect();
                    if !seen.is_empty() {
                        facts.push(Fact::new(format!("Checklist, {}", day(entry.on)), seen.join("\n")));
                    }
                }
                _ => {}
            }
        }
        let mut targets: Vec<&str> = self
            .cycles
            .iter()
            .flat_map(|cycle| &cycle.plan.targets)
            .filter(|target| target.area == Some(area))
            .map(|target| target.will.trim())
            .filter(|will| !will.is_empty())
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        targets.retain(|will| seen.insert(*will));
        if !targets.is_empty() {
            let words = match targets.as_slice() {
                [one] => (*one).to_owned(),
                many => many.iter().map(|will| format!("- {will}")).collect::<Vec<_>>().join("\n"),
            };
            facts.push(Fact::new("Worked on in the plans", words));
        }
        facts
    }

    fn before(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for entry in self.entries() {
            let Content::Concern(concern) = &entry.content else { continue };
            blocks.push(Block::h3(format!("Initial concern, {}", day(entry.on))));
            // Both parents read what is sent: of what one of them told staff, it says that they did.
            let mut facts = vec![Fact::new("Raised by", concern.raised_by.name())];
            if !is_for_staff(&entry.content) {
                facts.extend([
                    Fact::new("What was noticed", &concern.noticed),
                    Fact::new("Since when", &concern.since),
                    Fact::new("Where and when", &concern.where_and_when),
                    Fact::new("Strengths", &concern.strengths),
                ]);
            }
            facts.push(Fact::new("Hearing", concern.hearing.name()));
            facts.push(Fact::new("Vision", concern.vision.name()));
            if !is_for_staff(&entry.content) {
                facts.push(Fact::new("Tried by then", &concern.tried));
            }
            blocks.push(Block::Facts { columns: 1, facts });
        }
        let rows: Vec<Vec<String>> = self
            .entries()
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::Adaptation(adaptation) if adaptation.counts() => {
                    let from = adaptation.from_on.unwrap_or(entry.on);
                    let effect = match adaptation.difference {
                        Some(difference) => format!("{}\n{}", difference.name(), adaptation.seen.trim()),
                        None => adaptation.seen.clone(),
                    };
                    Some(vec![
                        format!("{}\n{}", adaptation.what.trim(), adaptation.how_often.trim()),
                        day(from),
                        effect.trim().to_owned(),
                    ])
                }
                _ => None,
            })
            .collect();
        if !rows.is_empty() {
            blocks.push(Block::h3("What the class teacher changed"));
            let heads =
                ["What, and how often", "Since", "What difference it made"].map(str::to_owned).to_vec();
            blocks.push(Block::Table { heads, rows, widths: vec![7, 3, 7] });
        }
        if blocks.is_empty() {
            blocks.push(Block::Nothing { text: "No concern and no adaptation is on the record.".to_owned() });
        }
        blocks
    }

    fn attainment(&self) -> Vec<Block> {
        if self.loaded.subjects.is_empty() {
            return vec![Block::Nothing { text: "No assessment is on the record.".to_owned() }];
        }
        let mut blocks = Vec::new();
        for subject in &self.loaded.subjects {
            blocks.push(Block::h3(&subject.subject));
            let gap = subject.gap.as_deref().unwrap_or("It cannot be told yet");
            blocks.push(Block::Facts {
                columns: 2,
                facts: vec![
                    Fact::new(format!("The gap now, {}", subject.basis), gap),
                    Fact::new("From the child’s own start", subject.gain.as_deref().unwrap_or_default()),
                ],
            });
            if !subject.chart.child.is_empty() {
                let title = format!("{} among children of the same year", subject.subject);
                blocks.push(Block::Drawn {
                    picture: Picture::drawn(chart::peers(&subject.chart, "", &title)),
                    title,
                    text: subject.chart.text.clone(),
                });
                blocks.push(Block::Words { text: subject.chart.text.clone() });
            }
            let rows = subject.chart.rows.iter().map(|row| {
                vec![
                    day(row.on),
                    row.child.clone(),
                    row.median.clone(),
                    row.quartiles.clone(),
                    row.expected.clone(),
                ]
            });
            blocks.push(Block::Table {
                heads: ["Collection", "Child", "Peers’ median", "Peers’ quartiles", "Expected at the age"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: rows.collect(),
                widths: vec![4, 3, 3, 4, 4],
            });
        }
        blocks
    }

    fn attendance(&self) -> Vec<Block> {
        let said = self.entries().iter().rev().find_map(|entry| match &entry.content {
            Content::Concern(concern) if !concern.attendance.trim().is_empty() => {
                Some(Fact::new(format!("Noted on {}", day(entry.on)), &concern.attendance))
            }
            _ => None,
        });
        let mut facts = Vec::new();
        if let (Some(words), Some((possible, attended))) =
            (self.pupil.attendance_words(), self.pupil.attendance)
        {
            facts.push(Fact::new(
                "In the latest school year on our roll",
                format!("{words}: {attended} of {possible} sessions (half days)"),
            ));
        }
        facts.extend(said);
        if facts.is_empty() {
            return vec![Block::Nothing { text: "Attendance is not on the roll yet.".to_owned() }];
        }
        vec![Block::Facts { facts, columns: 1 }]
    }

    fn costs(&self) -> Vec<Block> {
        let cost = self.loaded.costs.children.get(&self.pupil.id).copied().unwrap_or_default();
        if cost.at_year_end() == Pence::ZERO {
            let text = "No provision of this funding year has a cost yet.";
            return vec![Block::Nothing { text: text.to_owned() }];
        }
        let against = threshold::against(cost.at_year_end(), Pence::ZERO);
        let beside = if against.over_threshold > Pence::ZERO {
            format!("{} more than 6,000 pounds", against.over_threshold)
        } else {
            format!("{} of 6,000 pounds is left", against.left_of_threshold)
        };
        let most = cost.at_year_end().max(threshold::THRESHOLD).0.max(1);
        let of_most = |pence: Pence| u16::try_from(pence.0.clamp(0, most) * 1000 / most).unwrap_or(1000);
        let year = Loaded::funding_year(self.info, self.now);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for cycle in self.cycles {
            for place in cycle.places.iter().filter(|place| place.cost > Pence::ZERO) {
                rows.push(vec![
                    place.name.clone(),
                    format!("Cycle {}", cycle.number.max(1)),
                    format!("{} × {} minutes", place.delivered, place.minutes),
                    if place.group_size == 1 {
                        "1 to 1".to_owned()
                    } else {
                        format!("{} children", place.group_size)
                    },
                    place.cost.to_string(),
                ]);
            }
        }
        vec![
            Block::Against {
                to_date: of_most(cost.to_date),
                at_end: of_most(cost.at_year_end()),
                limit: of_most(threshold::THRESHOLD),
                text: format!(
                    "Funding year {year}: {} until today, {} by its end: {beside}. Each session costs its adults’ hours, shared by the children of the group.",
                    cost.to_date,
                    cost.at_year_end()
                ),
            },
            Block::h3("What each cycle’s provision cost"),
            Block::Table {
                heads: ["Provision", "Cycle", "Held", "Group", "Cost for this child"]
                    .map(str::to_owned)
                    .to_vec(),
                rows,
                widths: vec![6, 3, 5, 4, 4],
            },
        ]
    }

    fn reports(&self) -> Vec<Block> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for entry in self.entries() {
            let Content::Report(report) = &entry.content else { continue };
            let numbers: Vec<String> = self
                .reports
                .iter()
                .filter(|file| file.entry == entry.id)
                .map(|file| format!("report {}", file.number))
                .collect();
            let number =
                if numbers.is_empty() { "Not in this bundle".to_owned() } else { numbers.join(", ") };
            rows.push(vec![
                format!("{}\n{}", report.title.trim(), report.author.trim()),
                format!("{}\n{number}", day(entry.on)),
                report.advice().to_owned(),
                report.done.clone(),
            ]);
        }
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            let heads = [
                "Report, and who wrote it",
                "Date, and where it is",
                "What it advises",
                "What was done with it",
            ];
            blocks.push(Block::Table {
                heads: heads.map(str::to_owned).to_vec(),
                rows,
                widths: vec![5, 4, 6, 6],
            });
        }
        let referrals: Vec<Vec<String>> = self
            .entries()
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::Referral(referral) => {
                    let on =
                        |label: &str, on: Option<domain::Date>| on.map(|on| format!("{label} {}", day(on)));
                    let dates: Vec<String> = [
                        on("sent", referral.sent_on),
                        on("seen", referral.seen_on),
                        on("report", referral.report_on),
                    ]
                    .into_iter()
                    .flatten()
                    .collect();
                    // Its report may be an entry of its own: it says what came of it, where the referral does not.
                    let advised = self.entries().iter().filter_map(|other| match &other.content {
                        Content::Report(report) if report.referral == Some(entry.id) => {
                            Some(report.advises.trim())
                        }
                        _ => None,
                    });
                    let advice = Some(referral.advice.trim()).filter(|advice| !advice.is_empty());
                    let came: Vec<&str> = match advice {
                        Some(advice) => vec![advice],
                        None => advised.filter(|advice| !advice.is_empty()).collect(),
                    };
                    Some(vec![
                        referral.to.clone(),
                        referral.reason.clone(),
                        dates.join("\n"),
                        came.join("\n"),
                    ])
                }
                _ => None,
            })
            .collect();
        if !referrals.is_empty() {
            blocks.push(Block::h3("Referrals"));
            let heads = ["To whom", "Why", "When", "What came of it"].map(str::to_owned).to_vec();
            blocks.push(Block::Table { heads, rows: referrals, widths: vec![4, 6, 4, 6] });
        }
        if blocks.is_empty() {
            blocks.push(Block::Nothing { text: "No professional’s report is on the record.".to_owned() });
        }
        blocks
    }
}
