//! Headers on every answer.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, Version, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Sets the security headers; pages that are somebody's own are not stored.
pub async fn headers(request: Request, next: Next) -> Response {
    let secure = request.extensions().get::<Https>().is_some();
    let mut response = next.run(request).await;
    let set = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        set.insert(name, HeaderValue::from_static(value));
    }
    set.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if secure {
        set.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    response
}

/// Refuses requests that name no host, or several: a server in front of us and we ourselves must not read different
/// ones.
pub async fn one_host(request: Request, next: Next) -> Response {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    let old = request.version() < Version::HTTP_11;
    if hosts > 1 || hosts == 0 && !old {
        return (StatusCode::BAD_REQUEST, "A request names one host.").into_response();
    }
    next.run(request).await
}

/// Marks requests of a site that is reached over HTTPS.
#[derive(Debug, Clone, Copy)]
pub struct Https;
