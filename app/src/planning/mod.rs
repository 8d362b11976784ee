//! Step 4: the plan (IEP) with its targets, and what each party says to it.

mod answer_plan;
mod ask_parents;
mod draft_plan;
mod parents_words;
mod plan_file;
mod said_for_plan;
mod save_plan;
mod show_plan;
mod standing;
mod tell_parents;
mod templates;

pub use answer_plan::{AnswerPlan, answer_plan, own_parties, parties_to_record};
pub use ask_parents::{Asked, ask_parents, others_in_plan, parents_to_ask};
pub use draft_plan::{Drafted, draft_plan, draft_plan_by};
pub use parents_words::ParentsWords;
pub use plan_file::{PlanFromFile, export_plan, look_at_plan_file, take_plan_file};
pub use said_for_plan::{SaidForPlan, said_for_plan};
pub use save_plan::{SavePlan, Saved, correct_plan, save_plan};
pub use show_plan::{
    Answered, Changed, PlanShown, Said, ShownTarget, Since, Which, corrected_since, show_plan,
};
pub use standing::{Standing, standing};
pub use tell_parents::{TellParents, tell_parents};
pub use templates::{
    TemplateLine, TemplateShown, TemplateText, copy_template, edit_template, list_templates, show_template,
    template_in_use, template_named, template_of, templates_to_choose, use_template,
};
