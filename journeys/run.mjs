// Runs one story: node run.mjs STORY BASE_URL. Exits 0 when it holds; else says what did not, and keeps a picture.
import { chromium } from 'playwright-core';
import axePlaywright from '@axe-core/playwright';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const AxeBuilder = axePlaywright.default ?? axePlaywright.AxeBuilder ?? axePlaywright;
const [file, base] = process.argv.slice(2);
const DESK = { width: 1280, height: 900 };
/** What the story runs on: `file`, `postgres`, `empty`, `ugly` or `without-scripts`. */
const ground = process.env.GROUND ?? 'file';
const PHONE = { width: 360, height: 740 };
/** How long something on a page is waited for, in milliseconds: machines that share their processors are slow now and then. */
const PATIENCE = 30_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const faults = [];

/** A window of its own: its own cookies, at a desk or on a phone. */
async function open({ phone = false, width, javaScript = ground !== 'without-scripts' } = {}) {
  const viewport = width ? { width, height: 800 } : phone ? PHONE : DESK;
  const context = await browser.newContext({
    viewport, isMobile: phone, hasTouch: phone, javaScriptEnabled: javaScript,
    locale: 'en-GB', timezoneId: 'Europe/London', baseURL: base,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', error => faults.push(`${page.url()}: script error: ${error.message}`));
  page.on('console', message => {
    const expected = /status of (403|404|409|422|429|410)/.test(message.text());
    if (message.type() === 'error' && !expected) faults.push(`${page.url()}: console: ${message.text()}`);
  });
  return page;
}

/** Signs in as a persona through the demonstration's own page. */
async function signIn(persona, options) {
  const page = await open(options);
  await page.goto('/sign-in');
  await page.locator(`button[name="persona"][value="${persona}"]`).click();
  await page.waitForLoadState();
  return page;
}

/** A browser of its own with a profile on the disk, which can be killed and started again. */
async function relaunch(profile = mkdtempSync(join(tmpdir(), 'wm-profile-'))) {
  const own = spawn(process.env.CHROMIUM, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank']);
  const address = await new Promise((found, lost) => {
    let said = '';
    own.stderr.on('data', (part) => {
      said += part;
      const line = /DevTools listening on (ws:\S+)/.exec(said);
      if (line) found(line[1]);
    });
    own.once('exit', () => lost(new Error(`the browser ended: ${said.slice(0, 500)}`)));
  });
  const over = await chromium.connectOverCDP(address);
  const context = over.contexts()[0];
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const go = page.goto.bind(page);
  page.goto = (to) => go(new URL(to, base).href);
  const ended = once(own, 'exit');
  return {
    page,
    kill: async () => {
      own.kill('SIGKILL');
      await ended;
      return relaunch(profile);
    },
    close: async () => {
      own.kill('SIGTERM');
      await ended;
      // Helpers of the browser may still write when it has ended. A folder that stays says nothing of the story: it is one of the
      // machine's temporary ones.
      try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 40, retryDelay: 250 });
      } catch (fault) {
        console.error(`The browser's profile is left behind: ${fault.message}`);
      }
    },
  };
}

/** No accessibility finding (WCAG 2.2 A and AA), nothing wider than the screen, one h1. */
async function looksRight(page, what = page.url()) {
  if (ground === 'without-scripts') return lookedAtWithoutScripts(page, what);
  // What a script does about a new width it does with the next frame, which axe would not wait for.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // Legacy mode: our pages hold no frames, and a second window for each look would double the time.
  const result = await new AxeBuilder({ page }).setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  for (const found of result.violations) {
    faults.push(`${what}: axe ${found.impact}: ${found.id}: ${found.help}: ${found.nodes[0]?.target}`);
  }
  await wider(page, what);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${what}: ${headings} headings of the first level`);
}

/** Where no script runs: every form has a button to press, and nothing is wider than the screen. */
async function lookedAtWithoutScripts(page, what) {
  await wider(page, what);
  for (const form of await page.locator('form').all()) {
    const buttons = await form.locator('button:not([type="button"]), input[type="submit"]').count();
    if (buttons === 0) faults.push(`${what}: a form without a button cannot be sent without scripts`);
  }
}

/** Nothing wider than the screen. */
async function wider(page, what = page.url()) {
  const [by, widest] = await page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [0, ''];
    const reaches = (element) => Math.round(element.getBoundingClientRect().right);
    const named = (element) => [element.localName, ...element.classList].join('.');
    const wide = [...document.body.querySelectorAll('*')].filter((element) => reaches(element) > innerWidth);
    const inmost = wide.filter((element) => ![...element.children].some((child) => wide.includes(child)));
    return [over, inmost.slice(0, 3).map((element) => `${named(element.parentElement)} > ${named(element)}`).join(', ')];
  });
  if (by > 0) faults.push(`${what}: ${by} px wider than the screen: ${widest}`);
}

/** Fails with a sentence unless it holds. */
function check(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

/** Fails unless the page shows the text. */
async function shows(page, text) {
  const body = await page.locator('body').innerText();
  check(body.includes(text), `${page.url()} does not show “${text}”; it shows:\n${body.slice(0, 3000)}`);
}

const world = await (await fetch(new URL('/demo/world.json', base))).json();
let failed = false;
try {
  const story = (await import(pathToFileURL(file).href)).default;
  await story({ base, ground, world, open, signIn, looksRight, wider, check, shows, faults, relaunch });
} catch (error) {
  failed = true;
  console.log(error.stack ?? String(error));
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      console.log(`at ${page.url()}\n${(await page.locator('body').innerText().catch(() => '')).slice(0, 2000)}`);
    }
  }
}
for (const fault of faults) console.log(fault);
await browser.close();
process.exit(failed || faults.length > 0 ? 1 : 0);
