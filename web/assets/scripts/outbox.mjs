// What waits on this device until the server has it. Every entry is sealed (AES-GCM) under a key of its author that no
// script can read out of the browser; the server gives it to nobody else, and sign-out forgets it here. So what waits
// survives a crash, a lost network and a sign-out, is read by nobody in between, and goes out at its author's next
// sign-in.
import { openDB } from 'idb';
import { settle } from './leave.mjs';

/** Whether this browser can keep anything: a private window or plain HTTP cannot. */
export const able = 'indexedDB' in globalThis && Boolean(globalThis.crypto?.subtle);

let opened;
/** The database of this device. */
export function base() {
  opened ??= openDB('waymark', 1, {
    upgrade(db) {
      db.createObjectStore('key');
      db.createObjectStore('waiting', { keyPath: 'id' }).createIndex('account', 'account');
      db.createObjectStore('week');
    },
  });
  return opened;
}

/**
 * Asks the server as the person at this page; a page to sign in at is no answer. Nothing is asked for whoever left and is
 * not signed out yet.
 */
export async function ask(path, body, options = {}) {
  // A page that is closing waits for nothing.
  if (!options.keepalive && !(await settle())) throw new TypeError('somebody is still to be signed out');
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
    cache: 'no-store',
    ...options,
  });
}

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

/** Takes the key of whoever is signed in; `{ account, key }`, or none when nobody is. */
async function fetchKey() {
  const answer = await ask('/outbox/key', {}).catch(() => null);
  if (!answer?.ok) return null;
  const { account, secret } = await answer.json();
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), 'AES-GCM', false, ['encrypt', 'decrypt']);
  await (await base()).put('key', key, account);
  return { account, key };
}

/** Whose key is here: whoever is signed in, on a page that does not say who. */
export async function whoIsHere() {
  return (await (await base()).getAllKeys('key'))[0] ?? (await fetchKey())?.account ?? null;
}

/** The key of an account: kept here, or asked for; none when nobody of that name is signed in. */
export async function keyOf(account) {
  const known = await (await base()).get('key', account);
  if (known) return known;
  const given = await fetchKey();
  return given?.account === account ? given.key : null;
}

/** Seals something for an account; none when there is no key. */
export async function seal(account, what) {
  const key = await keyOf(account);
  if (!key) return null;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const whose = new TextEncoder().encode(account);
  const plain = new TextEncoder().encode(JSON.stringify(what));
  return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: whose }, key, plain) };
}

/** Opens what was sealed; none when it cannot be. */
export async function unseal(account, { iv, sealed }) {
  const key = await keyOf(account);
  if (!key) return null;
  const whose = new TextEncoder().encode(account);
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: whose }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}

/** A number for a name, so that the name itself is not on the device. */
export async function numberOf(name) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Puts something into the outbox; what waited under the same id gives way. */
export async function put(account, kind, id, what) {
  const sealed = await seal(account, what);
  if (!sealed) return false;
  await (await base()).put('waiting', { id, account, kind, ...sealed });
  return true;
}

/** Takes something out: the server has it. */
export async function drop(id) {
  await (await base()).delete('waiting', id);
}

/** Whether something waits yet. */
export async function waitsStill(id) {
  return Boolean(await (await base()).getKey('waiting', id));
}

/** What waits of an account, of a kind: `[{ id, what }]`. */
export async function waiting(account, kind) {
  const all = await (await base()).getAllFromIndex('waiting', 'account', account);
  const opened = [];
  for (const entry of all.filter((one) => one.kind === kind)) {
    const what = await unseal(account, entry);
    if (what) opened.push({ id: entry.id, what });
  }
  return opened;
}

/** How many entries of a kind wait, of an account; read without opening them. */
export async function howMany(account, kind) {
  const all = await (await base()).getAllFromIndex('waiting', 'account', account);
  return all.filter((one) => one.kind === kind).length;
}

/** At sign-out, or when another person is here: keys and the week's data go; what waits stays, sealed. */
export async function lock(except) {
  const db = await base();
  const change = db.transaction(['key', 'week'], 'readwrite');
  for (const name of ['key', 'week']) {
    const store = change.objectStore(name);
    for (const account of await store.getAllKeys()) if (account !== except) await store.delete(account);
  }
  await change.done;
}

/** A number for this browser, so that somebody's two browsers can be told apart. */
export function device() {
  try {
    const known = localStorage.getItem('waymark-device');
    if (known) return known;
    const made = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    localStorage.setItem('waymark-device', made);
    return made;
  } catch {
    return '';
  }
}
