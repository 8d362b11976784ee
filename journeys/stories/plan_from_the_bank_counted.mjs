// A new plan with three targets from the bank, from a concern and a profile, in at most 60 interactions: only the child's own
// numbers are typed. A wish without a number is refused with an example, while one writes and without a script.
import { Counted } from '../counted.mjs';
import { fill, press } from '../hands.mjs';
import { CHILDREN, comesOnTheRoll, find } from '../people.mjs';

export default async function planFromTheBankCounted(story) {
  const { signIn, looksRight, check, shows } = story;
  await comesOnTheRoll(story, CHILDREN.welsh);
  const teacher = await signIn('teacher');
  const base = await find(teacher, CHILDREN.welsh, shows);

  // What comes before: a concern, what was ticked, an adaptation from the bank that helped, the teacher's part of the profile.
  await teacher.goto(`${base}/concern`);
  await fill(teacher.locator('main form'), { noticed: 'Guesses words from the first letter.', areas: 'cognition-learning', strengths: 'Tells stories.' });
  await press(teacher, 'Initial concern (SEN)', { within: teacher.locator('main') });
  await fill(teacher.locator('#checklist'), { 'item-15': '3', 'item-21': '2' });
  await press(teacher, 'It is done: the rest is not seen');
  await teacher.goto(`${base}/adaptations`);
  await shows(teacher, 'For: Below age expectation in reading, despite adapted teaching');
  await looksRight(teacher);
  const strategy = await teacher.locator('.wm-strategy strong').first().innerText();
  await press(teacher, 'Start today');
  await shows(teacher, 'You are reminded when it is time');
  await teacher.goto(base);
  await press(teacher, 'Some', { within: teacher.locator('main') });
  await shows(teacher, 'Saved.');
  await teacher.goto(`${base}/profile/part`);
  await fill(teacher.locator('main form'), { difficult: 'Long words.', help: 'Read by myself\nSpell the words I need\nCount without fingers' });
  await press(teacher, 'Save this part');

  // The plan.
  await teacher.goto(`${base}/plan/edit`);
  await looksRight(teacher);
  for (const known of ['Seen most days: Below age expectation in reading', 'Guesses words from the first letter.', 'Long words.', strategy]) {
    const boxes = await teacher.locator('textarea').evaluateAll(all => all.map(one => one.value));
    check(boxes.some(text => text.includes(known)), `“${known}” is not filled in: ${boxes.join(' | ')}`);
  }
  const hands = new Counted(teacher);
  const numbers = [['2', '7'], ['3', '8'], ['4', '9']];
  for (const [place, [now, goal]] of numbers.entries()) {
    const card = teacher.locator(`#target-${place + 1}`);
    await hands.click(card.getByRole('button', { name: 'Use this' }).first(), { leads: true });
    await hands.type(teacher.locator(`[name="target-${place + 1}-baseline"]`), now);
    await hands.type(teacher.locator(`[name="target-${place + 1}-goal"]`), goal);
  }
  await teacher.locator('#target-3').getByText('It reads:').waitFor();
  await looksRight(teacher);
  await hands.click(teacher.getByRole('button', { name: 'Save the plan' }), { leads: true });
  await shows(teacher, 'Saved. Next: ask everybody whether they agree.');
  console.log(`a plan with three targets: ${hands.interactions} interactions; typed: ${hands.typed.join(', ')}`);
  check(hands.interactions <= 60, `${hands.interactions} interactions`);
  check(hands.typed.every(name => /^target-\d-(baseline|goal)$/.test(name)), `typed: ${hands.typed}`);

  // One more from the search, and a wish that is no target.
  await teacher.goto(`${base}/plan/edit`);
  await teacher.locator('[name="bank-find"]').fill('friends');
  const found = teacher.locator('[data-found]');
  await found.getByRole('button', { name: 'Use this' }).first().waitFor();
  await looksRight(teacher);
  await press(teacher, 'Use this', { within: found });
  check(await teacher.locator('[name="target-4-checked"]').inputValue() !== '', 'who checks is filled in');
  check(await teacher.locator('[name="target-4-by-year"]').inputValue() !== '', 'by when is filled in');
  await teacher.locator('[name="target-4-will"]').fill('Improve reading');
  await teacher.locator('[data-check="4"]').getByText('“Improve reading” cannot be checked without a number. For example').waitFor();
  await teacher.locator('[name="target-4-will"]').fill('Improve her reading so that she can read 45 words a minute');
  await teacher.locator('[data-check="4"]').getByText('45 as the goal').waitFor();
  await teacher.locator('[name="target-4-unit"]').fill('');
  await teacher.locator('[data-check="4"]').getByText('“words a minute” as what is counted').waitFor();
  await press(teacher, 'Put it so', { within: teacher.locator('#target-4') });
  check(await teacher.locator('[name="target-4-goal"]').inputValue() === '45', 'the number is in its box');
  check(await teacher.locator('[name="target-4-will"]').inputValue() === 'read 45 words a minute', 'the wish is left out');

  // Without a script: Enter in the box finds and saves nothing, and the wish is refused on saving, with everything typed.
  const plain = await signIn('teacher', { javaScript: false });
  await plain.goto(`${base}/plan/edit`);
  await plain.locator('[name="bank-find"]').fill('spelling');
  await Promise.all([plain.waitForEvent('load'), plain.locator('[name="bank-find"]').press('Enter')]);
  await shows(plain, 'targets, those for Year 3 first');
  const form = plain.locator('main form');
  await fill(form, { 'target-1-will': 'Improve reading', 'target-1-goal': '' });
  await press(plain, 'Save the plan', { comesBack: true });
  await shows(plain, '“Improve reading” cannot be checked without a number. Give the number to reach: for example “');
  check(await plain.locator('[name="target-1-will"]').inputValue() === 'Improve reading', 'what was typed is there');
}
