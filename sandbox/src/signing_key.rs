use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{iter, mem};

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::rand_core::OsRng;
use serde::Serialize;

use crate::account::Account;
use crate::header::CLIENT_ID;
use crate::random;

const BITS: usize = 2048;
const ID_TOKEN_LIFETIME: Duration = Duration::from_secs(300);

/// The RSA key that signs id tokens, and its public key to verify them.
pub(crate) struct SigningKey {
    private: EncodingKey,
    public: Jwk,
    kid: String,
}

/// The current key, and the previous one, whose tokens are still valid.
pub(crate) struct KeyRing {
    current: SigningKey,
    previous: Option<SigningKey>,
}

#[derive(Serialize)]
struct ClaimsWire<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: u64,
    iat: u64,
    jti: String,
    /// JSON inside a string, as in production tokens.
    api: String,
}

impl SigningKey {
    /// Creates a new key, whose id is its thumbprint (RFC 7638).
    pub(crate) fn generate() -> Result<Self, Error> {
        let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|error| ErrorKind::InvalidRsaKey(error.to_string()))?;
        let der = key.to_pkcs1_der().map_err(|error| ErrorKind::InvalidRsaKey(error.to_string()))?;
        let private = EncodingKey::from_rsa_der(der.as_bytes());
        let mut public = Jwk::from_encoding_key(&private, Algorithm::RS256)?;
        let kid = public.thumbprint(ThumbprintHash::SHA256)?;
        public.common.key_id = Some(kid.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { private, public, kid })
    }

    /// Signs an id token for `account`, valid for five minutes.
    fn sign(&self, issuer: &str, account: &Account) -> Result<String, Error> {
        let issued_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let claims = ClaimsWire {
            iss: issuer,
            sub: &account.subject,
            aud: CLIENT_ID,
            exp: (issued_at + ID_TOKEN_LIFETIME).as_secs(),
            iat: issued_at.as_secs(),
            jti: random::token(),
            api: account.profile(),
        };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, &claims, &self.private)
    }
}

impl KeyRing {
    pub(crate) fn new(current: SigningKey) -> Self {
        Self { current, previous: None }
    }

    /// Signs with `key` from now on, and still publishes the previous key.
    pub(crate) fn rotate(&mut self, key: SigningKey) {
        self.previous = Some(mem::replace(&mut self.current, key));
    }

    /// The public keys.
    pub(crate) fn jwk_set(&self) -> JwkSet {
        let keys = iter::once(&self.current).chain(&self.previous);
        JwkSet { keys: keys.map(|key| key.public.clone()).collect() }
    }

    /// Signs an id token with the current key.
    pub(crate) fn sign(&self, issuer: &str, account: &Account) -> Result<String, Error> {
        self.current.sign(issuer, account)
    }
}
