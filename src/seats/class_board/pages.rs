//! The board: `/me/classes/{key}/board` for those who take part, `/teach/{key}/board` for those who teach.

use super::{
    place::Place,
    shown::{self, Board},
    store::{self, Kind, Post},
    verbs::{self, FILES, POSTS, Posted, Said},
};
use crate::{
    ground::{attachment, fault::Fault, when},
    seats::taking_part::{self, MOST, store::TakingPart},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Typed},
    parts::{button_form, note},
    reply::File,
    t,
};
use maud::html;

/// The most characters of a post.
const LONGEST: usize = 4_000;

async fn load(visit: &Visit, place: Place) -> Result<Board, Fault> {
    let id = place.class.id;
    let (mut posts, mut people) =
        visit.read(move |tx| Ok((store::of_class(tx, id)?, taking_part::store::participants(tx, id)?))).await?;
    if place.left {
        posts.retain(|p| p.person == place.person);
        people.clear();
    }
    Ok(Board { place, posts, people })
}

fn page(visit: &Visit, board: &Board, typed: &Typed, errors: &Errors) -> Page {
    let (words, place) = (visit.words, &board.place);
    let title = t!(words, "class-board-title");
    let gone = words.day(when::day(place.gone_at(visit), &visit.app.zone), true);
    let back =
        if place.teaches { format!("/teach/{}", place.class.key) } else { format!("/me/classes/{}", place.class.key) };
    let said = match visit.query.get("said") {
        "posted" => Some(t!(words, "class-board-said-posted")),
        "removed" => Some(t!(words, "class-board-said-removed")),
        "reported" => Some(t!(words, "class-board-said-reported")),
        "stands" => Some(t!(words, "class-board-said-stands")),
        "told" => Some(t!(words, "taking-part-saved")),
        _ => None,
    };
    let body = html! {
        (errors.summary(words))
        p { a href=(back) { (place.class.full_title()) } }
        h1 { (title) }
        @if let Some(said) = said { p.note.ok role="status" { (said) } }
        @if place.is_over(visit) {
            (note("", &t!(words, "class-board-over-title"), html! { p { (t!(words, "class-board-over", day = gone)) } }))
        } @else if place.left {
            p { (t!(words, "class-board-no-seat")) }
            (shown::own(visit, board))
        } @else {
            p.mut { (t!(words, "class-board-lead", count = board.people.len(), day = gone)) }
            @if place.teaches { p { a href={ "/teach/" (place.class.key) "/message" } { (t!(words, "class-message-title")) } } }
            (shown::board(visit, board, typed, errors))
        }
    };
    Page::new(title, body).private()
}

/// `GET /me/classes/{key}/board`
pub(crate) async fn of_participant(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_participant(&visit).await?;
    show(&visit, place).await
}

/// `GET /teach/{key}/board`
pub(crate) async fn of_trainer(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    show(&visit, place).await
}

async fn show(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let board = load(visit, place).await?;
    Ok(visit.show(page(visit, &board, &Typed::default(), &Errors::default())))
}

/// `POST /me/classes/{key}/board`
pub(crate) async fn say(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_somebody_there(&visit).await?;
    post(&visit, place).await
}

/// `POST /teach/{key}/board`
pub(crate) async fn say_as_trainer(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    post(&visit, place).await
}

async fn post(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let (words, typed) = (visit.words, &visit.form);
    let path = place.path();
    if place.is_over(visit) {
        return Ok(Reply::see(path));
    }
    let (id, key) = (place.class.id, typed.get("answers").to_owned());
    let teaches = place.teaches;
    let question = if key.is_empty() {
        None
    } else {
        let found = visit
            .read(move |tx| match store::by_key(tx, id, &key) {
                Ok(post) => Ok(Some(post)),
                Err(Fault::NotFound) => Ok(None),
                Err(fault) => Err(fault),
            })
            .await?;
        let open = |q: &Post| q.kind == Kind::Ask && (!q.hidden || teaches || q.person == place.person);
        match found.filter(open) {
            None => return question_gone(visit, place).await,
            found => found,
        }
    };
    let field = question.as_ref().map_or_else(|| "body".to_owned(), |q| format!("answer-{}", q.key));
    let body = typed.get(&field).to_owned();
    let mut errors = Errors::default();
    if body.is_empty() || body.chars().count() > LONGEST {
        errors.add(field.clone(), t!(words, "error-class-post", count = LONGEST));
    }
    let kind = match (&question, typed.get("kind")) {
        (Some(_), _) => Kind::Answer,
        (None, "ask") => Kind::Ask,
        (None, _) => Kind::Bring,
    };
    let file = visit.file.clone().filter(|_| question.is_none());
    let file = file.map(attachment::taken);
    if file.as_ref().is_some_and(Option::is_none) {
        errors.add("file", t!(words, "error-material-file"));
    }
    let file = file.flatten();
    if errors.is_empty() {
        let answers = question.map(|q| q.id);
        let said = Said { offering: id, person: place.person, kind, answers, body, file };
        match visit.change(move |change| verbs::post(change, &said)).await? {
            Posted::Yes => return Ok(Reply::see(format!("{path}?said=posted"))),
            Posted::QuestionGone => return question_gone(visit, place).await,
            Posted::TooMany => errors.add(field, t!(words, "error-class-posts", count = POSTS)),
            Posted::TooManyFiles => errors.add("file", t!(words, "error-class-files", count = FILES)),
        }
    }
    let board = load(visit, place).await?;
    Ok(visit.show_again(page(visit, &board, typed, &errors)))
}

/// An answer to a question that was taken off, or is hidden: what was written stays, to be posted in another way.
async fn question_gone(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let typed = &visit.form;
    let said = typed.get(&format!("answer-{}", typed.get("answers"))).to_owned();
    let mut errors = Errors::default();
    errors.add("body", t!(visit.words, "error-class-question-gone"));
    let board = load(visit, place).await?;
    Ok(visit.show_again(page(visit, &board, &Typed::default().with("body", &said), &errors)))
}

/// `GET /me/classes/{key}/board/{post}/file`
pub(crate) async fn file(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_somebody_there(&visit).await?;
    download(&visit, place).await
}

/// `GET /teach/{key}/board/{post}/file`
pub(crate) async fn file_as_trainer(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    download(&visit, place).await
}

/// A file is always a download, as what it was found to be.
async fn download(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let (id, key) = (place.class.id, visit.param("post").to_owned());
    let over = place.is_over(visit);
    let (post, bytes) = visit
        .read(move |tx| {
            let post = store::by_key(tx, id, &key)?;
            if over || (post.hidden && !place.teaches && post.person != place.person) {
                return Err(Fault::NotFound);
            }
            let bytes = store::file(tx, post.id)?;
            Ok((post, bytes))
        })
        .await?;
    let kind = post.file_kind.ok_or(Fault::NotFound)?;
    let name = format!("{}-{}.{kind}", crate::classes::offerings::slug(&place.class.title), post.key);
    Ok(Reply::File(File { kind: attachment::media(&kind), name: Some(name), bytes }))
}

/// `GET /me/classes/{key}/board/{post}/remove`
pub(crate) async fn ask_take_back(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_participant(&visit).await?;
    ask_remove(&visit, place).await
}

/// `GET /teach/{key}/board/{post}/remove`
pub(crate) async fn ask_remove_as_trainer(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    ask_remove(&visit, place).await
}

/// What goes with a post, before it is taken off for good.
async fn ask_remove(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let (id, key) = (place.class.id, visit.param("post").to_owned());
    let (post, answers) = visit
        .read(move |tx| {
            let post = store::by_key(tx, id, &key)?;
            if !place.teaches && post.person != place.person {
                return Err(Fault::NotFound);
            }
            let answers = store::of_class(tx, id)?.iter().filter(|p| p.answers == Some(post.id)).count();
            Ok((post, answers))
        })
        .await?;
    let words = visit.words;
    let (title, path) = (t!(words, "class-remove-title"), place.path());
    let body = html! {
        h1 { (title) }
        (shown::quoted(&post))
        @if answers > 0 { p { (t!(words, "class-remove-answers", count = answers)) } }
        p { (t!(words, "class-remove-lead")) }
        div.row {
            (button_form(&format!("{path}/{}/remove", post.key), "", &t!(words, "class-board-remove"), html! {}))
            a href=(path) { (t!(words, "class-remove-keep")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// `POST /me/classes/{key}/board/{post}/remove`: only one's own.
pub(crate) async fn take_back(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_participant(&visit).await?;
    remove(&visit, place).await
}

/// `POST /teach/{key}/board/{post}/remove`
pub(crate) async fn remove_as_trainer(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    remove(&visit, place).await
}

async fn remove(visit: &Visit, place: Place) -> Result<Reply, Fault> {
    let path = place.path();
    let (id, key) = (place.class.id, visit.param("post").to_owned());
    visit
        .change(move |change| {
            let post = match store::by_key(change.tx, id, &key) {
                // the button was pressed twice
                Err(Fault::NotFound) => return Ok(()),
                found => found?,
            };
            if place.teaches || post.person == place.person {
                verbs::remove(change, &post)
            } else {
                Err(Fault::NotFound)
            }
        })
        .await?;
    Ok(Reply::see(format!("{path}?said=removed")))
}

/// `POST /me/classes/{key}/taking-part`: what somebody brings, wants to know, and whether the others see them.
pub(crate) async fn tell(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_somebody_there(&visit).await?;
    let (words, typed) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    for field in ["brings", "asks"] {
        if typed.get(field).chars().count() > MOST {
            errors.add(field, t!(words, "error-taking-part", count = MOST));
        }
    }
    if !errors.is_empty() {
        let title = t!(words, "taking-part-title");
        let body = html! {
            (errors.summary(words))
            h1 { (title) }
            p { (place.class.full_title()) }
            (taking_part::form(&visit, &place.class.key, typed, &errors))
        };
        return Ok(visit.show_again(Page::new(title, body).private()));
    }
    let said = TakingPart {
        seen: typed.ticked("seen"),
        brings: typed.get("brings").to_owned(),
        asks: typed.get("asks").to_owned(),
    };
    let (id, person) = (place.class.id, place.person);
    let agreed = format!("{}: {}", place.class.full_title(), t!(words, "taking-part-seen"));
    visit.change(move |change| verbs::tell(change, id, person, &said, &agreed)).await?;
    Ok(Reply::see(format!("{}?said=told", place.path())))
}
