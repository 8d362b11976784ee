// Signing out, with a network or without. What the server was not told yet is owed: a mark on this device, which the worker
// and every page of ours honour before anything is shown or asked for, so that nobody goes on as the one who left. A device
// that can keep no mark (storage that is full or blocked) is told all the same: then this page alone knows what is owed.
/** The cache with the mark. */
export const ROOM = 'waymark-leaving';
const MARK = '/sign-out';
/** How long a network that answers nothing is waited for, in milliseconds. */
const PATIENCE = 8_000;

// Where there is no worker there are no caches either: then the pages alone look after it.
const shared = () => 'caches' in globalThis;

/** Whose leaving is owed where the device could not keep the mark. */
let unkept = null;

/** Keeps the mark on the device. */
async function keep(account) {
  if (shared()) await (await caches.open(ROOM)).put(MARK, new Response(account));
  else localStorage.setItem(ROOM, account);
}

/** The mark that the device keeps. */
async function kept() {
  if (!shared()) return globalThis.localStorage?.getItem(ROOM) ?? null;
  if (!(await caches.has(ROOM))) return null;
  const mark = await (await caches.open(ROOM)).match(MARK);
  return mark ? mark.text() : null;
}

/** Somebody leaves: until the server has it, it is owed. */
async function owe(account) {
  await keep(account).catch(() => { unkept = account; });
}

/** Whose leaving is owed; empty when the page did not say who, none when nobody's is. */
export async function owed() {
  return (await kept().catch(() => null)) ?? unkept;
}

/** Nothing is owed any more. */
export async function forget() {
  unkept = null;
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
    if (told) await forget().catch(() => {});
    return told;
  };
  return navigator.locks ? navigator.locks.request(ROOM, work).catch(work) : work();
}

/** Leaves; whether the server has it. */
export async function leave(account) {
  await owe(account ?? '');
  return settle();
}
