//! What a sign-up form carries unseen.

use crate::visit::Visit;
use kit::form::hidden;
use maud::Markup;
use maud::html;
use rules::seats::Request;

/// The hidden fields that make a repeated form the same request.
pub(crate) fn request_fields(visit: &Visit, request: Request) -> Markup {
    html! {
        (hidden("request", &visit.app.random.key(20)))
        @if request.site > 0 { (hidden("site", &request.site.to_string())) }
        @if request.may_wait { (hidden("wait", "1")) }
        @if request.repeat { (hidden("repeat", "1")) }
        @if request.tight { (hidden("tight", "1")) }
    }
}
