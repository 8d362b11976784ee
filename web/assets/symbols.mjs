// Lays the symbols of an open set beside our own drawings, in one file: each a line of its own, found by the id of its view.
// The pages' build imports this; the papers' build runs it:
//
//   node symbols.mjs DRAWINGS ICONS OUT
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SIDE = 64;
const names = JSON.parse(readFileSync(new URL('symbols.json', import.meta.url), 'utf8'));

/** The drawings with the symbols that are named, each as large as a drawing. */
export function withSymbols(drawings, set) {
  const [, first] = drawings.match(/viewBox="0 0 (\d+) 64"/);
  const views = [];
  const groups = [];
  names.forEach((name, at) => {
    const icon = set.icons[name];
    if (!icon) throw new Error(`the set of symbols has no “${name}”`);
    if (/\bid=|url\(|<style|<script/.test(icon.body)) throw new Error(`“${name}” is more than shapes`);
    const left = Number(first) + at * SIDE;
    const scale = SIDE / (icon.width ?? set.width ?? 16);
    views.push(`<view id="symbol-${name}" viewBox="${left} 0 ${SIDE} ${SIDE}"/>`);
    groups.push(`<g transform="translate(${left})"><g transform="scale(${scale})">${icon.body}</g></g>`);
  });
  const wide = Number(first) + names.length * SIDE;
  return drawings
    .replace(`viewBox="0 0 ${first} 64" width="${first}"`, `viewBox="0 0 ${wide} 64" width="${wide}"`)
    .replace('</svg>', `${[...views, ...groups].join('\n')}\n</svg>`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [drawings, icons, out] = process.argv.slice(2);
  writeFileSync(out, withSymbols(readFileSync(drawings, 'utf8'), JSON.parse(readFileSync(icons, 'utf8'))));
}
