//! The JSON-LD contexts that our credentials name, as published by the W3C and 1EdTech. No other is ever loaded.

/// W3C Verifiable Credentials 2.0.
pub(crate) const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
/// Open Badges 3.0.
pub(crate) const BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Open Badges extensions: the type of a schema.
pub(crate) const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// The text of a context.
pub(crate) fn text(address: &str) -> Option<&'static str> {
    Some(match address {
        CREDENTIALS => include_str!("../contexts/credentials-v2.jsonld"),
        BADGES => include_str!("../contexts/ob-v3p0-context-3.0.3.json"),
        EXTENSIONS => include_str!("../contexts/ob-v3p0-extensions.json"),
        // what the W3C's test vectors use
        #[cfg(test)]
        "https://www.w3.org/ns/credentials/examples/v2" => {
            r#"{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}"#
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn they_are_the_published_files() {
        let hash =
            |address| Sha256::digest(text(address).unwrap()).iter().map(|b| format!("{b:02x}")).collect::<String>();
        assert_eq!(hash(CREDENTIALS), "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734");
        assert_eq!(hash(BADGES), "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761");
    }
}
