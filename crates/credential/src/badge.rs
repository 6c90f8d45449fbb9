//! What a credential says. The structures are closed: serialisation knows no other member, and reading refuses one.
//!
//! Source: Open Badges 3.0 (1EdTech), Verifiable Credentials Data Model 2.0 (W3C). Sets are arrays, durations are
//! text, there are no nulls and no floating point numbers.

use crate::{
    CredentialError,
    contexts::{BADGES, CREDENTIALS, EXTENSIONS},
    did,
    keys::Keys,
    proof::{self, Proof},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A picture with its alternative text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Its address.
    pub id: String,
    #[serde(rename = "type")]
    kind: String,
    /// What it shows.
    pub caption: String,
}

impl Image {
    /// The picture at an address.
    #[must_use]
    pub fn new(id: String, caption: String) -> Self {
        Self { id, kind: "Image".into(), caption }
    }
}

/// An issuer, or whoever vouched for an achievement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The DID of an issuer, or another address.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// The name that people read.
    pub name: String,
    /// Its site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where to send questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Profile {
    /// A profile with no more than a name.
    #[must_use]
    pub fn new(id: String, name: String) -> Self {
        Self { id, kind: vec!["Profile".into()], name, url: None, email: None }
    }
}

/// One way to say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    #[serde(rename = "type")]
    kind: String,
    identity_type: String,
    hashed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    identity_hash: String,
}

impl Identity {
    /// A name, in plain text.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self {
            kind: "IdentityObject".into(),
            identity_type: "name".into(),
            hashed: false,
            salt: None,
            identity_hash: name.into(),
        }
    }

    /// An e-mail address, as a salted hash: anyone who knows the address can confirm it, nobody can read it.
    #[must_use]
    pub fn email(address: &str, salt: &str) -> Self {
        let hash = Sha256::digest(format!("{address}{salt}"));
        let hash: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        Self {
            kind: "IdentityObject".into(),
            identity_type: "emailAddress".into(),
            hashed: true,
            salt: Some(salt.into()),
            identity_hash: format!("sha256${hash}"),
        }
    }
}

/// What is measured: a part of the programme, in hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultDescription {
    /// Its address, which a result points at.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// Its name.
    pub name: String,
    result_type: String,
}

/// What was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reached {
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// The description that it belongs to.
    pub result_description: String,
    /// In words: `6 hours`.
    pub value: String,
}

/// What it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// A page that says it in full.
    pub id: String,
    /// In short.
    pub narrative: String,
}

/// The certificate that was earned: one edition of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Achievement {
    /// Its address.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    achievement_type: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What it takes.
    pub criteria: Criteria,
    /// Its badge.
    pub image: Image,
    /// The language of the texts.
    pub in_language: String,
    /// The edition of the programme.
    pub version: String,
    /// What is measured.
    pub result_description: Vec<ResultDescription>,
}

/// Who earned it, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subject {
    /// A name for the award that reveals nothing: `urn:uuid:...`.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// Who it is.
    pub identifier: Vec<Identity>,
    /// The number that is printed on the certificate.
    pub license_number: String,
    /// The day of the last class that counted, with zone.
    pub activity_end_date: String,
    /// Who vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Profile>,
    /// What was earned.
    pub achievement: Achievement,
    /// What was reached in each part.
    pub result: Vec<Reached>,
}

impl Subject {
    /// The name in plain text.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.identifier.iter().find(|i| i.identity_type == "name" && !i.hashed).map(|i| i.identity_hash.as_str())
    }
}

/// Where to look up whether it has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusEntry {
    /// An address of its own.
    pub id: String,
    #[serde(rename = "type")]
    kind: String,
    status_purpose: String,
    /// The place in the list, in decimal.
    pub status_list_index: String,
    /// The list's address.
    pub status_list_credential: String,
}

impl StatusEntry {
    /// A place in the list at `list`.
    #[must_use]
    pub fn new(list: &str, index: u32) -> Self {
        Self {
            id: format!("{list}#{index}"),
            kind: "BitstringStatusListEntry".into(),
            status_purpose: "revocation".into(),
            status_list_index: index.to_string(),
            status_list_credential: list.into(),
        }
    }

    /// Whether it is of the only kind that is made here.
    pub(crate) fn is_ours(&self) -> bool {
        let made = self.status_list_index.parse().map(|index| Self::new(&self.status_list_credential, index));
        made.is_ok_and(|made| made == *self)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Schema {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

/// A credential: an Open Badge that is a Verifiable Credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Badge {
    #[serde(rename = "@context")]
    context: Vec<String>,
    /// Its address: the same for every version of one award.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// What it is called.
    pub name: String,
    /// What it says.
    pub description: String,
    /// Its picture.
    pub image: Image,
    /// Who issued it.
    pub issuer: Profile,
    /// When this version was made, with zone: the newer one wins.
    pub valid_from: String,
    /// When it was awarded, with zone.
    pub awarded_date: String,
    /// Who earned what.
    pub credential_subject: Subject,
    /// Where to look up whether it has ended.
    pub credential_status: StatusEntry,
    credential_schema: Vec<Schema>,
    /// None while it is being made, one when it is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Proof>,
}

/// Everything that a badge says, for [`Badge::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeContent {
    /// The credential's address.
    pub id: String,
    /// A name for the award that reveals nothing, a UUID.
    pub award: String,
    /// Who issues it.
    pub issuer: Profile,
    /// Who vouches for it.
    pub signatory: Option<Profile>,
    /// When this version was made, with zone.
    pub valid_from: String,
    /// When it was awarded, with zone.
    pub awarded: String,
    /// When the last class that counted was, with zone.
    pub completed: String,
    /// Who earned it.
    pub identity: Vec<Identity>,
    /// The number on the certificate.
    pub number: String,
    /// The achievement's address; the badge is below it.
    pub achievement: String,
    /// The certificate's name.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// What it took, in a sentence.
    pub narrative: String,
    /// The page that says it in full.
    pub criteria: String,
    /// The badge's picture.
    pub image: Image,
    /// The language of all these texts.
    pub language: String,
    /// The edition.
    pub edition: String,
    /// Part and hours, in words.
    pub parts: Vec<(String, String)>,
    /// Where to look up whether it has ended.
    pub status: StatusEntry,
}

const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|i| (*i).to_owned()).collect()
}

impl Badge {
    /// The badge that says it, unsigned.
    #[must_use]
    pub fn new(said: BadgeContent) -> Self {
        let described = |n: usize| format!("{}#part-{}", said.achievement, n + 1);
        let result = said.parts.iter().enumerate().map(|(n, (_, value))| Reached {
            kind: list(&["Result"]),
            result_description: described(n),
            value: value.clone(),
        });
        let result = result.collect();
        let descriptions = said.parts.iter().enumerate().map(|(n, (name, _))| ResultDescription {
            id: described(n),
            kind: list(&["ResultDescription"]),
            name: name.clone(),
            result_type: "Result".into(),
        });
        let achievement = Achievement {
            result_description: descriptions.collect(),
            id: said.achievement,
            kind: list(&["Achievement"]),
            achievement_type: "Certificate".into(),
            name: said.title.clone(),
            description: said.description.clone(),
            criteria: Criteria { id: said.criteria, narrative: said.narrative },
            image: said.image.clone(),
            in_language: said.language,
            version: said.edition,
        };
        Self {
            context: list(&[CREDENTIALS, BADGES, EXTENSIONS]),
            id: said.id,
            kind: list(&["VerifiableCredential", "OpenBadgeCredential"]),
            name: said.title,
            description: said.description,
            image: said.image,
            issuer: said.issuer,
            valid_from: said.valid_from,
            awarded_date: said.awarded,
            credential_subject: Subject {
                id: format!("urn:uuid:{}", said.award),
                kind: list(&["AchievementSubject"]),
                identifier: said.identity,
                license_number: said.number,
                activity_end_date: said.completed,
                source: said.signatory,
                achievement,
                result,
            },
            credential_status: said.status,
            credential_schema: vec![Schema { id: SCHEMA.into(), kind: "1EdTechJsonSchemaValidator2019".into() }],
            proof: Vec::new(),
        }
    }

    /// The same badge before it was signed.
    #[must_use]
    pub fn unsigned(&self) -> Self {
        Self { proof: Vec::new(), ..self.clone() }
    }

    /// Signs it; `created` with zone.
    ///
    /// # Errors
    /// When a text in it cannot be an address where one is needed.
    pub fn sign(mut self, keys: &Keys, created: &str) -> Result<Self, CredentialError> {
        let method = did::method(&self.issuer.id, &keys.public().ed);
        let document = serde_json::to_value(&self).map_err(CredentialError::because)?;
        self.proof = vec![proof::sign(&document, keys, created, &method)?];
        Ok(self)
    }

    /// Part and hours, in words, in the order of the certificate.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let subject = &self.credential_subject;
        subject.result.iter().filter_map(|r| {
            let described = subject.achievement.result_description.iter().find(|d| d.id == r.result_description)?;
            Some((described.name.as_str(), r.value.as_str()))
        })
    }

    /// Whether contexts and types are those of [`Badge::new`].
    pub(crate) fn is_ours(&self) -> bool {
        self.context == [CREDENTIALS, BADGES, EXTENSIONS]
            && self.kind == ["VerifiableCredential", "OpenBadgeCredential"]
            && self.credential_status.is_ours()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A badge for tests.
    pub(crate) fn said(name: &str) -> BadgeContent {
        BadgeContent {
            id: "https://training.example/credentials/0194f0a2-7c1e-4b53-9a57-2f3a6c9d4e10".into(),
            award: "5cbb5f2e-4b3a-4f8e-9a41-2f4a8b1c0d9e".into(),
            issuer: Profile {
                url: Some("https://training.example/".into()),
                email: Some("training@training.example".into()),
                ..Profile::new("did:web:training.example".into(), "Training office".into())
            },
            signatory: Some(Profile::new("https://training.example/contact".into(), "Signatory, Office".into())),
            valid_from: "2026-11-20T14:00:00Z".into(),
            awarded: "2026-11-20T14:00:00Z".into(),
            completed: "2026-11-14T00:00:00Z".into(),
            identity: vec![Identity::name(name), Identity::email("member@training.example", "b1c9e4d07a5f42f9")],
            number: "7F3K-92QD-M4XT".into(),
            achievement: "https://training.example/achievements/bargaining-1".into(),
            title: "Bargaining Certificate".into(),
            description: "24 hours of training.".into(),
            narrative: "Foundations, democratized bargaining and electives.".into(),
            criteria: "https://training.example/achievements/bargaining-1".into(),
            image: Image::new("https://training.example/achievements/bargaining-1.png".into(), "A badge".into()),
            language: "en".into(),
            edition: "2026.1".into(),
            parts: vec![("Foundations".into(), "6 hours".into()), ("Electives".into(), "18 hours".into())],
            status: StatusEntry::new("https://training.example/status/revocation/1", 40521),
        }
    }

    #[test]
    fn an_unknown_member_is_refused_anywhere() {
        let badge = serde_json::to_value(Badge::new(said("Ana"))).unwrap();
        assert!(serde_json::from_value::<Badge>(badge.clone()).is_ok());
        for place in
            ["", "/issuer", "/credentialSubject", "/credentialSubject/achievement", "/credentialStatus", "/image"]
        {
            let mut changed = badge.clone();
            let target = changed.pointer_mut(place).unwrap().as_object_mut().unwrap();
            target.insert("grade".into(), "A".into());
            assert!(serde_json::from_value::<Badge>(changed).is_err(), "{place}");
        }
    }

    #[test]
    fn parts_come_with_their_hours() {
        let badge = Badge::new(said("Ana"));
        assert_eq!(badge.parts().collect::<Vec<_>>(), [("Foundations", "6 hours"), ("Electives", "18 hours")]);
        assert_eq!(badge.credential_subject.name(), Some("Ana"));
    }
}
