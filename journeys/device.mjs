// What a browser keeps of the site, as whoever takes the device would read it.

/** Everything that this browser keeps of the site, as text: runs in the page. */
export async function dump() {
  const parts = [];
  const add = (value) => {
    if (value instanceof ArrayBuffer) parts.push(new TextDecoder('latin1').decode(value));
    else if (ArrayBuffer.isView(value)) parts.push(new TextDecoder('latin1').decode(value));
    else if (value instanceof CryptoKey) parts.push(`key that can be taken out: ${value.extractable}`);
    else if (value && typeof value === 'object') Object.entries(value).forEach(([name, inner]) => { parts.push(name); add(inner); });
    else parts.push(String(value));
  };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of db.objectStoreNames) {
      const all = await new Promise((done) => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
      parts.push(`${store}: ${all.length}`);
      if (all.length > 0) parts.push(store);
      all.forEach(add);
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      parts.push(request.url);
      // The files under their hashed names are the same for everybody.
      if (!new URL(request.url).pathname.startsWith('/assets/')) parts.push(await (await cache.match(request)).text());
    }
  }
  parts.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage));
  return parts.join('\n');
}
