// Sessions that were logged on this device and wait for the server: sent at load, when the network is back, and when the
// page is seen. An entry has an id of its own, so that it counts once however often it is sent.
import { able, ask, base, drop, howMany, put, seal, unseal, waiting, waitsStill } from './outbox.mjs';
import { toldOf } from './told.mjs';

const AT_ONCE = 50;
/** How long a network that answers nothing is waited for, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Sends what waits; `{ sent, said, signedOut }`: how many the server has now, and what it says of those that it does not take.
 * What it says of the others is kept, sealed, until somebody has seen it, whichever page sent them.
 */
export async function sendSessions(account) {
  const done = { sent: 0, said: [], signedOut: false };
  if (!able) return done;
  const work = async () => {
    const all = await waiting(account, 'session');
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const entries = all.slice(from, from + AT_ONCE).map(({ id, what }) => ({ ...what, id }));
      // How old each is by this device, whose clock may be wrong; the names are for this device alone.
      const aged = entries.map((entry) => ({ ...entry, names: undefined, age: entry.written ? Math.max(0, Date.now() - entry.written) : undefined }));
      const answer = await ask('/my-week/sync', { entries: aged }, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) {
        done.signedOut = answer.type === 'opaqueredirect';
        return;
      }
      for (const outcome of (await answer.json()).outcomes) {
        const { id, code, words } = outcome;
        const entry = entries.find((one) => one.id === id);
        if (code === 'refused') {
          // What was replaced meanwhile does not come back.
          if (await waitsStill(id)) await put(account, 'session', id, { ...entry, refused: words });
          if (words && entry?.refused !== words) done.said.push(`${entry?.title ?? 'A session'}: ${words}`);
        } else {
          const told = toldOf(entry, outcome);
          if (told) await put(account, 'said', `said ${id}`, { words: told, at: Date.now() });
          await drop(id);
          done.sent += 1;
        }
      }
    }
  };
  try {
    await (navigator.locks ? navigator.locks.request('waymark-send', work) : work());
  } catch { /* No network: they wait on. */ }
  return done;
}

const FIRST_TRY_AGAIN = 4_000;
const LAST_TRY_AGAIN = 120_000;

/**
 * Calls `work` when the network is back, when the page is seen, and, while something of `account()` waits, again and
 * again at growing distances: a browser does not always say that the network is back.
 */
export function keepSending(account, work) {
  let distance = FIRST_TRY_AGAIN;
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const whose = account();
      if (whose && await unsent(whose).catch(() => 0) > 0) {
        distance = Math.min(distance * 2, LAST_TRY_AGAIN);
        await work();
      }
      later();
    }, distance);
  };
  const now = () => {
    distance = FIRST_TRY_AGAIN;
    work();
    later();
  };
  addEventListener('online', now);
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now());
  later();
}

/**
 * Takes a session back that the server has; its words of what became of it, `signed-out`, or none when there is no
 * connection.
 */
export async function takeBack({ provision, on }) {
  const answer = await ask('/my-week/take-back', { provision, on }, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (answer?.type === 'opaqueredirect') return 'signed-out';
  if (!answer) return null;
  return answer.ok ? (await answer.json()).words : 'this cannot be taken back here: open it with a connection.';
}

/** How many sessions wait. */
export const unsent = (account) => (able ? howMany(account, 'session') : Promise.resolve(0));

/** The week of an account as it was fetched last; none when there is none, or nobody is signed in. */
export async function keptWeek(account) {
  const kept = await (await base()).get('week', account);
  return kept ? unseal(account, kept) : null;
}

/** Fetches the week and keeps it, sealed; none when it cannot be had now. */
export async function fetchWeek(account) {
  const answer = await ask('/my-week/device', {}, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (answer?.type === 'opaqueredirect') return 'signed-out';
  if (!answer?.ok) return null;
  const week = { ...(await answer.json()), fetched: localDay() };
  const sealed = await seal(account, week);
  // Another person is signed in here by now.
  if (!sealed) return 'signed-out';
  await (await base()).put('week', sealed, account);
  return week;
}

/** The day by this device's clock. */
export function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** "3 sessions not sent", always in sight. */
export async function showUnsent(account) {
  const count = await unsent(account).catch(() => 0);
  let bar = document.querySelector('.wm-unsent');
  if (!bar && count === 0) return count;
  if (!bar) {
    bar = document.createElement('div');
    bar.className = 'wm-unsent';
    bar.setAttribute('role', 'status');
    document.querySelector('main .wm-width')?.prepend(bar);
  }
  bar.hidden = count === 0;
  const refused = (await waiting(account, 'session').catch(() => [])).filter(({ what }) => what?.refused).length;
  const words = `${count} not sent`;
  if (bar.dataset.words !== `${words} ${refused}`) {
    bar.dataset.words = `${words} ${refused}`;
    const strong = document.createElement('strong');
    strong.textContent = words;
    const safe = count === 1 ? 'It is safe on this device, and goes out by itself.' : 'They are safe on this device, and go out by themselves.';
    bar.replaceChildren(strong, ' ', refused === 0 ? safe : `${refused === 1 ? 'One was' : `${refused} were`} not taken by the school’s server: My week on the phone says why.`);
  }
  return count;
}

/** What the server said of sessions that it took: in sight on every page until somebody has seen it. */
export async function showSaid(account) {
  const all = able ? await waiting(account, 'said').catch(() => []) : [];
  all.sort((one, other) => one.what.at - other.what.at);
  const known = document.querySelector('.wm-said');
  if (all.length === 0) {
    known?.remove();
    return;
  }
  const card = known ?? document.createElement('section');
  card.className = 'wm-card wm-said';
  card.setAttribute('role', 'status');
  const lines = all.map(({ what }) => Object.assign(document.createElement('p'), { dir: 'auto', textContent: what.words }));
  const seen = Object.assign(document.createElement('button'), { type: 'button', className: 'wm-do', textContent: 'I have seen this' });
  seen.addEventListener('click', async () => {
    for (const { id } of all) await drop(id);
    await showSaid(account);
    document.querySelector('main')?.focus();
  });
  card.replaceChildren(...lines, seen);
  if (!known) document.querySelector('main .wm-width')?.prepend(card);
}
