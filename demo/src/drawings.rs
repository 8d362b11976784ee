//! Pictures and papers for the invented school, drawn by the program: no photo of anybody, no real report.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// The sheet has 900 by 600 places; a dot of the picture is three of them wide and high, which a crayon is anyway.
const WIDTH: u32 = 300;
const HEIGHT: u32 = 200;
const DOT: i64 = 3;

type Dot = (i64, i64);

/// A sheet of paper with wax crayons.
struct Paper(RgbImage);

impl Paper {
    fn new(colour: [u8; 3]) -> Self {
        Self(RgbImage::from_pixel(WIDTH, HEIGHT, Rgb(colour)))
    }

    fn paint(&mut self, colour: [u8; 3], is_in: impl Fn(i64, i64) -> bool) {
        for (x, y, dot) in self.0.enumerate_pixels_mut() {
            if is_in(i64::from(x) * DOT, i64::from(y) * DOT) {
                *dot = Rgb(colour);
            }
        }
    }

    fn round(&mut self, (cx, cy): Dot, radius: i64, colour: [u8; 3]) {
        self.paint(colour, |x, y| (x - cx).pow(2) + (y - cy).pow(2) <= radius * radius);
    }

    fn block(&mut self, (left, top): Dot, (right, bottom): Dot, colour: [u8; 3]) {
        self.paint(colour, |x, y| (left..=right).contains(&x) && (top..=bottom).contains(&y));
    }

    /// A roof: as wide as told at its foot.
    fn roof(&mut self, (cx, top): Dot, foot: i64, half: i64, colour: [u8; 3]) {
        self.paint(colour, |x, y| {
            (top..=foot).contains(&y) && (x - cx).abs() * (foot - top) <= half * (y - top)
        });
    }

    fn png(&self) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        // Writing to memory does not fail; an empty picture would be refused on its way in.
        let _ = self.0.write_to(&mut bytes, ImageFormat::Png);
        bytes.into_inner()
    }
}

const SKY: [u8; 3] = [214, 236, 250];
const GRASS: [u8; 3] = [124, 190, 96];
const SUN: [u8; 3] = [250, 200, 40];
const RED: [u8; 3] = [206, 66, 56];
const WALL: [u8; 3] = [244, 222, 184];
const BROWN: [u8; 3] = [122, 76, 40];
const INK: [u8; 3] = [40, 50, 60];
const ORANGE: [u8; 3] = [228, 126, 48];
const WHITE: [u8; 3] = [252, 250, 244];

/// What a child might draw: a house, a fox or a football field, by turns.
pub(crate) fn childs(turn: usize) -> Vec<u8> {
    let mut paper = Paper::new(SKY);
    paper.block((0, 430), (900, 600), GRASS);
    paper.round((780, 110), 70, SUN);
    match turn % 3 {
        0 => {
            paper.block((240, 260), (560, 500), WALL);
            paper.roof((400, 110), 270, 210, RED);
            paper.block((365, 360), (445, 500), BROWN);
            for left in [265, 470] {
                paper.block((left, 300), (left + 65, 360), SKY);
            }
            paper.round((690, 360), 80, [70, 140, 70]);
            paper.block((678, 400), (702, 500), BROWN);
        }
        1 => {
            paper.roof((300, 150), 270, 60, ORANGE);
            paper.roof((460, 150), 270, 60, ORANGE);
            paper.round((380, 300), 130, ORANGE);
            paper.round((380, 360), 70, WHITE);
            for eye in [330, 430] {
                paper.round((eye, 270), 16, INK);
            }
            paper.round((380, 340), 18, INK);
            paper.round((620, 470), 60, ORANGE);
            paper.round((670, 450), 34, WHITE);
        }
        _ => {
            paper.block((0, 250), (900, 600), GRASS);
            paper.block((120, 200), (140, 470), WHITE);
            paper.block((420, 200), (440, 470), WHITE);
            paper.block((120, 200), (440, 220), WHITE);
            paper.round((610, 460), 60, WHITE);
            paper.round((610, 460), 22, INK);
        }
    }
    paper.png()
}

/// The school's logo: a fox before hills at sunrise.
pub(crate) fn logo() -> Vec<u8> {
    let mut paper = Paper::new([255; 3]);
    paper.round((450, 300), 290, [10, 61, 64]);
    paper.round((450, 300), 262, SKY);
    paper.round((570, 190), 70, SUN);
    paper.paint(GRASS, |x, y| (x - 450).pow(2) + (y - 300).pow(2) <= 262 * 262 && y > 380);
    paper.roof((390, 190), 300, 50, ORANGE);
    paper.roof((510, 190), 300, 50, ORANGE);
    paper.round((450, 320), 105, ORANGE);
    paper.round((450, 372), 55, WHITE);
    for eye in [412, 488] {
        paper.round((eye, 300), 13, INK);
    }
    paper.round((450, 352), 15, INK);
    Paper(image::imageops::crop_imm(&paper.0, 50, 0, HEIGHT, HEIGHT).to_image()).png()
}

/// A piece of work: lines of writing, as they look from far away, under a heading.
pub(crate) fn work(turn: usize) -> Vec<u8> {
    let mut paper = Paper::new(WHITE);
    for row in 0..9_i64 {
        let top = 70 + row * 56;
        paper.block((60, top + 34), (840, top + 36), [170, 200, 226]);
        let words = 3 + (row * 7 + i64::try_from(turn).unwrap_or(0)) % 5;
        for word in 0..words {
            let left = 70 + word * 145;
            paper.block((left, top + 12), (left + 70 + (word * 31 + row * 17) % 55, top + 30), INK);
        }
    }
    paper.block((50, 0), (53, 600), RED);
    paper.png()
}

/// A PDF of one page with these lines.
pub(crate) fn report(lines: &[&str]) -> Vec<u8> {
    let plain = |line: &str| line.replace('\\', "").replace(['(', ')'], "");
    let text: String = lines.iter().map(|line| format!("({}) Tj T*\n", plain(line))).collect();
    let stream = format!("BT /F1 12 Tf 16 TL 60 770 Td\n{text}ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<</Length {}>>\nstream\n{stream}\nendstream", stream.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    let size = objects.len() + 1;
    pdf.push_str(&format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}
