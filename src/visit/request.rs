//! One request of one visitor: what was asked, by whom, in which language, and how to answer.

use super::{help, menu};
use crate::{
    ground::{fault::Fault, ids::PersonId},
    programme::{
        Listed, Reading, WordingIn,
        brand::{Brand, Kind},
        change::{Actor, Change},
    },
    visit::{
        app::App,
        policy::Policy,
        scope::{Barred, Scope},
        visitor::Visitor,
    },
};
use kit::{
    Language, Page, Reply, Words,
    form::Typed,
    page::{Frame, Sibling},
    t,
};
use rules::time::Instant;
use std::{collections::BTreeMap, net::IpAddr};

/// One request.
#[derive(Clone)]
pub(crate) struct Visit {
    /// The product.
    pub app: App,
    /// Texts in the language of the answer.
    pub words: Words,
    /// Who is signed in.
    pub visitor: Option<Visitor>,
    /// Who was signed in, where the sign-in has run out.
    pub ended: Option<PersonId>,
    /// What the address begins with, where it names a programme: all addresses in the answer get it too.
    pub base: String,
    /// The path without its language and its programme.
    pub path: String,
    /// The query as sent.
    pub query_text: String,
    /// The query.
    pub query: Typed,
    /// The form that was sent.
    pub form: Typed,
    /// What the route's holes were filled with.
    pub params: BTreeMap<String, String>,
    /// Whether the page has an address in every language.
    pub public: bool,
    /// A file that came with the form.
    pub file: Option<Vec<u8>>,
    /// Whether what was sent is larger than what is read; then there is no form.
    pub too_large: bool,
    /// The kinds of answer that are asked for, as sent.
    pub accept: String,
    /// Where the visitor is.
    pub from: IpAddr,
    /// Whether the browser accepts gzip.
    pub takes_gzip: bool,
    /// Whether it is a form.
    pub posted: bool,
    /// The browser and what it runs on, in two words.
    pub device: String,
    /// Whose rows the visitor may see on this route.
    pub scope: Scope,
}

/// Fields that are not sent again with a form in another language: each try of them counts.
const CODES: [&str; 2] = [crate::visit::visitor::FACTOR_FIELD, "code"];

impl Visit {
    /// What a hole of the route was filled with.
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// Now.
    pub fn now(&self) -> Instant {
        self.app.now()
    }

    /// The signed-in person.
    pub fn member(&self) -> Result<&Visitor, Fault> {
        self.visitor.as_ref().ok_or(Fault::SignIn)
    }

    /// Whether the visitor's offices let them use routes of a policy: what they may not use is not offered.
    pub fn may(&self, policy: Policy) -> bool {
        !matches!(Scope::granted(policy, self.visitor.as_ref()), Err(Barred::Closed | Barred::SignIn))
    }

    /// The address of a page of ours in the language of this page. For anyone signed in, the profile says which, unless
    /// they came by an address in another language.
    pub fn href(&self, path: &str) -> String {
        let says_itself = match &self.visitor {
            None => true,
            Some(visitor) => visitor.language != self.words.language,
        };
        if says_itself { format!("{}{path}", self.words.language.prefix()) } else { path.to_owned() }
    }

    /// The whole address of a page, as it is printed and mailed.
    pub fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.app.config.base_url)
    }

    /// Runs a closure that only reads.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&Reading<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.app.read(work).await
    }

    /// Runs a verb in the name of the visitor.
    pub async fn change<T: Send + 'static>(
        &self,
        verb: impl FnMut(&Change<'_, '_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.app.change(self.actor(), verb).await
    }

    /// In whose name changes of this request are made.
    pub fn actor(&self) -> Actor {
        self.visitor.as_ref().map_or(Actor::System, |v| Actor::SignedIn {
            person: v.seen_by.unwrap_or(v.id),
            sign_in: v.sign_in_key.clone(),
        })
    }

    /// A page in its frame.
    pub fn show(&self, page: Page) -> Reply {
        Reply::page(page.render(self.words, &self.frame()))
    }

    /// A form that came back with errors.
    pub fn show_again(&self, page: Page) -> Reply {
        Reply::again(page.wrong(true).render(self.words, &self.frame()))
    }

    /// What the programme says of something; what another one says, where it says nothing: a programme that does not say whose
    /// it is belongs to whom another one does.
    fn said(&self, text: fn(&WordingIn) -> &String) -> String {
        let own = self.app.editions.around(self.app.programme());
        let listed = self.app.editions.listed();
        let all = own.iter().chain(listed.iter().map(|l| &l.edition)).map(|e| text(e.wording.of(self.words.language)));
        all.into_iter().find(|t| !t.is_empty()).cloned().unwrap_or_default()
    }

    /// Whose lists and flyers they are: the union's, or the office's where no programme says whose it is.
    pub fn publisher(&self) -> String {
        let union = self.said(|w| &w.union);
        if union.is_empty() { self.app.config.office.name.clone() } else { union }
    }

    /// What surrounds a page.
    pub fn frame(&self) -> Frame {
        let typed = self.form.names().filter(|n| self.posted && !CODES.contains(n));
        let again = typed.flat_map(|n| self.form.all(n).iter().map(move |value| (n.to_owned(), value.clone())));
        let query = if self.query_text.is_empty() { String::new() } else { format!("?{}", self.query_text) };
        let seen = self.visitor.as_ref().filter(|v| v.seen_by.is_some());
        let edition = self.app.editions.around(self.app.programme());
        let said = edition.as_ref().map(|e| e.wording.of(self.words.language));
        let listed = self.app.editions.listed();
        let (owner, about) = (self.said(|w| &w.union), self.said(|w| &w.about));
        // pages about none in particular are whose they are
        let several = listed.iter().filter(|l| l.offered).count() > 1;
        let between = several && self.app.programme().is_none() && !owner.is_empty();
        let (site, owner) = match between {
            true => (owner, String::new()),
            false => (said.map_or_else(|| "Ratify".to_owned(), |w| w.site.clone()), owner),
        };
        let shipped = Brand::default();
        let brand = edition.as_ref().map_or(&shipped, |e| &e.brand);
        let placed = edition.as_ref().map_or(&[][..], |e| &e.placed);
        let icon = brand.picture(Kind::Icon).map(|address| (address, "image/png"));
        Frame {
            site,
            siblings: self.siblings(&listed),
            owner,
            about,
            base: self.base.clone(),
            path: format!("{}{query}", self.path),
            public: self.public,
            menu: menu::header(self, placed),
            foot: menu::footer(self.words, placed),
            account: self.visitor.is_some().then_some(menu::ACCOUNT),
            stylesheet: self.app.assets.stylesheet.clone(),
            font: self.app.assets.font.clone(),
            icon: icon.unwrap_or_else(|| (self.app.assets.icon.clone(), "image/svg+xml")),
            logo: brand.picture(Kind::Logo),
            colours: brand.stylesheet(),
            theme: brand.palette().deep.to_string(),
            address: brand.address.clone(),
            sample: self.app.config.demo,
            seen_as: seen.map(|v| (v.name.clone(), menu::STOP_LOOKING)),
            base_url: self.app.config.base_url.clone(),
            help: help::of(&self.path).map(|at| self.href(&at)),
            again: again.collect(),
        }
    }

    /// The programmes, each with this page of it, where there are several.
    fn siblings(&self, listed: &[Listed]) -> Vec<Sibling> {
        // the office's pages are about the first one, where nothing says which
        let first = listed.first().filter(|_| self.path.starts_with("/staff")).map(|l| l.edition.rules.id.as_str());
        let here = self.app.programme().or(first);
        // one that nobody new enrolls in goes on for those who are in it
        let shown: Vec<&Listed> = listed
            .iter()
            .filter(|l| l.offered || self.visitor.is_some() || here.is_some_and(|id| id == l.edition.rules.id))
            .collect();
        if shown.len() < 2 {
            return Vec::new();
        }
        let path = if self.posted { "/" } else { self.path.as_str() };
        let all = Sibling {
            path: self.whole(self.words.language.prefix()),
            text: t!(self.words, "programs-all"),
            here: false,
        };
        let each = shown.into_iter().map(|l| Sibling {
            path: format!("{}/programs/{}{path}", self.words.language.prefix(), l.edition.rules.id),
            text: l.edition.wording.of(self.words.language).site.clone(),
            here: here.is_some_and(|id| id == l.edition.rules.id),
        });
        each.chain([all]).collect()
    }

    /// The same visit in the language of the person that a mail went to, unless the address names another or somebody
    /// is signed in.
    pub fn in_language_of(mut self, language: Language) -> Self {
        if self.visitor.is_none() && self.words.language == Language::En {
            self.words = self.app.words(language);
        }
        self
    }

    /// The visitor's language; the address's where nobody is signed in.
    pub fn language(&self) -> Language {
        self.words.language
    }
}
