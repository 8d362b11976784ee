//! What a file is, by its content; its name is not believed. A file that breaks off is not taken.

use std::io::{Read, Seek, SeekFrom};

use domain::uploads::{FileKind, Purpose, Unfit};
use zip::ZipArchive;

/// How much of the beginning is looked at.
const HEAD: u64 = 8 * 1024;
/// How far from the end its mark may stand: phones put films and thumbnails behind a photo's end.
const TAIL: u64 = 64 * 1024;

/// What a file of so many bytes is.
///
/// # Errors
/// When it is empty, too large, of a kind that is not taken for the purpose, or breaks off before its end.
pub fn sort(file: &mut (impl Read + Seek), bytes: u64, purpose: Purpose) -> Result<FileKind, Unfit> {
    if bytes == 0 {
        return Err(Unfit::Empty);
    }
    if bytes > purpose.limit() {
        return Err(Unfit::TooLarge { bytes, purpose });
    }
    let head = part(file, 0, HEAD)?;
    let kind = match infer::get(&head).map(|kind| kind.mime_type()) {
        Some("application/pdf") => FileKind::Pdf,
        Some("image/jpeg") => FileKind::Jpeg,
        Some("image/png") => FileKind::Png,
        Some("image/webp") => FileKind::Webp,
        Some("image/heif" | "image/heic" | "image/avif") => return Err(Unfit::Heic),
        _ if head.starts_with(b"PK\x03\x04") => FileKind::Docx,
        _ => return Err(Unfit::WrongKind(purpose)),
    };
    if !purpose.takes_kind(kind) {
        return Err(Unfit::WrongKind(purpose));
    }
    if kind == FileKind::Docx {
        word(file, purpose)?;
    } else if !is_whole(kind, &head, &part(file, bytes.saturating_sub(TAIL), TAIL)?, bytes) {
        return Err(Unfit::Truncated);
    }
    file.seek(SeekFrom::Start(0)).map_err(|_| Unfit::NotKept)?;
    Ok(kind)
}

fn part(file: &mut (impl Read + Seek), from: u64, most: u64) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from)).map_err(|_| Unfit::NotKept)?;
    file.take(most).read_to_end(&mut bytes).map_err(|_| Unfit::NotKept)?;
    Ok(bytes)
}

/// A zip whose list of contents, at its end, names Word's document.
fn word(file: &mut (impl Read + Seek), purpose: Purpose) -> Result<(), Unfit> {
    let archive = ZipArchive::new(file).map_err(|_| Unfit::Truncated)?;
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    if !names.iter().any(|name| name == "word/document.xml") {
        return Err(Unfit::WrongKind(purpose));
    }
    if names.iter().any(|name| name.to_ascii_lowercase().contains("vbaproject")) {
        return Err(Unfit::Macros);
    }
    Ok(())
}

fn is_whole(kind: FileKind, head: &[u8], tail: &[u8], bytes: u64) -> bool {
    let ends_with = |mark: &[u8]| tail.windows(mark.len()).any(|here| here == mark);
    match kind {
        FileKind::Pdf => ends_with(b"%%EOF"),
        FileKind::Jpeg => ends_with(&[0xff, 0xd9]),
        FileKind::Png => ends_with(b"IEND"),
        FileKind::Webp => {
            let length =
                head.get(4..8).and_then(|length| length.try_into().ok()).map_or(u32::MAX, u32::from_le_bytes);
            u64::from(length) + 8 <= bytes
        }
        FileKind::Docx => true,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn sorted(bytes: &[u8], purpose: Purpose) -> Result<FileKind, Unfit> {
        sort(&mut Cursor::new(bytes), bytes.len() as u64, purpose)
    }

    fn zip_of(names: &[&str]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&[b'x'; 2000]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn picture(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(9, 7).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn webp() -> Vec<u8> {
        [b"RIFF\x0c\x00\x00\x00WEBPVP8L".as_slice(), &[0; 4]].concat()
    }

    #[test]
    fn by_content_and_whole() {
        use image::ImageFormat::{Jpeg, Png};
        let pdf = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n".to_vec();
        let docx = zip_of(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
        let (report, photo) = (Purpose::Report, Purpose::Photo);
        let cut = |bytes: &[u8], by: usize| bytes[..bytes.len() - by].to_vec();
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
        let table = [
            (Vec::new(), report, Err(Unfit::Empty)),
            (pdf.clone(), report, Ok(FileKind::Pdf)),
            (cut(&pdf, 9), report, Err(Unfit::Truncated)),
            (pdf, photo, Err(Unfit::WrongKind(photo))),
            (docx.clone(), report, Ok(FileKind::Docx)),
            (cut(&docx, 30), report, Err(Unfit::Truncated)),
            (docx, photo, Err(Unfit::WrongKind(photo))),
            (zip_of(&["word/document.xml", "word/vbaProject.bin"]), report, Err(Unfit::Macros)),
            (zip_of(&["xl/workbook.xml"]), report, Err(Unfit::WrongKind(report))),
            (picture(Jpeg), photo, Ok(FileKind::Jpeg)),
            (cut(&picture(Jpeg), 2), photo, Err(Unfit::Truncated)),
            (picture(Png), report, Ok(FileKind::Png)),
            (cut(&picture(Png), 12), photo, Err(Unfit::Truncated)),
            (webp(), photo, Ok(FileKind::Webp)),
            (cut(&webp(), 1), photo, Err(Unfit::Truncated)),
            (heic, photo, Err(Unfit::Heic)),
            (b"MZ\x90\0 a program".to_vec(), report, Err(Unfit::WrongKind(report))),
            (b"<html><script>alert(1)</script>".to_vec(), report, Err(Unfit::WrongKind(report))),
        ];
        for (at, (bytes, purpose, expected)) in table.into_iter().enumerate() {
            assert_eq!(sorted(&bytes, purpose), expected, "line {at}");
        }
        let many = purpose_over(photo);
        assert_eq!(
            sort(&mut Cursor::new([1]), many, photo),
            Err(Unfit::TooLarge { bytes: many, purpose: photo })
        );
    }

    fn purpose_over(purpose: Purpose) -> u64 {
        purpose.limit() + 1
    }
}
