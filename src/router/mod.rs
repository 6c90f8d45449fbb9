//! Every address of the site with who may use it: the table of contents.
//!
//! A route cannot be added without its policy. The policy is checked here, before the handler runs; a handler
//! that needs more (this trainer's own class) checks that itself.

mod arrival;

use crate::{
    app::App,
    assets, attendance, awards, credit, enrolment,
    fault::Fault,
    messages, offerings,
    page_cache::Stamp,
    pages, progress,
    signin::{self, Visitor},
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
use kit::{Language, Reply, guard};
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
    /// Staff, signed in with more than an e-mail link.
    Staff,
    /// Only where the product runs on sample data.
    Demo,
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
    handler: Handler,
}

fn route<F, A>(method: Method, path: &'static str, policy: Policy, handler: F) -> Route
where
    F: Fn(Visit) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Reply, Fault>> + Send + 'static,
{
    Route { method, path, policy, handler: Arc::new(move |visit| Box::pin(handler(visit))) }
}

macro_rules! routes {
    ($($method:ident $path:literal $policy:ident $handler:path;)*) => {
        vec![$(route(Method::$method, $path, Policy::$policy, $handler)),*]
    };
}

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

        GET "/staff" Staff staff::home::show;
        GET "/staff/attendance" Staff staff::attendance::list;
        GET "/staff/attendance/{key}" Staff staff::attendance::show;
        GET "/staff/attendance/{key}/times" Staff staff::intervals::show;
        POST "/staff/attendance/{key}/times" Staff staff::intervals::save;
        POST "/staff/attendance/{key}/decide" Staff staff::attendance::decide;
        POST "/staff/attendance/{key}/approve" Staff staff::attendance::approve;
        GET "/staff/certificates" Staff staff::certificates::ready;
        POST "/staff/certificates/check" Staff staff::certificates::check;
        POST "/staff/certificates/award" Staff staff::certificates::award;
        GET "/staff/certificates/find" Staff staff::certificates::find;
        GET "/staff/certificates/batches/{key}" Staff staff::certificates::batch;
        GET "/staff/certificates/{number}" Staff staff::award::show;
        GET "/staff/certificates/{number}/certificate.pdf" Staff awards::files::for_office;
        POST "/staff/certificates/{number}/reissue" Staff staff::award::reissue;
        POST "/staff/certificates/{number}/revoke" Staff staff::award::ask_revocation;
        GET "/staff/revocations" Staff staff::revocations::list;
        POST "/staff/revocations/{key}/decide" Staff staff::revocations::decide;
        POST "/staff/revocations/{key}/answer" Staff staff::revocations::answer;
        GET "/staff/names" Staff staff::names::list;
        POST "/staff/names/{key}" Staff staff::names::decide;
        GET "/staff/membership/{key}" Staff staff::membership::show;
        POST "/staff/membership/{key}" Staff staff::membership::confirm;
        GET "/staff/people/{key}/why" Staff progress::why::of_person;
        GET "/staff/people/{key}/what-if" Staff progress::what_if::of_person;
        GET "/staff/people/{key}/decisions" Staff staff::decisions::show;
        POST "/staff/people/{key}/decisions" Staff staff::decisions::propose;
        POST "/staff/people/{key}/decisions/approve" Staff staff::decisions::approve;
        POST "/staff/people/{key}/decisions/end" Staff staff::decisions::end;
        GET "/staff/decisions" Staff staff::decisions::waiting;
        GET "/staff/claims" Staff staff::claims::list;
        GET "/staff/claims/{key}" Staff staff::claims::show;
        POST "/staff/claims/{key}" Staff staff::claims::answer;
        GET "/staff/policy" Staff staff::policy::show;
        POST "/staff/policy" Staff staff::policy::check;
        POST "/staff/policy/save" Staff staff::policy::save;
        GET "/staff/programme" Staff staff::programme::show;
        POST "/staff/programme/try" Staff staff::programme::try_draft;
        POST "/staff/programme/sunset" Staff staff::programme::sunset;
        GET "/staff/classes/{key}" Staff staff::classes::show;
        POST "/staff/classes/{key}/cancel" Staff staff::classes::cancel;
        POST "/staff/classes/{key}/move" Staff staff::classes::change_time;
        POST "/staff/classes/{key}/seats" Staff staff::class_seats::set;
        POST "/staff/classes/{key}/merge" Staff staff::class_seats::merge;
        POST "/staff/classes/{key}/go-ahead" Staff staff::class_seats::go_ahead;
        GET "/staff/import" Staff staff::publish::form;
        POST "/staff/import" Staff staff::publish::preview;
        POST "/staff/import/run" Staff staff::publish::run;
        GET "/staff/pages" Staff staff::texts::list;
        GET "/staff/pages/{slug}" Staff staff::texts::edit;
        POST "/staff/pages/{slug}" Staff staff::texts::save;

        GET "/mailbox" Demo messages::mailbox::list;
        GET "/mailbox/{id}" Demo messages::mailbox::show;
    }
}

/// For every address that only takes forms: whoever comes back to it (a reloaded tab, the language link on a page
/// with errors) is led to the page above it, where the form is.
fn ways_back(routes: &[Route]) -> Vec<Route> {
    let has_page = |path: &str| routes.iter().any(|r| r.path == path && r.method == Method::GET);
    let only_forms = routes.iter().filter(|r| r.method == Method::POST && !has_page(r.path));
    only_forms.map(|r| route(Method::GET, r.path, r.policy, site::page_above)).collect()
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
        let (app, policy, handler) = (app.clone(), r.policy, Arc::clone(&r.handler));
        let answer = move |params: RawPathParams, request: Request| {
            serve(app.clone(), policy, Arc::clone(&handler), params, request)
        };
        let method: MethodRouter = if r.method == Method::GET { get(answer) } else { post(answer) };
        router = router.route(r.path, method);
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

async fn serve(app: App, policy: Policy, handler: Handler, params: RawPathParams, request: Request) -> Response {
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
    let answer = match allowed(policy, visit.visitor.as_ref()) {
        Ok(()) => handler(visit.clone()).await,
        Err(fault) => Err(fault),
    };
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

fn allowed(policy: Policy, visitor: Option<&Visitor>) -> Result<(), Fault> {
    match (policy, visitor) {
        (Policy::Public | Policy::Anyone | Policy::Demo, _) | (Policy::Member, Some(_)) => Ok(()),
        (Policy::Local, Some(v)) if v.officer_of.is_some() => Ok(()),
        (Policy::Trainer, Some(v)) if v.trainer || v.staff => Ok(()),
        (Policy::Staff, Some(v)) if v.staff => Ok(()),
        (_, None) => Err(Fault::SignIn),
        // Who has no business here learns nothing about what is here.
        (_, Some(_)) => Err(Fault::NotFound),
    }
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
