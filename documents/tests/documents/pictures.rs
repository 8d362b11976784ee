//! How pages look: rendered by poppler, small and grey, compared with what they were, with room for another version's
//! softer edges. A shifted line, a lost box or a letter outside its place shows; a grey pixel does not.

use std::{fs, path::Path};

use super::pdf;

/// Dots an inch: a page is 207 by 292 dots.
const DOTS: &str = "25";
/// How far the mean grey of a block may be from what it was, of 255.
const BLOCK_OFF: i32 = 40;
/// The side of a block.
const BLOCK: usize = 6;
/// At most so many pages of a paper are compared.
const PAGES: usize = 3;

struct Grey {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

/// Reads a grey PNG.
fn read(bytes: &[u8]) -> Grey {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    dots.truncate(info.buffer_size());
    // Some versions of poppler write grey in three equal colours.
    let step = info.color_type.samples();
    assert!(matches!(step, 1 | 3), "{:?}", info.color_type);
    let dots = dots.into_iter().step_by(step).collect();
    Grey { width: info.width as usize, height: info.height as usize, dots }
}

impl Grey {
    fn mean(&self, left: usize, top: usize) -> i32 {
        let (mut sum, mut count) = (0, 0);
        for y in top..(top + BLOCK).min(self.height) {
            for x in left..(left + BLOCK).min(self.width) {
                sum += i32::from(self.dots[y * self.width + x]);
                count += 1;
            }
        }
        sum / count.max(1)
    }

    /// The first block that looks otherwise.
    fn differs(&self, other: &Grey) -> Option<(usize, usize)> {
        if (self.width, self.height) != (other.width, other.height) {
            return Some((0, 0));
        }
        let tops = (0..self.height).step_by(BLOCK);
        let blocks = tops.flat_map(|top| (0..self.width).step_by(BLOCK).map(move |left| (left, top)));
        blocks
            .into_iter()
            .find(|(left, top)| (self.mean(*left, *top) - other.mean(*left, *top)).abs() > BLOCK_OFF)
    }
}

fn page(folder: &Path, pdf: &Path, page: usize) -> Vec<u8> {
    let number = page.to_string();
    let out = folder.join(format!("page{page}"));
    let status = std::process::Command::new("pdftoppm")
        .args(["-gray", "-png", "-r", DOTS, "-singlefile", "-f", &number, "-l", &number])
        .arg(pdf)
        .arg(&out)
        .status()
        .unwrap();
    assert!(status.success());
    fs::read(out.with_extension("png")).unwrap()
}

pub fn are_as_expected(kind: &str, sample: &str) {
    assert!(pdf::is_there("pdftoppm"), "pdftoppm (Debian: poppler-utils) is not installed");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    let made = super::made(kind, sample);
    fs::write(&file, made.pdf().unwrap()).unwrap();
    for number in 1..=made.pages().min(if sample == "ugly" { 1 } else { PAGES }) {
        let now = page(folder.path(), &file, number);
        let known = super::expected(kind).join(format!("{sample}-{number}.png"));
        if super::writes() {
            fs::create_dir_all(known.parent().unwrap()).unwrap();
            fs::write(&known, &now).unwrap();
            continue;
        }
        let before = fs::read(&known).unwrap_or_else(|fault| panic!("{}: {fault}", known.display()));
        let differs = read(&before).differs(&read(&now));
        assert!(
            differs.is_none(),
            "{}: looks otherwise at {differs:?} (dots from left and top)",
            known.display()
        );
    }
}
