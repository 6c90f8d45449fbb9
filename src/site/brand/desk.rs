//! `/staff/brand`: colours, address, who signs, and how certificates look, seen before it is saved.

use super::{pictures, sample};
use crate::{
    ground::fault::Fault,
    programme::brand::{self, Brand, Design},
    visit::Visit,
};
use kit::{
    Page, Reply,
    colour::{Colour, Palette, readable_accent, readable_main},
    form::{Errors, Field, LONGEST, Typed, checkbox, field, hidden, radios, text_area},
    t,
};
use maud::{Markup, html};
use strum::IntoEnumIterator;

/// The most lines of an address.
const LINES: usize = 6;

fn typed(brand: &Brand) -> Typed {
    let Palette { main, accent, .. } = brand.palette();
    Typed::default()
        .with("colour", &main.to_string())
        .with("accent", &accent.to_string())
        .with("address", &brand.address)
        .with("signatory", &brand.signatory)
        .with("signatory-office", &brand.signatory_office)
        .with("design", brand.design.name())
        .with("upright", if brand.upright { "1" } else { "" })
        .with("seen", &brand.id.to_string())
}

/// The look that a form describes, with the pictures of another one. Colours that cannot be read are not taken.
pub(super) fn described(form: &Typed, now: &Brand) -> Brand {
    let colour = |name: &str, shipped: Colour| form.get(name).parse().unwrap_or(shipped);
    let shipped = Palette::SHIPPED;
    let main = readable_main(colour("colour", shipped.main));
    let accent = readable_accent(colour("accent", shipped.accent), main);
    let own = (main, accent) != (shipped.main, shipped.accent);
    let said = |c: Colour| if own { c.to_string() } else { String::new() };
    let lines = form.get("address").lines().map(str::trim).filter(|l| !l.is_empty());
    Brand {
        id: form.get("seen").parse().unwrap_or(0),
        main: said(main),
        accent: said(accent),
        address: lines.collect::<Vec<_>>().join("\n"),
        signatory: form.get("signatory").to_owned(),
        signatory_office: form.get("signatory-office").to_owned(),
        design: form.get("design").parse().unwrap_or_default(),
        upright: form.ticked("upright"),
        pictures: now.pictures.clone(),
    }
}

fn checked(visit: &Visit) -> Errors {
    let (words, form) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let mut colour = |name: &'static str| {
        let parsed = form.get(name).parse::<Colour>();
        if parsed.is_err() {
            errors.add(name, t!(words, "error-colour"));
        }
        parsed.ok()
    };
    let (main, accent) = (colour("colour"), colour("accent"));
    if let Some(main) = main.filter(|c| readable_main(*c) != *c) {
        errors.add("colour", t!(words, "error-colour-main", colour = readable_main(main).to_string()));
    } else if let (Some(main), Some(accent)) = (main, accent) {
        let nearest = readable_accent(accent, main);
        if nearest != accent {
            errors.add("accent", t!(words, "error-colour-accent", colour = nearest.to_string()));
        }
    }
    let address = form.get("address");
    if address.lines().count() > LINES || address.chars().count() > LONGEST {
        errors.add("address", t!(words, "error-brand-address", lines = LINES));
    }
    for name in ["signatory", "signatory-office"] {
        let missing = paper::unprintable(form.get(name));
        if form.get(name).chars().count() > 80 {
            errors.add(name, t!(words, "error-brand-signatory"));
        } else if let Some(letter) = missing.first() {
            errors.add(name, t!(words, "error-brand-letter", letter = letter.to_string()));
        }
    }
    if form.get("signatory").is_empty() && !form.get("signatory-office").is_empty() {
        errors.add("signatory", t!(words, "error-brand-who"));
    }
    errors
}

/// `GET /staff/brand`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let brand = visit.read(|tx| brand::newest(tx)).await?;
    Ok(visit.show(page(&visit, &brand, &typed(&brand), &Errors::default())))
}

/// The page with what was wrong with a picture.
pub(super) async fn again(visit: &Visit, errors: &Errors) -> Result<Reply, Fault> {
    let brand = visit.read(|tx| brand::newest(tx)).await?;
    Ok(visit.show_again(page(visit, &brand, &typed(&brand), errors)))
}

fn page(visit: &Visit, brand: &Brand, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "brand-title");
    let looked = visit.posted && errors.is_empty();
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @if visit.query.ticked("saved") { p.note.ok role="status" { (t!(words, "profile-saved")) } }
        @if looked { p.note.warn role="status" { strong { (t!(words, "texts-look-title")) } " " (t!(words, "brand-look")) } }
        p { (t!(words, "brand-lead")) }
        form.stack.wide method="post" action="/staff/brand" novalidate {
            (hidden("seen", typed.get("seen")))
            (fields(visit, typed, errors))
            p.row {
                button.btn type="submit" name="do" value="look" { (t!(words, "texts-see")) }
                button.btn.second type="submit" name="do" value="save" { (t!(words, "save")) }
            }
        }
        (samples(visit, typed))
        section.stack {
            h2 { (t!(words, "brand-pictures")) }
            p { (t!(words, "brand-pictures-lead")) }
            div.grid { (pictures::forms(visit, brand, errors)) }
        }
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Page::new(title, body).private()
}

fn fields(visit: &Visit, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let label = |key: &str| words.text(key, &[]);
    let designs: Vec<(String, String)> =
        Design::iter().map(|d| (d.name().to_owned(), label(&format!("brand-design-{}", d.name())))).collect();
    let (main, accent, address) = (label("brand-main"), label("brand-accent"), label("brand-address"));
    let (main_hint, accent_hint) = (label("brand-main-hint"), label("brand-accent-hint"));
    let (signatory, office, hint) =
        (label("brand-signatory"), label("brand-signatory-office"), label("brand-signatory-hint"));
    let address_hint = label("brand-address-hint");
    html! {
        h2 { (t!(words, "brand-colours")) }
        div.grid {
            (field(words, Field::new("colour", &main).hinted(&main_hint).completed("off"), typed, errors))
            (field(words, Field::new("accent", &accent).hinted(&accent_hint).completed("off"), typed, errors))
        }
        (text_area(words, Field::new("address", &address).hinted(&address_hint), 3, typed, errors))
        h2 { (t!(words, "brand-certificates")) }
        (radios(words, "design", &t!(words, "brand-design"), &designs, typed, errors))
        (checkbox(words, Field::new("upright", &t!(words, "brand-upright")), typed, errors))
        div.grid {
            (field(words, Field::new("signatory", &signatory).hinted(&hint).completed("off"), typed, errors))
            (field(words, Field::new("signatory-office", &office).completed("off"), typed, errors))
        }
    }
}

/// How a certificate looks with what is typed, and with names that are hard to set.
fn samples(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let own = visit.app.editions.around(visit.app.programme()).is_some();
    let one = |name: &str| {
        let shown = if name.is_empty() { t!(words, "brand-sample-name") } else { name.to_owned() };
        html! {
            a href=(sample::address(typed, "pdf", name)) {
                img.sheet loading="lazy" src=(sample::address(typed, "svg", name))
                    alt=(t!(words, "brand-sample-alt", name = &shown));
            }
        }
    };
    html! {
        @if own {
            section.stack {
                h2 { (t!(words, "brand-samples")) }
                p { (t!(words, "brand-samples-lead")) }
                (one(""))
                ul.plain.grid { @for name in sample::NAMES { li { (one(name)) } } }
            }
        }
    }
}

/// `POST /staff/brand`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let now = visit.read(|tx| brand::newest(tx)).await?;
    let mut errors = checked(&visit);
    let wanted = described(&visit.form, &now);
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &now, &visit.form, &errors)));
    }
    if visit.form.get("do") == "look" {
        let mut frame = visit.frame();
        (frame.colours, frame.theme) = (wanted.stylesheet(), wanted.palette().deep.to_string());
        frame.address = wanted.address;
        let shown = page(&visit, &now, &visit.form, &errors);
        return Ok(Reply::page(shown.render(visit.words, &frame)));
    }
    let saved = visit
        .change(move |change| {
            // pictures are changed by forms of their own
            let pictures = brand::newest(change)?.pictures;
            brand::save(change, &Brand { pictures, ..wanted.clone() }, "colours, address, certificates")
        })
        .await?;
    if !saved {
        errors.add("colour", t!(visit.words, "error-brand-meanwhile"));
        return Ok(visit.show_again(page(
            &visit,
            &now,
            &visit.form.clone().with("seen", &now.id.to_string()),
            &errors,
        )));
    }
    Ok(Reply::see("/staff/brand?saved=1"))
}
