// The service worker: keeps the files that change their name with their content, and two pages without data: My week on a
// phone, and the one that says that there is no connection. Never a page of the server with data, never an answer with data.
import { ROOM, settle } from './leave.mjs';

const FILES = WAYMARK_FILES;
const SHELL = '/my-week/phone';
const OFFLINE = '/offline';
const CACHE = `waymark-${WAYMARK_VERSION}`;

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    const pages = [SHELL, OFFLINE].map((page) => new Request(page, { credentials: 'omit', cache: 'reload' }));
    await cache.addAll([...FILES, ...pages]);
    await skipWaiting();
  })());
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE && name !== ROOM) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === 'navigate') {
    // Without a network My week works on; every other page says in its place that there is none.
    const kept = url.pathname.startsWith('/my-week') ? SHELL : OFFLINE;
    const instead = async () => (await caches.match(kept, { ignoreVary: true })) ?? Response.error();
    // Whoever left without a network is signed out first: nobody goes on as them.
    event.respondWith(settle().catch(() => true).then((free) => (free ? fetch(request).catch(instead) : instead())));
  }
});
