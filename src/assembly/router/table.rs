//! The table of contents: every address with who may use it.

use super::{Mark, Route, route};
use crate::{
    assembly::{exports, messages},
    certificates::{awards, papers},
    classes::teaching,
    hours::{afterwards, attendance, credit, hosts},
    office::{announcements, catalogue, class_desk, desk, log, own_data, people_desk, questions, reports},
    people::{
        address,
        signin::{prove, set_up, sign_ins},
    },
    progress,
    seats::{class_board, signup, teams},
    site::{self, achievement, assets, brand, classes, contact, door, help, me, opportunities, pages, texts, trainers},
    visit::policy::Policy,
};
use axum::http::Method;

macro_rules! routes {
    ($($method:ident $path:literal $policy:ident $([$mark:ident])? $handler:path;)*) => {
        vec![$(route(Method::$method, $path, (Policy::$policy, [$(Mark::$mark)?].first().copied()), $handler)),*]
    };
}

/// Every address of the site.
#[must_use]
pub fn routes() -> Vec<Route> {
    routes! {
        GET "/" Public site::home;
        GET "/requirements" Public site::requirements;
        GET "/about" Public pages::about;
        GET "/teams" Public pages::teams;
        GET "/help" Public help::list;
        GET "/help/{book}" Public help::book;
        GET "/faq" Public pages::faq;
        GET "/privacy" Public pages::privacy;
        GET "/accessibility" Public pages::accessibility;
        GET "/opportunities" Public opportunities::pages::list;
        GET "/contact" Public contact::show;
        POST "/contact" Anyone [Even] contact::ask;
        GET "/robots.txt" Anyone site::robots;
        GET "/.well-known/security.txt" Anyone site::security;
        GET "/healthz" Anyone site::health;
        GET "/register" Anyone site::old_register;
        GET "/assets/{name}" Anyone assets::show;
        GET "/brand/{name}" Anyone brand::show;

        GET "/classes" Public classes::list::list;
        GET "/classes.pdf" Public classes::wall::pdf;
        GET "/classes.csv" Public classes::download::csv;
        GET "/classes.xlsx" Public classes::download::xlsx;
        GET "/classes.ics" Public classes::download::ics;
        GET "/classes.json" Public classes::download::json;
        GET "/classes/{key}" Public classes::class::show;
        GET "/classes/{key}/calendar.ics" Public classes::download::class_ics;
        GET "/classes/calendar/{month}" Anyone classes::topic::month;
        GET "/topics/{slug}" Public classes::topic::show;
        GET "/trainers" Public trainers::pages::list;
        GET "/trainers/{key}" Public trainers::pages::show;
        GET "/me/trainer-page" Trainer trainers::own::edit;
        POST "/me/trainer-page" Trainer trainers::own::save;
        GET "/events" Public classes::events::list;
        GET "/events/{key}" Public classes::event::show;
        POST "/events/{key}/sign-up" Anyone classes::event::sign_up;
        GET "/venues/{key}" Public classes::venue::show;

        GET "/enroll" Anyone door::enroll::form;
        POST "/enroll" Anyone [Even] door::enroll::submit;
        GET "/enroll/sent" Anyone door::enroll::sent;
        POST "/enroll/code" Anyone [Even] door::enroll::code;
        POST "/enroll/again" Anyone [Even] door::enroll::again;
        GET "/sign-in" Anyone door::sign_in::form;
        POST "/sign-in" Anyone [Even] door::sign_in::submit;
        GET "/sign-in/sent" Anyone door::sign_in::sent_to;
        POST "/sign-in/code" Anyone [Even] door::sign_in::code;
        POST "/sign-out" Anyone door::sign_in::sign_out;
        POST "/me/language" Member door::profile::language;
        GET "/me/sign-ins" Member sign_ins::list;
        POST "/me/sign-ins/end" Member sign_ins::end_others;
        POST "/me/sign-ins/{key}/end" Member sign_ins::end_one;
        GET "/prove" Member prove::form;
        POST "/prove" Member prove::submit;
        GET "/prove/set-up" Member set_up::form;
        POST "/prove/set-up" Member set_up::submit;
        POST "/view-as/end" Member people_desk::view_as::stop;
        GET "/go/{token}" Anyone door::sign_in::door;
        POST "/go/{token}" Anyone door::sign_in::enter;

        GET "/classes/{key}/sign-up" Anyone signup::pages::stranger;
        POST "/classes/{key}/sign-up" Anyone signup::pages::create;
        POST "/classes/{key}/enroll" Anyone [Even] signup::pages::enroll_and_sign_up;
        GET "/me/classes" Member signup::mine::list;
        GET "/me/classes.ics" Member signup::mine::calendar;
        GET "/me/classes/{key}" Member signup::seat::show;
        GET "/me/classes/{key}/cancel" Member signup::seat::ask_cancel;
        POST "/me/classes/{key}/cancel" Member signup::actions::cancel;
        POST "/me/classes/{key}/swap" Member signup::actions::swap;
        POST "/me/classes/{key}/take" Member signup::actions::take_offer;
        POST "/me/classes/{key}/pass" Member signup::actions::pass;
        POST "/me/classes/{key}/auto" Member signup::actions::auto;
        POST "/me/classes/{key}/keep" Member signup::actions::keep;
        GET "/me/classes/{key}/stand-in" Member signup::colleague::form;
        POST "/me/classes/{key}/stand-in" Member [Even] signup::colleague::ask;
        POST "/me/classes/{key}/stand-in/end" Member signup::colleague::end;
        GET "/me/classes/{key}/materials" Member afterwards::materials::show;
        GET "/me/classes/{key}/materials/{material}" Member afterwards::materials::attended_file;
        POST "/me/classes/{key}/taking-part" Member class_board::pages::tell;
        GET "/me/classes/{key}/board" Member class_board::pages::of_participant;
        POST "/me/classes/{key}/board" Member class_board::pages::say;
        GET "/me/classes/{key}/board/{post}/file" Member class_board::pages::file;
        POST "/me/classes/{key}/board/{post}/remove" Member class_board::pages::take_back;
        GET "/me/classes/{key}/board/{post}/report" Member class_board::report::ask;
        POST "/me/classes/{key}/board/{post}/report" Member class_board::report::send;
        GET "/me/classes/{key}/feedback" Member afterwards::feedback::form;
        POST "/me/classes/{key}/feedback" Member afterwards::feedback::send;
        GET "/me/wishes" Member signup::wishes::pages::list;
        POST "/me/wishes" Member signup::wishes::pages::make;
        POST "/me/wishes/{key}/end" Member signup::wishes::pages::end;
        GET "/local" Local teams::board::show;
        GET "/local/sign-up/{key}" Local teams::pages::form;
        POST "/local/sign-up/{key}" Local teams::pages::hold;
        GET "/local/team" Local teams::team_page::show;
        POST "/local/team" Local teams::team_page::aim;
        POST "/local/team/people" Local [Even] teams::team_page::add;
        POST "/local/team/remove" Local teams::team_page::remove;
        GET "/local/requests" Local catalogue::requests::of_local;
        POST "/local/requests" Local catalogue::requests::ask;
        GET "/local/teams/{key}" Local teams::pages::show;
        POST "/local/teams/{key}/people" Local [Even] teams::pages::name_people;
        POST "/local/teams/{key}/take-back" Local teams::pages::take_back;
        POST "/local/teams/{key}/replace" Local [Even] teams::pages::replace;
        POST "/local/teams/{key}/release" Local teams::pages::release;
        GET "/local/teams/{key}/proof" Local attendance::team_proof::show;
        GET "/no-mail/{link}" Anyone announcements::unsubscribe::show;
        POST "/no-mail/{link}" Anyone announcements::unsubscribe::off;
        POST "/no-mail/{link}/again" Anyone announcements::unsubscribe::on;
        GET "/mail/{link}" Anyone signup::from_mail::show;
        POST "/mail/{link}" Anyone signup::from_mail::act;

        GET "/me" Member me::home;
        GET "/me/why" Member progress::why::show;
        GET "/me/what-if" Member progress::what_if::show;
        GET "/me/edition" Member progress::edition::show;
        POST "/me/edition" Member progress::edition::move_on;
        GET "/me/claims" Member credit::pages::list;
        POST "/me/claims" Member credit::pages::send;
        GET "/me/teaching" Member teaching::pages::list;
        POST "/me/teaching" Member teaching::pages::answer;
        GET "/me/record" Member papers::transcript::show;
        GET "/me/record.pdf" Member papers::transcript::pdf;
        GET "/me/classes/{key}/letter.pdf" Member papers::letter::pdf;
        GET "/me/profile" Member door::profile::show;
        POST "/me/profile" Member door::profile::save;
        GET "/me/address" Member address::form;
        POST "/me/address" Member [Even] address::ask;
        GET "/address/{link}" Anyone door::links::show;
        POST "/address/{link}" Anyone door::links::act;
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
        GET "/achievements/{programme}/{edition}" Public achievement::show;
        GET "/achievements/{programme}/{edition}/badge.svg" Anyone achievement::svg;
        GET "/achievements/{programme}/{edition}/badge.png" Anyone achievement::png;
        GET "/.well-known/did.json" Anyone awards::registry::did_document;
        GET "/status/revocation/{list}" Anyone awards::registry::list;

        GET "/teach" Trainer attendance::pages::list;
        GET "/teach/{key}" Trainer attendance::pages::roster;
        POST "/teach/{key}" Trainer [Even] attendance::pages::save;
        POST "/teach/{key}/walk-in" Trainer [Even] attendance::pages::walk_in;
        GET "/teach/{key}/paper" Trainer attendance::paper::show;
        POST "/teach/{key}/paper" Trainer attendance::paper::save;
        GET "/teach/{key}/close" Trainer attendance::pages::check;
        POST "/teach/{key}/close" Trainer attendance::pages::close;

        GET "/teach/{key}/materials" Trainer afterwards::materials::teach;
        POST "/teach/{key}/materials" Trainer afterwards::materials::add;
        GET "/teach/{key}/materials/{material}" Trainer afterwards::materials::taught_file;
        POST "/teach/{key}/materials/{material}/remove" Trainer afterwards::materials::remove;
        GET "/teach/{key}/board" Trainer class_board::pages::of_trainer;
        POST "/teach/{key}/board" Trainer class_board::pages::say_as_trainer;
        GET "/teach/{key}/board/{post}/file" Trainer class_board::pages::file_as_trainer;
        GET "/teach/{key}/board/{post}/look" Trainer class_board::report::look;
        POST "/teach/{key}/board/{post}/remove" Trainer class_board::pages::remove_as_trainer;
        POST "/teach/{key}/board/{post}/stands" Trainer class_board::report::stands;
        GET "/teach/{key}/message" Trainer class_board::message::write;
        POST "/teach/{key}/message" Trainer class_board::message::send;
        GET "/teach/{key}/feedback" Trainer afterwards::feedback::answers;

        GET "/host" Host hosts::list;
        GET "/host/{key}" Host hosts::class;
        POST "/host/{key}" Host hosts::mark;
        GET "/staff" Office desk::home::show;
        GET "/staff/attendance" Office attendance::desk::rosters::list;
        GET "/staff/attendance/files" Office attendance::files::pages::list;
        POST "/staff/attendance/files" Office attendance::files::pages::hand_in;
        GET "/staff/attendance/files/{key}" Office attendance::files::pages::show;
        POST "/staff/attendance/files/{key}/columns" Office attendance::files::pages::columns;
        POST "/staff/attendance/files/{key}/decide" Office attendance::files::pages::decide;
        POST "/staff/attendance/files/{key}/keep" Office attendance::files::pages::keep;
        POST "/staff/attendance/files/{key}/stop" Office attendance::files::pages::stop;
        POST "/staff/attendance/files/{key}/undo" Office attendance::files::pages::undo;
        GET "/staff/attendance/words" Office attendance::files::word_pages::list;
        POST "/staff/attendance/words" Office attendance::files::word_pages::forget;
        GET "/staff/attendance/{key}" Office attendance::desk::rosters::show;
        GET "/staff/attendance/{key}/times" Office attendance::desk::intervals::show;
        POST "/staff/attendance/{key}/times" Office attendance::desk::intervals::save;
        POST "/staff/attendance/{key}/decide" Office attendance::desk::rosters::decide;
        POST "/staff/attendance/{key}/approve" Office attendance::desk::rosters::approve;
        GET "/staff/certificates" Office awards::desk::certificates::ready;
        POST "/staff/certificates/check" Office awards::desk::certificates::check;
        POST "/staff/certificates/award" Office awards::desk::certificates::award;
        GET "/staff/certificates/find" Office awards::desk::certificates::find;
        GET "/staff/certificates/batches/{key}" Office awards::desk::certificates::batch;
        GET "/staff/certificates/{number}" Office awards::desk::award::show;
        GET "/staff/certificates/{number}/certificate.pdf" Office awards::files::for_office;
        POST "/staff/certificates/{number}/reissue" Office awards::desk::award::reissue;
        POST "/staff/certificates/{number}/revoke" Office awards::desk::award::ask_revocation;
        GET "/staff/revocations" Office awards::desk::revocations::list;
        POST "/staff/revocations/{key}/decide" Office awards::desk::revocations::decide;
        POST "/staff/revocations/{key}/answer" Office awards::desk::revocations::answer;
        GET "/staff/names" Office awards::desk::names::list;
        POST "/staff/names/{key}" Office awards::desk::names::decide;
        GET "/staff/roles" Administer people_desk::roles::list;
        POST "/staff/roles" Administer [Fresh] people_desk::roles::give;
        POST "/staff/roles/{key}/end" Administer [Fresh] people_desk::roles::end;
        POST "/staff/roles/people/{key}/factor" Administer [Fresh] people_desk::roles::forget_factor;
        POST "/staff/roles/asked/{key}/agree" Administer [Fresh] people_desk::power::agree;
        POST "/staff/roles/asked/{key}/decline" Administer [Fresh] people_desk::power::decline;
        POST "/staff/people/{key}/factor-code" Administer [Fresh] people_desk::power::factor_code;
        POST "/staff/people/{key}/sign-ins/end" Administer [Fresh] people_desk::power::end_sign_ins;
        GET "/staff/mail" Office messages::desk::show;
        POST "/staff/mail/again" Coordinate messages::desk::again;
        GET "/staff/messages" Office announcements::pages::list;
        GET "/staff/messages/new" Coordinate announcements::pages::new;
        POST "/staff/messages/new" Coordinate announcements::pages::save;
        GET "/staff/messages/{key}" Office announcements::pages::show;
        GET "/staff/messages/{key}/edit" Coordinate announcements::pages::edit;
        POST "/staff/messages/{key}/edit" Coordinate announcements::pages::save;
        POST "/staff/messages/{key}/test" Coordinate announcements::pages::test;
        POST "/staff/messages/{key}/send" Coordinate [Fresh] announcements::pages::send;
        POST "/staff/messages/{key}/stop" Coordinate announcements::pages::stop;
        GET "/staff/reports" Lead reports::pages::show;
        POST "/staff/reports/export/{list}" Lead [Fresh] exports::make_report;
        GET "/staff/log" Administer log::pages::list;
        GET "/staff/log/check" Administer log::pages::check;
        GET "/staff/log/sign-ins/{key}" Administer log::touched::show;
        POST "/staff/export/{list}" Office [Fresh] exports::make;
        GET "/staff/exports" Office exports::asked::show;
        POST "/staff/exports/{key}/agree" Office [Fresh] exports::asked::agree;
        POST "/staff/exports/{key}/decline" Office [Fresh] exports::asked::decline;
        POST "/staff/exports/{key}/take" Office [Fresh] exports::asked::take;
        GET "/staff/search" Office people_desk::people::search;
        GET "/staff/people" Office people_desk::people::list;
        GET "/staff/people/duplicates" Office people_desk::duplicates::list;
        GET "/staff/people/{key}/merge" Office people_desk::duplicates::form;
        POST "/staff/people/{key}/merge" Records people_desk::duplicates::run;
        POST "/staff/people/{key}/different" Records people_desk::duplicates::differ;
        POST "/staff/people/{key}/merges/{merge}/undo" Records people_desk::duplicates::undo;
        GET "/staff/members" Records people_desk::members::list;
        POST "/staff/members" Records people_desk::members::hand_in;
        GET "/staff/members/{key}" Records people_desk::members::show;
        POST "/staff/members/{key}/run" Records people_desk::members::run;
        POST "/staff/members/{key}/stop" Records people_desk::members::stop;
        GET "/staff/people/{key}" Office people_desk::person::show;
        GET "/staff/people/{key}/edit" Office people_desk::person_edit::form;
        POST "/staff/people/{key}/edit" Office people_desk::person_edit::save;
        GET "/staff/people/{key}/data" Records own_data::ask_office;
        POST "/staff/people/{key}/data" Records [Fresh] own_data::take_office;
        GET "/staff/people/{key}/erase" Records people_desk::person_edit::ask_erase;
        POST "/staff/people/{key}/erase" Records [Fresh] people_desk::person_edit::erase;
        POST "/staff/people/{key}/view-as" Office people_desk::view_as::start;
        GET "/staff/membership/{key}" Office people_desk::membership::show;
        POST "/staff/membership/{key}" Office people_desk::membership::confirm;
        GET "/staff/people/{key}/why" Office progress::why::of_person;
        GET "/staff/people/{key}/what-if" Office progress::what_if::of_person;
        GET "/staff/people/{key}/decisions" Office credit::desk::decisions::show;
        POST "/staff/people/{key}/decisions" Office credit::desk::decisions::propose;
        POST "/staff/people/{key}/decisions/approve" Office credit::desk::decisions::approve;
        POST "/staff/people/{key}/decisions/end" Office credit::desk::decisions::end;
        GET "/staff/decisions" Office credit::desk::decisions::waiting;
        GET "/staff/claims" Office credit::desk::claims::list;
        GET "/staff/claims/{key}" Office credit::desk::claims::show;
        POST "/staff/claims/{key}" Office credit::desk::claims::answer;
        GET "/staff/policy" Office credit::desk::policy::show;
        POST "/staff/policy" Office credit::desk::policy::check;
        POST "/staff/policy/save" Administer credit::desk::policy::save;
        GET "/staff/programme" Office desk::programme::show;
        POST "/staff/programme/try" Office desk::programme::try_draft;
        GET "/staff/programme/rules" Office desk::rule_sentences::show;
        POST "/staff/programme/rules" Office desk::rule_sentences::look;
        POST "/staff/programme/publish" Administer [Fresh] desk::rule_sentences::publish;
        POST "/staff/programme/sunset" Administer desk::programme::sunset;
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
        GET "/staff/classes/{key}" Office class_desk::classes::show;
        POST "/staff/classes/{key}/cancel" Office class_desk::classes::cancel;
        POST "/staff/classes/{key}/move" Office class_desk::classes::change_time;
        POST "/staff/classes/{key}/seats" Office class_desk::class_seats::set;
        POST "/staff/classes/{key}/merge" Office class_desk::class_seats::merge;
        POST "/staff/classes/{key}/go-ahead" Office class_desk::class_seats::go_ahead;
        GET "/staff/import" Coordinate desk::publish::form;
        POST "/staff/import" Coordinate desk::publish::preview;
        POST "/staff/import/run" Coordinate desk::publish::run;
        GET "/staff/pages" Office texts::list;
        GET "/staff/pages/{slug}" Office texts::page::edit;
        POST "/staff/pages/{slug}" Office texts::page::save;
        GET "/staff/letters/{slug}" Office texts::page::edit;
        POST "/staff/letters/{slug}" Office texts::page::save;
        GET "/staff/mails/{slug}" Office texts::letters::edit;
        POST "/staff/mails/{slug}" Office texts::letters::save;
        GET "/staff/questions" Office questions::desk::list;
        POST "/staff/questions/{key}" Office questions::desk::tick;
        GET "/staff/opportunities" Office opportunities::desk::list;
        GET "/staff/opportunities/new" Office opportunities::desk::new;
        POST "/staff/opportunities/new" Office opportunities::desk::create;
        GET "/staff/opportunities/{key}" Office opportunities::desk::edit;
        POST "/staff/opportunities/{key}" Office opportunities::desk::update;
        POST "/staff/opportunities/{key}/remove" Office opportunities::desk::remove;
        GET "/staff/begin" Office desk::begin::show;
        POST "/staff/begin" Administer desk::begin::publish;
        GET "/staff/brand" Coordinate brand::desk::show;
        POST "/staff/brand" Coordinate brand::desk::save;
        POST "/staff/brand/{kind}" Coordinate brand::pictures::save;
        GET "/staff/brand/signature.png" Coordinate brand::pictures::signature;
        GET "/staff/brand/certificate.svg" Coordinate brand::sample::svg;
        GET "/staff/brand/certificate.pdf" Coordinate brand::sample::pdf;
        GET "/staff/words" Office texts::programme::edit;
        POST "/staff/words" Office texts::programme::save;

        GET "/mailbox" Demo messages::mailbox::list;
        GET "/mailbox/{id}" Demo messages::mailbox::show;
    }
}
