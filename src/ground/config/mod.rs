//! Configuration: one TOML file, then the environment (`RATIFY_...`), then the command line. Unknown keys and
//! values that make no sense stop the program before it starts, with a sentence that says what to change.

mod backup;
mod limits;
mod retention;

pub use backup::Backup;
pub use limits::Limits;
pub use retention::Retention;

use serde::Deserialize;
use std::{fs, net::SocketAddr, path::Path};

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// A SQLite path or a `postgres://` address.
    pub database: String,
    /// Address and port to listen on.
    pub listen: String,
    /// Scheme and host under which people reach the site, without a slash at the end.
    pub base_url: String,
    /// The time zone of the programme's days and clocks.
    pub timezone: String,
    /// Who answers questions.
    pub office: Office,
    /// Where mail goes.
    pub smtp: Option<Smtp>,
    /// The file that holds the private keys that sign certificates; made on the first start. Empty: keys for one run.
    pub keys: String,
    /// The DID that issues certificates, such as `did:web:training.example.org`; that of the site's host if empty.
    pub did: String,
    /// Whether a proxy stands in front and writes the visitor's address into `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether subjects of mail and titles of calendar entries leave out which class it is: a mailbox may be the
    /// employer's, and calendars are shared.
    pub neutral_subjects: bool,
    /// How often somebody may ask without being known, and when unused sign-ins end.
    pub limits: Limits,
    /// Where and when the database is backed up by itself; not at all if there is none.
    pub backup: Option<Backup>,
    /// What is forgotten by itself, and when.
    pub retention: Retention,
    /// Whether a secret that the keys do not open is left alone: for the command that draws a new one.
    #[serde(skip)]
    pub renews_secret: bool,
    /// Sample data: pages say so, mail goes to the mailbox page.
    #[serde(skip)]
    pub demo: bool,
    /// Whether letters that go nowhere are kept whole, for the mailbox page: only on sample data.
    #[serde(skip)]
    pub keeps_mail: bool,
}

/// Who answers questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Who issues the certificate, as printed on it.
    pub name: String,
    /// Their address for questions; replies to mail go there.
    pub email: String,
    /// Their phone number and hours.
    #[serde(default)]
    pub phone: String,
    /// Who signs certificates, with their office, as printed; the office's name if empty.
    #[serde(default)]
    pub signatory: String,
}

/// A mail relay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port.
    #[serde(default = "submission")]
    pub port: u16,
    /// How the connection is secured.
    #[serde(default)]
    pub security: Security,
    /// Our user name there.
    #[serde(default)]
    pub user: String,
    /// And our password; better set in `RATIFY_SMTP_PASSWORD`.
    #[serde(default)]
    pub password: String,
    /// The sender, `Name <address>`.
    pub from: String,
}

const fn submission() -> u16 {
    587
}

/// How the connection to the relay is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// STARTTLS, required.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: only for a relay on this machine.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: "ratify.db".into(),
            listen: "127.0.0.1:8080".into(),
            base_url: "http://127.0.0.1:8080".into(),
            timezone: "America/New_York".into(),
            office: Office {
                name: "Training office".into(),
                email: "training@example.org".into(),
                phone: String::new(),
                signatory: String::new(),
            },
            keys: "ratify-keys.json".into(),
            did: String::new(),
            behind_proxy: false,
            smtp: None,
            neutral_subjects: true,
            limits: Limits::default(),
            renews_secret: false,
            retention: Retention::default(),
            backup: None,
            demo: false,
            keeps_mail: false,
        }
    }
}

impl Config {
    /// Reads the file (where one is given) and the environment.
    ///
    /// # Errors
    /// A sentence that names the file, the key and what is allowed.
    pub fn read(file: Option<&Path>) -> Result<Self, String> {
        let mut config: Self = match file {
            None => Self::default(),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
                toml::from_str(&text).map_err(|e| {
                    let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
                    format!("{}, line {line}: {}", path.display(), e.message())
                })?
            }
        };
        config.take_environment(|name| std::env::var(name).ok());
        Ok(config)
    }

    fn take_environment(&mut self, variable: impl Fn(&str) -> Option<String>) {
        let set = |name: &str, target: &mut String| {
            if let Some(value) = variable(name) {
                *target = value;
            }
        };
        set("RATIFY_DATABASE", &mut self.database);
        set("RATIFY_LISTEN", &mut self.listen);
        set("RATIFY_BASE_URL", &mut self.base_url);
        set("RATIFY_TIMEZONE", &mut self.timezone);
        set("RATIFY_KEYS_FILE", &mut self.keys);
        if let (Some(password), Some(smtp)) = (variable("RATIFY_SMTP_PASSWORD"), &mut self.smtp) {
            smtp.password = password;
        }
    }

    /// Checks that the values make sense together.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn check(&self) -> Result<(), String> {
        self.listen
            .parse::<SocketAddr>()
            .map_err(|_| format!("listen = \"{}\": an address and a port, such as 127.0.0.1:8080", self.listen))?;
        let url = &self.base_url;
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        if host.is_empty() || host.contains('/') {
            return Err(format!("base_url = \"{url}\": https:// and a host, without a slash at the end"));
        }
        jiff::tz::TimeZone::get(&self.timezone)
            .map_err(|_| format!("timezone = \"{}\": a name such as America/New_York", self.timezone))?;
        if !self.did.is_empty() && (!self.did.starts_with("did:web:") || self.did.contains(char::is_whitespace)) {
            return Err(format!("did = \"{}\": did:web: and a host, such as did:web:training.example.org", self.did));
        }
        if !self.office.email.contains('@') {
            return Err(format!("office.email = \"{}\": an e-mail address", self.office.email));
        }
        self.limits.check()?;
        self.retention.check()?;
        self.backup.as_ref().map_or(Ok(()), Backup::check)?;
        if let Some(smtp) = &self.smtp {
            smtp.from.parse::<lettre::message::Mailbox>().map_err(|_| {
                format!("smtp.from = \"{}\": a sender such as Training <training@example.org>", smtp.from)
            })?;
        }
        Ok(())
    }

    /// The DID that issues certificates.
    #[must_use]
    pub fn issuer(&self) -> String {
        let host = self.base_url.split("://").nth(1).unwrap_or_default();
        if self.did.is_empty() { credential::did::of_host(host) } else { self.did.clone() }
    }

    /// Whether people reach the site over HTTPS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_defaults() {
        let mut config = Config::default();
        config.take_environment(|name| (name == "RATIFY_DATABASE").then(|| "postgres://x".into()));
        assert_eq!(config.database, "postgres://x");
    }

    #[test]
    fn a_bad_value_is_named() {
        let wrong = [
            Config { listen: "8080".into(), ..Config::default() },
            Config { base_url: "example.org".into(), ..Config::default() },
            Config { timezone: "Boston".into(), ..Config::default() },
        ];
        let said: Vec<String> = wrong.iter().map(|c| c.check().unwrap_err()).collect();
        assert!(said[0].contains("listen") && said[1].contains("base_url") && said[2].contains("timezone"));
    }
}
