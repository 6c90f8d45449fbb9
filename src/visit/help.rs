//! Which section of which handbook explains a page. The handbooks are in `site/help`.

/// How the addresses of pages begin, with the handbook and its section; the longest beginning counts.
pub(crate) const EXPLAINED: [(&str, &str, &str); 65] = [
    ("/me", "member", "hours"),
    ("/me/classes", "member", "seats"),
    ("/me/classes/{key}/board", "member", "class"),
    ("/me/classes/{key}/materials", "member", "class"),
    ("/me/classes/{key}/feedback", "member", "class"),
    ("/me/wishes", "member", "waiting"),
    ("/me/claims", "member", "missing"),
    ("/me/certificate", "member", "certificate"),
    ("/me/profile", "member", "yours"),
    ("/me/address", "member", "yours"),
    ("/me/data", "member", "yours"),
    ("/me/leave", "member", "yours"),
    ("/me/sign-ins", "signing-in", "where"),
    ("/me/teaching", "trainer", "asked"),
    ("/me/trainer-page", "trainer", "shown"),
    ("/prove", "signing-in", "app"),
    ("/sign-in", "signing-in", "email"),
    ("/teach", "trainer", "roster"),
    ("/teach/{key}/board", "trainer", "before"),
    ("/teach/{key}/message", "trainer", "before"),
    ("/teach/{key}/materials", "trainer", "before"),
    ("/teach/{key}/close", "trainer", "finish"),
    ("/teach/{key}/feedback", "trainer", "afterwards"),
    ("/local", "president", "local"),
    ("/local/team", "president", "team"),
    ("/local/teams", "president", "seats"),
    ("/local/sign-up", "president", "seats"),
    ("/local/requests", "president", "requests"),
    ("/local/notice", "president", "notice"),
    ("/local/hand-over", "president", "hand-over"),
    ("/host", "host", "classes"),
    ("/host/{key}", "host", "day"),
    ("/staff/begin", "coordinator", "begin"),
    ("/staff/catalogue", "coordinator", "courses"),
    ("/staff/timetable", "coordinator", "classes"),
    ("/staff/terms", "coordinator", "classes"),
    ("/staff/drafts", "coordinator", "classes"),
    ("/staff/import", "coordinator", "classes"),
    ("/staff/classes", "coordinator", "changes"),
    ("/staff/classes/new", "coordinator", "classes"),
    ("/staff/attendance", "coordinator", "attendance"),
    ("/staff/requests", "coordinator", "requests"),
    ("/staff/messages", "coordinator", "messages"),
    ("/staff/pages", "coordinator", "pages"),
    ("/staff/words", "coordinator", "pages"),
    ("/staff/pictures", "coordinator", "pages"),
    ("/staff/letters", "coordinator", "pages"),
    ("/staff/mails", "coordinator", "pages"),
    ("/staff/brand", "coordinator", "pages"),
    ("/staff/questions", "coordinator", "pages"),
    ("/staff/opportunities", "coordinator", "pages"),
    ("/staff/mail", "administrator", "mail"),
    ("/staff/people", "registrar", "people"),
    ("/staff/people/duplicates", "registrar", "corrections"),
    ("/staff/people/{key}/edit", "registrar", "corrections"),
    ("/staff/members", "registrar", "members"),
    ("/staff/membership", "registrar", "members"),
    ("/staff/claims", "registrar", "hours"),
    ("/staff/decisions", "registrar", "hours"),
    ("/staff/certificates", "registrar", "certificates"),
    ("/staff/exports", "registrar", "exports"),
    ("/staff/roles", "administrator", "roles"),
    ("/staff/policy", "administrator", "policy"),
    ("/staff/programme", "administrator", "programme"),
    ("/staff/log", "administrator", "log"),
];

/// Where the page with an address is explained.
pub(super) fn of(path: &str) -> Option<String> {
    let parts = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let asked = parts(path);
    let fits = |pattern: &str| {
        let pattern = parts(pattern);
        let same = pattern.iter().zip(&asked).all(|(p, a)| p == a || p.starts_with('{'));
        (pattern.len() <= asked.len() && same).then_some(pattern.len())
    };
    let found =
        EXPLAINED.iter().filter_map(|e| Some((fits(e.0)?, e))).max_by_key(|(length, e)| (*length, !e.0.ends_with('}')));
    found.map(|(_, (_, book, section))| format!("/help/{book}#{section}"))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_longest_beginning_explains_a_page() {
        assert_eq!(of("/me/classes/tybq/board").as_deref(), Some("/help/member#class"));
        assert_eq!(of("/me/classes/tybq").as_deref(), Some("/help/member#seats"));
        assert_eq!(of("/staff/people/duplicates").as_deref(), Some("/help/registrar#corrections"));
        assert_eq!(of("/staff/classes/new").as_deref(), Some("/help/coordinator#classes"));
        assert_eq!(of("/classes"), None);
        assert_eq!(of("/"), None);
    }
}
