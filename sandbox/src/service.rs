use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::body::BodyField;
use crate::signing_key::SigningKey;
use crate::tenant::Tenant;

/// What all requests share.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) body_field: BodyField,
    pub(crate) signing_key: SigningKey,
    tenant: Mutex<Tenant>,
}

impl Service {
    pub(crate) fn new(address: SocketAddr, body_field: BodyField, signing_key: SigningKey) -> Self {
        Self { address, body_field, signing_key, tenant: Mutex::new(Tenant::new()) }
    }

    /// The service's own origin: where it is reached, and who issues its tokens.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        self.tenant.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
