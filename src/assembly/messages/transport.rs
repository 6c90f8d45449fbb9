//! Where mail goes: an SMTP relay, or the mailbox page of the demo.

use crate::{
    ground::config::{Config, Security, Smtp},
    people::letter::{Enclosure, Letter},
};
use kit::Words;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::authentication::Credentials,
};
use std::time::Duration;

/// What a relay says if there is no such mailbox or host (RFC 3463). The plain codes before them are also used for
/// spam, quotas and rules of the relay, which are temporary.
const NO_SUCH_ADDRESS: [&str; 5] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/// Longest time for handing one letter over.
const WHOLE: Duration = Duration::from_secs(50);

/// Why a letter was not taken.
pub(crate) enum NotTaken {
    /// The relay accepts nothing just now, for anybody.
    Later(String),
    /// It does not accept this letter now: a full mailbox, a rule on the other side, a letter that cannot be made.
    ThisOne(String),
    /// There is no such address.
    Never(String),
}

/// Where mail goes.
pub(crate) enum Transport {
    /// To a relay.
    Smtp { relay: Box<AsyncSmtpTransport<Tokio1Executor>>, from: Mailbox },
    /// Nowhere: the mailbox page shows it.
    Mailbox,
}

impl Transport {
    pub fn new(config: &Config) -> Result<Self, String> {
        let Some(smtp) = &config.smtp else { return Ok(Self::Mailbox) };
        let wrong = |e: &dyn std::fmt::Display| format!("smtp.host = \"{}\": {e}", smtp.host);
        let builder = match smtp.security {
            Security::Starttls => {
                AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host).map_err(|e| wrong(&e))?
            }
            Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host).map_err(|e| wrong(&e))?,
            Security::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host),
        };
        let builder = builder.port(smtp.port).timeout(Some(Duration::from_secs(20)));
        let builder = match credentials(smtp) {
            Some(who) => builder.credentials(who),
            None => builder,
        };
        let from = smtp.from.parse().map_err(|e| wrong(&e))?;
        Ok(Self::Smtp { relay: Box::new(builder.build()), from })
    }

    /// Hands a letter over; `Ok` when it was taken.
    pub async fn send(
        &self,
        config: &Config,
        to: (&str, &str),
        id: i64,
        letter: &Letter,
        words: Words,
    ) -> Result<(), NotTaken> {
        let Self::Smtp { relay, from } = self else { return Ok(()) };
        let message = message(config, from, to, id, letter, words).await.map_err(NotTaken::ThisOne)?;
        // each step of a slow relay has its own limit; together they must end before the lease of the letter does
        let Ok(taken) = tokio::time::timeout(WHOLE, relay.send(message)).await else {
            return Err(NotTaken::Later(format!("the relay took longer than {} s", WHOLE.as_secs())));
        };
        taken.map(drop).map_err(|e| {
            let said = e.to_string();
            let gone = e.is_permanent() && said.split([' ', '-', ':']).any(|word| NO_SUCH_ADDRESS.contains(&word));
            match (gone, e.is_permanent()) {
                (true, _) => NotTaken::Never(e.to_string()),
                (false, true) => NotTaken::ThisOne(e.to_string()),
                (false, false) => NotTaken::Later(e.to_string()),
            }
        })
    }
}

/// Where a mail program unsubscribes from such mail (RFC 2369), with one press (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

#[derive(Debug, Clone)]
struct OneClick;

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(s: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(s.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Keeps auto-responders silent (RFC 3834), including those that know only their own maker's header.
#[derive(Debug, Clone)]
struct AutoSubmitted;

#[derive(Debug, Clone)]
struct NoReplies;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Header for NoReplies {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "All".to_owned())
    }
}

fn credentials(smtp: &Smtp) -> Option<Credentials> {
    (!smtp.user.is_empty()).then(|| Credentials::new(smtp.user.clone(), smtp.password.clone()))
}

/// One recipient per message; the Message-ID is the row's id, so that a repeat is recognized as one.
async fn message(
    config: &Config,
    from: &Mailbox,
    (name, address): (&str, &str),
    id: i64,
    letter: &Letter,
    words: Words,
) -> Result<Message, String> {
    let host = config.base_url.split("://").nth(1).unwrap_or("ratify").split(':').next().unwrap_or("ratify");
    let name = (!name.is_empty()).then(|| name.to_owned());
    let to = Mailbox::new(name, travelling(address)?.parse().map_err(|e| format!("{address}: {e}"))?);
    let reply: Mailbox = config.office.email.parse().map_err(|e| format!("{}: {e}", config.office.email))?;
    let both =
        MultiPart::alternative_plain_html(letter.text(words, &config.office), letter.html(words, &config.office));
    let mut parts = MultiPart::mixed().multipart(both);
    for enclosure in &letter.enclosures {
        parts = parts.singlepart(enclosed(enclosure.clone()).await?);
    }
    let mut builder = Message::builder().header(AutoSubmitted).header(NoReplies);
    if let Some(address) = &letter.no_more {
        builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(OneClick);
    }
    builder
        .from(from.clone())
        .to(to)
        .reply_to(reply)
        .message_id(Some(format!("<{id:x}@{host}>")))
        .subject(letter.subject.clone())
        .multipart(parts)
        .map_err(|e| e.to_string())
}

/// An address as relays understand it: the host in ASCII (IDNA).
fn travelling(address: &str) -> Result<String, String> {
    let (local, host) = address.rsplit_once('@').ok_or_else(|| format!("{address}: no address"))?;
    let host = idna::domain_to_ascii(host).map_err(|e| format!("{address}: {e}"))?;
    Ok(format!("{local}@{host}"))
}

async fn enclosed(enclosure: Enclosure) -> Result<SinglePart, String> {
    let kind = |text: &str| ContentType::parse(text).map_err(|e| e.to_string());
    Ok(match enclosure {
        Enclosure::Calendar { method, text } => Attachment::new("class.ics".into())
            .body(text, kind(&format!("text/calendar; charset=utf-8; method={method}"))?),
        Enclosure::Certificate(paper) => {
            let name = format!("certificate-{}.pdf", paper.ident);
            let made = tokio::task::spawn_blocking(move || paper.pdf());
            let bytes = made.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
            Attachment::new(name).body(bytes, kind("application/pdf")?)
        }
    })
}
