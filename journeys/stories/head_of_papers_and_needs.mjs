// The administrator puts the school's logo on its papers; the SENCO writes down what a parent needs, is told of it where they
// plan to meet, and the letter is set in large print; the provision map is printed; the mail of the week is stopped.
import { fill, press } from '../hands.mjs';

const pdf = async (page, href) => {
  const file = await page.request.get(href);
  return file.status() === 200 && (await file.body()).subarray(0, 5).toString() === '%PDF-';
};

export default async function headOfPapersAndNeeds({ world, signIn, looksRight, check, shows }) {
  const admin = await signIn('admin');
  await admin.goto('/school/logo');
  await looksRight(admin);
  const choose = file => admin.locator('input[type="file"]').setInputFiles(file);
  await choose({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await press(admin, 'Save the logo', { comesBack: true });
  await shows(admin, 'This file is of another kind');
  await looksRight(admin, 'the form that came back');
  const manifest = await (await admin.request.get('/manifest.webmanifest')).json();
  const icon = manifest.icons.find(one => one.sizes === '192x192');
  const picture = await (await admin.request.get(icon.src)).body();
  await choose({ name: 'logo.png', mimeType: 'image/png', buffer: picture });
  await press(admin, 'Save the logo');
  await shows(admin, 'The logo is saved.');
  check(await admin.locator('.wm-logo').evaluate(image => image.naturalWidth) === 192, 'the logo shows');

  const child = world.personas.parent.children[0];
  const senco = await signIn('senco');
  await senco.goto(`/pupils/${child.id}/people`);
  await press(senco, /^Interpreter and large print/);
  await looksRight(senco);
  await fill(senco.locator('main form'), { interpreter: 'Polish', large_print: 'yes' });
  await press(senco, 'Save');
  await shows(senco, 'An interpreter is wanted: Polish. Large print is wanted.');
  for (const page of ['reviews/call', 'contacts/new']) {
    await senco.goto(`/pupils/${child.id}/${page}`);
    await shows(senco, 'Think of what they need');
    await looksRight(senco);
  }

  await senco.goto('/provision');
  await looksRight(senco);
  check(await pdf(senco, await senco.getByRole('link', { name: 'Print (PDF)' }).getAttribute('href')), 'the map is printed');
  await senco.goto('/provision/adults');
  const sheet = await senco.request.get(await senco.getByRole('link', { name: 'Spreadsheet (XLSX)' }).getAttribute('href'));
  check((await sheet.body()).subarray(0, 2).toString() === 'PK', 'the weeks are a workbook');

  await senco.goto('/my-account');
  await looksRight(senco);
  await fill(senco.locator('main'), { often: 'none' });
  await press(senco, 'Save how often');
  await shows(senco, 'You get no such mail.');
  await fill(senco.locator('main'), { often: 'weekly' });
  await press(senco, 'Save how often');
  await shows(senco, 'on the first school morning of each week');
}
