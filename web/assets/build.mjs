// Builds what pages load: one style sheet, one script, the fonts and pictures. Run by web/build.rs in a folder of its own;
// writes the files and `table.rs`, the table that the binary embeds.
//
//   node assets/build.mjs OUT
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import * as sass from 'sass';
import { withSymbols } from './symbols.mjs';

const out = resolve(process.argv[2] ?? 'built');
const FONT = 'node_modules/@fontsource/atkinson-hyperlegible-next';
const MOJ_IMAGES = 'node_modules/@ministryofjustice/frontend/moj/assets/images';
const FAMILY = 'Atkinson Hyperlegible Next';
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const table = [];

/** Keeps one file under a name that changes with its content, and returns the address of it. */
function keep(name, bytes) {
  const kind = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const file = `${basename(name, kind)}-${hash}${kind}`;
  writeFileSync(join(out, file), bytes);
  const entry = { name, file, type: TYPES[kind], gzip: false, brotli: false };
  if (['.css', '.js', '.svg'].includes(kind)) {
    writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(out, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    entry.gzip = entry.brotli = true;
  }
  table.push(entry);
  return `/assets/${file}`;
}

/** A picture of ours by its name, or one that a component's styles ask for. */
function picture(name) {
  const ours = join('assets/images', name);
  const kept = table.find((entry) => entry.name === name);
  return kept ? `/assets/${kept.file}` : keep(name, readFileSync(existsSync(ours) ? ours : join(MOJ_IMAGES, name)));
}
// Our drawings and the symbols beside them are one file.
const SYMBOLS = 'node_modules/@iconify-json/fluent-emoji-flat/icons.json';
const drawn = withSymbols(readFileSync('assets/images/pictures.svg', 'utf8'), JSON.parse(readFileSync(SYMBOLS, 'utf8')));
keep('pictures.svg', Buffer.from(drawn));
readdirSync('assets/images').sort().forEach(picture);

const ranges = JSON.parse(readFileSync(join(FONT, 'unicode.json'), 'utf8'));
let faces = '';
for (const weight of [400, 700]) {
  for (const [subset, range] of Object.entries(ranges)) {
    const file = join(FONT, 'files', `atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`);
    const url = keep(`atkinson-${subset}-${weight}.woff2`, readFileSync(file));
    faces += `@font-face{font-family:"${FAMILY}";font-style:normal;font-weight:${weight};font-display:swap;`
      + `src:url(${url}) format("woff2");unicode-range:${range}}`;
  }
}

const styles = sass.compile('assets/styles/app.scss', {
  style: 'compressed',
  loadPaths: ['.', 'node_modules'],
  quietDeps: true,
});
const css = styles.css.replace(/url\("?image:([^")]+)"?\)/g, (_, name) => `url(${picture(name)})`);
// A byte order mark or @charset must stand first; the faces come after it.
const charset = css.match(/^(\uFEFF|@charset "[^"]*";)/)?.[0] ?? '';
keep('app.css', Buffer.from(charset + faces + css.slice(charset.length)));

/** Bundles one script of ours. */
async function bundle(entry, options = {}) {
  const built = await esbuild.build({
    entryPoints: [`assets/scripts/${entry}`],
    bundle: true,
    format: 'esm',
    minify: true,
    target: ['es2022'],
    legalComments: 'none',
    write: false,
    ...options,
  });
  return Buffer.from(built.outputFiles[0].contents);
}
keep('app.js', await bundle('app.mjs'));
keep('week.js', await bundle('week.mjs'));

// What works without a network: the files of My week, by their hashed names. The worker is served under one name.
const files = ['app.css', 'app.js', 'week.js', 'waymark.svg', 'atkinson-latin-400.woff2', 'atkinson-latin-700.woff2']
  .map((name) => `/assets/${table.find((entry) => entry.name === name).file}`);
const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
keep('sw.js', await bundle('sw.mjs', {
  format: 'iife',
  define: { WAYMARK_FILES: JSON.stringify(files), WAYMARK_VERSION: JSON.stringify(version) },
}));

const quoted = (text) => JSON.stringify(text);
const bytes = (file) => `include_bytes!(concat!(env!("OUT_DIR"), "/built/${file}"))`;
const optional = (is, file) => (is ? `Some(${bytes(file)})` : 'None');
writeFileSync(join(out, 'table.rs'), `&[\n${table
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map((entry) => `    Asset { name: ${quoted(entry.name)}, path: ${quoted(`/assets/${entry.file}`)}, content_type: ${quoted(entry.type)}, `
    + `bytes: ${bytes(entry.file)}, gzip: ${optional(entry.gzip, `${entry.file}.gz`)}, brotli: ${optional(entry.brotli, `${entry.file}.br`)} },\n`)
  .join('')}]\n`);
