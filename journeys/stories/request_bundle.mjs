// The SENCO sees what the county looks for and what is missing, asks for it in one click, looks at the bundle by another
// county's headings, makes it, and downloads PDF, Word copy and manifest; the digests of the manifest are those of the files.
// Also: postgres
import { createHash } from 'node:crypto';
import { press } from '../hands.mjs';

export default async function requestBundle({ world, signIn, open, looksRight, check, shows }) {
  // The invited professional's child is the one whose application runs.
  const child = world.personas.agency.children[0];
  const base = `/pupils/${child.id}`;
  const senco = await signIn('senco');
  await senco.goto(`${base}/ehc`);
  await press(senco, 'The request bundle');
  await looksRight(senco);
  await shows(senco, 'things are here');
  const found = await senco.locator('section[aria-labelledby="found"] li').count();
  check(found >= 8, `the record holds what is looked for: ${found} found`);
  for (const link of await senco.locator('section[aria-labelledby="found"] a').all()) {
    const address = await link.getAttribute('href');
    const answer = await senco.request.get(address);
    check(answer.status() === 200, `${address} answers ${answer.status()}`);
  }

  // What is missing is asked for in one click; the mail names no child. Of the school's applications one lacks something
  // that somebody else can give.
  await senco.goto('/overview');
  const running = await senco.locator('main a[href$="/ehc"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
  let asked = '';
  for (const address of running) {
    await senco.goto(`${address}/request`);
    if (await senco.locator('button[name="ask"][value="head-agrees"]').count() > 0) { asked = address; break; }
  }
  check(asked !== '', `one of ${running.length} applications lacks what can be asked for`);
  const name = await senco.locator('.wm-over bdi').first().innerText();
  await looksRight(senco);
  await senco.locator('button[name="ask"][value="head-agrees"]').click();
  await senco.waitForLoadState();
  await looksRight(senco);
  await shows(senco, 'Asked for');
  await shows(senco, 'Asked on');
  const mailbox = await open();
  await mailbox.goto('/demo/mailbox');
  const text = await mailbox.locator('main').innerText();
  check(text.includes('Something is asked of you'), 'a mail went out');
  check(!text.includes(name), 'no mail names the child');

  await senco.goto(`${base}/ehc/request`);
  await press(senco, 'Go on: make the bundle');
  await looksRight(senco);
  await senco.locator('[name="template"][value="questions"]').check({ force: true });
  await press(senco, 'Show it so');
  await looksRight(senco);
  check(await senco.locator('[name="template"][value="questions"]').isChecked(), 'the choice is kept');
  const pictures = await senco.locator('.wm-paper__page').evaluateAll(images => images.map(image => image.naturalWidth));
  check(pictures.length >= 3 && pictures[0] > 300, `it shows how it begins: ${pictures}`);
  const preview = await senco.getByRole('link', { name: 'Look at the whole PDF first' }).getAttribute('href');
  const looked = await senco.request.get(preview);
  check(looked.status() === 200 && (await looked.body()).subarray(0, 5).toString() === '%PDF-', 'the preview is a PDF');
  for (const box of await senco.locator('[name="checked"], [name="ways"]').all()) await box.check({ force: true });
  await press(senco, 'Make the bundle');
  await looksRight(senco);
  await shows(senco, 'The bundle is made');

  const newest = senco.locator('section[aria-labelledby="made"] li').first();
  const files = {};
  for (const [name, link] of [['pdf', /^PDF/], ['word', /^Word/], ['manifest', /^Manifest/]]) {
    const answer = await senco.request.get(await newest.getByRole('link', { name: link }).getAttribute('href'));
    check(answer.status() === 200, `${name}: ${answer.status()}`);
    check(!(answer.headers()['content-disposition'] ?? '').includes(child.name), 'no name in the name of the file');
    files[name] = await answer.body();
  }
  check(files.pdf.subarray(0, 5).toString() === '%PDF-', 'the bundle is a PDF');
  check(files.word.subarray(0, 2).toString() === 'PK', 'the Word copy is a Word document');
  const manifest = JSON.parse(files.manifest.toString());
  check(manifest.template.id === 'questions', 'the manifest says by which headings');
  const digest = bytes => createHash('sha256').update(bytes).digest('hex');
  check(manifest.parts[0].sha256 === digest(files.pdf) && manifest.parts[1].sha256 === digest(files.word), 'the digests are right');
  check(!files.manifest.toString().includes(child.name), 'the manifest names no child');

  // Whoever follows the application reads what was sent; nobody else knows of it.
  const head = await signIn('head');
  await head.goto(`${base}/ehc/application`);
  await looksRight(head);
  await shows(head, 'The request as it was made');
  const teacher = await signIn('teacher');
  const other = world.personas.teacher.may_not_see;
  check((await teacher.request.get(`/pupils/${other.id}/ehc/application`)).status() === 404, 'a child of another class is not found');
  const refused = await teacher.request.get(`/pupils/${other.id}/ehc/request`);
  check([403, 404].includes(refused.status()), `a teacher makes no bundle: ${refused.status()}`);
  const phone = await signIn('senco', { phone: true });
  for (const page of [`${base}/ehc/request`, `${base}/ehc/request/make`]) {
    await phone.goto(page);
    await looksRight(phone);
  }
}
