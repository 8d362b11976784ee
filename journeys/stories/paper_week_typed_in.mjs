// The data manager prints the week's sheets, and types one in by keyboard: what is wrong comes back with all that was typed.
import { enter, tabTo } from '../keyboard.mjs';
import { press } from '../hands.mjs';

export default async function paperWeekTypedIn({ signIn, looksRight, check, shows }) {
  const manager = await signIn('data-manager');
  await manager.goto('/gather');
  await press(manager, 'The week before');
  await looksRight(manager);

  const opens = async (href) => {
    const file = await manager.request.get(href);
    return file.ok() && (await file.body()).subarray(0, 5).toString() === '%PDF-';
  };
  const all = manager.getByRole('link', { name: 'Paper sheets of all groups (PDF)' });
  check(await opens(await all.getAttribute('href')), 'the sheets of all groups are a PDF');

  // A group with two children who are scored.
  const links = await manager.locator('#groups ~ details a[href^="/gather/sheets/"]:not([href$=".pdf"])')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  check(links.length > 0, 'each group has its week to type in');
  const scores = manager.locator('tbody tr td:nth-child(2) input[name^="score-"]');
  let at = 0;
  do {
    await manager.goto(links[at]);
    at += 1;
  } while (at < links.length && await scores.count() < 2);
  check(await scores.count() >= 2, 'a group with two children who are scored');
  check(await opens(await manager.getByRole('link', { name: 'Paper sheet (PDF)' }).getAttribute('href')), 'its sheet is a PDF');
  await looksRight(manager);

  const names = await scores.evaluateAll((found) => found.map((box) => box.name));
  const here = (name) => manager.locator(`select[name="${name.replace('score-', 'here-')}"]`);
  for (const name of names.slice(0, 2)) await here(name).selectOption('here');
  const day = names[0].slice(-10);
  await manager.locator(`select[name="status-${day}"]`).selectOption('delivered');

  // Enter goes down the column.
  await scores.first().focus();
  await manager.keyboard.press('Control+a');
  await manager.keyboard.type('4');
  await manager.keyboard.press('Enter');
  check(await manager.evaluate(() => document.activeElement.name) === names[1], 'Enter goes to the child below');
  await manager.keyboard.press('Control+a');
  await manager.keyboard.type('many');
  await enter(manager, 'Save the week');
  await shows(manager, 'must be a number, like 12 or 7.5');
  check(await manager.locator(`input[name="${names[0]}"]`).inputValue() === '4', 'what was typed is kept');
  check(await manager.locator(`input[name="${names[1]}"]`).inputValue() === 'many', 'what was wrong is kept, too');
  await looksRight(manager);

  // `a` says away.
  await manager.locator(`input[name="${names[1]}"]`).focus();
  await manager.keyboard.press('Control+a');
  await manager.keyboard.type('a');
  check(await here(names[1]).inputValue() !== 'here', '`a` says away');
  const grid = new URL(manager.url()).pathname;
  await tabTo(manager, 'Save the week');
  await Promise.all([manager.waitForEvent('load'), manager.keyboard.press('Enter')]);
  await shows(manager, '1 session is saved.');

  await manager.goto(grid);
  check(await manager.locator(`input[name="${names[0]}"]`).inputValue() === '4', 'the score is on the record');
  check(await here(names[1]).inputValue() === 'absent from school', 'who was away is on the record');

  // On a phone the grid is cards.
  const phone = await signIn('data-manager', { phone: true });
  await phone.goto(grid);
  await looksRight(phone);
}
