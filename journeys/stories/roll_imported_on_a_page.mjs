// The data manager imports the roll from the file that the management system wrote: reads what would change, says yes,
// and the same file again changes nothing.
import { readFile } from 'node:fs/promises';
import { press } from '../hands.mjs';

export default async function rollImported({ signIn, looksRight, check, shows }) {
  const manager = await signIn('data-manager');
  await manager.goto('/imports/roll');
  await looksRight(manager);
  await press(manager, 'Read the file', { comesBack: true });
  await shows(manager, 'Choose a file');
  await looksRight(manager);

  const broken = { name: 'roll.xml', mimeType: 'text/xml', buffer: Buffer.from('<CTfile><Header>') };
  await manager.locator('input[type="file"]').setInputFiles(broken);
  await press(manager, 'Read the file', { comesBack: true });
  check(await manager.locator('.govuk-error-summary').count() === 1, 'half a file is refused with a sentence');

  const buffer = await readFile(new URL('../ctf_example.xml', import.meta.url));
  const upload = async () => {
    await manager.goto('/imports/roll');
    await manager.locator('input[type="file"]').setInputFiles({ name: 'ctf_example.xml', mimeType: 'text/xml', buffer });
    await press(manager, 'Read the file');
  };
  await upload();
  await looksRight(manager);
  await shows(manager, 'Nothing has changed yet.');
  await shows(manager, 'Avery Example');
  await press(manager, 'Import it');
  await looksRight(manager);

  const senco = await signIn('senco');
  await senco.goto('/search?q=M919200325001');
  await shows(senco, 'Avery');
  await shows(senco, 'SEN support');

  await upload();
  await shows(manager, 'Everything in this file stands already');
}
