//! The table of contents: every address with who may use it.

use super::{Policy, Route, route};
use crate::{
    address, afterwards, announcements, assets, attendance, awards, catalogue, credit, enrolment, hosts, log, messages,
    offerings, own_data, pages, progress, reports, sheets,
    signin::{self, prove, set_up, sign_ins, view_as},
    signup, site, staff, teams, wishes,
};
use axum::http::Method;

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
        GET "/me/classes/{key}/materials" Member afterwards::materials::show;
        GET "/me/classes/{key}/materials/{material}" Member afterwards::materials::attended_file;
        GET "/me/classes/{key}/feedback" Member afterwards::feedback::form;
        POST "/me/classes/{key}/feedback" Member afterwards::feedback::send;
        GET "/me/wishes" Member wishes::pages::list;
        POST "/me/wishes" Member wishes::pages::make;
        POST "/me/wishes/{key}/end" Member wishes::pages::end;
        GET "/local" Local teams::board::show;
        GET "/local/sign-up/{key}" Local teams::pages::form;
        POST "/local/sign-up/{key}" Local teams::pages::hold;
        GET "/local/team" Local teams::team_page::show;
        POST "/local/team" Local teams::team_page::aim;
        POST "/local/team/people" Local teams::team_page::add;
        POST "/local/team/remove" Local teams::team_page::remove;
        GET "/local/requests" Local catalogue::requests::of_local;
        POST "/local/requests" Local catalogue::requests::ask;
        GET "/local/teams/{key}" Local teams::pages::show;
        POST "/local/teams/{key}/people" Local teams::pages::name_people;
        POST "/local/teams/{key}/take-back" Local teams::pages::take_back;
        POST "/local/teams/{key}/replace" Local teams::pages::replace;
        POST "/local/teams/{key}/release" Local teams::pages::release;
        GET "/local/teams/{key}/proof" Local teams::proof::show;
        GET "/no-mail/{link}" Anyone announcements::unsubscribe::show;
        POST "/no-mail/{link}" Anyone announcements::unsubscribe::off;
        POST "/no-mail/{link}/again" Anyone announcements::unsubscribe::on;
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
        GET "/me/address" Member address::form;
        POST "/me/address" Member address::ask;
        GET "/address/{link}" Anyone address::show;
        POST "/address/{link}" Anyone address::take;
        GET "/me/data" Member own_data::ask;
        POST "/me/data" Member own_data::take;
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
        GET "/teach/{key}/paper" Trainer attendance::paper::show;
        POST "/teach/{key}/paper" Trainer attendance::paper::save;
        GET "/teach/{key}/close" Trainer attendance::pages::check;
        POST "/teach/{key}/close" Trainer attendance::pages::close;

        GET "/teach/{key}/materials" Trainer afterwards::materials::teach;
        POST "/teach/{key}/materials" Trainer afterwards::materials::add;
        GET "/teach/{key}/materials/{material}" Trainer afterwards::materials::taught_file;
        POST "/teach/{key}/materials/{material}/remove" Trainer afterwards::materials::remove;
        GET "/teach/{key}/feedback" Trainer afterwards::feedback::answers;

        GET "/host" Host hosts::list;
        GET "/host/{key}" Host hosts::class;
        POST "/host/{key}" Host hosts::mark;
        GET "/staff" Office staff::home::show;
        GET "/staff/attendance" Office staff::attendance::list;
        GET "/staff/attendance/files" Office attendance::files::pages::list;
        POST "/staff/attendance/files" Office attendance::files::pages::hand_in;
        GET "/staff/attendance/files/{key}" Office attendance::files::pages::show;
        POST "/staff/attendance/files/{key}/columns" Office attendance::files::pages::columns;
        POST "/staff/attendance/files/{key}/decide" Office attendance::files::pages::decide;
        POST "/staff/attendance/files/{key}/keep" Office attendance::files::pages::keep;
        POST "/staff/attendance/files/{key}/stop" Office attendance::files::pages::stop;
        POST "/staff/attendance/files/{key}/undo" Office attendance::files::pages::undo;
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
        POST "/staff/roles/asked/{key}/agree" Administer [FRESH] staff::power::agree;
        POST "/staff/roles/asked/{key}/decline" Administer [FRESH] staff::power::decline;
        POST "/staff/people/{key}/factor-code" Office [FRESH] staff::power::factor_code;
        GET "/staff/mail" Office staff::letters::show;
        POST "/staff/mail/again" Coordinate staff::letters::again;
        GET "/staff/messages" Office announcements::pages::list;
        GET "/staff/messages/new" Coordinate announcements::pages::new;
        POST "/staff/messages/new" Coordinate announcements::pages::save;
        GET "/staff/messages/{key}" Office announcements::pages::show;
        GET "/staff/messages/{key}/edit" Coordinate announcements::pages::edit;
        POST "/staff/messages/{key}/edit" Coordinate announcements::pages::save;
        POST "/staff/messages/{key}/test" Coordinate announcements::pages::test;
        POST "/staff/messages/{key}/send" Coordinate [FRESH] announcements::pages::send;
        POST "/staff/messages/{key}/stop" Coordinate announcements::pages::stop;
        GET "/staff/reports" Lead reports::pages::show;
        POST "/staff/reports/export/{list}" Lead [FRESH] sheets::make_report;
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
        GET "/staff/people/{key}/data" Records own_data::ask_office;
        POST "/staff/people/{key}/data" Records [FRESH] own_data::take_office;
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
        GET "/staff/catalogue" Office catalogue::lists::home;
        GET "/staff/catalogue/{kind}" Office catalogue::lists::list;
        GET "/staff/catalogue/{kind}/new" Coordinate catalogue::forms::new;
        GET "/staff/catalogue/{kind}/edit" Coordinate catalogue::forms::edit;
        POST "/staff/catalogue/{kind}" Coordinate catalogue::forms::save;
        GET "/staff/timetable" Office catalogue::timetable::show;
        GET "/staff/terms/copy" Coordinate catalogue::copy::form;
        POST "/staff/terms/copy" Coordinate catalogue::copy::submit;
        GET "/staff/drafts" Office catalogue::drafts::list;
        POST "/staff/drafts/publish" Coordinate catalogue::drafts::publish_ready;
        GET "/staff/requests" Office catalogue::requests::all;
        GET "/staff/requests/{key}" Office catalogue::requests::show;
        POST "/staff/requests/{key}" Coordinate catalogue::requests::answer;
        GET "/staff/classes/new" Coordinate catalogue::class_form::new;
        POST "/staff/classes/new" Coordinate catalogue::class_form::save;
        GET "/staff/classes/{key}/edit" Coordinate catalogue::class_form::edit;
        POST "/staff/classes/{key}/edit" Coordinate catalogue::class_form::save;
        GET "/staff/classes/{key}/plan" Office catalogue::drafts::show;
        POST "/staff/classes/{key}/publish" Coordinate catalogue::drafts::publish_one;
        POST "/staff/classes/{key}/unpublish" Coordinate catalogue::drafts::unpublish;
        GET "/staff/classes/{key}" Office staff::classes::show;
        POST "/staff/classes/{key}/cancel" Office staff::classes::cancel;
        POST "/staff/classes/{key}/move" Office staff::classes::change_time;
        POST "/staff/classes/{key}/seats" Office staff::class_seats::set;
        POST "/staff/classes/{key}/merge" Office staff::class_seats::merge;
        POST "/staff/classes/{key}/go-ahead" Office staff::class_seats::go_ahead;
        GET "/staff/import" Coordinate staff::publish::form;
        POST "/staff/import" Coordinate staff::publish::preview;
        POST "/staff/import/run" Coordinate staff::publish::run;
        GET "/staff/pages" Office staff::texts::list;
        GET "/staff/pages/{slug}" Office staff::texts::edit;
        POST "/staff/pages/{slug}" Office staff::texts::save;

        GET "/mailbox" Demo messages::mailbox::list;
        GET "/mailbox/{id}" Demo messages::mailbox::show;
    }
}
