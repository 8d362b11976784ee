// A class teacher ends an adaptation by mistake, opens it again, takes one back that was written down for another child, and
// puts it back; each stays readable. A strategy of the bank goes into the plan from beside a target.
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

  const senco = await signIn('senco');
  await senco.goto(`${base}/trail`);
  await shows(senco, 'took back an adaptation');
  await shows(senco, 'opened an adaptation again');
}
