//! A visitor who follows every link, reads what is in it, PDF and workbook too, and finds every form.

use crate::visitor::Browser;
use flate2::read::DeflateDecoder;
use ratify::assembly::browser::Answer;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    io::Read,
};

/// One page that was read.
pub struct Seen {
    pub path: String,
    /// The page that led there; empty for where the visitor began.
    pub from: String,
    pub status: u16,
    /// What can be read in it.
    pub text: String,
    pub html: bool,
}

/// One form of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub page: String,
    pub action: String,
    pub post: bool,
    pub file: bool,
    /// Name, kind and value of each field.
    pub fields: Vec<(String, String, String)>,
}

/// What is never followed: it ends the sign-in, or is the same page in another order.
const LEFT: [&str; 4] = ["/assets/", "/sign-out", "/mailbox", "/es/"];

/// How many forms of one document are read.
const DOCUMENTS: usize = 2;

/// Reads every page that can be reached from `starts`, at most `most`, and at most `alike` of those that differ only in
/// their keys.
pub async fn crawl(browser: &mut Browser, starts: &[&str], most: usize, alike: usize) -> Vec<Seen> {
    let mut waiting: VecDeque<(String, String)> = starts.iter().map(|s| ((*s).to_owned(), String::new())).collect();
    let (mut known, mut kinds) = (BTreeSet::new(), BTreeMap::new());
    let mut out = Vec::new();
    while let Some((path, from)) = waiting.pop_front() {
        if out.len() >= most || !known.insert(path.clone()) {
            continue;
        }
        let count: &mut usize = kinds.entry(kind(&path)).or_default();
        *count += 1;
        // a document with another filter or paper is slow to set and to read, and says the same of people
        let alike = if path.contains(".pdf?") { alike.min(DOCUMENTS) } else { alike };
        if *count > alike {
            continue;
        }
        let answer = browser.get(&path).await.unwrap();
        let seen = Seen { from, ..read(&path, &answer) };
        if let Some(to) = &answer.location {
            waiting.extend(local(to).map(|to| (to, seen.from.clone())));
        }
        if seen.html {
            let links = attributes(&seen.text, "href");
            waiting.extend(links.iter().filter_map(|href| Some((local(href)?, path.clone()))));
        }
        out.push(seen);
    }
    out
}

/// The address of a page of ours, without the part for a place on it.
fn local(href: &str) -> Option<String> {
    let path = href.strip_prefix("http://ratify.test").unwrap_or(href).split('#').next().unwrap_or_default();
    let path = path.replace("&amp;", "&");
    let ours = path.starts_with('/') && !path.starts_with("//") && !LEFT.iter().any(|left| path.starts_with(left));
    ours.then_some(path)
}

/// An address with its keys and its query left out: what pages of one kind have in common.
pub fn kind(path: &str) -> String {
    let bare = path.split('?').next().unwrap_or_default();
    let part = |p: &str| {
        if p.chars().any(|c| c.is_ascii_digit()) {
            "*".to_owned()
        } else {
            p.split('-').next().unwrap_or_default().to_owned()
        }
    };
    bare.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// What can be read in an answer.
pub fn read(path: &str, answer: &Answer) -> Seen {
    let kind = answer.headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let text = if kind.contains("pdf") {
        pdf(&answer.body)
    } else if kind.contains("spreadsheet") {
        workbook(&answer.body)
    } else {
        answer.text()
    };
    Seen {
        path: path.to_owned(),
        from: String::new(),
        status: answer.status.as_u16(),
        text,
        html: kind.contains("html"),
    }
}

/// The text of a PDF, without its spaces: they are positions, not characters.
fn pdf(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap_or_default().replace([' ', '\n'], "")
}

/// The texts of a workbook: the entries of its archive that are packed or plain, one after the other.
fn workbook(bytes: &[u8]) -> String {
    let mut out = String::new();
    let number =
        |at: usize, length: usize| bytes[at..at + length].iter().rev().fold(0usize, |n, b| n << 8 | usize::from(*b));
    for at in 0..bytes.len().saturating_sub(46) {
        // an entry of the archive's directory: method, sizes, and where its data begin
        if bytes[at..].starts_with(b"PK\x01\x02") {
            let (method, packed, header) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4));
            let data = header + 30 + number(header + 26, 2) + number(header + 28, 2);
            let piece = &bytes[data..data + packed];
            if method == 0 {
                out.push_str(&String::from_utf8_lossy(piece));
            } else {
                let mut text = Vec::new();
                DeflateDecoder::new(piece).read_to_end(&mut text).unwrap();
                out.push_str(&String::from_utf8_lossy(&text));
            }
        }
    }
    out
}

/// The values of an attribute wherever it appears.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).map(unescaped).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> String {
    attributes(&format!(" {tag}"), name).into_iter().next().unwrap_or_default()
}

/// Every form of a page.
pub fn forms(page: &str, html: &str) -> Vec<Form> {
    let mut out = Vec::new();
    for piece in html.split("<form").skip(1) {
        let inside = piece.split("</form>").next().unwrap_or_default();
        let (head, body) = inside.split_once('>').unwrap_or_default();
        let mut fields = Vec::new();
        for (mark, plain) in [("<input", ""), ("<textarea", "textarea"), ("<select", "select"), ("<button", "submit")] {
            for tag in body.split(mark).skip(1) {
                let (attributes, rest) = tag.split_once('>').unwrap_or_default();
                let kind = if plain.is_empty() || plain == "submit" {
                    attribute(attributes, "type")
                } else {
                    plain.to_owned()
                };
                let value = match plain {
                    "select" => chosen(rest),
                    "textarea" => unescaped(rest.split("</textarea>").next().unwrap_or_default()),
                    _ => attribute(attributes, "value"),
                };
                let action = attribute(attributes, "formaction");
                let name = attribute(attributes, "name");
                if plain == "submit" && !action.is_empty() {
                    fields.push((String::new(), "action".to_owned(), action));
                } else if !name.is_empty() {
                    fields.push((name, kind, value));
                }
            }
        }
        out.push(Form {
            page: page.to_owned(),
            action: attribute(head, "action"),
            post: attribute(head, "method") == "post",
            file: head.contains("multipart"),
            fields,
        });
    }
    out
}

/// The value of a list's chosen entry, otherwise of its first that is not empty.
fn chosen(rest: &str) -> String {
    let list = rest.split("</select>").next().unwrap_or_default();
    let options: Vec<&str> = list.split("<option").skip(1).filter_map(|o| o.split('>').next()).collect();
    let pick = options.iter().find(|o| o.contains(" selected"));
    let pick = pick.or_else(|| options.iter().find(|o| !attribute(o, "value").is_empty()));
    pick.map(|o| attribute(o, "value")).unwrap_or_default()
}

#[test]
fn forms_and_links_are_found() {
    let html = "<a href=\"/x?a=1&amp;b=2#c\">x</a><form method=\"post\" action=\"/y\"><input type=\"text\" name=\"n\" value=\"v\">\
                <textarea name=\"t\">old</textarea><select name=\"s\"><option value=\"\">-</option><option value=\"2\">b</option></select>\
                <button type=\"submit\" name=\"as\" value=\"csv\">Go</button></form>";
    assert_eq!(attributes(html, "href").iter().filter_map(|h| local(h)).collect::<Vec<_>>(), ["/x?a=1&b=2"]);
    let form = forms("/", html).remove(0);
    let field = |n: &str, k: &str, v: &str| (n.to_owned(), k.to_owned(), v.to_owned());
    assert_eq!(
        form.fields,
        [
            field("n", "text", "v"),
            field("t", "textarea", "old"),
            field("s", "select", "2"),
            field("as", "submit", "csv")
        ]
    );
    assert!(form.post && form.action == "/y");
}
