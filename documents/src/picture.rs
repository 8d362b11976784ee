//! A picture on a paper: a photo, a logo, a drawing, a chart.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use typst::{foundations::Bytes, visualize::RasterImage};

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// PNG, JPEG, GIF or WebP.
    Raster,
    /// SVG that we drew ourselves.
    Drawn,
}

/// A picture. In a paper's data it is the name by which the template finds the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picture {
    kind: Kind,
    bytes: Arc<[u8]>,
}

impl Picture {
    /// A photo or logo: PNG, JPEG, GIF or WebP. It is left out of the paper, and counted, when it cannot be read.
    #[must_use]
    pub fn photo(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { kind: Kind::Raster, bytes: bytes.into() }
    }

    /// SVG that Waymark drew. Never one that somebody uploaded.
    #[must_use]
    pub fn drawn(svg: String) -> Self {
        Self { kind: Kind::Drawn, bytes: svg.into_bytes().into() }
    }

    /// The name of the file: the same bytes have the same name.
    #[must_use]
    pub(crate) fn name(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        let end = match self.kind {
            Kind::Drawn => "svg",
            Kind::Raster => match self.bytes.as_ref() {
                [0xff, 0xd8, ..] => "jpg",
                [b'G', b'I', b'F', ..] => "gif",
                [b'R', b'I', b'F', b'F', ..] => "webp",
                _ => "png",
            },
        };
        format!("p{:010x}.{end}", hasher.finish() & 0xff_ffff_ffff)
    }

    pub(crate) fn bytes(&self) -> Bytes {
        Bytes::new(Arc::clone(&self.bytes))
    }

    /// Whether the file can be decoded.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        match self.kind {
            Kind::Drawn => true,
            Kind::Raster => {
                use typst::foundations::Smart;
                use typst::visualize::{ExchangeFormat, RasterFormat};
                ExchangeFormat::detect(&self.bytes).is_some_and(|format| {
                    RasterImage::new(self.bytes(), RasterFormat::Exchange(format), Smart::Auto).is_ok()
                })
            }
        }
    }
}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}
