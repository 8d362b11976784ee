// A session that was begun on this device and not saved: kept sealed with what waits, so that a reload, a going back or an
// ended sign-in loses no answer. It goes when it is saved, or when its week is long over.
import { drop, numberOf, put, waiting } from './outbox.mjs';

const KIND = 'begun';
/** So long one is kept, in days. */
const KEPT_FOR = 21;

/** Its place on the device, which says nothing. */
const placeOf = (account, { provision, on }) => numberOf(`${account} ${provision} ${on}`);

/** Keeps a session as far as it is; a later one gives way to none before it. */
let last = Promise.resolve();
export function keepBegun(account, what) {
  last = last.catch(() => {}).then(async () => put(account, KIND, await placeOf(account, what), { ...what, kept: Date.now() }));
  return last;
}

/** It is saved. */
export async function dropBegun(account, group) {
  await last.catch(() => {});
  await drop(await placeOf(account, group));
}

/** What was begun by an account: `[{ id, what }]`. */
export async function begun(account) {
  const all = await waiting(account, KIND);
  const old = all.filter(({ what }) => Date.now() - what.kept > KEPT_FOR * 86_400_000);
  for (const { id } of old) await drop(id);
  return all.filter((one) => !old.includes(one));
}
