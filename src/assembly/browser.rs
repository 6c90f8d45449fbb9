//! A small browser without scripts: it keeps its cookie, follows forms and links, and speaks plain HTTP to a
//! server on this machine. The benchmark and the tests use it.

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header,
};
use hyper_util::rt::TokioIo;
use std::{io, net::SocketAddr};
use tokio::net::TcpStream;

/// One visitor with one connection.
pub struct Browser {
    address: SocketAddr,
    line: Option<SendRequest<Full<Bytes>>>,
    accept: Option<String>,
    /// The cookie, as `name=value`.
    pub cookie: Option<String>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads, for a redirect.
    pub location: Option<String>,
    /// Its headers.
    pub headers: header::HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn failed(e: impl std::fmt::Display) -> io::Error {
    io::Error::other(e.to_string())
}

impl Browser {
    /// A new visitor of the server at `address`.
    #[must_use]
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, line: None, accept: None, cookie: None }
    }

    /// GET, without following redirects.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, None).await
    }

    /// GET as a program that wants a certain kind of content.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn get_as(&mut self, path: &str, accept: &str) -> io::Result<Answer> {
        self.accept = Some(accept.to_owned());
        let answer = self.send("GET", path, None).await;
        self.accept = None;
        answer
    }

    /// POST of a form, without following redirects.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.send("POST", path, Some(("application/x-www-form-urlencoded".into(), body.into()))).await
    }

    /// POST of a form with one file, as browsers send it.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn post_file(&mut self, path: &str, field: &str, name: &str, bytes: &[u8]) -> io::Result<Answer> {
        self.post_pieces(path, String::new(), field, name, bytes).await
    }

    /// POST of a form with fields and one file, as browsers send it.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn post_file_with(
        &mut self,
        path: &str,
        form: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> io::Result<Answer> {
        let piece = |(name, value): &(&str, &str)| {
            format!("--piece\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        self.post_pieces(path, form.iter().map(piece).collect(), "file", name, bytes).await
    }

    async fn post_pieces(
        &mut self,
        path: &str,
        fields: String,
        field: &str,
        name: &str,
        bytes: &[u8],
    ) -> io::Result<Answer> {
        let head = format!(
            "{fields}--piece\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--piece--\r\n"].concat();
        self.send("POST", path, Some(("multipart/form-data; boundary=piece".into(), body.into()))).await
    }

    /// Follows redirects to the page they end at (at most ten).
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn follow(&mut self, mut answer: Answer) -> io::Result<Answer> {
        for _ in 0..10 {
            let Some(to) = answer.location.clone() else { break };
            answer = self.get(&to).await?;
        }
        Ok(answer)
    }

    async fn send(&mut self, method: &str, path: &str, body: Option<(String, Bytes)>) -> io::Result<Answer> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, self.address.to_string());
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(kind) = &self.accept {
            request = request.header(header::ACCEPT, kind);
        }
        let mut bytes = Bytes::new();
        if let Some((kind, sent)) = body {
            request = request.header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
            bytes = sent;
        }
        let request = request.body(Full::new(bytes)).map_err(failed)?;
        let response = self.line().await?.send_request(request).await.map_err(failed)?;
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
            self.cookie = Some(pair).filter(|p| !p.ends_with('='));
        }
        let location = parts.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let body = body.collect().await.map_err(failed)?.to_bytes();
        Ok(Answer { status: parts.status, location, headers: parts.headers, body })
    }

    async fn line(&mut self) -> io::Result<&mut SendRequest<Full<Bytes>>> {
        let closed = match &mut self.line {
            Some(line) => line.ready().await.is_err(),
            None => true,
        };
        if closed {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            let (line, connection) = handshake(TokioIo::new(stream)).await.map_err(failed)?;
            tokio::spawn(connection);
            self.line = Some(line);
        }
        self.line.as_mut().ok_or_else(|| failed("no connection"))
    }
}
