//! Every address of the site with who may use it: the table of contents.
//!
//! A route cannot be added without its policy. The policy is checked here, before the handler runs; a handler
//! that needs more (this trainer's own class) checks that itself.

mod arrival;

use crate::{
    app::App,
    assets, attendance, awards, credit, enrolment,
    fault::Fault,
    log, messages, offerings,
    page_cache::Stamp,
    pages, progress, sheets,
    signin::{
        self, Visitor, prove,
        scope::{Barred, Scope},
        set_up, sign_ins, view_as,
    },
    signup, site, staff, teams,
    visit::Visit,
    wishes,
};
use arrival::{arrive, header_has};
use axum::{
    Router,
    body::to_bytes,
    extract::{RawPathParams, Request, connect_info::IntoMakeServiceWithConnectInfo},
    http::{Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use kit::{Language, Reply, form::Errors, guard};
use std::{future::Future, net::SocketAddr, pin::Pin, sync::Arc, time::Duration};
use tower::{Layer, ServiceBuilder, util::MapRequestLayer};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Everybody; the answer to strangers may be kept for the next one.
    Public,
    /// Everybody, and never kept.
    Anyone,
    /// Whoever is signed in.
    Member,
    /// Whoever holds an office of a local.
    Local,
    /// Trainers and staff.
    Trainer,
    /// Hosts of a site, and the office.
    Host,
    /// Whoever leads the union, and the office: totals.
    Lead,
    /// The programme's office: coordinator, registrar, administrator.
    Office,
    /// Coordinators and administrators.
    Coordinate,
    /// Registrars and administrators.
    Records,
    /// Programme administrators.
    Administer,
    /// Only where the product runs on sample data.
    Demo,
}

impl Policy {
    /// Whether only the office has such routes.
    #[must_use]
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Office | Self::Coordinate | Self::Records | Self::Administer)
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<Reply, Fault>> + Send>>;
type Handler = Arc<dyn Fn(Visit) -> Answer + Send + Sync>;

/// One address.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The path with its holes.
    pub path: &'static str,
    /// Who may use it.
    pub policy: Policy,
    /// Whether the second factor must have been shown just now: what leaves the house, and roles.
    pub fresh: bool,
    handler: Handler,
}

fn route<F, A>(method: Method, path: &'static str, (policy, fresh): (Policy, bool), handler: F) -> Route
where
    F: Fn(Visit) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Reply, Fault>> + Send + 'static,
{
    Route { method, path, policy, fresh, handler: Arc::new(move |visit| Box::pin(handler(visit))) }
}

macro_rules! routes {
    ($($method:ident $path:literal $policy:ident $([$fresh:ident])? $handler:path;)*) => {
        vec![$(route(Method::$method, $path, (Policy::$policy, false $(|| $fresh)?), $handler)),*]
    };
}

/// The mark of a route for which the second factor must have been shown just now.
const FRESH: bool = true;

/// Every address of the site.
#[must_use]
pub fn routes() -> Vec<Route> {
    routes! {
        GET "/" Public site::home;
        GET "/requirements" Public site::requirements;
        GET "/faq" Public pages::faq;
        GET "/privacy" Public pages::privacy;
        GET "/accessibility" Public pages::accessibility;
        GET "/opportunities" Public pages::opportunities;
        GET "/contact" Public pages::contact;
        GET "/robots.txt" Anyone site::robots;
        GET "/healthz" Anyone site::health;
        GET "/register" Anyone site::old_register;
        GET "/assets/{name}" Anyone assets::show;

        GET "/classes" Public offerings::list::list;
        GET "/classes.pdf" Public offerings::download::pdf;
        GET "/classes.csv" Public offerings::download::csv;
        GET "/classes.ics" Public offerings::download::ics;
        GET "/classes.json" Public offerings::download::json;
        GET "/classes/{key}" Public offerings::class::show;
        GET "/classes/{key}/calendar.ics" Public offerings::download::class_ics;
        GET "/classes/calendar/{month}" Anyone offerings::topic::month;
        GET "/topics/{slug}" Public offerings::topic::show;
        GET "/events/{key}" Public offerings::event::show;
        GET "/venues/{key}" Public offerings::venue::show;

        GET "/enroll" Anyone enrolment::pages::form;
        POST "/enroll" Anyone enrolment::pages::submit;
        GET "/enroll/sent" Anyone enrolment::pages::sent;
        POST "/enroll/code" Anyone enrolment::pages::code;
        POST "/enroll/again" Anyone enrolment::pages::again;
        GET "/sign-in" Anyone signin::pages::form;
        POST "/sign-in" Anyone signin::pages::submit;
        GET "/sign-in/sent" Anyone signin::pages::sent;
        POST "/sign-in/code" Anyone signin::pages::code;
        POST "/sign-out" Anyone signin::pages::sign_out;
        GET "/me/sign-ins" Member sign_ins::list;
        POST "/me/sign-ins/end" Member sign_ins::end_others;
        POST "/me/sign-ins/{key}/end" Member sign_ins::end_one;
        GET "/prove" Member prove::form;
        POST "/prove" Member prove::submit;
        GET "/prove/set-up" Member set_up::form;
        POST "/prove/set-up" Member set_up::submit;
        POST "/view-as/end" Member view_as::stop;
        GET "/go/{token}" Anyone signin::pages::door;
        POST "/go/{token}" Anyone signin::pages::enter;

        GET "/classes/{key}/sign-up" Anyone signup::pages::stranger;
        POST "/classes/{key}/sign-up" Anyone signup::pages::create;
        POST "/classes/{key}/enroll" Anyone signup::pages::enroll_and_sign_up;
        GET "/me/classes" Member signup::mine::list;
        GET "/me/classes.ics" Member signup::mine::calendar;
        GET "/me/classes/{key}" Member signup::seat::show;
        GET "/me/classes/{key}/cancel" Member signup::seat::ask_cancel;
        POST "/me/classes/{key}/cancel" Member signup::actions::cancel;
        POST "/me/classes/{key}/swap" Member signup::actions::swap;
        POST "/me/classes/{key}/take" Member signup::actions::take_offer;
        POST "/me/classes/{key}/pass" Member signup::actions::cancel;
        POST "/me/classes/{key}/auto" Member signup::actions::auto;
        POST "/me/classes/{key}/keep" Member signup::actions::keep;
        GET "/me/classes/{key}/stand-in" Member signup::colleague::form;
        POST "/me/classes/{key}/stand-in" Member signup::colleague::ask;
        POST "/me/classes/{key}/stand-in/end" Member signup::colleague::end;
        GET "/me/wishes" Member wishes::pages::list;
        POST "/me/wishes" Member wishes::pages::make;
        POST "/me/wishes/{key}/end" Member wishes::pages::end;
        GET "/local" Local teams::board::show;
        GET "/local/sign-up/{key}" Local teams::pages::form;
        POST "/local/sign-up/{key}" Local teams::pages::hold;
        GET "/local/teams/{key}" Local teams::pages::show;
        POST "/local/teams/{key}/people" Local teams::pages::name_people;
        POST "/local/teams/{key}/take-back" Local teams::pages::take_back;
        POST "/local/teams/{key}/replace" Local teams::pages::replace;
        POST "/local/teams/{key}/release" Local teams::pages::release;
        GET "/local/teams/{key}/proof" Local teams::proof::show;
        GET "/mail/{link}" Anyone signup::from_mail::show;
        POST "/mail/{link}" Anyone signup::from_mail::act;

        GET "/me" Member progress::pages::home;
        GET "/me/why" Member progress::why::show;
        GET "/me/what-if" Member progress::what_if::show;
        GET "/me/edition" Member progress::edition::show;
        POST "/me/edition" Member progress::edition::move_on;
        GET "/me/claims" Member credit::pages::list;
        POST "/me/claims" Member credit::pages::send;
        GET "/me/record" Member progress::transcript::show;
        GET "/me/record.pdf" Member progress::transcript::pdf;
        GET "/me/classes/{key}/letter.pdf" Member progress::letter::pdf;
        GET "/me/profile" Member enrolment::profile::show;
        POST "/me/profile" Member enrolment::profile::save;
        GET "/me/certificate" Member awards::mine::show;
        POST "/me/certificate/shown" Member awards::mine::show_name;
        POST "/me/certificate/name" Member awards::mine::ask_name;
        POST "/me/certificate/again" Member awards::mine::send_again;
        POST "/me/certificate/appeal" Member awards::mine::appeal;
        GET "/me/certificate.pdf" Member awards::files::pdf;
        GET "/me/certificate.json" Member awards::files::json;
        GET "/me/certificate.jwt" Member awards::files::jwt;
        GET "/me/certificate.png" Member awards::files::png;
        GET "/me/certificate.svg" Member awards::files::svg;
        GET "/verify" Anyone awards::verify::form;
        POST "/verify" Anyone awards::upload::check;
        GET "/verify/{number}" Anyone awards::verify::show;
        POST "/verify/{number}" Anyone awards::verify::match_name;
        GET "/V/{number}" Anyone awards::verify::scanned;
        GET "/credentials/{uuid}" Anyone awards::files::by_uuid;
        GET "/achievements/{programme}/{edition}" Public awards::achievement::show;
        GET "/achievements/{programme}/{edition}/badge.svg" Anyone awards::achievement::svg;
        GET "/achievements/{programme}/{edition}/badge.png" Anyone awards::achievement::png;
        GET "/.well-known/did.json" Anyone awards::registry::did_document;
        GET "/status/revocation/{list}" Anyone awards::registry::list;

        GET "/teach" Trainer attendance::pages::list;
        GET "/teach/{key}" Trainer attendance::pages::roster;
        POST "/teach/{key}" Trainer attendance::pages::save;
        POST "/teach/{key}/walk-in" Trainer attendance::pages::walk_in;
        GET "/teach/{key}/close" Trainer attendance::pages::check;
        POST "/teach/{key}/close" Trainer attendance::pages::close;

        GET "/staff" Office staff::home::show;
        GET "/staff/attendance" Office staff::attendance::list;
        GET "/staff/attendance/{key}" Office staff::attendance::show;
        GET "/staff/attendance/{key}/times" Office staff::intervals::show;
        POST "/staff/attendance/{key}/times" Office staff::intervals::save;
        POST "/staff/attendance/{key}/decide" Office staff::attendance::decide;
        POST "/staff/attendance/{key}/approve" Office staff::attendance::approve;
        GET "/staff/certificates" Office staff::certificates::ready;
        POST "/staff/certificates/check" Office staff::certificates::check;
        POST "/staff/certificates/award" Office staff::certificates::award;
        GET "/staff/certificates/find" Office staff::certificates::find;
        GET "/staff/certificates/batches/{key}" Office staff::certificates::batch;
        GET "/staff/certificates/{number}" Office staff::award::show;
        GET "/staff/certificates/{number}/certificate.pdf" Office awards::files::for_office;
        POST "/staff/certificates/{number}/reissue" Office staff::award::reissue;
        POST "/staff/certificates/{number}/revoke" Office staff::award::ask_revocation;
        GET "/staff/revocations" Office staff::revocations::list;
        POST "/staff/revocations/{key}/decide" Office staff::revocations::decide;
        POST "/staff/revocations/{key}/answer" Office staff::revocations::answer;
        GET "/staff/names" Office staff::names::list;
        POST "/staff/names/{key}" Office staff::names::decide;
        GET "/staff/roles" Administer staff::roles::list;
        POST "/staff/roles" Administer [FRESH] staff::roles::give;
        POST "/staff/roles/{key}/end" Administer [FRESH] staff::roles::end;
        POST "/staff/roles/people/{key}/factor" Administer [FRESH] staff::roles::forget_factor;
        GET "/staff/log" Administer log::pages::list;
        GET "/staff/log/check" Administer log::pages::check;
        GET "/staff/log/sign-ins/{key}" Administer log::touched::show;
        POST "/staff/export/{list}" Office [FRESH] sheets::make;
        GET "/staff/search" Office staff::people::search;
        GET "/staff/people" Office staff::people::list;
        GET "/staff/people/duplicates" Office staff::duplicates::list;
        GET "/staff/people/{key}/merge" Office staff::duplicates::form;
        POST "/staff/people/{key}/merge" Records staff::duplicates::run;
        POST "/staff/people/{key}/different" Records staff::duplicates::differ;
        POST "/staff/people/{key}/merges/{merge}/undo" Records staff::duplicates::undo;
        GET "/staff/members" Records staff::members::list;
        POST "/staff/members" Records staff::members::hand_in;
        GET "/staff/members/{key}" Records staff::members::show;
        POST "/staff/members/{key}/run" Records staff::members::run;
        POST "/staff/members/{key}/stop" Records staff::members::stop;
        GET "/staff/people/{key}" Office staff::person::show;
        GET "/staff/people/{key}/edit" Office staff::person_edit::form;
        POST "/staff/people/{key}/edit" Office staff::person_edit::save;
        GET "/staff/people/{key}/erase" Records staff::person_edit::ask_erase;
        POST "/staff/people/{key}/erase" Records [FRESH] staff::person_edit::erase;
        POST "/staff/people/{key}/view-as" Office view_as::start;
        GET "/staff/membership/{key}" Office staff::membership::show;
        POST "/staff/membership/{key}" Office staff::membership::confirm;
        GET "/staff/people/{key}/why" Office progress::why::of_person;
        GET "/staff/people/{key}/what-if" Office progress::what_if::of_person;
        GET "/staff/people/{key}/decisions" Office staff::decisions::show;
        POST "/staff/people/{key}/decisions" Office staff::decisions::propose;
        POST "/staff/people/{key}/decisions/approve" Office staff::decisions::approve;
        POST "/staff/people/{key}/decisions/end" Office staff::decisions::end;
        GET "/staff/decisions" Office staff::decisions::waiting;
        GET "/staff/claims" Office staff::claims::list;
        GET "/staff/claims/{key}" Office staff::claims::show;
        POST "/staff/claims/{key}" Office staff::claims::answer;
        GET "/staff/policy" Office staff::policy::show;
        POST "/staff/policy" Office staff::policy::check;
        POST "/staff/policy/save" Administer staff::policy::save;
        GET "/staff/programme" Office staff::programme::show;
        POST "/staff/programme/try" Office staff::programme::try_draft;
        POST "/staff/programme/sunset" Administer staff::programme::sunset;
        GET "/staff/classes/{key}" Office staff::classes::show;
        POST "/staff/classes/{key}/cancel" Office staff::classes::cancel;
        POST "/staff/classes/{key}/move" Office staff::classes::change_time;
        POST "/staff/classes/{key}/seats" Office staff::class_seats::set;
        POST "/staff/classes/{key}/merge" Office staff::class_seats::merge;
        POST "/staff/classes/{key}/go-ahead" Office staff::class_seats::go_ahead;
        GET "/staff/import" Office staff::publish::form;
        POST "/staff/import" Office staff::publish::preview;
        POST "/staff/import/run" Office staff::publish::run;
        GET "/staff/pages" Office staff::texts::list;
        GET "/staff/pages/{slug}" Office staff::texts::edit;
        POST "/staff/pages/{slug}" Office staff::texts::save;

        GET "/mailbox" Demo messages::mailbox::list;
        GET "/mailbox/{id}" Demo messages::mailbox::show;
    }
}

/// For every address that only takes forms: whoever comes back to it (a reloaded tab, the language link on a page
/// with errors) is led to the page above it, where the form is.
fn ways_back(routes: &[Route]) -> Vec<Route> {
    let has_page = |path: &str| routes.iter().any(|r| r.path == path && r.method == Method::GET);
    let only_forms = routes.iter().filter(|r| r.method == Method::POST && !has_page(r.path));
    only_forms.map(|r| route(Method::GET, r.path, (r.policy, false), site::page_above)).collect()
}

/// The site as a service.
pub fn site(app: App) -> IntoMakeServiceWithConnectInfo<impl axum_service::Site, SocketAddr> {
    use axum::ServiceExt;
    let mut router = Router::new();
    let mut all = routes();
    all.extend(ways_back(&all));
    for r in all {
        if r.policy == Policy::Demo && !app.config.demo {
            continue;
        }
        let (app, is_get, path) = (app.clone(), r.method == Method::GET, r.path);
        let r = Arc::new(r);
        let answer = move |params: RawPathParams, request: Request| serve(app.clone(), Arc::clone(&r), params, request);
        let method: MethodRouter = if is_get { get(answer) } else { post(answer) };
        router = router.route(path, method);
    }
    let fallback = app.clone();
    let router = router.fallback(move |request: Request| nothing_here(fallback.clone(), request));
    let secure = app.config.is_secure();
    let layers = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(middleware::from_fn(guard::headers))
        .layer(CompressionLayer::new().gzip(true))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new());
    let router = router.layer(layers);
    let with_language = MapRequestLayer::new(move |mut request: Request| {
        take_language(&mut request);
        if secure {
            request.extensions_mut().insert(guard::Https);
        }
        request
    });
    with_language.layer(router).into_make_service_with_connect_info::<SocketAddr>()
}

mod axum_service {
    //! A name for "the layered router", whose type nobody can write down.
    use axum::{extract::Request, response::Response};
    use std::convert::Infallible;
    use tower::Service;

    pub trait Site:
        Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static
    {
    }
    impl<S> Site for S where
        S: Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static
    {
    }
}

/// Takes `/es` off the path and notes the language.
fn take_language(request: &mut Request) {
    let path = request.uri().path();
    for language in Language::ALL.into_iter().filter(|l| !l.prefix().is_empty()) {
        let Some(rest) = path.strip_prefix(language.prefix()) else { continue };
        if !rest.is_empty() && !rest.starts_with('/') {
            continue;
        }
        let rest = if rest.is_empty() { "/" } else { rest };
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        if let Ok(uri) = format!("{rest}{query}").parse::<Uri>() {
            *request.uri_mut() = uri;
            request.extensions_mut().insert(language);
        }
        return;
    }
}

async fn serve(app: App, route: Arc<Route>, params: RawPathParams, request: Request) -> Response {
    let policy = route.policy;
    let gzip = header_has(request.headers(), header::ACCEPT_ENCODING, "gzip");
    let has_cookie = request.headers().contains_key(header::COOKIE);
    let language = request.extensions().get::<Language>().copied();
    let kept = (policy == Policy::Public && !has_cookie && request.method() == Method::GET).then(|| {
        let address = format!("{}{}", language.unwrap_or(Language::En).prefix(), request.uri());
        let stamp = Stamp { generation: app.db.generation(), minute: app.now().0 / 60_000_000 };
        (address, stamp)
    });
    if let Some(found) = kept.as_ref().and_then(|(address, stamp)| app.cache.get(address, *stamp, gzip)) {
        return found;
    }
    // control characters name nothing, and PostgreSQL takes no zero bytes in a text
    let plain = |v: &str| v.chars().filter(|c| !c.is_control()).collect::<String>();
    let params = params.iter().map(|(k, v)| (k.to_owned(), plain(v))).collect();
    let visit = match arrive(app.clone(), policy, language, request).await {
        Ok(visit) => Visit { params, ..visit },
        Err(early) => return early,
    };
    let answer = admit(&route, visit.clone()).await;
    let response = match answer {
        Ok(reply) => reply.into_response(),
        Err(fault) => site::fault(&visit, fault).into_response(),
    };
    match kept {
        Some((address, stamp)) if response.status() == StatusCode::OK && cacheable(&response) => {
            keep(&app, &address, stamp, gzip, response).await
        }
        _ => response,
    }
}

fn cacheable(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

async fn keep(app: &App, address: &str, stamp: Stamp, gzip: bool, response: Response) -> Response {
    let Some(kind) = response.headers().get(header::CONTENT_TYPE).cloned() else { return response };
    match to_bytes(response.into_body(), usize::MAX).await {
        Ok(body) => app.cache.keep(address, stamp, gzip, kind, body),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Runs a route's handler for whom its policy lets in, with the scope that the policy gives. Who holds an office that
/// may, and has not shown the second factor (just now, where that is asked), is asked for it; a form that was sent goes
/// on with its code.
async fn admit(route: &Route, visit: Visit) -> Result<Reply, Fault> {
    const WHILE_SEEN: [&str; 2] = ["/view-as/end", "/sign-out"];
    if visit.posted && visit.visitor.as_ref().is_some_and(|v| v.seen_by.is_some()) && !WHILE_SEEN.contains(&route.path)
    {
        return Ok(site::seen_only(&visit));
    }
    let stale = |v: &Visitor| route.fresh && !v.just_proved(visit.now());
    let granted = Scope::granted(route.policy, visit.visitor.as_ref());
    let anew = granted.is_ok() && visit.visitor.as_ref().is_some_and(stale);
    match granted {
        Ok(scope) if !anew => (route.handler)(Visit { scope, ..visit }).await,
        Err(Barred::SignIn) => Err(Fault::SignIn),
        // Who has no business here learns nothing about what is here.
        Err(Barred::Closed) => Err(Fault::NotFound),
        Ok(_) | Err(Barred::Prove) => prove_first(route, visit, anew).await,
    }
}

async fn prove_first(route: &Route, mut visit: Visit, anew: bool) -> Result<Reply, Fault> {
    let mut errors = Errors::default();
    if visit.posted && visit.form.ticked(prove::FIELD) {
        match prove::try_code(&visit).await? {
            Err(wrong) => errors = wrong,
            Ok(entered) => {
                let now = visit.now();
                if let Some(visitor) = &mut visit.visitor {
                    visitor.proven = true;
                    visitor.proved_at = Some(now);
                    visitor.sign_in = signin::hash(&entered.token);
                }
                let scope = Scope::granted(route.policy, visit.visitor.as_ref()).map_err(|_| Fault::NotFound)?;
                let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
                return Ok((route.handler)(Visit { scope, ..visit }).await?.with_cookie(cookie));
            }
        }
    }
    let page = prove::asked(&visit, anew, &errors).await?;
    Ok(Reply::Page(StatusCode::FORBIDDEN, page.wrong(!errors.is_empty()).render(visit.words, &visit.frame())))
}

async fn nothing_here(app: App, request: Request) -> Response {
    let language = request.extensions().get::<Language>().copied();
    match arrive(app, Policy::Public, language, request).await {
        Ok(visit) => site::fault(&visit, Fault::NotFound).into_response(),
        Err(early) => early,
    }
}

fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map_or("", String::as_str);
    tracing::error!(panic = text, "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something broke on our side. Go back and try again.").into_response()
}
