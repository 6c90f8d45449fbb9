//! Nothing is offered that the reader of the page cannot have: every link of every page of every role leads somewhere,
//! and every form goes to a route that lets the reader in.

use crate::{
    crawl::{Seen, crawl, forms},
    on_both,
    visitor::Browser,
    world::World,
};
use ratify::assembly::router::{Mark, routes};
use ratify::visit::policy::Policy;

/// The role of a reader, and the policies that let it in besides those for everybody.
const ROLES: [(&str, &[Policy]); 7] = [
    ("member", &[]),
    ("president", &[Policy::Local]),
    ("site-host", &[Policy::Host]),
    ("trainer", &[Policy::Trainer]),
    ("leadership", &[Policy::Lead]),
    ("registrar", &[Policy::Office, Policy::Trainer, Policy::Host, Policy::Lead, Policy::Records]),
    ("coordinator", &[Policy::Office, Policy::Trainer, Policy::Host, Policy::Lead, Policy::Coordinate]),
];

/// The route that accepts forms at a path, and whom it lets in.
fn route_of(path: &str) -> Option<(&'static str, Policy)> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |hole: &str| {
        let (a, b): (Vec<&str>, Vec<&str>) = (hole.split('/').collect(), path.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.starts_with('{') || a == b)
    };
    let mut posts: Vec<_> = routes().into_iter().filter(|r| r.method == "POST" && fits(r.path)).collect();
    posts.sort_by_key(|r| r.path.matches('{').count());
    posts.first().map(|r| (r.path, r.policy))
}

/// Forms with several buttons, and what Enter means in them: the first button that is not only for looking.
const SEVERAL: [(&str, &str); 16] = [
    ("/staff/mails/{slug}", "shows letters in these words; saving and testing are presses"),
    ("/staff/catalogue/{kind}", "saves the course; seeing what it counts for is a press"),
    ("/staff/brand", "shows the pages and certificates as typed; saving is a press"),
    ("/staff/brand/{kind}", "hands the chosen picture in; taking one off is a press"),
    ("/staff/letters/{slug}", "shows the letter with the text; saving is a press"),
    ("/staff/pages/{slug}", "shows the page with the text; saving is a press"),
    ("/staff/words", "shows the start page with the words; saving is a press"),
    ("/events/{key}/sign-up", "signs up for all that is chosen; leaving some out is a press"),
    ("/teach/{key}", "in the fields of a walk-in Enter adds that person; nothing else takes Enter"),
    ("/staff/claims/{key}", "agrees as typed; declining is a press"),
    ("/staff/requests/{key}", "saves the answer; declining is a press"),
    ("/staff/export/{list}", "a CSV, as the first button says"),
    ("/staff/reports/export/{list}", "a CSV, as the first button says"),
    ("/staff/messages/new", "looks at the message; counting is a press"),
    ("/staff/messages/{key}/edit", "looks at the message; counting is a press"),
    ("/staff/names/{key}", "agrees to the name; declining has its own form"),
];

/// Forms that have several buttons but are not among those known to.
fn several(seen: &[Seen]) -> Vec<String> {
    let mut out = Vec::new();
    for page in seen.iter().filter(|p| p.html) {
        for form in page.text.split("<form").skip(1).filter_map(|f| f.split("</form>").next()) {
            if form.matches("type=\"submit\"").count() < 2 || form.starts_with(" method=\"get\"") {
                continue;
            }
            let action = form.split("action=\"").nth(1).and_then(|a| a.split('"').next()).unwrap_or_default();
            let path = route_of(action).map_or(action, |(path, _)| path);
            if !SEVERAL.iter().any(|(known, _)| *known == path) {
                out.push(format!("{}: {path}", page.path));
            }
        }
    }
    out
}

/// Forms into which somebody outside the office types an address, and whose answer does not wait for the beat.
fn off_the_beat(seen: &[Seen]) -> (usize, Vec<String>) {
    let even: Vec<&str> = routes().iter().filter(|r| r.mark == Some(Mark::Even)).map(|r| r.path).collect();
    let (mut found, mut out) = (0, Vec::new());
    for page in seen.iter().filter(|p| p.html) {
        for form in page.text.split("<form").skip(1).filter_map(|f| f.split("</form>").next()) {
            // one address, or a list of names with theirs
            let typed = form.split('<').any(|tag| {
                tag.contains("name=\"email\"") && !tag.contains("type=\"hidden\"")
                    || tag.starts_with("textarea") && tag.contains("name=\"people\"")
            });
            if form.starts_with(" method=\"get\"") || !typed {
                continue;
            }
            let places = form.split("action=\"").skip(1).filter_map(|a| a.split('"').next());
            for (path, policy) in places.filter_map(route_of) {
                found += 1;
                if !policy.is_office() && !even.contains(&path) {
                    out.push(format!("{}: {path}", page.path));
                }
            }
        }
    }
    (found, out)
}

/// What a reader is offered and cannot have.
fn dead(seen: &[Seen], lets_in: &[Policy]) -> Vec<String> {
    let mut out = Vec::new();
    for page in seen {
        if !page.from.is_empty() && matches!(page.status, 401 | 403 | 404 | 410) {
            out.push(format!("{} leads to {}: {}", page.from, page.path, page.status));
        }
        if !page.html {
            continue;
        }
        for form in forms(&page.path, &page.text).into_iter().filter(|f| f.post && !f.action.starts_with("/es/")) {
            let open = [Policy::Public, Policy::Anyone, Policy::Member, Policy::Demo];
            let policy = route_of(&form.action).map(|(_, policy)| policy);
            if !policy.is_some_and(|p| open.contains(&p) || lets_in.contains(&p)) {
                out.push(format!("{} has a form for {}: {policy:?}", page.path, form.action));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

async fn reader(world: &World, admin: &mut Browser, role: &str) -> Browser {
    let email = format!("{role}@example.org");
    match role {
        "member" => world.member("Mia Member", &email).await,
        "trainer" => world.trainer().await,
        "registrar" | "coordinator" => world.office("Rita Rolle", &email, role).await,
        _ => {
            world.member(&format!("Olga {role}"), &email).await;
            let more = match role {
                "president" => ("local", "Harborfield Teachers Association"),
                "site-host" => ("venue", "southbridge"),
                _ => ("local", ""),
            };
            let form = [("email", email.as_str()), ("role", role), more, ("reason", "Elected")];
            let given = admin.post("/staff/roles", &form).await.unwrap();
            assert_eq!(given.status, 303, "{}", given.text());
            let mut browser = world.sign_in(&email).await;
            world.set_up_app(&mut browser).await;
            browser
        }
    }
}

on_both!(what_a_role_is_offered_it_may_use);
async fn what_a_role_is_offered_it_may_use(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    for class in ["fnd-101-fall", "fnd-100-holyoke", "dem-200-summit", "spc-309-raynham"] {
        assert_eq!(world.sign_up(&mut ana, class).await.status, 303);
    }
    // two records that may be one person
    world.member("Ana Baptiste", "ana.baptiste@example.org").await;
    world.pass_days(20);
    let mut owen = world.trainer().await;
    let key = world.class_key("fnd-101-fall").await;
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let here = page.split("name=\"here-").nth(1).unwrap().split('"').next().unwrap();
    owen.post(&format!("/teach/{key}"), &[(format!("here-{here}").as_str(), "1")]).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut admin = world.administrator().await;
    for (role, lets_in) in ROLES {
        let mut browser = reader(&world, &mut admin, role).await;
        let starts: &[&str] = match role {
            "registrar" | "coordinator" => &["/staff", "/", "/me"],
            "trainer" => &["/teach", "/", "/me"],
            "president" => &["/local", "/", "/me"],
            "site-host" => &["/host", "/", "/me"],
            "leadership" => &["/staff/reports", "/", "/me"],
            _ => &["/", "/me"],
        };
        let seen = crawl(&mut browser, starts, 400, 4).await;
        assert!(seen.len() > 20, "{role}: {} pages", seen.len());
        let (found, off) = off_the_beat(&seen);
        assert!(found > 0 || matches!(role, "leadership" | "site-host"), "{role} types an address somewhere");
        assert_eq!(off, Vec::<String>::new(), "{role}");
        assert_eq!(dead(&seen, lets_in), Vec::<String>::new(), "{role}");
        assert_eq!(several(&seen), Vec::<String>::new(), "{role}: say what Enter means in it");
    }
    // the control: the same reading finds what a member has no access to
    let seen = crawl(&mut admin, &["/staff"], 60, 2).await;
    assert!(!dead(&seen, &[]).is_empty());
}
