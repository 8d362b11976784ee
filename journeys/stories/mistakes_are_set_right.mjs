// A class teacher ends an adaptation by mistake, opens it again, takes one back that was written down for another child, and
// puts it back; each stays readable. A strategy of the bank goes into the plan from beside a target. A contact of another child
// is shared no more and taken out; the SENCO finds it in the trail and puts it back.
import { fill, press } from '../hands.mjs';
import { CHILDREN, comesOnTheRoll, find } from '../people.mjs';

export default async function mistakesAreSetRight(story) {
  const { signIn, looksRight, check, shows } = story;
  await comesOnTheRoll(story, CHILDREN.welsh);
  const teacher = await signIn('teacher', { phone: true });
  const base = await find(teacher, CHILDREN.welsh, shows);
  await teacher.goto(`${base}/adaptations`);
  const add = teacher.locator('form', { has: teacher.getByRole('button', { name: 'Add', exact: true }) });
  await fill(add, { what: 'A timer on the table' });
  await press(teacher, 'Add', { within: add });
  await shows(teacher, 'Being tried now');

  const card = teacher.locator('.wm-card', { hasText: 'A timer on the table' }).first();
  await fill(card, { seen: 'Looks at it often' });
  await press(teacher, 'Enough', { within: card });
  await shows(teacher, 'Looked at');
  await press(teacher, /^Open it again/);
  await shows(teacher, 'Open again: it is being tried on.');
  check(await teacher.locator('[name="seen"]').first().inputValue() === 'Looks at it often', 'what was seen stays');
  await looksRight(teacher);

  await press(teacher, /^Take it back/);
  await shows(teacher, 'Taken back: it counts no more.');
  check(await teacher.getByText('Being tried now').count() === 0, 'nothing is being tried');
  await looksRight(teacher);
  await teacher.goto(`${base}/adaptations`);
  await press(teacher, /^Put it back/);
  await shows(teacher, 'Put back: it counts again.');
  await shows(teacher, 'Being tried now');

  await teacher.goto(`${base}/plan/edit`);
  await fill(teacher.locator('main form'), { 'target-1-will': 'follow two instructions without a reminder' });
  await press(teacher, 'Look in the bank');
  const offered = teacher.locator('#target-1 details li').first();
  const strategy = await offered.locator('[id^="strategy-1-"]').innerText();
  await looksRight(teacher);
  await press(teacher, 'Add to the plan', { within: offered });
  const said = await teacher.locator('[name="strategies"]').inputValue();
  check(said.includes(strategy), `the plan says “${strategy}”: ${said}`);

  await teacher.goto(`${base}/contacts/new`);
  await fill(teacher.locator('main form'), { 'person': 'parent', 'who-parent': 'Ms Otherwise', 'said': 'Of another child', 'shared': 'yes' });
  await press(teacher, 'Save the contact');
  await shows(teacher, 'The contact is saved.');
  await press(teacher, /^Open/, { within: teacher.locator('.moj-timeline__item', { hasText: 'Ms Otherwise' }) });
  await press(teacher, 'Stop sharing with the parents');
  await shows(teacher, 'Only staff see it.');
  await looksRight(teacher);
  await fill(teacher.locator('form', { has: teacher.locator('[value="take-out"]') }), { why: 'Of another child' });
  await press(teacher, 'Take it out');
  await shows(teacher, 'Taken out: it counts no more.');
  await teacher.goto(`${base}/contacts`);
  check(await teacher.getByText('Ms Otherwise').count() === 0, 'the log has it no more');

  const senco = await signIn('senco');
  await senco.goto(`${base}/trail`);
  await shows(senco, 'took back an adaptation');
  await shows(senco, 'opened an adaptation again');
  await shows(senco, 'Taken out as a mistake');
  await press(senco, /^Contact of/);
  await looksRight(senco);
  await press(senco, 'Put it back');
  await shows(senco, 'Put back: it counts again.');
}
