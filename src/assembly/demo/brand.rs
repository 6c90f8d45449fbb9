//! The look of the sample union: a mark, a signature of nobody, and an address that does not exist.

use crate::{
    ground::fault::Fault,
    programme::{
        brand::{self, Brand, Design, Kind},
        change::Actor,
    },
    visit::app::App,
};

const PICTURES: [(Kind, &[u8]); 3] = [
    (Kind::Logo, include_bytes!("../../../sample/brand/logo.svg")),
    (Kind::Icon, include_bytes!("../../../sample/brand/logo.svg")),
    (Kind::Signature, include_bytes!("../../../sample/brand/signature.svg")),
];

/// Gives the sample union its look.
pub(super) async fn add(app: &App) -> Result<(), Fault> {
    let mut made = Vec::new();
    for (kind, svg) in PICTURES {
        made.push((kind, paper::remake(svg, kind.purpose()).map_err(|e| Fault::Ours(e.to_string()))?));
    }
    app.change(Actor::System, move |change| {
        let mut look = Brand {
            address: "20 Sample Street\nSampleton, Massachusetts".into(),
            signatory: "Sample Signatory".into(),
            signatory_office: "President".into(),
            design: Design::Classic,
            ..Brand::default()
        };
        for (kind, picture) in &made {
            let key = brand::keep(change, picture)?;
            look.pictures.set(*kind, Some(key));
        }
        brand::save(change, &look, "sample")
    })
    .await?;
    Ok(())
}
