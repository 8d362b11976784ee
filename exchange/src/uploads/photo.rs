//! A photo made fit to keep: upright, no larger than a page needs, and nothing in it but what it shows.

use std::io::Cursor;

use domain::uploads::{FileKind, Unfit};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};

/// The longest side that is kept, in dots: more than an A4 page shows.
pub const LONGEST_SIDE: u32 = 1600;
/// A picture that says it has more dots is refused before it is unpacked: a phone's has up to 50 million.
pub const MOST_DOTS: u64 = 50_000_000;
/// What unpacking may take, all together.
const MOST_BYTES: u64 = 320 * 1024 * 1024;
/// A drawing stays PNG up to this size; larger ones are photos in disguise.
const MOST_PNG: usize = 600 * 1024;
const QUALITY: u8 = 85;

/// A picture that is ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes: JPEG, or PNG for drawings.
    pub bytes: Vec<u8>,
    /// Which of both.
    pub kind: FileKind,
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
}

/// Makes a picture upright and small, and leaves out what cameras write beside it (place, time, device).
///
/// # Errors
/// [`Unfit::TooManyPixels`] by what it says of itself, before anything is unpacked; [`Unfit::Broken`] when no picture
/// comes of it.
pub fn upright(bytes: &[u8], kind: FileKind) -> Result<Picture, Unfit> {
    let format = match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        FileKind::Pdf | FileKind::Docx => return Err(Unfit::Broken),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(Unfit::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(unfit)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    if width.max(height) > LONGEST_SIDE {
        image = image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle);
    }
    image.apply_orientation(orientation);
    let image = on_white(image);
    let (width, height) = image.dimensions();
    if kind == FileKind::Png {
        let mut png = Vec::new();
        image.write_with_encoder(PngEncoder::new(&mut png)).map_err(unfit)?;
        if png.len() <= MOST_PNG {
            return Ok(Picture { bytes: png, kind: FileKind::Png, width, height });
        }
    }
    let mut jpeg = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(unfit)?;
    Ok(Picture { bytes: jpeg, kind: FileKind::Jpeg, width, height })
}

#[allow(clippy::needless_pass_by_value)] // the shape that map_err wants
fn unfit(fault: image::ImageError) -> Unfit {
    match fault {
        image::ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

/// What can be seen through becomes white, as on paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image: RgbaImage = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([red, green, blue].map(over))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red above, blue below.
    fn flag(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |_, y| {
            if y < height / 2 { image::Rgb([220, 0, 0]) } else { image::Rgb([0, 0, 220]) }
        })
    }

    fn written(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG whose EXIF says how the camera was held, and where.
    fn held(image: &RgbImage, orientation: u8) -> Vec<u8> {
        let jpeg = written(image, ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 50.1N 5.2W");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    fn colours(picture: &Picture) -> [char; 4] {
        let image = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
        let (right, below) = (picture.width - 3, picture.height - 3);
        [(2, 2), (right, 2), (2, below), (right, below)].map(|(x, y)| {
            let [red, _, blue] = image.get_pixel(x, y).0;
            if red > blue { 'r' } else { 'b' }
        })
    }

    #[test]
    fn turned_upright_and_nothing_beside_the_picture() {
        let image = flag(40, 20);
        for (orientation, size, corners) in [
            (1, (40, 20), ['r', 'r', 'b', 'b']),
            (3, (40, 20), ['b', 'b', 'r', 'r']),
            (6, (20, 40), ['b', 'r', 'b', 'r']),
            (8, (20, 40), ['r', 'b', 'r', 'b']),
        ] {
            let picture = upright(&held(&image, orientation), FileKind::Jpeg).unwrap();
            assert_eq!((picture.width, picture.height), size, "{orientation}");
            assert_eq!(colours(&picture), corners, "{orientation}");
            let holds = |what: &[u8]| picture.bytes.windows(what.len()).any(|here| here == what);
            assert!(!holds(b"Exif") && !holds(b"GPS"), "metadata is left out");
        }
    }

    #[test]
    fn made_smaller_and_drawings_stay_sharp() {
        let large = written(&flag(3000, 1500), ImageFormat::Jpeg);
        let picture = upright(&large, FileKind::Jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (1600, 800));
        let drawing = upright(&written(&flag(300, 200), ImageFormat::Png), FileKind::Png).unwrap();
        assert_eq!((drawing.kind, drawing.width), (FileKind::Png, 300));
    }

    #[test]
    fn what_can_be_seen_through_is_white() {
        let mut bytes = Cursor::new(Vec::new());
        RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0]))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        let picture = upright(&bytes.into_inner(), FileKind::Png).unwrap();
        let image = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
        assert_eq!(image.get_pixel(1, 1).0, [255, 255, 255]);
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_says() {
        // A PNG of a few bytes that says it is 60,000 by 60,000 dots.
        let mut png = written(&flag(8, 8), ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let crc = crc_of(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(upright(&png, FileKind::Png), Err(Unfit::TooManyPixels));
        assert_eq!(upright(b"\x89PNG\r\n\x1a\n", FileKind::Png), Err(Unfit::Broken));
        assert_eq!(upright(&[0xff, 0xd8, 0xff, 0xd9], FileKind::Jpeg), Err(Unfit::Broken));
    }

    fn crc_of(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
            })
        })
    }
}
