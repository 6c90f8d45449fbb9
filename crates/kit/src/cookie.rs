//! The one cookie: a sign-in. No other is ever set, so no banner is needed.

/// How the cookie is named and guarded; over HTTPS it gets the `__Host-` prefix.
#[derive(Debug, Clone, Copy)]
pub struct CookieStyle {
    /// Whether the site is reached over HTTPS.
    pub secure: bool,
}

impl CookieStyle {
    /// The cookie's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        if self.secure { "__Host-ratify" } else { "ratify" }
    }

    /// A `Set-Cookie` value that keeps `token` for `seconds`.
    #[must_use]
    pub fn set(self, token: &str, seconds: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", self.name())
    }

    /// A `Set-Cookie` value that forgets it.
    #[must_use]
    pub fn clear(self) -> String {
        self.set("", 0)
    }

    /// The token in a `Cookie` header.
    #[must_use]
    pub fn find(self, header: &str) -> Option<&str> {
        header.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == self.name() && !value.is_empty()).then_some(value)
        })
    }
}
