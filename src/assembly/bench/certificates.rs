//! Certificates: what making one costs, a batch that is stopped and resumed, and the page that checks them under load.

use super::{load, population, server::Server};
use crate::{
    certificates::{
        awards::{
            badge, batches,
            certificate::Certificate,
            document::PaperSize,
            files::{Form, made},
            registry::Snapshot,
            store, verbs,
        },
        keys,
    },
    ground::ids::PersonId,
    programme::{brand::Look, change::Actor},
    visit::{app::App, scope::Scope},
};
use credential::{carried, verify::verify};
use db::sql;
use kit::Language;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Certificates made as a warm-up, before those that are measured.
const WARM: usize = 20;

/// Stores people who are ready, and measures.
pub(super) async fn run(folder: &Path, people: u64, clients: usize, time: Duration) -> Result<(), String> {
    let file = folder.join("certificates.db").display().to_string();
    println!("Storing {people} people who have earned the certificate ...");
    let app = population::store_complete(&file, people).await?;
    batch(&app, people).await?;
    one_by_one(&app).await?;
    let numbers = numbers(&app).await?;
    drop(app);
    let server = Server::start(&file)?;
    let address = server.ready().await?;
    let paths: Vec<String> = numbers.iter().map(|n| format!("/verify/{n}")).collect();
    let before = server.cpu()?;
    let figures = load::each(address, clients, time, paths).await?;
    let cpu = server.cpu()? - before;
    super::report(&format!("verification page, {clients} clients"), &figures, cpu);
    println!("  memory of the server: at most {} MB", server.peak_mb()?);
    server.stop()
}

/// Issues everybody a certificate in one batch that is stopped partway and resumed by a second run.
async fn batch(app: &App, people: u64) -> Result<(), String> {
    let wrong = |e: crate::ground::fault::Fault| e.to_string();
    let ready: Vec<PersonId> = app
        .read(|tx| Ok(store::ready(tx, &Scope::program())?.iter().map(|r| r.person).collect()))
        .await
        .map_err(wrong)?;
    if ready.len() as u64 != people {
        return Err(format!("{} of {people} are ready", ready.len()));
    }
    let key = app
        .change(Actor::System, move |change| verbs::start(change, &change.edition()?.rules.id, &ready))
        .await
        .map_err(wrong)?;
    let started = Instant::now();
    // the batch may be stopped in the middle of a certificate: each one is then either finished or not there
    let stopped = tokio::time::timeout(Duration::from_secs(2), async {
        while batches::go_on(app).await? > 0 {}
        Ok(())
    });
    let done = match stopped.await {
        Err(_) => {
            let asked = key.clone();
            app.read(move |tx| batches::progress(tx, &asked)).await.map_err(wrong)?.done()
        }
        Ok(ended) => ended.map(|()| people as i64).map_err(wrong)?,
    };
    while batches::go_on(app).await.map_err(wrong)? > 0 {}
    crate::certificates::awards::seal::seal_all(app).await.map_err(wrong)?;
    let time = started.elapsed().as_secs_f64();
    let figures = app
        .read(|tx| {
            let row = tx.one(
                sql!(
                    "select (select count(*) from award), (select count(*) from document where credential is not null)"
                ),
                &[],
            )?;
            Ok((row.get::<i64>(0)?, row.get::<i64>(1)?))
        })
        .await
        .map_err(wrong)?;
    if figures != (people as i64, people as i64) {
        return Err(format!("{people} people: {figures:?} awards and signed documents"));
    }
    println!(
        "batch of {people}, stopped after {done} and gone on with: {:.0} a second, decided, signed and stored ({time:.1} s)",
        people as f64 / time
    );
    Ok(())
}

/// What one certificate costs on one core: credential, PDF, baked badge; each is verified afterwards.
async fn one_by_one(app: &App) -> Result<(), String> {
    let wrong = |e: crate::ground::fault::Fault| e.to_string();
    let certificates = app
        .read(move |tx| {
            let ids = tx.all(sql!("select id from award order by id limit 220"), &[])?;
            ids.iter().map(|r| Certificate::of_award(tx, r.get(0)?)).collect::<Result<Vec<_>, _>>()
        })
        .await
        .map_err(wrong)?;
    let keys = keys::signing(app).await.map_err(wrong)?;
    let registry = Snapshot::take(app).await.map_err(wrong)?;
    let words = app.words(Language::En);
    let look = Look::default();
    let mut times = [Duration::ZERO; 3];
    let (mut bytes, mut measured) = (0, 0_usize);
    for (n, mut c) in certificates.into_iter().enumerate() {
        let begun = Instant::now();
        let unsigned = badge::unsigned(&c, "bench@example.org", &look.brand, words, &app.config, &app.zone);
        let created = unsigned.valid_from.clone();
        let signed = unsigned.sign(&keys, &created).map_err(|e| e.to_string())?;
        c.document.credential = Some(serde_json::to_string(&signed).map_err(|e| e.to_string())?);
        let credential = begun.elapsed();
        let pdf = made(app, (&c, &look), Form::Pdf(PaperSize::Letter), words, &keys).map_err(wrong)?;
        let printed = begun.elapsed();
        let png = made(app, (&c, &look), Form::Png, words, &keys).map_err(wrong)?;
        let baked = begun.elapsed();
        for file in [&pdf, &png] {
            let carried = carried::find(file).ok_or("there is no credential in it")?;
            verify(&carried, &registry, app.now().0).map_err(|doubt| doubt.to_string())?;
        }
        if n >= WARM {
            times = [times[0] + credential, times[1] + (printed - credential), times[2] + (baked - printed)];
            bytes += pdf.len();
            measured += 1;
        }
    }
    let measured = measured.max(1);
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / measured as f64;
    let all = times.iter().sum::<Duration>();
    println!(
        "one core, warm: {:.0} certificates a second (credential {:.1} ms, PDF {:.1} ms of {} KB, baked badge {:.1} ms)",
        measured as f64 / all.as_secs_f64(),
        each(times[0]),
        each(times[1]),
        bytes / measured / 1024,
        each(times[2])
    );
    Ok(())
}

async fn numbers(app: &App) -> Result<Vec<String>, String> {
    let rows = app.db.read(|tx| tx.all(sql!("select number from award order by id"), &[])).await;
    let rows = rows.map_err(|e| e.to_string())?;
    rows.iter().map(|r| r.get(0).map_err(|e: db::Error| e.to_string())).collect()
}
