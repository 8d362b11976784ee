//! Where a child is on the path, and what comes next, in words for a parent and for the child: nothing abbreviated.

use domain::pathway::{CaseState, CloseReason, StatutoryState, SupportState};

/// A place on the path in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where we are, in a line.
    pub title: &'static str,
    /// What that means.
    pub now: &'static str,
    /// What happens next.
    pub next: &'static str,
}

const fn place(title: &'static str, now: &'static str, next: &'static str) -> Place {
    Place { title, now, next }
}

/// Where support in school is.
#[must_use]
pub const fn support(state: Option<SupportState>) -> Place {
    match state {
        None => place(
            "No extra support",
            "Nobody has recorded a worry about how your child learns or feels in school.",
            "If you are worried, tell us below. You do not need to wait for a parents' evening.",
        ),
        Some(SupportState::Concern) => place(
            "Somebody is worried: an initial concern",
            "You or the school noticed something. We are finding out more.",
            "The class teacher talks with you and goes through a checklist. The special educational needs co-ordinator \
             reads it and says what happens next.",
        ),
        Some(SupportState::TeacherAdapts) => place(
            "The class teacher is changing how they teach",
            "The teacher tries other ways in class and watches what difference they make.",
            "After about four school weeks we look together at what helped, and tell you.",
        ),
        Some(SupportState::Profile) => place(
            "We are writing the one page profile together",
            "Your child, you, the class teacher and the special educational needs co-ordinator each write a part: what \
             people like about your child, what matters to them, how best to help.",
            "When all parts are in, they are joined on one page. Then we write a plan.",
        ),
        Some(SupportState::Iep) => place(
            "We are writing your child's plan",
            "The plan (individual education plan) says what your child will learn next, who helps, and how we shall know \
             that it works.",
            "You read it and say whether you agree. If not, tell us what should change.",
        ),
        Some(SupportState::Provision) => place(
            "Help is being arranged",
            "We are arranging who helps your child, when, and for how long.",
            "When the first session has a day, the help begins, and we look at it every week.",
        ),
        Some(SupportState::Monitoring) => place(
            "Help is running, and we look at it every week",
            "Your child has the help that is in the plan. Each week we look whether it works.",
            "Once in each half term we meet or talk with you about how it goes.",
        ),
        Some(SupportState::Review) => place(
            "We are looking back together: a progress review",
            "We look at each target with your child and you: was it reached, and what should change?",
            "Together we decide: go on with a new plan, stop because it is no longer needed, or ask for more help.",
        ),
        Some(SupportState::Continues) => place(
            "Support goes on",
            "Your child still needs the help, and a next plan is being written from the last one.",
            "You read the new plan and say whether you agree with what changed.",
        ),
        Some(SupportState::Closed(reason)) => match reason {
            CloseReason::ConcernResolved => place(
                "The worry is settled",
                "What was changed in class was enough. We keep an eye on your child for a while.",
                "If you are worried again, tell us below.",
            ),
            CloseReason::OpenedInError => place(
                "Nothing is open",
                "Something was recorded by mistake and closed again.",
                "If you are worried about your child, tell us below.",
            ),
            CloseReason::LeftSchool => place(
                "Your child has left the school",
                "What was written here stays on record.",
                "Ask the new school about support there.",
            ),
            CloseReason::ParentsDoNotWant => place(
                "You do not want special educational needs support",
                "The school still teaches your child as well as it can, and has written down what goes on.",
                "If you change your mind, tell us below.",
            ),
            CloseReason::SupportCanStop => place(
                "Support could stop",
                "Your child reached the targets. We look back after half a term.",
                "If you are worried again, tell us below.",
            ),
        },
    }
}

/// Where the county's process is; none when there is none.
#[must_use]
pub const fn statutory(state: StatutoryState) -> Option<Place> {
    use StatutoryState::*;
    match state {
        None | LeftSchool => Option::None,
        Agreeing => Some(place(
            "We may ask the county to assess your child",
            "This is called an Education, Health and Care needs assessment: the first step to an Education, Health and \
             Care Plan. You, the class teacher, the special educational needs co-ordinator and the head say what you \
             think.",
            "Say below whether you agree. If not everybody agrees, the school asks only when the head and the special \
             educational needs co-ordinator both write down why, and it tells you before. You may also ask the county \
             yourself, at any time, whether the school agrees or not.",
        )),
        NotAgreed => Some(place(
            "The county was not asked",
            "Not everybody agreed to ask the county for an assessment.",
            "You may ask the county yourself at any time. Support in school goes on.",
        )),
        Withdrawn => Some(place(
            "The request to the county was taken back",
            "The county is not assessing your child now.",
            "You or the school may ask again. Support in school goes on.",
        )),
        Requested => Some(place(
            "The county was asked to assess your child",
            "The county has six weeks to say whether it will carry out an Education, Health and Care needs assessment.",
            "The county writes to you.",
        )),
        RefusedToAssess | RefusedToIssue => Some(place(
            "The county said no",
            "You can have the decision looked at again: by mediation, and by an appeal to a tribunal.",
            "The county's letter says until when. The independent advice service below helps you, free of charge.",
        )),
        MediationToAssess | MediationToIssue | MediationOnPlan | MediationToCease => Some(place(
            "Mediation",
            "Somebody independent talks with you and the county about the decision.",
            "After it you can still appeal to the tribunal.",
        )),
        AppealToAssess | AppealToIssue | AppealOnPlan | AppealToCease => Some(place(
            "An appeal is running",
            "A tribunal looks at the county's decision.",
            "The tribunal writes to you with its dates. Support in school goes on.",
        )),
        DismissedToAssess | DismissedToIssue => Some(place(
            "The appeal was not upheld",
            "The county's decision stands.",
            "You or the school may ask again when things have changed. Support in school goes on.",
        )),
        Assessing => Some(place(
            "The county is assessing your child",
            "Professionals write what your child needs. The county asks for your views too.",
            "The county says whether there will be a plan; the whole takes at most twenty weeks from the request.",
        )),
        DraftPlan => Some(place(
            "There is a draft of an Education, Health and Care Plan",
            "The county sent you a draft.",
            "You have at least fifteen days to say what should change, and to name a school.",
        )),
        EhcpInPlace | Amending | Reassessing => Some(place(
            "Your child has an Education, Health and Care Plan",
            "The law secures the help that is written in it.",
            "It is looked at with you at least once a year.",
        )),
        Ceasing => Some(place(
            "The county wants to end the Education, Health and Care Plan",
            "The plan holds while you can appeal, and while an appeal runs.",
            "The county's letter says until when you can appeal.",
        )),
        Ceased => Some(place(
            "The Education, Health and Care Plan has ended",
            "The county ended the plan.",
            "Support in school can go on. Talk to us.",
        )),
    }
}

/// Both machines: where the county's process is, when there is one, and where support in school is. Beside a plan of the
/// county nothing says that there is no help, and beside a request nothing says that nobody is worried.
///
/// # Law
/// Children and Families Act 2014, s.42: what section F of the plan says is given, whatever else runs in school. In force
/// since 2014-09-01; read 2026-11-29.
#[must_use]
pub const fn both(state: &CaseState) -> (Option<Place>, Place) {
    let county = statutory(state.statutory);
    let school = match state.support {
        None | Some(SupportState::Closed(_)) if is_helped_by_plan(state) => place(
            "The help that is in the plan",
            "The school gives your child the help that the Education, Health and Care Plan says. No other plan of the \
             school runs beside it.",
            "Read below what is to be given. If something is not given, or if you are worried, tell us below.",
        ),
        None if county.is_some() => place(
            "Help in school",
            "No plan of extra support in school is written down here.",
            "You do not need to wait for the county. If you are worried, tell us below.",
        ),
        other => support(other),
    };
    (county, school)
}

/// Whether a plan of the county is in place in this school.
const fn is_helped_by_plan(state: &CaseState) -> bool {
    let has_left = matches!(state.support, Some(SupportState::Closed(CloseReason::LeftSchool)));
    state.statutory.has_plan() && !has_left
}

/// What a family is asked to do for a move and on which page of the child's, by the code of what stands against it: the rule's
/// own sentence tells staff. None for what is no family's to do.
#[must_use]
pub fn asked_of_family(code: &str) -> Option<(&'static str, &'static str)> {
    match code {
        "request.parents-not-agreed" => {
            Some(("Say whether you agree that the county is asked", "/ehc/agreement"))
        }
        "to-iep.not-all-contributed" => {
            Some(("Write your part of the one page profile, if you have not yet", "/profile/part"))
        }
        _ => None,
    }
}

/// Where support in school is, told to the child: short sentences.
#[must_use]
pub const fn to_the_child(state: &CaseState) -> Place {
    match state.support {
        None | Some(SupportState::Closed(_)) if is_helped_by_plan(state) => place(
            "You have a plan that says how people help you",
            "The adults in school give you this help.",
            "Tell us what helps and what does not.",
        ),
        None => place(
            "You and your class",
            "You learn with your class.",
            "If something is hard, tell an adult. You can tell us here, too.",
        ),
        Some(SupportState::Concern) => place(
            "Somebody noticed that something is hard for you",
            "Adults who know you are finding out more.",
            "They will ask you how you see it.",
        ),
        Some(SupportState::TeacherAdapts) => place(
            "Your teacher is trying other ways",
            "Things in class may be a bit different for you.",
            "Tell your teacher what helps and what does not.",
        ),
        Some(SupportState::Profile) => place(
            "We are making a page about you",
            "You, your family and your teacher each write a part.",
            "Tell us what you like, and how we can help.",
        ),
        Some(SupportState::Iep) => place(
            "We are making a plan with you",
            "The plan says what you will learn next, and who helps.",
            "Read it, and say whether it is right for you.",
        ),
        Some(SupportState::Provision) => place(
            "We are getting your help ready",
            "Adults are choosing who helps you, and when.",
            "Soon your help begins.",
        ),
        Some(SupportState::Monitoring) => place(
            "You have your help",
            "Each week we look at how it goes. Your chart shows it.",
            "Tell us how it feels. We meet soon and look back together.",
        ),
        Some(SupportState::Review) => place(
            "We look back together",
            "We look at each target: did you reach it?",
            "Tell us what you think. Then we decide together what comes next.",
        ),
        Some(SupportState::Continues) => place(
            "Your help goes on",
            "We are making your next plan.",
            "Read it, and say whether it is right for you.",
        ),
        Some(SupportState::Closed(CloseReason::SupportCanStop)) => place(
            "You reached your targets",
            "You do not need the extra help now. Well done!",
            "If something gets hard again, tell us.",
        ),
        Some(SupportState::Closed(_)) => place(
            "You and your class",
            "You have no extra help now.",
            "If something is hard, tell an adult. You can tell us here, too.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        pathway::{StatutoryFacts, StatutoryMove, SupportFacts, SupportMove, moves},
        people::Role,
    };

    use super::*;

    /// Every pair of where the county's process and support in school can be.
    fn pairs() -> impl Iterator<Item = CaseState> {
        StatutoryState::ALL.iter().flat_map(|statutory| {
            let all = SupportState::ALL.into_iter().map(Some).chain([None]);
            all.map(|support| CaseState { statutory: *statutory, support, ..CaseState::default() })
        })
    }

    #[test]
    fn no_pair_of_states_says_what_the_other_denies() {
        for state in pairs() {
            let (county, school) = both(&state);
            let at = format!("{:?} {:?}", state.statutory, state.support);
            let has_left = state.support == Some(SupportState::Closed(CloseReason::LeftSchool));
            for text in [school.title, school.now, school.next] {
                if county.is_some() && !has_left {
                    let denied = ["No extra support", "Nobody has recorded a worry", "Nothing is open"];
                    let by_closing = matches!(state.support, Some(SupportState::Closed(_)));
                    if state.statutory.has_plan() || !by_closing {
                        assert!(denied.iter().all(|words| !text.contains(words)), "{at}: {text}");
                    }
                }
                if state.statutory.has_plan() && !has_left {
                    for words in ["Support could stop", "do not want", "no longer"] {
                        assert!(!school.title.contains(words), "{at}: {text}");
                    }
                }
            }
            for text in county.iter().chain([&school]).flat_map(|place| [place.title, place.now, place.next])
            {
                assert!(!text.contains("parents") || text.contains("parents' evening"), "{at}: {text}");
                assert!(!text.contains("only with your"), "{at}: {text}");
            }
            if state.statutory.has_plan() {
                assert!(!to_the_child(&state).now.contains("no extra help") || has_left, "{at}");
            }
        }
    }

    #[test]
    fn a_family_is_asked_in_words_of_its_own() {
        let support = moves::support_findings(SupportMove::ToIep, &SupportFacts::default());
        let request = moves::statutory_findings(StatutoryMove::Request, &StatutoryFacts::default());
        let asked: Vec<_> = support
            .iter()
            .chain(&request)
            .filter(|found| found.who.contains(&Role::Parent))
            .map(|found| asked_of_family(found.code))
            .collect();
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert!(asked.iter().all(|words| words.is_some_and(|(words, _)| words.contains("you"))), "{asked:?}");
    }

    #[test]
    fn a_child_reads_short_sentences() {
        for state in pairs() {
            let place = to_the_child(&state);
            for sentence in
                [place.title, place.now, place.next].iter().flat_map(|text| text.split(['.', '!']))
            {
                assert!(sentence.split_whitespace().count() <= 12, "{sentence}");
                assert!(!sentence.contains("child"), "{sentence}");
            }
        }
    }

    #[test]
    fn nothing_is_abbreviated() {
        let told = pairs().map(|state| to_the_child(&state));
        let read = pairs().flat_map(|state| {
            let (county, school) = both(&state);
            county.into_iter().chain([school])
        });
        for place in told.chain(read) {
            for text in [place.title, place.now, place.next] {
                for short in ["SEN ", "SENCO", "IEP", "EHC", "LA ", "TA "] {
                    assert!(!text.contains(short), "{text}");
                }
            }
        }
    }
}
