// Signing out without a network: owed, told at the next contact before anything is shown, and done once.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const SCRIPTS = '../../assets/scripts';
/** The caches of a browser: what is kept of a name. */
const kept = new Map();
let asked = [];
let network = true;
/** Whether the device refuses to keep or to say anything: storage that is full or blocked. */
let blocked = false;
let answer = { type: 'opaqueredirect', ok: false };

const refuse = () => {
  if (blocked) throw new DOMException('refused', 'SecurityError');
};
const locks = {
  async request(_, work) {
    refuse();
    return work();
  },
};
Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
Object.assign(globalThis, {
  caches: {
    async has(name) {
      refuse();
      return kept.has(name);
    },
    async delete(name) {
      refuse();
      return kept.delete(name);
    },
    keys: async () => [...kept.keys()],
    match: async (path) => `kept ${path}`,
    async open(name) {
      refuse();
      if (!kept.has(name)) kept.set(name, new Map());
      const room = kept.get(name);
      return { put: async (key, value) => room.set(key, value), match: async (key) => room.get(key)?.clone(), addAll: async () => {} };
    },
  },
  async fetch(request, options = {}) {
    if (!network) throw new TypeError('Failed to fetch');
    asked.push(`${options.method ?? 'GET'} ${request.url ?? request}`);
    return request === '/sign-out' ? answer : `page ${request.url}`;
  },
});
const { forget, leave, owed, settle } = await import(`${SCRIPTS}/leave.mjs`);

beforeEach(() => {
  kept.clear();
  [asked, network, blocked, answer] = [[], true, false, { type: 'opaqueredirect', ok: false }];
});

test('with a network it is told at once, and nothing stays owed', async () => {
  assert.equal(await leave('ta'), true);
  assert.deepEqual(asked, ['POST /sign-out']);
  assert.equal(await owed(), null);
});

test('without a network it is owed until the server has it, once', async () => {
  network = false;
  assert.equal(await leave('ta'), false);
  assert.equal(await settle(), false);
  assert.equal(await owed(), 'ta');
  network = true;
  answer = { type: 'basic', ok: false };
  assert.equal(await settle(), false, 'a server that fails has not got it');
  answer = { type: 'opaqueredirect', ok: false };
  assert.equal(await settle(), true);
  assert.equal(await settle(), true);
  assert.deepEqual(asked, ['POST /sign-out', 'POST /sign-out']);
  assert.equal(await owed(), null);
});

test('whoever did not say who they are leaves too', async () => {
  network = false;
  await leave(undefined);
  assert.equal(await owed(), '');
  await forget();
  assert.equal(await owed(), null);
});

test('where the device keeps nothing, the server is told all the same', async () => {
  blocked = true;
  assert.equal(await settle(), true, 'nobody leaves: pages and the outbox go on');
  assert.equal(await leave('ta'), true);
  assert.deepEqual(asked, ['POST /sign-out']);
  network = false;
  assert.equal(await leave('ta'), false);
  assert.equal(await owed(), 'ta', 'this page knows it yet');
  network = true;
  assert.equal(await settle(), true);
  assert.deepEqual(asked, ['POST /sign-out', 'POST /sign-out']);
  assert.equal(await owed(), null);
});

test('the worker tells it before any page, and shows none while it cannot', async () => {
  const heard = {};
  Object.assign(globalThis, {
    WAYMARK_FILES: [], WAYMARK_VERSION: '1', addEventListener: (name, act) => { heard[name] = act; },
    location: { origin: 'https://school' }, skipWaiting: async () => {}, clients: { claim: async () => {} },
  });
  await import(`${SCRIPTS}/sw.mjs`);
  const open = async (path) => {
    let given;
    heard.fetch({ request: { url: `https://school${path}`, method: 'GET', mode: 'navigate' }, respondWith: (page) => { given = page; } });
    return given;
  };
  assert.equal(await open('/today'), 'page https://school/today');
  blocked = true;
  assert.equal(await open('/today'), 'page https://school/today', 'a device that keeps nothing shows pages');
  blocked = false;
  network = false;
  await leave('ta');
  assert.equal(await open('/my-week'), 'kept /my-week/phone');
  assert.equal(await open('/today'), 'kept /offline');
  network = true;
  answer = { type: 'basic', ok: false };
  assert.equal(await open('/today'), 'kept /offline', 'the server fails: nobody goes on as the one who left');
  answer = { type: 'opaqueredirect', ok: false };
  asked = [];
  assert.equal(await open('/my-week'), 'page https://school/my-week');
  assert.deepEqual(asked, ['POST /sign-out', 'GET https://school/my-week']);
  // A new version of the worker forgets old files, not what is owed.
  network = false;
  await leave('ta');
  let work;
  heard.activate({ waitUntil: (all) => { work = all; } });
  await work;
  assert.equal(await owed(), 'ta');
});
