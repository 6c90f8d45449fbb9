//! Whether a credential is genuine and still valid: its form, its issuer, the signature, the time, and the list of what
//! has ended.

use crate::{
    badge::Badge,
    carried::{Carried, Form},
    did, jwt,
    keys::PublicKeys,
    proof::{self, Proof},
    status::StatusList,
};

/// Where the issuer says which keys are its own and which credentials have ended.
pub trait Registry {
    /// The issuer's DID.
    fn did(&self) -> &str;
    /// The keys that verify now.
    fn keys(&self) -> &[PublicKeys];
    /// The list at an address, as it is published.
    fn list(&self, address: &str) -> Option<StatusList>;
}

/// Why a credential is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It is not JSON of the form that is issued here: cut, other members, other contexts.
    #[error("it is not a credential of the form that is issued here")]
    Form,
    /// Somebody else issued it.
    #[error("another issuer is named in it")]
    Issuer,
    /// The key that is named is not the issuer's, or no longer.
    #[error("its key is not, or no longer, a key of the issuer")]
    Key,
    /// The signature does not belong to these words.
    #[error("its signature does not fit what it says")]
    Signature,
    /// It is not valid yet.
    #[error("it is not valid yet")]
    Early,
    /// There is no list to look into, or it is out of date.
    #[error("the list of credentials that have ended cannot be had, or is out of date")]
    List,
    /// The list is not the issuer's.
    #[error("the list of credentials that have ended is not the issuer's")]
    ListForged,
}

/// A credential that is genuine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuine {
    /// What it says.
    pub badge: Badge,
    /// Whether it has been replaced or taken back.
    pub ended: bool,
    /// The date of the list that says so, with zone.
    pub list_of: String,
}

/// A moment with zone, in microseconds since 1970 UTC.
pub(crate) fn moment(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}

fn key<'r>(
    registry: &'r dyn Registry,
    name: impl Fn(&PublicKeys) -> String,
) -> impl Fn(&str) -> Option<&'r PublicKeys> {
    move |method| registry.keys().iter().find(|k| did::method(registry.did(), &name(k)) == method)
}

fn one(proof: &[Proof]) -> Result<&Proof, Doubt> {
    match proof {
        [one] => Ok(one),
        _ => Err(Doubt::Form),
    }
}

/// Checks what a file carries, at a moment (microseconds since 1970 UTC).
///
/// # Errors
/// The first [`Doubt`].
pub fn verify(carried: &Carried, registry: &dyn Registry, now: i64) -> Result<Genuine, Doubt> {
    let (of_ed, of_p256) = (key(registry, |k| k.ed.clone()), key(registry, |k| k.p256.clone()));
    let badge = if carried.form == Form::Jwt || carried.text.starts_with("eyJ") {
        let jwt = jwt::read(&carried.text).ok_or(Doubt::Form)?;
        if jwt.badge.issuer.id != registry.did() {
            return Err(Doubt::Issuer);
        }
        let key = of_p256(&jwt.method).ok_or(Doubt::Key)?;
        if !jwt.holds(key) {
            return Err(Doubt::Signature);
        }
        jwt.badge
    } else {
        let badge: Badge = serde_json::from_str(&carried.text).map_err(|_| Doubt::Form)?;
        if badge.issuer.id != registry.did() {
            return Err(Doubt::Issuer);
        }
        let proof = one(&badge.proof)?;
        let key = of_ed(&proof.verification_method).ok_or(Doubt::Key)?;
        let document = serde_json::to_value(&badge).map_err(|_| Doubt::Form)?;
        if !proof::holds(&document, proof, key) {
            return Err(Doubt::Signature);
        }
        badge
    };
    if !badge.is_ours() {
        return Err(Doubt::Form);
    }
    if moment(&badge.valid_from).ok_or(Doubt::Form)? > now {
        return Err(Doubt::Early);
    }
    let entry = &badge.credential_status;
    let list = registry.list(&entry.status_list_credential).ok_or(Doubt::List)?;
    check_list(&list, &entry.status_list_credential, registry, now)?;
    let place = entry.status_list_index.parse().map_err(|_| Doubt::Form)?;
    let ended = list.ended(place).ok_or(Doubt::List)?;
    Ok(Genuine { badge, ended, list_of: list.valid_from })
}

/// Whether a list is the issuer's, and current.
fn check_list(list: &StatusList, address: &str, registry: &dyn Registry, now: i64) -> Result<(), Doubt> {
    let proof = one(&list.proof).map_err(|_| Doubt::ListForged)?;
    let key = key(registry, |k| k.ed.clone())(&proof.verification_method).ok_or(Doubt::ListForged)?;
    let document = serde_json::to_value(list).map_err(|_| Doubt::ListForged)?;
    let genuine = list.is_ours() && list.id == address && list.issuer == registry.did();
    if !genuine || !proof::holds(&document, proof, key) {
        return Err(Doubt::ListForged);
    }
    match (moment(&list.valid_from), moment(&list.valid_until)) {
        (Some(from), Some(until)) if from <= now && now < until => Ok(()),
        _ => Err(Doubt::List),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        badge::{Identity, Profile, tests::said},
        bake,
        carried::find,
        keys::{Keys, tests::keys},
    };

    const LIST: &str = "https://training.example/status/revocation/1";
    const DID: &str = "did:web:training.example";

    struct Fixed {
        keys: Vec<PublicKeys>,
        list: Option<StatusList>,
    }

    impl Registry for Fixed {
        fn did(&self) -> &str {
            DID
        }
        fn keys(&self) -> &[PublicKeys] {
            &self.keys
        }
        fn list(&self, _: &str) -> Option<StatusList> {
            self.list.clone()
        }
    }

    fn now() -> i64 {
        moment("2026-11-24T12:00:00Z").unwrap()
    }

    fn list(by: &Keys, ended: &[u32], until: &str) -> StatusList {
        let method = did::method(DID, &by.public().ed);
        let issuer = Profile::new(DID.into(), "Training office".into());
        StatusList::sign(LIST, &issuer, ended, ("2026-11-24T00:00:00Z", until), (by, &method)).unwrap()
    }

    fn registry(ended: &[u32]) -> Fixed {
        Fixed { keys: vec![keys(7).public()], list: Some(list(&keys(7), ended, "2026-12-08T00:00:00Z")) }
    }

    fn signed(by: &Keys) -> Badge {
        Badge::new(said("Zoë Nguyễn")).sign(by, "2026-11-20T14:00:00Z").unwrap()
    }

    fn json(badge: &Badge) -> String {
        serde_json::to_string(badge).unwrap()
    }

    fn check(file: &[u8], registry: &Fixed) -> Result<Genuine, Doubt> {
        verify(&find(file).ok_or(Doubt::Form)?, registry, now())
    }

    #[test]
    fn every_form_is_accepted_and_says_the_same() {
        let badge = signed(&keys(7));
        let (text, registry) = (json(&badge), registry(&[1, 2, 3]));
        let svg = bake::into_svg("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", &text).unwrap();
        let jwt = jwt::sign(&badge, &keys(7)).unwrap();
        assert_eq!(check(text.as_bytes(), &registry).unwrap().badge, badge);
        assert_eq!(check(svg.as_bytes(), &registry).unwrap().badge, badge);
        let bare = badge.unsigned();
        assert_eq!(check(jwt.as_bytes(), &registry).unwrap().badge, bare);
        assert!(!check(jwt.as_bytes(), &registry).unwrap().ended);
    }

    #[test]
    fn every_damage_is_refused_for_its_reason() {
        let badge = signed(&keys(7));
        let text = json(&badge);
        let all = registry(&[]);
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            check(text.replacen(from, to, 1).as_bytes(), &all).unwrap_err()
        };
        assert_eq!(changed("Zoë Nguyễn", "Zoe Nguyen"), Doubt::Signature);
        assert_eq!(changed("\"18 hours\"", "\"28 hours\""), Doubt::Signature);
        assert_eq!(changed("2026-11-14", "2025-11-14"), Doubt::Signature);
        assert_eq!(changed("7F3K-92QD-M4XT", "7F3K-92QD-M4XV"), Doubt::Signature);
        assert_eq!(changed("\"40521\"", "\"40522\""), Doubt::Signature);
        assert_eq!(changed("\"name\":", "\"grade\":\"A\",\"name\":"), Doubt::Form);
        assert_eq!(changed("\"name\":", "\"name\":\"x\",\"name\":"), Doubt::Form);
        assert_eq!(changed("did:web:training.example\",\"type\"", "did:web:other.example\",\"type\""), Doubt::Issuer);
        assert_eq!(check(json(&signed(&keys(8))).as_bytes(), &all).unwrap_err(), Doubt::Key);
        let mut own = signed(&keys(8));
        own.proof[0].verification_method = did::method(DID, &keys(7).public().ed);
        assert_eq!(check(json(&own).as_bytes(), &all).unwrap_err(), Doubt::Signature);
        let mut twice = badge.clone();
        twice.proof.push(badge.proof[0].clone());
        assert_eq!(check(json(&twice).as_bytes(), &all).unwrap_err(), Doubt::Form);
        let mut hidden = badge.clone();
        hidden.credential_subject.identifier.push(Identity::name("Another Name"));
        assert_eq!(check(json(&hidden).as_bytes(), &all).unwrap_err(), Doubt::Signature);
        let withdrawn = Fixed { keys: vec![keys(9).public()], ..registry(&[]) };
        assert_eq!(check(text.as_bytes(), &withdrawn).unwrap_err(), Doubt::Key);
    }

    #[test]
    fn the_list_decides_and_must_be_the_issuers_and_of_now() {
        let text = json(&signed(&keys(7)));
        let with = |list: Option<StatusList>| check(text.as_bytes(), &Fixed { list, ..registry(&[]) });
        assert!(check(text.as_bytes(), &registry(&[40521])).unwrap().ended);
        assert!(!check(text.as_bytes(), &registry(&[40520])).unwrap().ended);
        assert_eq!(with(None), Err(Doubt::List));
        assert_eq!(with(Some(list(&keys(7), &[], "2026-11-24T11:00:00Z"))), Err(Doubt::List));
        assert_eq!(with(Some(list(&keys(8), &[], "2026-12-08T00:00:00Z"))), Err(Doubt::ListForged));
        let mut forged = list(&keys(7), &[40521], "2026-12-08T00:00:00Z");
        forged.valid_until = "2027-12-08T00:00:00Z".into();
        assert_eq!(with(Some(forged)), Err(Doubt::ListForged));
    }

    #[test]
    fn an_old_key_verifies_while_it_is_published() {
        let text = json(&signed(&keys(7)));
        let rotated = Fixed {
            keys: vec![keys(7).public(), keys(9).public()],
            list: Some(list(&keys(9), &[], "2026-12-08T00:00:00Z")),
        };
        assert!(check(text.as_bytes(), &rotated).is_ok());
    }
}
