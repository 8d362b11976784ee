//! HTTPS without a proxy: connections are accepted here, and greeted beside each other, so that a slow one holds up
//! nobody.

use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

/// So long a connection may take for its greeting.
const GREETING: Duration = Duration::from_secs(10);
/// So many greeted connections may wait.
const WAITING: usize = 64;

/// A certificate with its key, ready to greet with.
#[derive(Clone)]
pub struct Certificate(TlsAcceptor);

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate(kept secret)")
    }
}

impl Certificate {
    /// Reads a certificate chain and its key, both PEM.
    ///
    /// # Errors
    /// With a sentence when a file cannot be read, or the two do not belong together.
    pub fn read(chain: &Path, key: &Path) -> Result<Self, String> {
        let cannot = |path: &Path, fault: &dyn std::fmt::Display| {
            format!("{} cannot be read as PEM: {fault}.", path.display())
        };
        let certificates = CertificateDer::pem_file_iter(chain)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|fault| cannot(chain, &fault))?;
        if certificates.is_empty() {
            return Err(format!("{} holds no certificate.", chain.display()));
        }
        let private = PrivateKeyDer::from_pem_file(key).map_err(|fault| cannot(key, &fault))?;
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|fault| fault.to_string())?
            .with_no_client_auth()
            .with_single_cert(certificates, private)
            .map_err(|fault| {
                format!("{} and {} do not go together: {fault}.", chain.display(), key.display())
            })?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

/// Gives connections that were greeted.
#[derive(Debug)]
pub(crate) struct TlsListener {
    greeted: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    pub(crate) fn new(mut plain: TcpListener, certificate: Certificate) -> io::Result<Self> {
        let address = plain.local_addr()?;
        let (sender, greeted) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            loop {
                let (stream, peer) = Listener::accept(&mut plain).await;
                if sender.is_closed() {
                    break;
                }
                let (certificate, sender) = (certificate.clone(), sender.clone());
                tokio::spawn(async move {
                    if let Ok(Ok(stream)) = tokio::time::timeout(GREETING, certificate.0.accept(stream)).await
                    {
                        sender.send((stream, peer)).await.ok();
                    }
                });
            }
        });
        Ok(Self { greeted, address })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.greeted.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
