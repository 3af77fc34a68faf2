use std::error::Error;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

use crate::endpoint::BodyField;
use crate::router;
use crate::service::Service;
use crate::signing_key::SigningKey;

/// The options of the service.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port to listen on, 0 for any free one.
    pub port: u16,
    /// Keep every request, secrets included, for `GET /sandbox/requests`.
    pub record: bool,
    /// The name of the body's only field.
    pub body_field: BodyField,
    /// The folder of the demo page, for `GET /demo/`.
    pub demo: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8787, record: false, body_field: BodyField::default(), demo: None }
    }
}

/// A running service. It stops when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    _runtime: Runtime,
}

impl Sandbox {
    /// Starts the service on 127.0.0.1, with a new signing key, and returns once it listens.
    ///
    /// It blocks: don't call it on a thread that runs async tasks.
    ///
    /// # Errors
    ///
    /// If the port is not available, or the system provides no threads or no random numbers.
    pub fn start(options: Options) -> Result<Self, StartError> {
        let runtime = runtime::Builder::new_multi_thread().enable_all().build().map_err(StartError::Io)?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)));
        let listener = listener.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortInUse(options.port),
            _ => StartError::Io(error),
        })?;
        let address = listener.local_addr().map_err(StartError::Io)?;
        let signing_key = SigningKey::generate().map_err(StartError::Key)?;
        let service = Service::new(address, options.body_field, signing_key);
        let router = router::router(service, options.record, options.demo.as_deref());
        runtime.spawn(async { axum::serve(listener, router).await });
        Ok(Self { address, _runtime: runtime })
    }

    /// The address of the service.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Why the service did not start.
#[derive(Debug)]
pub enum StartError {
    /// Another program uses this port.
    PortInUse(u16),
    /// The system refused the port or the threads.
    Io(io::Error),
    /// The signing key could not be created.
    Key(jsonwebtoken::errors::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortInUse(port) => {
                write!(
                    formatter,
                    "port {port} is in use: choose another one with `--port`, or any free one with `--port 0`"
                )
            }
            Self::Io(_) => formatter.write_str("the service could not listen on 127.0.0.1"),
            Self::Key(_) => formatter.write_str("no signing key could be made"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::PortInUse(_) => None,
            Self::Io(error) => Some(error),
            Self::Key(error) => Some(error),
        }
    }
}
