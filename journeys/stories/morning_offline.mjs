// A teaching assistant logs a morning on a phone without a network: it arrives once, and the phone holds no name afterwards.
import { dump } from '../device.mjs';

/** Whether a name stands in a text; shorter ones stand in anything that is sealed. */
const tells = (text, called) => called.length > 2 && new RegExp(`(^|[^\\p{L}])${called}([^\\p{L}]|$)`, 'u').test(text);

export default async function morningOffline({ signIn, check, looksRight, faults }) {
  const page = await signIn('ta', { phone: true });
  // A colleague is away this Monday: two of their groups are taken.
  for (let taken = 0; taken < 2; taken += 1) {
    await page.goto('/my-week');
    const take = page.getByRole('button', { name: /I take this group today/ });
    if (await take.count() === 0) break;
    await page.getByText('Cover a group today').click();
    await Promise.all([page.waitForEvent('load'), take.first().click()]);
  }
  await page.goto('/my-week/phone');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await looksRight(page);
  const held = await page.evaluate(dump);

  await page.context().setOffline(true);
  await page.goto('/my-account');
  await page.getByRole('heading', { name: 'No connection' }).waitFor();
  await looksRight(page, 'no connection');
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'My account' }).waitFor();
  await page.context().setOffline(true);
  await page.goto('/my-week/phone');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  const groups = page.locator('button.wm-phone__go', { hasNot: page.locator('.wm-phone__state') });
  const many = await groups.count();
  check(many > 0, 'the teaching assistant has no group to log');
  const names = new Set();
  let logged = 0;
  while (await groups.count() > 0 && logged < 6) {
    let taps = 1;
    await groups.first().click();
    const children = await page.locator('.wm-phone__card').count();
    for (const called of await page.locator('.wm-phone__child bdi').allInnerTexts()) names.add(called);
    if (logged === 0) await looksRight(page, 'a session on the phone');
    for (const key of await page.locator('button:visible').all()) {
      const box = await key.boundingBox();
      const inPage = await key.evaluate((element) => Boolean(element.closest('#phone')));
      check(!inPage || !box || (box.height >= 44 && box.width >= 44), `a key of ${box?.width} x ${box?.height}: ${await key.innerText()}`);
    }
    while (await page.locator('[data-active]').count() > 0) {
      await page.locator('[data-active] .wm-phone__key').first().click();
      taps += 1;
      if (await page.locator('#other').count() > 0) {
        await page.locator('#other').fill('12');
        await page.getByRole('button', { name: 'OK' }).click();
        taps += 3;
      }
    }
    if (logged === 0) {
      await page.getByRole('button', { name: 'Undo' }).click();
      check(await page.locator('[data-active]').count() === 1, 'undo takes no step back');
      await page.locator('[data-active] .wm-phone__key').first().click();
      if (await page.locator('#other').count() > 0) {
        await page.locator('#other').fill('12');
        await page.getByRole('button', { name: 'OK' }).click();
      }
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    taps += 1;
    logged += 1;
    check(taps <= 5 * children + 2, `${taps} taps for ${children} children`);
    await page.getByText(`${logged} not sent`).waitFor();
  }
  const kept = await page.evaluate(dump);
  for (const called of names) {
    check(!tells(kept, called), `the phone holds ${called} to read`);
    check(!tells(held, called), `before anything was logged the phone held ${called} to read`);
  }
  check(kept.includes(`waiting: ${logged}`), 'what waits is not on the device');

  // The browser is closed and opened again without a network: it is all there.
  await page.reload();
  await page.getByText(`${logged} not sent`).waitFor();
  await page.context().setOffline(false);
  await page.locator('.wm-unsent').waitFor({ state: 'hidden' });
  check((await page.evaluate(dump)).includes('waiting: 0'), 'something still waits');

  // It arrived, once: the server's own page says so, and sending again changes nothing.
  await page.goto('/my-week');
  const done = await page.locator('.wm-group--done').count();
  check(done >= 1, 'the server shows no session of today');
  await looksRight(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in**');
  const after = await page.evaluate(dump);
  for (const called of names) check(!tells(after, called), `signed out, the phone holds ${called}`);
  check(after.includes('week: 0') && after.includes('key: 0'), 'signed out, the week or its key is still here');
  await page.context().setOffline(true);
  await page.goto('/my-week/phone');
  await page.getByText('Nothing is on this device').waitFor();
  for (let at = faults.length - 1; at >= 0; at -= 1) if (/ERR_INTERNET_DISCONNECTED/.test(faults[at])) faults.splice(at, 1);
}
