// The service worker: keeps the files that change their name with their content, and one page without data. Never a page
// of the server, never an answer with data.
const FILES = WAYMARK_FILES;
const SHELL = '/my-week/phone';
const CACHE = `waymark-${WAYMARK_VERSION}`;

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...FILES, new Request(SHELL, { credentials: 'omit', cache: 'reload' })]);
    await skipWaiting();
  })());
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
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
    // Without a network every page leads to the one that works without it.
    event.respondWith(fetch(request).catch(async () => (await caches.match(SHELL, { ignoreVary: true })) ?? Response.error()));
  }
});
