// The data manager imports a Target Tracker sheet with five notations and two cells that cannot be read, and closes the week;
// the SENCO reads who is off track, and acts.
import { fill, press } from '../hands.mjs';

export default async function weekGathered({ world, signIn, looksRight, check, shows }) {
  const manager = await signIn('data-manager');
  await manager.goto('/gather');
  await looksRight(manager);

  const numbers = world.personas['data-manager'].children.slice(0, 6).map(child => child.upn);
  const steps = ['2b+', '2 b+', '2B+', 'Band 2 Working within', 'Rec S', '3w+'];
  const lines = numbers.map((number, at) => `${number},${steps[at]},${at === 1 ? '2q' : steps[5 - at]},${at === 4 ? 'level 3' : '1w'}`);
  const buffer = Buffer.from(['UPN,Reading,Writing,Maths', ...lines].join('\r\n'));

  await press(manager, 'Import attainment');
  await looksRight(manager);
  await press(manager, 'Read the file', { comesBack: true });
  await shows(manager, 'Choose a file');
  await manager.locator('input[type="file"]').setInputFiles({ name: 'target-tracker.csv', mimeType: 'text/csv', buffer });
  await press(manager, 'Read the file');
  await looksRight(manager);
  await shows(manager, 'What does each column hold?');
  await press(manager, 'Go on: see what would change');
  await looksRight(manager);
  await shows(manager, 'row 3, Writing');
  await shows(manager, 'row 6, Maths');
  await shows(manager, '“level 3” cannot be read');
  await press(manager, 'Import it', { comesBack: true });
  await shows(manager, 'Tick this to take the rest');
  await fill(manager, { accept: 'yes' });
  await press(manager, 'Import it');
  await shows(manager, 'Attainment is imported: 16 new');
  await looksRight(manager);

  await manager.goto('/gather');
  await fill(manager, { 'before-its-end': 'yes', note: 'Two sheets came on paper.' });
  await press(manager, 'Close the week');
  await shows(manager, 'The week is closed and handed over.');
  await looksRight(manager);
  await fill(manager, { reason: 'One sheet was typed twice; put right.' });
  await press(manager, 'Save the correction');
  await shows(manager, 'Saved: the correction and its reason.');

  const senco = await signIn('senco');
  await senco.goto('/week');
  await looksRight(senco);
  await shows(senco, 'Two sheets came on paper.');
  await shows(senco, 'One sheet was typed twice; put right.');
  const line = senco.locator('.wm-judged__line--off-track').first();
  check(await line.count() === 1, 'a child is off track');
  check(await line.isVisible(), 'and stands on the page');
  await senco.goto('/week?show=off-track');
  await looksRight(senco);
  const blocks = senco.locator('.wm-judged__child:visible');
  for (const block of await blocks.all()) check(await block.locator('.wm-judged__line--off-track').count() > 0, 'a child shown is off track');
  check(await blocks.count() <= await senco.locator('.wm-judged__child').count(), 'what is hidden is printed all the same');
  check(await line.locator('svg[role="img"]').count() === 1, 'its chart stands beside it');
  await press(senco, /^Plan a talk/, { within: line });
  await fill(senco, { why: 'Four scores under the line: is it the group, or the time of day?' });
  await press(senco, 'Call the review');
  await looksRight(senco);

  await senco.goto('/what-works');
  await looksRight(senco);
  await shows(senco, 'Targets met and kept');
}
