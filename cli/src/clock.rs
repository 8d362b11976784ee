//! `waymark clock`: the legal clocks, by a date.

use std::io::{self, Write};

use domain::{
    Date,
    calendar::{BankHolidays, SchoolCalendar, count::in_words_with_weekday},
    date,
    deadlines::{
        ExemptionLetter, amended_plan, annual_review, annual_review_decision, annual_review_notice,
        annual_review_report, appeal, decision_to_assess, final_plan, mediation_adviser, plan_the_meeting,
        refusal_to_issue, rule::Rule,
    },
};
use serde::Serialize;

use crate::day;

/// Says by when something is due in law.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    clock: Clock,
}

#[derive(Debug, clap::Subcommand)]
enum Clock {
    /// An EHC needs assessment, from the day on which the authority received the request
    NeedsAssessment(NeedsAssessment),
    /// The annual review of an EHC plan
    AnnualReview(AnnualReview),
    /// An appeal against a decision
    Appeal(Appeal),
}

#[derive(Debug, clap::Args)]
struct NeedsAssessment {
    /// The day on which the authority received the request
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    received: Date,
    /// The exemption of reg 10(4) that applies; the dates stay the same
    #[arg(long, value_name = "a|b|c|d")]
    exempt: Option<ExemptionLetter>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("from").args(["plan_made", "last_review", "meeting"]).required(true).multiple(true))]
struct AnnualReview {
    /// The day on which the plan was made
    #[arg(long, value_name = "DATE", value_parser = day::read, conflicts_with = "last_review")]
    plan_made: Option<Date>,
    /// The day of the last review
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    last_review: Option<Date>,
    /// The day of the meeting
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    meeting: Option<Date>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Appeal {
    /// The day of the decision letter
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    decision: Date,
    /// The day of the mediation certificate
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    certificate: Option<Date>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Since when there are these clocks: the SEND Regulations 2014 came into force.
const FIRST: Date = date(2014, 9, 1);
/// The last day for which they are said; later ones are slips of the pen.
const LAST: Date = date(2100, 12, 31);

impl Clock {
    fn is_json(&self) -> bool {
        match self {
            Clock::NeedsAssessment(args) => args.json,
            Clock::AnnualReview(args) => args.json,
            Clock::Appeal(args) => args.json,
        }
    }

    /// Each day that was given, and what it is of, in the order in which they come to pass.
    fn days(&self) -> Vec<(&'static str, Date)> {
        let days = match self {
            Clock::NeedsAssessment(args) => vec![("the request", Some(args.received))],
            Clock::AnnualReview(args) => vec![
                ("the plan", args.plan_made),
                ("the last review", args.last_review),
                ("the meeting", args.meeting),
            ],
            Clock::Appeal(args) => {
                vec![("the decision", Some(args.decision)), ("the mediation certificate", args.certificate)]
            }
        };
        days.into_iter().filter_map(|(what, day)| Some((what, day?))).collect()
    }

    /// Why no clock can be told from these days.
    fn refusal(&self) -> Option<String> {
        let days = self.days();
        for (what, day) in &days {
            if *day < FIRST {
                let first = in_words_with_weekday(FIRST);
                return Some(format!(
                    "{day}, the day of {what}, is before {first}, when the SEND Regulations 2014 came into force."
                ));
            }
            if *day > LAST {
                return Some(format!("{day}, the day of {what}, is after the year 2100. Check the year."));
            }
        }
        let mut pairs = days.iter().zip(days.iter().skip(1));
        let ((one, one_on), (next, next_on)) = pairs.find(|((_, one), (_, next))| next < one)?;
        Some(format!("{next_on}, the day of {next}, is before {one_on}, the day of {one}. Check both days."))
    }
}

/// Runs the command. 0: done; 1: refused, with the reason; 2 (a wrong use) is clap's.
pub fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    if let Some(error) = args.clock.refusal() {
        if args.clock.is_json() {
            document(&serde_json::json!({ "error": error }), out).ok();
        }
        writeln!(err, "{error}").ok();
        return 1;
    }
    let written = match args.clock {
        Clock::NeedsAssessment(args) => needs_assessment(&args, out),
        Clock::AnnualReview(args) => annual_review(&args, out, err),
        Clock::Appeal(args) => appeal(&args, out, err),
    };
    written.unwrap_or(1)
}

#[derive(Serialize)]
struct NeedsAssessmentDue {
    decision_to_assess_due_on: Date,
    refusal_to_issue_due_on: Date,
    final_plan_due_on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    exempt: Option<ExemptionLetter>,
}

fn needs_assessment(args: &NeedsAssessment, out: &mut impl Write) -> io::Result<u8> {
    let due = NeedsAssessmentDue {
        decision_to_assess_due_on: decision_to_assess::due_on(args.received),
        refusal_to_issue_due_on: refusal_to_issue::due_on(args.received),
        final_plan_due_on: final_plan::due_on(args.received),
        exempt: args.exempt,
    };
    if args.json {
        document(&due, out)?;
        return Ok(0);
    }
    line(&decision_to_assess::RULE, due.decision_to_assess_due_on, out)?;
    line(&refusal_to_issue::RULE, due.refusal_to_issue_due_on, out)?;
    line(&final_plan::RULE, due.final_plan_due_on, out)?;
    if let Some(letter) = args.exempt {
        writeln!(
            out,
            "Exempt ({letter}): {}. After these dates a clock shows “late, exempt”.",
            letter.meaning()
        )?;
    }
    Ok(0)
}

#[derive(Serialize)]
struct AnnualReviewDue {
    #[serde(skip_serializing_if = "Option::is_none")]
    review_due_on: Option<Date>,
    #[serde(flatten)]
    meeting: Option<MeetingDue>,
}

#[derive(Serialize)]
struct MeetingDue {
    notice_due_on: Date,
    advice_circulated_due_on: Date,
    report_due_on: Date,
    decision_due_on: Date,
    amended_plan_due_on: Date,
}

fn annual_review(args: &AnnualReview, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let due = AnnualReviewDue {
        review_due_on: args.plan_made.or(args.last_review).map(|from| annual_review::due_on(from, None)),
        meeting: args.meeting.map(|on| MeetingDue {
            notice_due_on: annual_review_notice::due_on(on),
            advice_circulated_due_on: annual_review_notice::advice_circulated_due_on(on),
            report_due_on: annual_review_report::due_on(on),
            decision_due_on: annual_review_decision::due_on(on),
            amended_plan_due_on: amended_plan::due_on(on, None),
        }),
    };
    if let (Some(review), Some(meeting)) = (due.review_due_on, &due.meeting)
        && meeting.decision_due_on > review
    {
        let plan = plan_the_meeting::plan(review, SchoolCalendar::shipped());
        let by = in_words_with_weekday(plan.meeting_by);
        writeln!(err, "The decision would fall after the twelve months: hold the meeting by {by}.")?;
    }
    if args.json {
        document(&due, out)?;
        return Ok(0);
    }
    if let Some(review_due_on) = due.review_due_on {
        line(&annual_review::RULE, review_due_on, out)?;
    }
    if let Some(meeting) = due.meeting {
        line(&annual_review_notice::RULE, meeting.notice_due_on, out)?;
        line(&annual_review_notice::ADVICE, meeting.advice_circulated_due_on, out)?;
        line(&annual_review_report::RULE, meeting.report_due_on, out)?;
        line(&annual_review_decision::RULE, meeting.decision_due_on, out)?;
        line(&amended_plan::RULE, meeting.amended_plan_due_on, out)?;
    }
    Ok(0)
}

#[derive(Serialize)]
struct AppealDue {
    appeal_due_on: Option<Date>,
    mediation_adviser_due_on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

fn appeal(args: &Appeal, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let appeal_due_on = appeal::due_on(args.decision, args.certificate, BankHolidays::england());
    let error = appeal_due_on.err().map(|not_known| {
        let earliest = appeal::unmoved(args.decision, args.certificate);
        let earliest = in_words_with_weekday(earliest);
        format!("The last day for the appeal cannot be said: {not_known}. It is not before {earliest}.")
    });
    let due = AppealDue {
        appeal_due_on: appeal_due_on.ok(),
        mediation_adviser_due_on: mediation_adviser::due_on(args.decision),
        error,
    };
    if args.json {
        document(&due, out)?;
    } else {
        line(&mediation_adviser::RULE, due.mediation_adviser_due_on, out)?;
        if let Some(appeal_due_on) = due.appeal_due_on {
            line(&appeal::RULE, appeal_due_on, out)?;
        }
    }
    let Some(error) = due.error else { return Ok(0) };
    writeln!(err, "{error}")?;
    Ok(1)
}

fn line(rule: &Rule, due_on: Date, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}: {} ({})", rule.title, in_words_with_weekday(due_on), rule.law.citation)
}

fn document(due: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, due)?;
    writeln!(out)
}
