//! Figures for the board: correct, and nobody can be identified from them.

use crate::{
    holders::{award_all, complete},
    on_both,
    world::World,
};

on_both!(the_board_sees_totals_and_nobody_in_them);
async fn the_board_sees_totals_and_nobody_in_them(world: World) {
    complete(&world, &[("Ana Lima", "ana@example.org"), ("Bo Reyes", "bo@example.org")]).await;
    for n in 0..6 {
        world.member(&format!("More Person{n}"), &format!("more{n}@example.org")).await;
    }
    let mut dana = world.staff().await;
    award_all(&world, &mut dana).await;
    let office = dana.get("/staff/reports").await.unwrap().text();
    let cell = |page: &str, label: &str| {
        let at = page
            .find(&format!("<th scope=\"row\">{label}</th><td class=\"num\">"))
            .unwrap_or_else(|| panic!("{label}: {page}"));
        page[at..].split("\"num\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(cell(&office, "Enrolled"), "8");
    assert_eq!(cell(&office, "Certified"), "2");
    assert_eq!(cell(&office, "Harborfield Teachers Association"), "2");
    assert_eq!(cell(&office, "Southeast"), "12", "hours of Foundations in the region");
    let mut lead = world.office("Lee Board", "lee@example.org", "leadership").await;
    let board = lead.get("/staff/reports").await.unwrap().text();
    assert_eq!(cell(&board, "Enrolled"), "8");
    assert_eq!(cell(&board, "Certified"), "a few");
    assert_eq!(cell(&board, "Harborfield Teachers Association"), "a few");
    for name in ["Ana Lima", "ana@example.org"] {
        assert!(!board.contains(name));
    }
    assert_eq!(lead.get("/staff").await.unwrap().status, 404);
    assert_eq!(lead.get("/staff/people").await.unwrap().status, 404);
    // the file says no more than the page
    let form = [("query", ""), ("reason", "Board"), ("as", "csv")];
    let file = lead.post("/staff/reports/export/locals", &form).await.unwrap();
    assert!(file.text().contains("Harborfield Teachers Association,a few"), "{}", file.text());
    assert!(dana.post("/staff/reports/export/locals", &form).await.unwrap().text().contains("Association,2"));
    assert_eq!(lead.post("/staff/export/people", &form).await.unwrap().status, 404);
    assert_eq!(lead.post("/staff/reports/export/people", &form).await.unwrap().status, 404);
    let mut ana = world.sign_in("ana@example.org").await;
    assert_eq!(ana.get("/staff/reports").await.unwrap().status, 404);
}
