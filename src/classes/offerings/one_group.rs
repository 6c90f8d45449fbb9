//! For whom a class is, in words.

use crate::{classes::offerings::Class, ground::when, visit::Visit};
use kit::t;

/// Whom a class is for, which datum decides, and who can change it.
pub(crate) fn why_one_group(visit: &Visit, class: &Class) -> String {
    let (words, email) = (visit.words, &visit.app.config.office.email);
    let mut said = Vec::new();
    if let Some((_, local)) = &class.only_local {
        said.push(match class.local_until.filter(|until| visit.now() < *until) {
            Some(until) => {
                let day = words.day(when::day(until, &visit.app.zone), false);
                t!(words, "why-local-first", local = local, day = day)
            }
            None => t!(words, "why-one-local", local = local),
        });
    }
    if !class.only_work.is_empty() {
        let kinds: Vec<String> = class.only_work.iter().map(|w| words.text(&format!("work-{w}"), &[])).collect();
        said.push(t!(words, "why-one-work", work = kinds.join(", ")));
    }
    if class.members_only {
        said.push(t!(words, "why-members", email = email));
    }
    said.join(" ")
}
