//! How the organisation looks: its mark, its colours, where letters reach it, who signs for it, and which design its
//! certificates have. Every version stays, since a certificate keeps the look of its day.

use super::{
    change::{Change, Entry},
    versions,
};
use crate::ground::{fault::Fault, verb::Verb};
use db::{Tx, params, sql};
use kit::colour::{Colour, Palette};
use paper::{Purpose, Template};
use rules::time::Instant;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// How certificates are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Design {
    #[default]
    Classic,
    Modern,
}

db::named!(Design);

impl Design {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub const fn template(self) -> Template {
        match self {
            Self::Classic => Template::Classic,
            Self::Modern => Template::Modern,
        }
    }
}

/// A picture that an organisation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    Logo,
    Icon,
    Signature,
    Seal,
}

impl Kind {
    /// Its name in addresses and templates.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Logo => Purpose::Logo,
            Self::Icon => Purpose::Icon,
            Self::Signature => Purpose::Signature,
            Self::Seal => Purpose::Seal,
        }
    }
}

/// The pictures of one version, by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pictures {
    pub logo: Option<String>,
    pub icon: Option<String>,
    pub signature: Option<String>,
    pub seal: Option<String>,
}

impl Pictures {
    pub const fn of(&self, kind: Kind) -> Option<&String> {
        match kind {
            Kind::Logo => self.logo.as_ref(),
            Kind::Icon => self.icon.as_ref(),
            Kind::Signature => self.signature.as_ref(),
            Kind::Seal => self.seal.as_ref(),
        }
    }

    pub fn set(&mut self, kind: Kind, key: Option<String>) {
        match kind {
            Kind::Logo => self.logo = key,
            Kind::Icon => self.icon = key,
            Kind::Signature => self.signature = key,
            Kind::Seal => self.seal = key,
        }
    }
}

/// One version of the look; what was never saved is what ships.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Brand {
    /// 0 for what ships.
    pub id: i64,
    /// `#rrggbb`, or empty for what ships.
    pub main: String,
    pub accent: String,
    /// The postal address, in lines.
    pub address: String,
    /// Who signs certificates; the configuration's where it is empty.
    pub signatory: String,
    /// Their office.
    pub signatory_office: String,
    pub design: Design,
    /// Whether certificates are higher than wide.
    pub upright: bool,
    pub pictures: Pictures,
}

db::record! { $
    brands: "from brand" => fn read -> Result<Brand, Fault> {
        id: "id",
        main: "main",
        accent: "accent",
        address: "address",
        signatory: "signatory",
        signatory_office: "signatory_office",
        design: "design",
        upright: "upright",
        pictures: Pictures { logo: "logo", icon: "icon", signature: "signature", seal: "seal" },
    }
}

impl Brand {
    /// Its colours.
    pub fn palette(&self) -> Palette {
        let colour = |text: &str, shipped: Colour| text.parse().unwrap_or(shipped);
        let shipped = Palette::SHIPPED;
        if self.main.is_empty() && self.accent.is_empty() {
            return shipped;
        }
        Palette::of(colour(&self.main, shipped.main), colour(&self.accent, shipped.accent))
    }

    /// The address of one of its pictures, named by what is on it.
    pub fn picture(&self, kind: Kind) -> Option<String> {
        self.pictures.of(kind).map(|key| format!("/brand/{}-{key}.png", kind.name()))
    }

    /// The address of the stylesheet with its colours; none for those that ship.
    pub fn stylesheet(&self) -> Option<String> {
        let own = !self.main.is_empty() || !self.accent.is_empty();
        own.then(|| {
            let hex = |c: Colour| c.to_string().trim_start_matches('#').to_owned();
            format!("/brand/{}-{}.css", hex(self.palette().main), hex(self.palette().accent))
        })
    }
}

/// The look in force.
pub(crate) fn newest(tx: &Tx<'_>) -> Result<Brand, Fault> {
    let row = tx.optional(brands!("order by made_at desc, id desc limit 1"), &[])?;
    row.as_ref().map_or_else(|| Ok(Brand::default()), read)
}

/// The look of a moment.
pub(crate) fn of_day(tx: &Tx<'_>, moment: Instant) -> Result<Brand, Fault> {
    let row = tx.optional(brands!("where made_at <= $1 order by made_at desc, id desc limit 1"), &params![moment.0])?;
    row.as_ref().map_or_else(|| Ok(Brand::default()), read)
}

/// A look with its pictures: what documents are made with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    pub brand: Brand,
    pub pictures: Vec<(&'static str, Vec<u8>)>,
}

impl Look {
    /// The one in force.
    pub fn now(tx: &Tx<'_>) -> Result<Self, Fault> {
        Self::of(tx, newest(tx)?)
    }

    /// The one of a moment: of what was issued then.
    pub fn of_day(tx: &Tx<'_>, moment: Instant) -> Result<Self, Fault> {
        Self::of(tx, of_day(tx, moment)?)
    }

    fn of(tx: &Tx<'_>, brand: Brand) -> Result<Self, Fault> {
        let mut pictures = Vec::new();
        for kind in [Kind::Logo, Kind::Signature, Kind::Seal] {
            if let Some(key) = brand.pictures.of(kind) {
                pictures.push((kind.name(), picture(tx, key)?.ok_or(Fault::NotFound)?));
            }
        }
        Ok(Self { brand, pictures })
    }

    /// As templates read it.
    pub fn json(&self) -> Value {
        let Palette { main, deep, accent } = self.brand.palette();
        let names: Vec<&str> = self.pictures.iter().map(|(name, _)| *name).collect();
        json!({
            "main": main.to_string(), "deep": deep.to_string(), "accent": accent.to_string(), "pictures": names,
        })
    }
}

/// The PNG with this key.
pub(crate) fn picture(tx: &Tx<'_>, key: &str) -> Result<Option<Vec<u8>>, Fault> {
    let row = tx.optional(sql!("select png from picture where key = $1"), &params![key])?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// Whether a picture is, or was, one that pages show. A signature is on paper only.
pub(crate) fn is_public(tx: &Tx<'_>, kind: Kind, key: &str) -> Result<bool, Fault> {
    let params = params![key];
    let row = match kind {
        Kind::Logo => tx.optional(sql!("select 1 from brand where logo = $1 limit 1"), &params),
        Kind::Icon => tx.optional(sql!("select 1 from brand where icon = $1 limit 1"), &params),
        Kind::Seal => tx.optional(sql!("select 1 from brand where seal = $1 limit 1"), &params),
        Kind::Signature => return Ok(false),
    };
    Ok(row?.is_some())
}

/// Keeps a picture. Part of a verb; returns its key.
pub(crate) fn keep(change: &Change<'_, '_>, made: &paper::Picture) -> Result<String, Fault> {
    let digest = Sha256::digest(&made.png);
    let key: String = digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    change.tx.run(
        sql!("insert into picture (key, png, width, height) values ($1, $2, $3, $4) on conflict (key) do nothing"),
        &params![&key, made.png.as_slice(), i64::from(made.width), i64::from(made.height)],
    )?;
    Ok(key)
}

/// Saves a look as a new version. `what` names what was changed, for the log. Where `brand.id` is not the version in
/// force any more, somebody else has saved meanwhile: nothing is written over, and the answer is no.
pub(crate) fn save(change: &Change<'_, '_>, brand: &Brand, what: &str) -> Result<bool, Fault> {
    // one after the other: pictures and colours are saved by forms of their own
    change.tx.optional(sql!("select name from setting where name = 'texts' {for_update}"), &[])?;
    let before = newest(change.tx)?;
    if before == *brand {
        return Ok(true);
    }
    if before.id != brand.id {
        return Ok(false);
    }
    let p = &brand.pictures;
    change.tx.run(
        sql!(
            "insert into brand (id, main, accent, address, signatory, signatory_office, design, upright, logo, icon,
                                signature, seal, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        ),
        &params![
            change.id(),
            &brand.main,
            &brand.accent,
            &brand.address,
            &brand.signatory,
            &brand.signatory_office,
            brand.design,
            brand.upright,
            p.logo.as_ref(),
            p.icon.as_ref(),
            p.signature.as_ref(),
            p.seal.as_ref(),
            change.person(),
            change.now.0
        ],
    )?;
    versions::renew(change, versions::Of::Texts)?;
    change.audit(&Entry { verb: Verb::BrandSaved, object: "brand", id: 0, before: "", after: what, reason: "" })?;
    Ok(true)
}
