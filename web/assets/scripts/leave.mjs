// Signing out, with a network or without. What the server was not told yet is owed: a mark on this device, which the worker
// and every page of ours honour before anything is shown or asked for, so that nobody goes on as the one who left.
/** The cache with the mark. */
export const ROOM = 'waymark-leaving';
const MARK = '/sign-out';
/** How long a network that answers nothing is waited for, in milliseconds. */
const PATIENCE = 8_000;

// Where there is no worker there are no caches either: then the pages alone look after it.
const shared = () => 'caches' in globalThis;

/** Somebody leaves: until the server has it, it is owed. */
async function owe(account) {
  if (shared()) await (await caches.open(ROOM)).put(MARK, new Response(account));
  else localStorage.setItem(ROOM, account);
}

/** Whose leaving is owed; empty when the page did not say who, none when nobody's is. */
export async function owed() {
  if (!shared()) return globalThis.localStorage?.getItem(ROOM) ?? null;
  if (!(await caches.has(ROOM))) return null;
  const mark = await (await caches.open(ROOM)).match(MARK);
  return mark ? mark.text() : null;
}

/** Nothing is owed any more. */
export async function forget() {
  if (shared()) await caches.delete(ROOM);
  else localStorage.removeItem(ROOM);
}

/** Tells the server of a leaving that is owed. Whether nothing is owed now. */
export async function settle() {
  if (await owed() === null) return true;
  const work = async () => {
    // Another page, or the worker, has told it meanwhile; somebody else may be signed in by now.
    if (await owed() === null) return true;
    const answer = await fetch(MARK, { method: 'POST', redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    const told = answer?.type === 'opaqueredirect' || Boolean(answer?.ok);
    if (told) await forget();
    return told;
  };
  return navigator.locks ? navigator.locks.request(ROOM, work) : work();
}

/** Leaves; whether the server has it. */
export async function leave(account) {
  await owe(account ?? '');
  return settle();
}
