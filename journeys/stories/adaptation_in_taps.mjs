// A class teacher on a phone starts a suggested strategy with one tap, and says what difference one made in two, from My class.
import { fill, fillDate, press } from '../hands.mjs';
import { CHILDREN, comesOnTheRoll, find } from '../people.mjs';

export default async function adaptationInTaps(story) {
  const { signIn, looksRight, check, shows, world } = story;
  await comesOnTheRoll(story, CHILDREN.polish);
  const teacher = await signIn('teacher', { phone: true });
  const base = await find(teacher, CHILDREN.polish, shows);
  await teacher.goto(`${base}/concern`);
  await fill(teacher.locator('main form'), { noticed: 'Needs to hear it twice.' });
  await press(teacher, 'Initial concern (SEN)', { within: teacher.locator('main') });
  await fill(teacher.locator('#checklist'), { 'item-1': '3' });
  await press(teacher, 'It is done: the rest is not seen');

  await teacher.goto(`${base}/adaptations`);
  await shows(teacher, 'For: Needs instructions repeated or broken down');
  await press(teacher, 'Start today');
  await shows(teacher, 'Being tried now');
  await looksRight(teacher);

  // Own words, begun from the bank, due today: My class asks.
  await press(teacher, /^Change the words first/);
  const add = teacher.locator('form', { has: teacher.getByRole('button', { name: 'Add', exact: true }) });
  await fill(add, { what: 'Say her name, then one thing at a time.' });
  await fillDate(add, 'review_on', world.today);
  await press(teacher, 'Add', { within: add });
  await teacher.goto('/my-class');
  const line = teacher.locator('#owed ~ ul li', { hasText: 'Say her name, then one thing' });
  await line.locator('summary').click();
  await looksRight(teacher);
  await press(teacher, 'Some', { within: line });
  check(new URL(teacher.url()).pathname === '/my-class', `back at ${teacher.url()}`);
  check(await teacher.locator('li', { hasText: 'Say her name, then one thing' }).count() === 0, 'it is not owed any more');
  await teacher.goto(`${base}/adaptations`);
  await shows(teacher, 'some difference');

  // Without a script the same two taps.
  const plain = await signIn('teacher', { javaScript: false });
  await plain.goto(base);
  const tried = plain.locator('#tried ~ ul li').first();
  await tried.locator('summary').click();
  await press(plain, 'None', { within: tried });
  await shows(plain, 'Saved.');
  await plain.goto(`${base}/adaptations`);
  await shows(plain, 'no difference');
}
