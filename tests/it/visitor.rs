//! The visitor of the tests: the product's own small browser, which sends no field that no page has. A test that goes on
//! sending a field after the page has lost it, or misspells one, would otherwise pass by what the handler makes of nothing.

use ratify::assembly::{
    browser::{self, Answer},
    router,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    net::SocketAddr,
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

/// Fields by route.
pub type Fields = BTreeMap<&'static str, BTreeSet<String>>;

/// The fields of the forms that were served to anybody in these tests: a route and its fields, a line each. All tests
/// together write it anew (`just forms`); the gate fails on what no page has any more (`scripts/stale-forms`).
const FORMS: &str = include_str!("forms.txt");

/// One visitor with one connection, who remembers the forms of the pages that were served to them.
pub struct Browser {
    inner: browser::Browser,
    seen: Fields,
}

impl Deref for Browser {
    type Target = browser::Browser;

    fn deref(&self) -> &browser::Browser {
        &self.inner
    }
}

impl DerefMut for Browser {
    fn deref_mut(&mut self) -> &mut browser::Browser {
        &mut self.inner
    }
}

impl Browser {
    pub const fn new(address: SocketAddr) -> Self {
        Self { inner: browser::Browser::new(address), seen: BTreeMap::new() }
    }

    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        let answer = self.inner.get(path).await?;
        self.look_at(path, &answer);
        Ok(answer)
    }

    /// Follows redirects to the page they end at.
    pub async fn follow(&mut self, mut answer: Answer) -> io::Result<Answer> {
        while let Some(to) = answer.location.clone() {
            answer = self.get(&to).await?;
        }
        Ok(answer)
    }

    /// Sends a form whose fields a page has.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        self.compare(path, form);
        self.post_by_hand(path, form).await
    }

    /// Sends a form, reads on the page that answers what it would do, and agrees.
    pub async fn agree(&mut self, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        let asked = self.post(path, form).await?;
        assert!(asked.text().contains("name=\"agreed\""), "{path} asks nothing: {}", asked.text());
        self.post(path, &[form, &[("agreed", "1")]].concat()).await
    }

    /// Sends what no page would send: old pages, made-up names, strangers' programs.
    pub async fn post_by_hand(&mut self, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        let answer = self.inner.post(path, form).await?;
        self.look_at(path, &answer);
        Ok(answer)
    }

    /// Sends a form with a file.
    pub async fn post_file_with(
        &mut self,
        path: &str,
        form: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> io::Result<Answer> {
        self.compare(path, form);
        let answer = self.inner.post_file_with(path, form, name, bytes).await?;
        self.look_at(path, &answer);
        Ok(answer)
    }

    fn look_at(&mut self, path: &str, answer: &Answer) {
        let seen = crate::crawl::read(path, answer);
        if !seen.html {
            return;
        }
        for form in crate::crawl::forms(path, &seen.text).into_iter().filter(|f| f.post) {
            for (route, names) in fields(&form) {
                if let Some(file) = written_to() {
                    write(file, route, &names);
                }
                self.seen.entry(route).or_default().extend(names);
            }
        }
    }

    fn compare(&self, path: &str, form: &[(&str, &str)]) {
        let Some(route) = route_of(path) else { return };
        let (filed, seen) = (on_file().get(route), self.seen.get(route));
        let anew = written_to().is_some_and(|file| file.ends_with("tests/it/forms.txt"));
        if anew || (filed.is_none() && seen.is_none()) {
            return;
        }
        let has = |fields: Option<&BTreeSet<String>>, name: &str| fields.is_some_and(|f| f.contains(name));
        for (name, _) in form {
            let name = plain(name);
            assert!(has(filed, &name) || has(seen, &name), "{path} is sent `{name}`, which its form has not");
        }
    }
}

/// The fields that a form sends to each of its routes.
pub fn fields(form: &crate::crawl::Form) -> Fields {
    let others = form.fields.iter().filter(|(_, kind, _)| kind == "action").map(|(.., action)| action.as_str());
    let routes = std::iter::once(form.action.as_str()).chain(others).filter_map(route_of);
    let names: BTreeSet<String> =
        form.fields.iter().filter(|(name, ..)| !name.is_empty()).map(|(name, ..)| plain(name)).collect();
    routes.map(|route| (route, names.clone())).collect()
}

/// A field's name without the key of the person, word or row that it is about, or the field that it keeps.
fn plain(name: &str) -> String {
    match name.split_once(['-', '.']) {
        Some((kind, _)) => format!("{kind}-*"),
        None => name.to_owned(),
    }
}

fn on_file() -> &'static Fields {
    static FILED: OnceLock<Fields> = OnceLock::new();
    FILED.get_or_init(|| read(FORMS))
}

/// The file to which the forms that are served are written, if they are.
fn written_to() -> Option<&'static Path> {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    FILE.get_or_init(|| std::env::var_os("RATIFY_FORMS").map(PathBuf::from)).as_deref()
}

/// Adds a form to the file.
fn write(file: &Path, route: &'static str, names: &BTreeSet<String>) {
    static WRITTEN: Mutex<Fields> = Mutex::new(BTreeMap::new());
    let mut written = WRITTEN.lock().unwrap();
    let known = written.entry(route).or_default();
    if !names.is_subset(known) {
        known.extend(names.iter().cloned());
        let line = |(route, names): (&&str, &BTreeSet<String>)| {
            format!("{route} {}\n", names.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
        };
        std::fs::write(file, written.iter().map(line).collect::<String>()).unwrap();
    }
}

/// The routes and fields of a file like `forms.txt`.
fn read(file: &str) -> Fields {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let route = words.next()?;
        let route = route_named(route).unwrap_or_else(|| panic!("forms.txt has a form for {route}, which is no route"));
        Some((route, words.map(str::to_owned).collect()))
    };
    file.lines().filter_map(line).collect()
}

fn route_named(path: &str) -> Option<&'static str> {
    router::routes().iter().find(|r| r.method == "POST" && r.path == path).map(|r| r.path)
}

/// The route of an address to which a form is sent.
pub fn route_of(path: &str) -> Option<&'static str> {
    static POSTED: OnceLock<Vec<&'static str>> = OnceLock::new();
    let posted = || router::routes().iter().filter(|r| r.method == "POST").map(|r| r.path).collect();
    let bare = path.split('?').next().unwrap_or_default();
    // an address within a programme is the same page
    let bare = bare.strip_prefix("/programs/").and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or(bare);
    let fits = |route: &str| {
        let (a, b): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), bare.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.starts_with('{') || a == b)
    };
    let fitting = POSTED.get_or_init(posted).iter().copied().filter(|route| fits(route));
    fitting.min_by_key(|route| route.matches('{').count())
}

#[test]
fn every_field_on_file_is_named_in_the_program() {
    let sources: String = crate::tidy::sources().into_iter().map(|(_, text)| text).collect();
    let names: BTreeSet<&String> = on_file().values().flatten().collect();
    assert!(names.len() > 100, "the control: {} names", names.len());
    let variant = |name: &str| format!(" {}{},", name[..1].to_uppercase(), &name[1..]);
    let is_named = |name: &str| sources.contains(&format!("\"{name}\"")) || sources.contains(&variant(name));
    let stale: Vec<_> = names.iter().filter(|n| !n.ends_with('*') && !is_named(n)).collect();
    assert!(stale.is_empty(), "`just forms` writes tests/it/forms.txt anew: {stale:?}");
}
