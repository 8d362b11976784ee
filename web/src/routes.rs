//! The route table: path, who may open it, page. No line without its need.

use std::sync::LazyLock;
use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::StatusCode,
    middleware,
    routing::{self, MethodRouter},
};
use domain::{people::Role, permissions::Action};
use tower_http::timeout::TimeoutLayer;

pub use crate::guard::Needs;
use crate::{Web, assets, files, guard::guard, pages};

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// GET or POST.
    pub method: &'static str,
    /// The path; `{pupil}` is a child's id.
    pub path: &'static str,
    /// Who may open it.
    pub needs: Needs,
    /// The largest body taken, in bytes.
    pub limit: usize,
    handler: MethodRouter<Web>,
}

/// Forms: 1 MB.
const FORM: usize = 1024 * 1024;
/// The longest that a page may take, with the sending of its form.
const FORMS_WITHIN: Duration = Duration::from_secs(60);
/// The longest that a file may take: 64 MB through a school's slow line.
const UPLOADS_WITHIN: Duration = Duration::from_secs(15 * 60);

fn get<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    Route { method: "GET", path, needs, limit: FORM, handler: routing::get(handler) }
}

fn post<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    Route { method: "POST", path, needs, limit: FORM, handler: routing::post(handler) }
}

/// A form with a file of up to `limit` bytes, read with [`crate::upload`].
fn upload<H, T>(path: &'static str, needs: Needs, limit: usize, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    Route { limit, ..post(path, needs, handler) }
}

use Needs::{Demo, Hidden, Holds, May, MayInSchool, Public, SignedIn};

/// Who has the board of the whole school.
const BOARD: [Role; 2] = [Role::Senco, Role::Head];
/// Who reads the SEN register: of the school, or of their own class.
const REGISTER: [Role; 4] = [Role::Senco, Role::Head, Role::DataManager, Role::Teacher];
/// Who reads what works: sums that name no child.
const WORKS: [Role; 3] = [Role::Senco, Role::Head, Role::Governor];
/// Who reads the week's page: of the school, or of their own class.
const WEEK: [Role; 3] = [Role::Senco, Role::Head, Role::Teacher];
/// Staff who see children.
const SEARCH: [Role; 5] = [Role::Senco, Role::Teacher, Role::Ta, Role::DataManager, Role::Head];
/// Whom a plan is shown to who may say yes to it, or read it.
const PARTIES: &[Role] = &[Role::Senco, Role::Teacher, Role::Head, Role::Parent, Role::Pupil, Role::Agency];
/// Who reads the provision map: parents and agencies read a child's own.
pub(crate) const MAP: &[Role] = &[Role::Senco, Role::Teacher, Role::Ta, Role::Head];

/// Those who have rooms in the school's administration.
const SCHOOL: [Role; 4] = [Role::Senco, Role::Head, Role::DataManager, Role::Admin];

/// Every route.
#[must_use]
#[rustfmt::skip]
pub fn table() -> Vec<Route> {
    vec![
        // Doors
        get( "/sign-in",                 Public,   pages::sign_in::get),
        post("/sign-in",                 Public,   pages::sign_in::post),
        post("/sign-in/link",            Public,   pages::sign_in::ask_for_link),
        get( "/link/{token}",            Public,   pages::link::get),
        post("/link/{token}",            Public,   pages::link::post),
        post("/sign-out",                Public,   pages::sign_out::post),
        get( "/healthz",                 Public,   pages::health::healthz),
        get( "/readyz",                  Public,   pages::health::readyz),
        get( "/help",                    Public,   pages::about::help),
        get( "/help/words",              Public,   pages::about::words),
        get( "/offline",                 Public,   pages::about::offline),
        get( "/about/accessibility",     Public,   pages::about::accessibility),
        get( "/about/licences",          Public,   pages::about::licences),
        // Demonstration
        post("/demo/sign-in",            Demo,     pages::demo::sign_in),
        get( "/demo/mailbox",            Demo,     pages::demo::mailbox),
        get( "/demo/mailbox/{mail}/{place}", Demo, pages::demo::mail_file),
        get( "/demo/world.json",         Demo,     pages::demo::world),
        get( "/style",                   Demo,     pages::demo::style),
        // Homes
        get( "/",                        SignedIn, pages::today::get),
        get( "/my-account",              Holds(&Role::ALL), pages::my_account::get),
        post("/my-account/mail",         Holds(&Role::ALL), pages::my_account::mail),
        post("/my-account/calendar",     Holds(&Role::ALL), pages::my_account::calendar),
        get( "/calendar/{token}",        Public,            pages::calendar::get),
        get( "/meetings/{meeting}",      May(Action::SeeChild), pages::meetings::get),
        post("/meetings/{meeting}",      May(Action::SeeChild), pages::meetings::post),
        get( "/meetings/{meeting}/invitation.ics", May(Action::SeeChild), pages::meetings::file),

        // Nothing lost: drafts of every form, who else is there, the key of a device's outbox
        post("/drafts",                  SignedIn, pages::drafts::keep),
        post("/drafts/open",             SignedIn, pages::drafts::open),
        post("/drafts/here",             SignedIn, pages::drafts::here),
        post("/drafts/forget",           SignedIn, pages::drafts::forget),
        post("/outbox/key",              SignedIn, pages::outbox::key),

        // A child: now, moves, story, people
        get( "/pupils/{pupil}",                 May(Action::SeeChild),     pages::pupils::now::get),
        get( "/pupils/{pupil}/move",            May(Action::MoveToAdapts), pages::pupils::move_on::get),
        post("/pupils/{pupil}/move",            May(Action::MoveToAdapts), pages::pupils::move_on::post),
        get( "/pupils/{pupil}/close",           May(Action::MoveAlong),    pages::pupils::close::get),
        post("/pupils/{pupil}/close",           May(Action::MoveAlong),    pages::pupils::close::post),
        get( "/pupils/{pupil}/after-plan",      May(Action::MoveAlong),    pages::pupils::after_plan::get),
        post("/pupils/{pupil}/after-plan",      May(Action::MoveAlong),    pages::pupils::after_plan::post),
        get( "/pupils/{pupil}/story",           May(Action::ReadConcern),  pages::pupils::story::get),
        get( "/pupils/{pupil}/entries/{entry}", May(Action::SeeChild),     pages::pupils::entries::get),
        post("/pupils/{pupil}/entries/{entry}", May(Action::SeeChild),     pages::pupils::entries::post),
        get( "/pupils/{pupil}/care",            May(Action::EditKeyFacts), pages::pupils::care::get),
        post("/pupils/{pupil}/care",            May(Action::EditKeyFacts), pages::pupils::care::post),
        get( "/pupils/{pupil}/people",          May(Action::SeeChild),     pages::pupils::people::get),
        post("/pupils/{pupil}/people",          May(Action::SendPapers),    pages::pupils::people::post),
        get( "/pupils/{pupil}/people/{contact}", May(Action::SendPapers),  pages::pupils::people::needs::get),
        post("/pupils/{pupil}/people/{contact}", May(Action::SendPapers),  pages::pupils::people::needs::post),
        get( "/pupils/{pupil}/people/{contact}/bar",  May(Action::BarContact), pages::pupils::people::bar::get),
        post("/pupils/{pupil}/people/{contact}/bar",  May(Action::BarContact), pages::pupils::people::bar::post),
        get( "/pupils/{pupil}/trail",           May(Action::ReadAudit),    pages::pupils::trail::get),
        get( "/pupils/{pupil}/transition",      May(Action::ReadPlan),     pages::pupils::transition::get),
        post("/pupils/{pupil}/transition",      May(Action::WritePlan),    pages::pupils::transition::post),
        get( "/pupils/{pupil}/key-facts",       May(Action::EditKeyFacts), pages::pupils::key_facts::get),
        post("/pupils/{pupil}/key-facts",       May(Action::EditKeyFacts), pages::pupils::key_facts::post),

        // Steps 1 to 3: concern, checklist, adaptations, profile; contacts, referrals, pupil file; homes of parent, pupil, agency
        get( "/concerns/new",                              May(Action::RaiseConcern),              pages::concerns::new::get),
        get( "/pupils/{pupil}/documents",                       May(Action::SeeChild),   pages::pupils::documents::get),
        get( "/pupils/{pupil}/documents/{paper}",               May(Action::SeeChild),   pages::pupils::documents::one::get),
        get( "/pupils/{pupil}/documents/{paper}/pages/{page}",  May(Action::SeeChild),   pages::pupils::documents::one::picture),
        get( "/pupils/{pupil}/documents/{paper}/paper.pdf",         May(Action::SeeChild),   pages::pupils::documents::one::pdf),
        get( "/pupils/{pupil}/documents/{paper}/print.pdf",         May(Action::SeeChild),   pages::pupils::documents::one::print),
        get( "/pupils/{pupil}/documents/{paper}/paper.docx",        May(Action::SeeChild),   pages::pupils::documents::one::word),
        get( "/pupils/{pupil}/documents/{paper}/send",          May(Action::SendPapers), pages::pupils::documents::send::get),
        post("/pupils/{pupil}/documents/{paper}/send",          May(Action::SendPapers), pages::pupils::documents::send::post),
        get( "/pupils/{pupil}/sent/{entry}/paper.pdf",                    May(Action::SeeChild),   pages::pupils::documents::sent::get),
        post("/pupils/{pupil}/letters/{letter}/send",           May(Action::SendPapers), pages::pupils::documents::send::post_letter),
        get( "/pupils/{pupil}/letters/{letter}",                May(Action::SendPapers), pages::pupils::documents::letter::get),
        post("/pupils/{pupil}/letters/{letter}",                May(Action::SendPapers), pages::pupils::documents::letter::post),
        get( "/classes/{class}/sheet",                          Holds(MAP),              pages::class_sheet::get),
        get( "/classes/{class}/sheet/pages/{page}",             Holds(MAP),              pages::class_sheet::picture),
        get( "/classes/{class}/sheet/paper.pdf",                    Holds(MAP),              pages::class_sheet::pdf),
        get( "/classes/{class}/sheet/print.pdf",                    Holds(MAP),              pages::class_sheet::print),
        get( "/pupils/{pupil}/transfer",                   May(Action::PrepareSubjectAccess),      pages::pupils::transfer::get),
        post("/pupils/{pupil}/transfer",                   May(Action::PrepareSubjectAccess),      pages::pupils::transfer::post),
        post("/pupils/{pupil}/transfer/ctf.xml",           May(Action::PrepareSubjectAccess),      pages::pupils::transfer::ctf),
        get( "/pupils/{pupil}/concern",                    May(Action::RaiseConcern),              pages::pupils::concern::get),
        post("/pupils/{pupil}/concern",                    May(Action::RaiseConcern),              pages::pupils::concern::post),
        get( "/pupils/{pupil}/checklist",                  May(Action::ReadConcern),               pages::pupils::checklist::get),
        post("/pupils/{pupil}/checklist",                  May(Action::FillChecklist),             pages::pupils::checklist::post),
        get( "/pupils/{pupil}/acknowledge",                May(Action::AcknowledgeConcern),        pages::pupils::acknowledge::get),
        post("/pupils/{pupil}/acknowledge",                May(Action::AcknowledgeConcern),        pages::pupils::acknowledge::post),
        get( "/pupils/{pupil}/adaptations",                May(Action::ReadConcern),               pages::pupils::adaptations::get),
        post("/pupils/{pupil}/adaptations",                May(Action::RecordAdaptation),          pages::pupils::adaptations::post),
        get( "/pupils/{pupil}/profile",                    May(Action::ReadProfile),               pages::pupils::profile::get),
        get( "/pupils/{pupil}/profile/part",               May(Action::WriteProfilePart),          pages::pupils::profile::part::get),
        upload("/pupils/{pupil}/profile/part",             May(Action::WriteProfilePart),          files::MAX_BYTES, pages::pupils::profile::part::post),
        post("/pupils/{pupil}/profile/room",               May(Action::WriteProfilePart),          pages::pupils::profile::room::post),
        get( "/pupils/{pupil}/profile/join",               May(Action::JoinProfile),               pages::pupils::profile::join::get),
        post("/pupils/{pupil}/profile/join",               May(Action::JoinProfile),               pages::pupils::profile::join::post),
        get( "/pupils/{pupil}/contacts",                   May(Action::ReadSharedFile),            pages::pupils::contacts::get),
        get( "/pupils/{pupil}/contacts/new",               May(Action::LogContact),                pages::pupils::contacts::new::get),
        post("/pupils/{pupil}/contacts/new",               May(Action::LogContact),                pages::pupils::contacts::new::post),
        get( "/pupils/{pupil}/referrals",                  May(Action::ReadSharedFile),            pages::pupils::referrals::get),
        get( "/pupils/{pupil}/referrals/{entry}",          May(Action::ManageReferral),            pages::pupils::referrals::one::get),
        post("/pupils/{pupil}/referrals/{entry}",          May(Action::ManageReferral),            pages::pupils::referrals::one::post),
        get( "/pupils/{pupil}/file",                       May(Action::ReadSharedFile),            pages::pupils::file::get),
        upload("/pupils/{pupil}/file",                     May(Action::AddToFile),                 files::MAX_BYTES, pages::pupils::file::post),
        get( "/pupils/{pupil}/files/{file}",               May(Action::SeeChild),                  pages::pupils::files::get),
        get( "/pupils/{pupil}/reports/{entry}",            May(Action::AddReport),                 pages::pupils::reports::get),
        upload("/pupils/{pupil}/reports/{entry}",          May(Action::AddReport),                 files::MAX_BYTES, pages::pupils::reports::post),
        get( "/pupils/{pupil}/notes",                      May(Action::WriteConfidentialNote),     pages::pupils::notes::get),
        post("/pupils/{pupil}/notes",                      May(Action::WriteConfidentialNote),     pages::pupils::notes::post),
        get( "/pupils/{pupil}/invite",                     May(Action::SendPapers),                pages::pupils::invite::get),
        post("/pupils/{pupil}/invite",                     May(Action::SendPapers),                pages::pupils::invite::post),
        get( "/pupils/{pupil}/invite-parent/{contact}",    May(Action::SendPapers),                pages::pupils::invite_parent::get),
        post("/pupils/{pupil}/invite-parent/{contact}",    May(Action::SendPapers),                pages::pupils::invite_parent::post),
        get( "/pupils/{pupil}/open-their-page",            May(Action::ReadProfile),               pages::pupils::open_their_page::get),
        post("/pupils/{pupil}/open-their-page",            May(Action::ReadProfile),               pages::pupils::open_their_page::post),
        get( "/my-child",                                  Holds(&[Role::Parent]),                 pages::my_child::get),
        get( "/my-child/{pupil}/concern",                  Holds(&[Role::Parent]),                 pages::my_child::concern::get),
        post("/my-child/{pupil}/concern",                  Holds(&[Role::Parent]),                 pages::my_child::concern::post),
        get( "/my-child/{pupil}/view",                     Holds(&[Role::Parent]),                 pages::my_child::view::get),
        post("/my-child/{pupil}/view",                     Holds(&[Role::Parent]),                 pages::my_child::view::post),
        get( "/about-me",                                  Holds(&[Role::Pupil]),                  pages::about_me::get),
        post("/about-me",                                  Holds(&[Role::Pupil]),                  pages::about_me::post),
        get( "/about-me/part",                             Holds(&[Role::Pupil]),                  pages::about_me::part::get),
        upload("/about-me/part",                           Holds(&[Role::Pupil]),                  files::MAX_BYTES, pages::about_me::part::post),
        get( "/about-me/view",                             Holds(&[Role::Pupil]),                  pages::about_me::view::get),
        post("/about-me/view",                             Holds(&[Role::Pupil]),                  pages::about_me::view::post),
        get( "/invited",                                   Holds(&[Role::Agency]),                 pages::invited::get),
        get( "/invited/{pupil}/view",                      Holds(&[Role::Agency]),                 pages::invited::view::get),
        post("/invited/{pupil}/view",                      Holds(&[Role::Agency]),                 pages::invited::view::post),
        get( "/invited/{pupil}/referrals/{entry}",         Holds(&[Role::Agency]),                 pages::invited::referral::get),
        post("/invited/{pupil}/referrals/{entry}",         Holds(&[Role::Agency]),                 pages::invited::referral::post),

        // Steps 4 to 6: plan, targets, agreement, provision, sessions, scores, gathering
        get( "/pupils/{pupil}/plan",           May(Action::ReadTargets), pages::pupils::plan::get),
        get( "/pupils/{pupil}/plan/edit",      May(Action::WritePlan),   pages::pupils::plan::edit::get),
        post("/pupils/{pupil}/plan/edit",      May(Action::WritePlan),   pages::pupils::plan::edit::post),
        get( "/pupils/{pupil}/plan/file",      May(Action::WritePlan),   pages::pupils::plan::file::get),
        upload("/pupils/{pupil}/plan/file",    May(Action::WritePlan),   pages::pupils::plan::file::MAX_BYTES, pages::pupils::plan::file::read),
        post("/pupils/{pupil}/plan/file/take", May(Action::WritePlan),   pages::pupils::plan::file::take),
        get( "/pupils/{pupil}/plan/plan.json", May(Action::SendPapers),  pages::pupils::plan::file::json),
        post("/pupils/{pupil}/plan/check",     May(Action::WritePlan),   pages::pupils::plan::edit::check),
        post("/pupils/{pupil}/plan/find",      May(Action::WritePlan),   pages::pupils::plan::edit::find),
        get( "/pupils/{pupil}/plan/agreement", Holds(PARTIES), pages::pupils::plan::agreement::get),
        upload("/pupils/{pupil}/plan/agreement", Holds(PARTIES), files::MAX_BYTES, pages::pupils::plan::agreement::post),
        get( "/pupils/{pupil}/provision",      May(Action::ReadProvision), pages::pupils::provision::get),
        post("/pupils/{pupil}/provision",      May(Action::PlanProvision), pages::pupils::provision::post),
        get( "/pupils/{pupil}/provision/new",  May(Action::PlanProvision), pages::pupils::provision::new::get),
        post("/pupils/{pupil}/provision/new",  May(Action::PlanProvision), pages::pupils::provision::new::post),
        get( "/provision",                     Holds(MAP),               pages::provision::get),
        get( "/provision/new",                 May(Action::PlanProvision), pages::provision::new::get),
        post("/provision/new",                 May(Action::PlanProvision), pages::provision::new::post),
        get( "/provision.xlsx",                Holds(MAP),               pages::provision::spreadsheet::xlsx),
        get( "/provision.pdf",                 Holds(MAP),               pages::provision::paper::pdf),
        get( "/provision/adults",              Holds(MAP),               pages::provision::adults::get),
        get( "/provision/adults.xlsx",         Holds(MAP),               pages::provision::adults::xlsx),
        get( "/provision/adults.pdf",          Holds(MAP),               pages::provision::paper::adults),
        post("/provision/adults",              MayInSchool(Action::PlanProvision), pages::provision::adults::post),
        get( "/provision/catalogue",           May(Action::PlanProvision), pages::provision::catalogue::get),
        get( "/provision/catalogue.xlsx",      May(Action::PlanProvision), pages::provision::catalogue::xlsx),
        get( "/provision/catalogue/{intervention}",  May(Action::PlanProvision), pages::provision::catalogue::one),
        post("/provision/catalogue/{intervention}",  MayInSchool(Action::PlanProvision), pages::provision::catalogue::save),
        get( "/provision/money",               May(Action::SeeTotals),   pages::provision::money::get),
        post("/provision/money",               May(Action::SeeCosts),    pages::provision::money::post),
        get( "/provision/money.xlsx",          May(Action::SeeTotals),   pages::provision::money::xlsx),
        get( "/provision/money.pdf",           May(Action::SeeTotals),   pages::provision::money::pdf),
        get( "/provision/{provision}",         Holds(MAP),               pages::provision::one::get),
        post("/provision/{provision}",         May(Action::PlanProvision), pages::provision::one::post),
        get( "/my-week",                       May(Action::CoverGroup),  pages::my_week::get),
        post("/my-week/device",                May(Action::LogSession), pages::my_week::device::week),
        post("/my-week/sync",                  May(Action::LogSession), pages::my_week::device::sync),
        post("/my-week/take-back",             May(Action::LogSession), pages::my_week::device::take_back),
        get( "/my-week/phone",                 Public,                  pages::my_week::device::shell),
        get( "/sw.js",                         Public,                  pages::my_week::device::worker),
        get( "/manifest.webmanifest",          Public,                  pages::my_week::device::manifest),
        post("/my-week/cover",                 May(Action::CoverGroup),  pages::my_week::cover),
        post("/my-week/cover-class",           May(Action::CoverGroup),  pages::my_week::cover_class),
        get( "/my-week/{provision}/{date}",    May(Action::LogSession),  pages::my_week::session::get),
        post("/my-week/{provision}/{date}",    May(Action::LogSession),  pages::my_week::session::post),
        post("/my-week/{provision}/{date}/undo", May(Action::LogSession), pages::my_week::session::undo),
        get( "/my-week/sheets/{monday}/paper.pdf",  May(Action::TypeSheets), pages::gather::paper::mine),
        get( "/gather/sheets/{monday}/paper.pdf",   May(Action::TypeSheets), pages::gather::paper::all),
        get( "/gather/sheets/{monday}/{provision}", May(Action::TypeSheets), pages::gather::grid::get),
        post("/gather/sheets/{monday}/{provision}", May(Action::TypeSheets), pages::gather::grid::post),
        get( "/gather/sheets/{monday}/{provision}/paper.pdf", May(Action::TypeSheets), pages::gather::paper::one),
        get( "/gather/sheet/{provision}/{date}", May(Action::TypeSheets), pages::sheet::get),
        post("/gather/sheet/{provision}/{date}", May(Action::TypeSheets), pages::sheet::post),

        // Step 6, the week (app::gathering): progress, scores by hand, gather, close, the SENCO's week
        get( "/pupils/{pupil}/progress",  May(Action::ReadScores), pages::pupils::progress::get),
        post("/pupils/{pupil}/progress/{target}/scores", May(Action::TypeSheets), pages::pupils::progress::scores),
        get( "/week",                    Holds(&WEEK), pages::week::get),
        get( "/week/{monday}",           Holds(&WEEK), pages::week::of),
        get( "/week/{monday}/week.pdf",  Holds(&WEEK), pages::week::pdf),
        get( "/week/{monday}/week.xlsx", Holds(&WEEK), pages::week::xlsx),
        get( "/what-works",              Holds(&WORKS), pages::what_works::get),
        get( "/what-works.xlsx",         Holds(&WORKS), pages::what_works::xlsx),
        get( "/gather",                  May(Action::ImportAssessments), pages::gather::get),
        get( "/gather.xlsx",             May(Action::ImportAssessments), pages::gather::xlsx),
        post("/gather/remind",           May(Action::ImportAssessments), pages::gather::remind),
        post("/gather/close",            May(Action::ImportAssessments), pages::gather::close),
        post("/gather/correct",          May(Action::ImportAssessments), pages::gather::correct),

        get( "/reviews",                                  MayInSchool(Action::MoveAlong),  pages::reviews::get),
        get( "/reviews.xlsx",                             MayInSchool(Action::MoveAlong),  pages::reviews::xlsx),
        post("/reviews",                                  MayInSchool(Action::MoveAlong),  pages::reviews::post),
        post("/pupils/{pupil}/look-back",                 May(Action::RecordReview),       pages::pupils::look_back::post),
        // Steps 7 and 8: reviews, application, EHCP, annual review; overview
        get( "/pupils/{pupil}/reviews",                   May(Action::ReadTargets),        pages::pupils::reviews::get),
        get( "/pupils/{pupil}/reviews/new",               May(Action::RecordReview),       pages::pupils::reviews::new::get),
        post("/pupils/{pupil}/reviews/new",               May(Action::RecordReview),       pages::pupils::reviews::new::post),
        get( "/pupils/{pupil}/reviews/call",              May(Action::MoveAlong),          pages::pupils::reviews::call::get),
        post("/pupils/{pupil}/reviews/call",              May(Action::MoveAlong),          pages::pupils::reviews::call::post),
        get( "/pupils/{pupil}/reviews/meeting",           May(Action::MoveAlong),          pages::pupils::reviews::meeting::get),
        post("/pupils/{pupil}/reviews/meeting",           May(Action::MoveAlong),          pages::pupils::reviews::meeting::post),
        post("/pupils/{pupil}/reviews/check",             May(Action::RecordReview),       pages::pupils::reviews::new::check),
        get( "/pupils/{pupil}/reviews/{entry}",           May(Action::ReadPlan),           pages::pupils::reviews::entry::get),
        post("/pupils/{pupil}/reviews/{entry}",           May(Action::RecordReview),       pages::pupils::reviews::entry::post),
        get( "/pupils/{pupil}/reviews/{entry}/record.pdf", May(Action::ReadPlan),          pages::pupils::reviews::entry::record),
        post("/pupils/{pupil}/reviews/{entry}/send",      May(Action::SendPapers),         pages::pupils::reviews::entry::send),
        post("/pupils/{pupil}/reviews/{entry}/go-on",     May(Action::MoveAlong),          pages::pupils::reviews::entry::go_on),
        get( "/pupils/{pupil}/view",                      May(Action::WriteView),          pages::pupils::view::get),
        post("/pupils/{pupil}/view",                      May(Action::WriteView),          pages::pupils::view::post),
        get( "/pupils/{pupil}/ehc",                       May(Action::ReadEhcpAtAGlance),  pages::pupils::ehc::get),
        get( "/pupils/{pupil}/ehc/application",           May(Action::ReadApplication),    pages::pupils::ehc::application::get),
        upload("/pupils/{pupil}/ehc/application",         May(Action::PrepareApplication), files::MAX_BYTES, pages::pupils::ehc::application::post),
        get( "/pupils/{pupil}/ehc/request",               May(Action::PrepareApplication), pages::pupils::ehc::request::get),
        post("/pupils/{pupil}/ehc/request",               May(Action::PrepareApplication), pages::pupils::ehc::request::post),
        get( "/pupils/{pupil}/ehc/request/make",          May(Action::PrepareApplication), pages::pupils::ehc::request::make::get),
        post("/pupils/{pupil}/ehc/request/make",          May(Action::PrepareApplication), pages::pupils::ehc::request::make::post),
        get( "/pupils/{pupil}/ehc/request/preview.pdf",   May(Action::PrepareApplication), pages::pupils::ehc::request::make::preview),
        get( "/pupils/{pupil}/ehc/request/{entry}/manifest.json", May(Action::ReadApplication), pages::pupils::ehc::request::manifest::get),
        get( "/pupils/{pupil}/ehc/agreement",             May(Action::AgreeApplication),   pages::pupils::ehc::agreement::get),
        post("/pupils/{pupil}/ehc/agreement",             May(Action::AgreeApplication),   pages::pupils::ehc::agreement::post),
        get( "/pupils/{pupil}/ehc/letters/new",           May(Action::PrepareApplication), pages::pupils::ehc::letters::new::get),
        upload("/pupils/{pupil}/ehc/letters/new",         May(Action::PrepareApplication), files::MAX_BYTES, pages::pupils::ehc::letters::new::post),
        get( "/pupils/{pupil}/ehc/comments",              May(Action::ContributeApplication), pages::pupils::ehc::comments::get),
        post("/pupils/{pupil}/ehc/comments",              May(Action::ContributeApplication), pages::pupils::ehc::comments::post),
        get( "/pupils/{pupil}/ehc/top-up",                May(Action::SeeCosts),           pages::pupils::ehc::top_up::get),
        post("/pupils/{pupil}/ehc/top-up",                May(Action::SeeCosts),           pages::pupils::ehc::top_up::post),
        get( "/pupils/{pupil}/ehc/plan",                  May(Action::ReadEhcpAtAGlance),  pages::pupils::ehc::plan::get),
        post("/pupils/{pupil}/ehc/plan",                  May(Action::WriteEhcp),          pages::pupils::ehc::plan::post),
        get( "/pupils/{pupil}/ehc/plan/change",           May(Action::WriteEhcp),          pages::pupils::ehc::plan::change::get),
        post("/pupils/{pupil}/ehc/plan/change",           May(Action::WriteEhcp),          pages::pupils::ehc::plan::change::post),
        get( "/pupils/{pupil}/ehc/annual-review",         May(Action::ReadEhcp),           pages::pupils::ehc::annual_review::get),
        post("/pupils/{pupil}/ehc/annual-review",         May(Action::WriteEhcp),          pages::pupils::ehc::annual_review::post),
        get( "/pupils/{pupil}/ehc/annual-review/new",     May(Action::WriteEhcp),          pages::pupils::ehc::annual_review::new::get),
        post("/pupils/{pupil}/ehc/annual-review/new",     May(Action::WriteEhcp),          pages::pupils::ehc::annual_review::new::post),
        get( "/pupils/{pupil}/ehc/annual-review/{entry}", May(Action::ReadEhcp),           pages::pupils::ehc::annual_review::entry::get),
        post("/pupils/{pupil}/ehc/annual-review/{entry}", May(Action::WriteEhcp),          pages::pupils::ehc::annual_review::entry::post),
        get( "/pupils/{pupil}/ehc/annual-review/{entry}/invited", May(Action::WriteEhcp),      pages::pupils::ehc::annual_review::invited::get),
        post("/pupils/{pupil}/ehc/annual-review/{entry}/invited", May(Action::WriteEhcp),      pages::pupils::ehc::annual_review::invited::post),
        get( "/overview/dates",                           Holds(&[Role::Senco, Role::Head]), pages::overview::dates),
        get( "/overview/dates.xlsx",                      Holds(&[Role::Senco, Role::Head]), pages::overview::dates_xlsx),
        get( "/overview/applications.xlsx",               Holds(&[Role::Senco, Role::Head]), pages::overview::applications_xlsx),
        get( "/overview/inspection",                      Hidden(Action::ChooseForInspection), pages::inspection::get),
        post("/overview/inspection",                      Hidden(Action::ChooseForInspection), pages::inspection::post),
        get( "/overview/inspection/stories.pdf",          Hidden(Action::ChooseForInspection), pages::inspection::pdf),
        get( "/overview",                                 Holds(&[Role::Senco, Role::Head, Role::Governor]), pages::overview::get),

        // Lists: board, register, my class, search
        get( "/board",                   Holds(&BOARD),    pages::board::get),
        get( "/board.xlsx",              Holds(&BOARD),    pages::board::xlsx),
        get( "/register",                Holds(&REGISTER), pages::register::get),
        get( "/register.xlsx",           Holds(&REGISTER), pages::register::xlsx),
        get( "/register.csv",            Holds(&REGISTER), pages::register::csv),
        get( "/my-class",                Holds(&[Role::Teacher]), pages::my_class::get),
        get( "/my-class.xlsx",           Holds(&[Role::Teacher]), pages::my_class::xlsx),
        get( "/search",                  Holds(&SEARCH),   pages::search::get),

        // The school: roll, staff, classes, year end, accounts, settings, calendar, first day
        get( "/imports",                 May(Action::SeeImports),    pages::imports::get),
        post("/imports/throw-away",      May(Action::ManageClasses), pages::imports::throw_away::post),
        get( "/imports/roll",            May(Action::ImportRoll),    pages::imports::roll::get),
        upload("/imports/roll",          May(Action::ImportRoll),    app::roll::MAX_BYTES, pages::imports::roll::post),
        get( "/imports/roll/{staged}",   May(Action::ImportRoll),    pages::imports::roll::staged::get),
        post("/imports/roll/{staged}",   May(Action::ImportRoll),    pages::imports::roll::staged::post),
        get( "/imports/roll/{staged}/changes.xlsx", May(Action::ImportRoll), pages::imports::roll::staged::xlsx),
        get( "/imports/roll/{staged}/columns",   May(Action::ImportRoll),    pages::imports::roll::columns::get),
        post("/imports/roll/{staged}/columns",   May(Action::ImportRoll),    pages::imports::roll::columns::post),
        get( "/imports/attainment",      May(Action::ImportAssessments), pages::imports::attainment::get),
        upload("/imports/attainment",    May(Action::ImportAssessments), pages::imports::attainment::MAX_BYTES, pages::imports::attainment::post),
        get( "/imports/attainment/{staged}",  May(Action::ImportAssessments), pages::imports::attainment::staged::get),
        post("/imports/attainment/{staged}",  May(Action::ImportAssessments), pages::imports::attainment::staged::post),
        get( "/imports/attainment/{staged}/columns",  May(Action::ImportAssessments), pages::imports::attainment::columns::get),
        post("/imports/attainment/{staged}/columns",  May(Action::ImportAssessments), pages::imports::attainment::columns::post),
        get( "/imports/transfer",        May(Action::PrepareSubjectAccess), pages::imports::transfer::get),
        upload("/imports/transfer",      May(Action::PrepareSubjectAccess), pages::imports::transfer::MAX_BYTES, pages::imports::transfer::post),
        get( "/imports/transfer/{staged}",  May(Action::PrepareSubjectAccess), pages::imports::transfer::staged::get),
        post("/imports/transfer/{staged}",  May(Action::PrepareSubjectAccess), pages::imports::transfer::staged::post),
        get( "/imports/staff",           May(Action::ManageClasses), pages::imports::staff::get),
        upload("/imports/staff",         May(Action::ManageClasses), pages::imports::staff::MAX_BYTES, pages::imports::staff::post),
        get( "/imports/staff/{staged}",  May(Action::ManageClasses), pages::imports::staff::staged::get),
        post("/imports/staff/{staged}",  May(Action::ManageClasses), pages::imports::staff::staged::post),
        get( "/imports/staff/{staged}/columns",  May(Action::ManageClasses), pages::imports::staff::columns::get),
        post("/imports/staff/{staged}/columns",  May(Action::ManageClasses), pages::imports::staff::columns::post),
        get( "/school",                  Holds(&SCHOOL),             pages::school::get),
        get( "/school/accounts",         May(Action::ManageAccounts), pages::school::accounts::get),
        get( "/school/deputies",         May(Action::NameDeputies),  pages::school::deputies::get),
        post("/school/deputies",         May(Action::NameDeputies),  pages::school::deputies::post),
        get( "/school/accounts/new",     May(Action::ManageAccounts), pages::school::accounts::new::get),
        post("/school/accounts/new",     May(Action::ManageAccounts), pages::school::accounts::new::post),
        get( "/school/accounts/{account}", May(Action::ManageAccounts), pages::school::accounts::account::get),
        post("/school/accounts/{account}", May(Action::ManageAccounts), pages::school::accounts::account::post),
        get( "/school/classes",          May(Action::ManageClasses), pages::school::classes::get),
        post("/school/classes",          May(Action::ManageClasses), pages::school::classes::post),
        get( "/school/classes/{class}",  May(Action::ManageClasses), pages::school::classes::class::get),
        post("/school/classes/{class}",  May(Action::ManageClasses), pages::school::classes::class::post),
        get( "/school/year-end",         May(Action::ManageClasses), pages::school::year_end::get),
        post("/school/year-end",         May(Action::ManageClasses), pages::school::year_end::post),
        get( "/school/settings",         May(Action::ManageSettings), pages::school::settings::get),
        post("/school/settings",         May(Action::ManageSettings), pages::school::settings::post),
        get( "/school/logo",             MayInSchool(Action::ManageSettings), pages::school::logo::get),
        upload("/school/logo",           MayInSchool(Action::ManageSettings), files::MAX_BYTES, pages::school::logo::post),
        get( "/school/county-forms",     May(Action::ManageSettings), pages::school::county_forms::get),
        get( "/school/county-forms/{form}", May(Action::ManageSettings), pages::school::county_forms::one::get),
        post("/school/county-forms/{form}", May(Action::ManageSettings), pages::school::county_forms::one::post),
        get( "/school/county-forms/{form}/edit", May(Action::ManageSettings), pages::school::county_forms::edit::get),
        post("/school/county-forms/{form}/edit", May(Action::ManageSettings), pages::school::county_forms::edit::post),
        get( "/school/plan-templates",   May(Action::ManageSettings), pages::school::plan_templates::get),
        get( "/school/plan-templates/{template}", May(Action::ManageSettings), pages::school::plan_templates::one::get),
        post("/school/plan-templates/{template}", May(Action::ManageSettings), pages::school::plan_templates::one::post),
        get( "/school/plan-templates/{template}/edit", May(Action::ManageSettings), pages::school::plan_templates::edit::get),
        post("/school/plan-templates/{template}/edit", May(Action::ManageSettings), pages::school::plan_templates::edit::post),
        get( "/school/checklist",        May(Action::ManageSettings), pages::school::checklist::get),
        post("/school/checklist",        May(Action::ManageSettings), pages::school::checklist::post),
        get( "/school/strategies",       May(Action::ManageSettings), pages::school::strategies::get),
        get( "/school/strategies/{id}",  May(Action::ManageSettings), pages::school::strategies::one::get),
        post("/school/strategies/{id}",  May(Action::ManageSettings), pages::school::strategies::one::post),
        get( "/school/targets",          May(Action::ManageSettings), pages::school::targets::get),
        get( "/school/targets/{id}",     May(Action::ManageSettings), pages::school::targets::one::get),
        post("/school/targets/{id}",     May(Action::ManageSettings), pages::school::targets::one::post),
        get( "/school/calendar",         May(Action::ManageCalendar), pages::school::calendar::get),
        post("/school/calendar",         May(Action::ManageCalendar), pages::school::calendar::post),
        get( "/school/census",           May(Action::SeeImports),    pages::school::census::get),
        get( "/school/census.xlsx",      May(Action::SeeImports),    pages::school::census::xlsx),
        get( "/school/mail",             May(Action::ManageSettings), pages::school::mail::get),
        post("/school/mail",             May(Action::ManageSettings), pages::school::mail::post),
        get( "/first-day/{token}",       Public,                     pages::first_day::get),
        post("/first-day/{token}",       Public,                     pages::first_day::post),

    ]
}

/// Who may send the form of an address, and the child that it is about when it names one; none when no form is sent
/// there.
#[must_use]
pub fn form_at(path: &str) -> Option<(Needs, Option<&str>)> {
    static FORMS: LazyLock<Vec<(&'static str, Needs)>> = LazyLock::new(|| {
        table()
            .into_iter()
            .filter(|route| route.method == "POST" && !matches!(route.needs, Public | Demo))
            .map(|route| (route.path, route.needs))
            .collect()
    });
    // A plain word wins over a place for any word, as in the router.
    let of = |fits: fn(&str, &str) -> bool| {
        FORMS.iter().find(|(pattern, _)| {
            pattern.split('/').count() == path.split('/').count()
                && pattern.split('/').zip(path.split('/')).all(|(pattern, part)| fits(pattern, part))
        })
    };
    let any = |pattern: &str, part: &str| pattern == part || (pattern.starts_with('{') && !part.is_empty());
    let (pattern, needs) = of(|pattern, part| pattern == part).or_else(|| of(any))?;
    let child = pattern.split('/').zip(path.split('/')).find(|(pattern, _)| *pattern == "{pupil}");
    Some((*needs, child.map(|(_, part)| part)))
}

/// The router of the table.
pub fn router(web: &Web) -> Router {
    let mut router = Router::new();
    for route in table() {
        let handler = route
            .handler
            // A page that takes a file counts it itself and reads on to its end: a server that hangs up in the middle
            // of an upload is not heard.
            .layer(if route.limit > FORM {
                DefaultBodyLimit::disable()
            } else {
                DefaultBodyLimit::max(route.limit)
            })
            .layer::<_, Infallible>(middleware::from_fn_with_state(
                (web.clone(), route.needs, route.limit),
                guard,
            ))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                if route.limit > FORM { UPLOADS_WITHIN } else { FORMS_WITHIN },
            ));
        router = router.route(route.path, handler);
    }
    router
        .route("/assets/{file}", routing::get(assets::serve))
        .fallback_service(
            routing::any(pages::refused::not_found)
                .layer(middleware::from_fn_with_state((web.clone(), Public, FORM), guard))
                .with_state::<()>(web.clone()),
        )
        .with_state(web.clone())
}
