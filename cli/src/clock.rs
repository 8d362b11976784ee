//! `waymark clock`: the legal clocks, by a date.

use std::io::{self, Write};

use domain::{
    Date,
    calendar::{BankHolidays, SchoolCalendar, count::in_words_with_weekday},
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
struct AnnualReview {
    /// The day on which the plan was made
    #[arg(long, value_name = "DATE", value_parser = day::read, conflicts_with = "last_review")]
    plan_made: Option<Date>,
    /// The day of the last review
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    last_review: Option<Date>,
    /// The day of the meeting
    #[arg(long, value_name = "DATE", value_parser = day::read)]
    #[arg(required_unless_present_any = ["plan_made", "last_review"])]
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

/// Runs the command. 0: done; 1: refused, with the reason; 2 (a wrong use) is clap's.
pub fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
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
