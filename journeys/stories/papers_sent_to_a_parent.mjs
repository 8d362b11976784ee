// The SENCO looks at a child's papers, writes a letter, and sends it; a name of another child is seen before it goes;
// the parent gets a mail that names no child, and reads the paper on a phone.
import { press } from '../hands.mjs';

export default async function papersSentToAParent({ world, signIn, open, looksRight, check, shows }) {
  const child = world.personas.parent.children[0];
  const parent = await signIn('parent', { phone: true });
  const [, name] = /Signed in:\s*(.+?)\s*Parent or carer/.exec(await parent.locator('body').innerText());
  const senco = await signIn('senco');
  await senco.goto(`/pupils/${child.id}/documents`);
  await looksRight(senco);
  await senco.getByRole('link', { name: 'One page profile', exact: true }).first().click();
  await senco.waitForLoadState();
  await looksRight(senco);
  const pictures = await senco.locator('.wm-paper__page').evaluateAll(images => images.map(image => image.naturalWidth));
  check(pictures.length === 1 && pictures[0] > 300, `the profile is one page, and shows: ${pictures}`);
  const address = await senco.getByRole('button', { name: 'Print' }).first().getAttribute('href');
  const file = await senco.request.get(address);
  check(file.status() === 200 && (await file.body()).subarray(0, 5).toString() === '%PDF-', 'the file is a PDF');
  check(!/[A-Za-z]+ [A-Za-z]+/.test(file.headers()['content-disposition'] ?? ''), 'no name in the name of the file');

  await senco.goto(`/pupils/${child.id}/letters/letter-invitation`);
  await looksRight(senco);
  if (!await senco.getByRole('radio', { name }).isChecked()) {
    await senco.getByRole('radio', { name }).check();
    await press(senco, 'See how it looks');
    const begun = await senco.locator('[name="text"]').inputValue();
    check(begun.split('\n')[0].includes(name), `the greeting follows whom it goes to: ${begun.slice(0, 60)}`);
  }
  await senco.locator('[name="text"]').fill('Dear parent, we meet on [day].');
  await press(senco, 'Send it', { comesBack: true });
  await shows(senco, 'Fill each gap, or take it out, before the letter goes: [day]');
  await looksRight(senco, 'the letter with a gap');
  const words = 'Dear parent,\n\nplease come on Thursday. „Zażółć” – مرحبا – <b>not bold</b>';
  await senco.locator('[name="text"]').fill(words);
  await press(senco, 'See how it looks');
  await looksRight(senco);
  check(await senco.locator('[name="text"]').inputValue() === words, 'the words are kept');
  await press(senco, 'Send it');
  await looksRight(senco);
  await shows(senco, child.name);
  await press(senco, 'Send', { comesBack: true });
  await shows(senco, 'Say why they get it');
  await looksRight(senco, 'the form that came back');
  await senco.locator('[name="reason"]').fill('So that they can come');
  check(await senco.getByRole('radio').count() === 1, 'it goes to whom it is written to, and nobody else');
  for (const box of await senco.locator('[name="checked"]').all()) await box.check();
  await press(senco, 'Send');
  await shows(senco, 'Letter: Invitation to a meeting');

  const mailbox = await open();
  await mailbox.goto('/demo/mailbox');
  const text = await mailbox.locator('main').innerText();
  check(!text.includes(child.name), 'no mail names the child');

  await parent.goto('/my-child');
  await looksRight(parent);
  const sent = await parent.getByRole('link', { name: /sent to you on/ }).first().getAttribute('href');
  const got = await parent.request.get(sent);
  check(got.status() === 200 && got.headers()['content-type'] === 'application/pdf', `the parent gets ${got.status()}`);
  const teacher = await signIn('teacher');
  const other = world.personas.teacher.may_not_see;
  check((await teacher.request.get(`/pupils/${other.id}/documents/one-page-profile/print.pdf`)).status() === 404, 'a child of another class has no papers');
}
