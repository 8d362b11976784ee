// A form keeps itself: the network dies in mid-sentence, the session ends, the browser is killed; two editors lose nothing.
import { dump } from '../device.mjs';
import { press } from '../hands.mjs';

const notice = 'Loses the place when reading aloud, and guesses the ends of';

export default async function draftsSurvive({ open, signIn, check, shows, looksRight, world, faults, relaunch }) {
  // The network dies in mid-sentence; what was typed is sealed on the device and goes out when it is back.
  const teacher = await signIn('teacher');
  await teacher.goto('/my-class');
  const link = await teacher.locator('main a[href^="/pupils/"]').first().getAttribute('href');
  const child = link.split('/').slice(0, 3).join('/');
  const path = `${child}/concern`;
  await teacher.goto(path);
  const box = teacher.locator('[name="noticed"]');
  await box.fill('Loses the place');
  await teacher.getByText('Kept as a draft').waitFor();
  await teacher.context().setOffline(true);
  await box.fill(notice);
  await teacher.getByText('No connection: kept on this device').waitFor();
  const left = await teacher.evaluate(dump);
  check(!left.includes('guesses the ends'), 'what waits on the device can be read');
  await looksRight(teacher);
  // Pressing the button without a network loses nothing either.
  await teacher.locator('main form button[type="submit"]').last().click();
  await teacher.getByText('press again when there is one').waitFor();
  check(await box.inputValue() === notice, 'the text is gone');
  await teacher.context().setOffline(false);
  await teacher.getByText('Kept as a draft').waitFor();

  // Another browser of the same teacher has it; so has this one after a sign-out.
  const phone = await signIn('teacher', { phone: true });
  await phone.goto(path);
  await phone.getByText('What you wrote is back').waitFor();
  check(await phone.locator('[name="noticed"]').inputValue() === notice, 'the phone does not show the draft');
  await looksRight(phone);
  await phone.getByRole('button', { name: 'Start again' }).click();
  await phone.getByRole('button', { name: 'Bring back what I wrote' }).click();
  check(await phone.locator('[name="noticed"]').inputValue() === notice, 'it did not come back');
  await phone.getByText('Kept as a draft').waitFor();

  // Unsent at sign-out: it survives sealed, and goes out at that person's next sign-in.
  await teacher.goto(path);
  await teacher.getByText('What you wrote is back').waitFor();
  await teacher.route('**/drafts', (route) => route.abort());
  await box.fill(`${notice} words`);
  await teacher.getByText('No connection: kept on this device').waitFor();
  await teacher.getByRole('button', { name: 'Sign out' }).click();
  await teacher.waitForURL('**/sign-in**');
  await teacher.waitForLoadState('networkidle');
  await teacher.unroute('**/drafts');
  const sealed = await teacher.evaluate(dump);
  check(!sealed.includes('guesses') && sealed.includes('waiting: 1') && sealed.includes('key: 0'), 'signed out, the device can be read, or holds nothing');
  await teacher.locator('button[name="persona"][value="teacher"]').click();
  await teacher.waitForLoadState();
  await teacher.goto(path);
  await teacher.getByText('What you wrote is back').waitFor();
  check((await box.inputValue()).endsWith('the ends of words'), `unsent at sign-out, it did not go out: ${await box.inputValue()}`);

  // Chromium is killed three seconds after typing; the text is back.
  const profile = await relaunch();
  await profile.page.goto('/sign-in');
  await profile.page.locator('button[name="persona"][value="senco"]').click();
  await profile.page.waitForLoadState();
  await profile.page.goto(`${child}/key-facts`);
  await profile.page.locator('[name="key_facts"]').fill('Allergic to nuts.\nWears glasses.');
  await profile.page.waitForTimeout(3000);
  const again = await profile.kill();
  await again.page.goto(`${child}/key-facts`);
  if (again.page.url().includes('sign-in')) {
    await again.page.locator('button[name="persona"][value="senco"]').click();
    await again.page.waitForLoadState();
    await again.page.goto(`${child}/key-facts`);
  }
  await again.page.getByText('What you wrote is back').waitFor();
  check(await again.page.locator('[name="key_facts"]').inputValue() === 'Allergic to nuts.\nWears glasses.', 'the text is gone with the browser');

  // Two editors: each sees the other; whoever saves second sees both texts, and nothing is lost.
  const first = again.page;
  const second = await signIn('head');
  await second.goto(`${child}/key-facts`);
  await second.getByText('has this form open too').waitFor();
  await looksRight(second);
  await second.locator('[name="key_facts"]').fill('Allergic to nuts.\nUses an inhaler.');
  await press(first, 'Save');
  await Promise.all([second.waitForEvent('load'), second.locator('main form button[type="submit"]').last().click()]);
  await shows(second, 'Somebody else has changed this');
  await shows(second, 'Wears glasses.');
  await shows(second, 'Uses an inhaler.');
  await looksRight(second);
  await press(second, 'Save what I chose');
  await second.goto(`${child}/key-facts`);
  const both = await second.locator('[name="key_facts"]').inputValue();
  check(both.includes('Wears glasses.') && both.includes('Uses an inhaler.') && both.split('Allergic').length === 2, `not both: ${both}`);
  await again.close();
  // The network that was cut says so in the console: that is what was asked for.
  for (let at = faults.length - 1; at >= 0; at -= 1) if (/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(faults[at])) faults.splice(at, 1);
}
