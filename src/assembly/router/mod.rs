//! The way from a request to its handler. `table` is the table of contents: every address with who may use it.
//!
//! A route cannot be added without its policy. The policy is checked here, before the handler runs; a handler
//! that needs more (this trainer's own class) checks that itself.

mod arrival;
mod table;

pub use table::routes;

use crate::{
    ground::{fault::Fault, page_cache::Stamp},
    people::{
        limits::{self, Kind},
        signin::{self, kept, prove},
    },
    site,
    visit::{
        Visit,
        app::App,
        look,
        policy::Policy,
        scope::{Barred, Scope},
        visitor::{FACTOR_FIELD, Visitor},
    },
};
use arrival::{arrive, header_has, says_twice};
use axum::{
    Router,
    body::to_bytes,
    extract::{RawPathParams, Request, rejection::RawPathParamsRejection},
    http::{Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use kit::{Language, Reply, form::Errors, guard};
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep_until};
use tower::{Layer, ServiceBuilder, util::MapRequestLayer};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

/// What must hold for a route besides who may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The second factor must have been shown just now: for what leaves the house, and for roles.
    Fresh,
    /// The answer takes equally long, whatever is known about the address that was typed.
    Even,
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
    /// What else must hold.
    pub mark: Option<Mark>,
    handler: Handler,
}

fn route<F, A>(method: Method, path: &'static str, (policy, mark): (Policy, Option<Mark>), handler: F) -> Route
where
    F: Fn(Visit) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Reply, Fault>> + Send + 'static,
{
    Route { method, path, policy, mark, handler: Arc::new(move |visit| Box::pin(handler(visit))) }
}

/// For every address that only takes forms: whoever comes back to it (a reloaded tab, the language link on a page
/// with errors) is led to the page above it, where the form is.
fn ways_back(routes: &[Route]) -> Vec<Route> {
    let has_page = |path: &str| routes.iter().any(|r| r.path == path && r.method == Method::GET);
    let only_forms = routes.iter().filter(|r| r.method == Method::POST && !has_page(r.path));
    only_forms.map(|r| route(Method::GET, r.path, (r.policy, None), site::page_above)).collect()
}

/// The site as a service.
pub fn site(app: App) -> impl axum_service::Site {
    let mut router = Router::new();
    let mut all = routes();
    all.extend(ways_back(&all));
    for r in all {
        if r.policy == Policy::Demo && !app.config.demo {
            continue;
        }
        let (app, is_get, path) = (app.clone(), r.method == Method::GET, r.path);
        let r = Arc::new(r);
        let answer = move |params: Result<RawPathParams, RawPathParamsRejection>, request: Request| {
            let (app, r) = (app.clone(), Arc::clone(&r));
            async move {
                match params {
                    Ok(params) => serve(app, r, params, request).await,
                    // an address that is not valid text names nothing
                    Err(_) => nothing_here(app, request).await,
                }
            }
        };
        let method: MethodRouter = if is_get { get(answer) } else { post(answer) };
        router = router.route(path, method);
    }
    let fallback = app.clone();
    let router = router.fallback(move |request: Request| nothing_here(fallback.clone(), request));
    let secure = app.config.is_secure();
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn(guard::headers))
        .layer(middleware::from_fn(guard::one_host))
        .layer(middleware::from_fn(not_in_time))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CompressionLayer::new().gzip(true))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::map_response(from_elsewhere))
        .layer(CsrfLayer::new());
    let router = router.layer(layers);
    let with_language = MapRequestLayer::new(move |mut request: Request| {
        take_language(&mut request);
        take_programme(&mut request);
        if secure {
            request.extensions_mut().insert(guard::Https);
        }
        request
    });
    with_language.layer(router)
}

pub(crate) use axum_service::Site;

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
        // two slashes would lead away from here: "//elsewhere" is another site's address
        if rest.starts_with("//") {
            continue;
        }
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

/// Which programme an address names.
#[derive(Clone)]
struct Named(Arc<str>);

/// Takes `/programs/{id}` off the path and notes the programme.
fn take_programme(request: &mut Request) {
    let Some(rest) = request.uri().path().strip_prefix("/programs/") else { return };
    let (id, path) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if id.is_empty() || !id.chars().all(plain) || path.starts_with('/') {
        return;
    }
    let named = Named(id.into());
    let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
    if let Ok(uri) = format!("/{path}{query}").parse::<Uri>() {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(named);
    }
}

/// When an answer goes out whose timing must not tell what was looked up for it: a whole number of beats after the
/// request came. Extra work shows only if it takes a beat more.
fn next_beat(came: Instant, beat_ms: u64) -> Instant {
    let done = u64::try_from(came.elapsed().as_millis()).unwrap_or(u64::MAX);
    let beats = done.checked_div(beat_ms).map_or(0, |whole| whole + 1);
    came + Duration::from_millis(beats.saturating_mul(beat_ms))
}

async fn serve(app: App, route: Arc<Route>, params: RawPathParams, request: Request) -> Response {
    let came = Instant::now();
    let policy = route.policy;
    let gzip = header_has(request.headers(), header::ACCEPT_ENCODING, "gzip");
    let has_cookie = request.headers().contains_key(header::COOKIE);
    let language = request.extensions().get::<Language>().copied();
    let kept = (policy == Policy::Public && !has_cookie && request.method() == Method::GET).then(|| {
        let programme = request.extensions().get::<Named>().map_or("", |n| &n.0);
        let address = format!("{} {programme} {}", language.unwrap_or(Language::En).prefix(), request.uri());
        let stamp = Stamp { generation: app.db.generation(), minute: app.now().0 / 60_000_000 };
        (address, stamp)
    });
    if let Some(found) = kept.as_ref().and_then(|(address, stamp)| app.cache.get(address, *stamp, gzip)) {
        return found;
    }
    // control characters name nothing, and PostgreSQL accepts no zero bytes in a text
    let plain = |v: &str| v.chars().filter(|c| !c.is_control()).collect::<String>();
    let params = params.iter().map(|(k, v)| (k.to_owned(), plain(v))).collect();
    let visit = match arrive(app.clone(), policy, language, request).await {
        (visit, None) => Visit { params, ..visit },
        (visit, Some(fault)) => return placed(&visit, site::fault(&visit, fault)),
    };
    let named = if visit.base.is_empty() { Ok(true) } else { visit.read(|tx| Ok(tx.published()?.is_some())).await };
    let visit = match named {
        Ok(true) | Err(_) => visit,
        Ok(false) => {
            let visit = Visit { base: String::new(), app: app.clone(), ..visit };
            return site::fault(&visit, Fault::NotFound).into_response();
        }
    };
    if let Some(way) = to_a_programme(&visit, policy, &app) {
        return way.into_response();
    }
    let answer = match named {
        Err(fault) => Err(fault),
        Ok(_) if visit.too_large => Ok(site::too_large(&visit)),
        Ok(_) if says_twice(&visit) => Ok(site::said_twice(&visit)),
        Ok(_) => admit(&route, visit.clone()).await,
    };
    if route.mark == Some(Mark::Even) {
        sleep_until(next_beat(came, app.config.limits.even_ms)).await;
    }
    let reply = answer.unwrap_or_else(|fault| site::fault(&visit, fault));
    let response = placed(&visit, reply);
    match kept {
        Some((address, stamp)) if response.status() == StatusCode::OK && cacheable(&response) => {
            keep(&app, &address, stamp, gzip, response).await
        }
        _ => response,
    }
}

/// An answer whose links and forms stay in the programme that its address names.
fn placed(visit: &Visit, reply: Reply) -> Response {
    if visit.base.is_empty() { reply } else { reply.within(&visit.base) }.into_response()
}

/// Where there are several programmes, pages for those who work for others say in their address which one they are about:
/// what is sent from them goes to that one, whatever is first by then.
fn to_a_programme(visit: &Visit, policy: Policy, app: &App) -> Option<Reply> {
    if visit.posted || !visit.base.is_empty() || !policy.is_for_others() || app.editions.listed().len() < 2 {
        return None;
    }
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let path = visit.href(&format!("{}{query}", visit.path));
    visit.app.programme().map(|id| Reply::see(path).within(&format!("/programs/{id}")))
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

/// Runs a route's handler for those whom its policy lets in, with the scope that the policy gives. Anyone whose office
/// would let them in but who has not shown the second factor (just now, where that is required) is asked for it; a form
/// that was sent goes on with its code.
async fn admit(route: &Route, mut visit: Visit) -> Result<Reply, Fault> {
    const WHILE_SEEN: [&str; 2] = ["/view-as/end", "/sign-out"];
    if visit.posted && visit.visitor.as_ref().is_some_and(|v| v.seen_by.is_some()) && !WHILE_SEEN.contains(&route.path)
    {
        return Ok(site::seen_only(&visit));
    }
    // somebody's own papers are not handed to a person who only looks at their pages
    let own_paper =
        route.path.starts_with("/me/certificate.") || route.path.starts_with("/me/") && route.path.ends_with(".pdf");
    if visit.visitor.as_ref().is_some_and(|v| v.seen_by.is_some()) && own_paper {
        return Ok(site::seen_only(&visit));
    }
    let stale = |v: &Visitor| route.mark == Some(Mark::Fresh) && !v.just_proved(visit.now());
    let granted = Scope::granted(route.policy, visit.visitor.as_ref());
    let anew = granted.is_ok() && visit.visitor.as_ref().is_some_and(stale);
    match granted {
        Ok(scope) if !anew => {
            kept::take_file(&mut visit).await?;
            handle(route, Visit { scope, ..visit }).await
        }
        Err(Barred::SignIn) => {
            if let Some(answer) = prove::pressed_again(&visit).await? {
                return Ok(answer);
            }
            kept::keep_file(&mut visit).await?;
            Ok(site::fault(&visit, Fault::SignIn))
        }
        // Anyone who has no business here learns nothing about what is here.
        Err(Barred::Closed) => {
            // once or twice is a mistake; anyone who keeps trying doors is reported
            limits::take(&visit, Kind::Refusal).await?;
            Err(Fault::NotFound)
        }
        Ok(_) | Err(Barred::Prove) => prove_first(route, visit, anew).await,
    }
}

/// Runs the handler, and writes down whose rows it shows: before they are read, and before they leave.
async fn handle(route: &Route, visit: Visit) -> Result<Reply, Fault> {
    look::note_route(&visit, route.path).await?;
    let reply = (route.handler)(visit.clone()).await?;
    let shown = look::shown(&reply);
    look::note(&visit, route.path, shown).await?;
    Ok(reply)
}

async fn prove_first(route: &Route, mut visit: Visit, anew: bool) -> Result<Reply, Fault> {
    let mut errors = Errors::default();
    if visit.posted && visit.form.ticked(FACTOR_FIELD) {
        match prove::try_code(&visit).await? {
            prove::Tried::No(wrong) => errors = wrong,
            prove::Tried::Again(entered) => return Ok(prove::done_before(&visit, &entered)),
            prove::Tried::Fits(entered) => {
                let now = visit.now();
                if let Some(visitor) = &mut visit.visitor {
                    visitor.proven = true;
                    visitor.proved_at = Some(now);
                    visitor.sign_in = signin::hash(&entered.token);
                }
                let scope = Scope::granted(route.policy, visit.visitor.as_ref()).map_err(|_| Fault::NotFound)?;
                let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
                // whatever becomes of the form, the new cookie is the one that is signed in
                let mut visit = Visit { scope, ..visit };
                kept::take_file(&mut visit).await?;
                let reply = match handle(route, visit.clone()).await {
                    Ok(reply) => reply,
                    Err(fault) => site::fault(&visit, fault),
                };
                return Ok(reply.with_cookie(cookie));
            }
        }
    }
    kept::keep_file(&mut visit).await?;
    let page = prove::asked(&visit, anew, &errors).await?;
    Ok(Reply::Page(StatusCode::FORBIDDEN, page.wrong(!errors.is_empty()).render(visit.words, &visit.frame())))
}

async fn nothing_here(app: App, request: Request) -> Response {
    let language = request.extensions().get::<Language>().copied();
    let (visit, fault) = arrive(app, Policy::Public, language, request).await;
    site::fault(&visit, fault.unwrap_or(Fault::NotFound)).into_response()
}

/// Explains an answer that did not come in time: the layer that gives up says nothing.
async fn not_in_time(request: Request, next: middleware::Next) -> Response {
    let response = next.run(request).await;
    if response.status() != StatusCode::SERVICE_UNAVAILABLE || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let text = "This takes too long just now. Go back: what you typed is still there. Look whether it was saved before you send \
        it again. / Esto tarda demasiado ahora. Vuelva atrás: lo que escribió sigue ahí. Mire si se guardó antes de enviarlo otra vez.";
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], text).into_response()
}

/// Explains the refusal of a form from another site: the layer that refuses it says nothing.
async fn from_elsewhere(response: Response) -> Response {
    let says = response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() != StatusCode::FORBIDDEN || says {
        return response;
    }
    let text = "This form came from another site, so that nothing was done. Open the page here and send it again. / Este \
        formulario llegó desde otro sitio y no se hizo nada. Abra la página aquí y envíelo otra vez.";
    (StatusCode::FORBIDDEN, text).into_response()
}

fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map_or("", String::as_str);
    tracing::error!(panic = text, "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something broke on our side. Go back and try again.").into_response()
}
