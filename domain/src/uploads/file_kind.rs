//! The kinds of files that are taken, and what for.

/// What a file is, by its content; its name is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    Webp,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 5] =
        [FileKind::Pdf, FileKind::Docx, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

    /// The code in the database, and the ending of the file's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Docx => "docx",
            FileKind::Jpeg => "jpg",
            FileKind::Png => "png",
            FileKind::Webp => "webp",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        FileKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF",
            FileKind::Docx => "Word document",
            FileKind::Jpeg | FileKind::Png | FileKind::Webp => "Picture",
        }
    }

    /// The media type with which it is sent.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Webp => "image/webp",
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, FileKind::Jpeg | FileKind::Png | FileKind::Webp)
    }
}

/// What a file is given for: how large it may be, and whether it is kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A report, a letter, a scan of a signed paper: kept as it is.
    Report,
    /// A photo or drawing: turned upright, made smaller, its metadata left out.
    Photo,
    /// The school's logo: as a photo, and never a drawing of lines (SVG), which can hold programs.
    Logo,
}

impl Purpose {
    /// The most bytes.
    #[must_use]
    pub const fn limit(self) -> u64 {
        match self {
            Purpose::Report => 25 * 1024 * 1024,
            Purpose::Photo => 10 * 1024 * 1024,
            Purpose::Logo => 2 * 1024 * 1024,
        }
    }

    /// What is taken, in words.
    #[must_use]
    pub const fn takes(self) -> &'static str {
        match self {
            Purpose::Report => "a PDF, a Word document (.docx) or a picture (JPEG, PNG, WebP), up to 25 MB",
            Purpose::Photo => "a picture (JPEG, PNG, WebP), up to 10 MB",
            Purpose::Logo => "a picture (PNG, JPEG, WebP), up to 2 MB",
        }
    }

    /// What a browser is told to offer. With these names, an iPhone sends its HEIC photos as JPEG by itself.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Purpose::Report => ".pdf,.docx,image/jpeg,image/png,image/webp",
            Purpose::Photo | Purpose::Logo => "image/jpeg,image/png,image/webp",
        }
    }

    /// Whether a kind is taken.
    #[must_use]
    pub const fn takes_kind(self, kind: FileKind) -> bool {
        match self {
            Purpose::Report => true,
            Purpose::Photo | Purpose::Logo => kind.is_picture(),
        }
    }

    /// Whether it is made anew from what it shows, so that nothing else of the file is kept.
    #[must_use]
    pub const fn is_mended(self) -> bool {
        matches!(self, Purpose::Photo | Purpose::Logo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_there_and_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_code(kind.code()), Some(kind));
            assert_eq!(Purpose::Photo.takes_kind(kind), kind.media_type().starts_with("image/"));
            assert_eq!(Purpose::Logo.takes_kind(kind), kind.is_picture());
        }
        assert_eq!(FileKind::from_code("exe"), None);
    }
}
