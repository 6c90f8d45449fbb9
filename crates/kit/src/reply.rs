//! What a handler answers: a page, a way to another page, or a file.

use crate::within;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::Markup;

/// An answer.
#[derive(Debug)]
pub enum Reply {
    /// A page with its status.
    Page(StatusCode, Markup),
    /// 303 to a page of ours.
    See(String),
    /// 301: the page has another address for ever.
    Moved(String),
    /// A file.
    File(File),
    /// Another answer with one more header line.
    With(Box<Reply>, HeaderName, String),
    /// A page whose links and forms begin with something.
    Within(Box<Reply>, String),
    /// An answer that is already made (a cached page).
    Made(Response),
}

/// A file to show or keep.
#[derive(Debug)]
pub struct File {
    /// Its media type.
    pub kind: &'static str,
    /// Its name; without one it is shown in the browser.
    pub name: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// A page with 200.
    #[must_use]
    pub fn page(markup: Markup) -> Self {
        Self::Page(StatusCode::OK, markup)
    }

    /// A form with errors: 422.
    #[must_use]
    pub fn again(markup: Markup) -> Self {
        Self::Page(StatusCode::UNPROCESSABLE_ENTITY, markup)
    }

    /// 303 to a page of ours.
    #[must_use]
    pub fn see(path: impl Into<String>) -> Self {
        Self::See(path.into())
    }

    /// A few plain lines, for programs.
    #[must_use]
    pub fn text(status: StatusCode, text: String) -> Self {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
        Self::Made((status, kind, text).into_response())
    }

    /// This answer and a cookie.
    #[must_use]
    pub fn with_cookie(self, line: String) -> Self {
        self.with(header::SET_COOKIE, line)
    }

    /// This answer to somebody who came by an address that begins with `base`: what it leads to begins with it too.
    #[must_use]
    pub fn within(self, base: &str) -> Self {
        match self {
            page @ Self::Page(..) => Self::Within(Box::new(page), base.to_owned()),
            Self::See(path) => Self::See(within::address(&path, base)),
            Self::Moved(path) => Self::Moved(within::address(&path, base)),
            Self::With(inner, name, line) => Self::With(Box::new(inner.within(base)), name, line),
            other @ (Self::File(_) | Self::Made(_) | Self::Within(..)) => other,
        }
    }

    /// This answer and a header line.
    #[must_use]
    pub fn with(self, name: HeaderName, line: impl Into<String>) -> Self {
        Self::With(Box::new(self), name, line.into())
    }
}

fn html(status: StatusCode, text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    (status, kind, text).into_response()
}

/// A header value; what does not fit into one is dropped.
fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("/"))
}

/// A file name that is safe in a header: letters, digits, dot, dash and underscore.
fn safe_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect()
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Self::Page(status, markup) => html(status, markup.into_string()),
            Self::Within(page, base) => match *page {
                Self::Page(status, markup) => html(status, within::page(&markup.into_string(), &base)),
                other => other.into_response(),
            },
            Self::See(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, value(&path))]).into_response(),
            Self::Moved(path) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, value(&path))]).into_response(),
            Self::File(file) => {
                let mut response = Response::new(Body::from(file.bytes));
                let headers = response.headers_mut();
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
                if let Some(name) = file.name {
                    let line = format!("attachment; filename=\"{}\"", safe_name(&name));
                    headers.insert(header::CONTENT_DISPOSITION, value(&line));
                }
                response
            }
            Self::With(inner, name, line) => {
                let mut response = inner.into_response();
                response.headers_mut().append(name, value(&line));
                response
            }
            Self::Made(response) => response,
        }
    }
}
