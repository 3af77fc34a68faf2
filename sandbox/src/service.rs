use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jsonwebtoken::errors::Error;

use crate::endpoint::BodyField;
use crate::signing_key::{KeyRing, SigningKey};
use crate::tenant::Tenant;

/// The state that all requests share.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) body_field: BodyField,
    keys: Mutex<KeyRing>,
    tenant: Mutex<Tenant>,
}

impl Service {
    pub(crate) fn new(address: SocketAddr, body_field: BodyField, signing_key: SigningKey) -> Self {
        Self { address, body_field, keys: Mutex::new(KeyRing::new(signing_key)), tenant: Mutex::new(Tenant::new()) }
    }

    /// The service's origin, which is also the issuer of its tokens.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        self.tenant.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keys(&self) -> MutexGuard<'_, KeyRing> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Signs with a new key from now on.
    pub(crate) fn rotate_key(&self) -> Result<(), Error> {
        // Created before locking, because it takes a while.
        let key = SigningKey::generate()?;
        self.keys().rotate(key);
        Ok(())
    }
}
