// The SENCO puts the checklist in the school's words and adds to the banks; a teacher meets them, and a checklist that was begun
// keeps its version. The safeguarding item shows whom to speak to without a script, and nothing is asked of it.
import { fill, press } from '../hands.mjs';
import { CHILDREN, comesOnTheRoll, find } from '../people.mjs';

export default async function schoolEditsChecklistAndBanks(story) {
  const { signIn, looksRight, check, shows } = story;
  await comesOnTheRoll(story, CHILDREN.arabic);
  const teacher = await signIn('teacher', { javaScript: false });
  const base = await find(teacher, CHILDREN.arabic, shows);
  await teacher.goto(`${base}/concern`);
  await fill(teacher.locator('main form'), { noticed: 'Falls asleep.' });
  await press(teacher, 'Initial concern (SEN)', { within: teacher.locator('main') });
  await shows(teacher, 'record it in the safeguarding system now');
  const card = teacher.locator('.wm-card--stop').first();
  check((await card.innerText()).includes('worthless') && await card.locator('a[href^="tel:"]').count() === 1, 'name and phone are there before anything is opened');
  check(await teacher.locator('[name="item-36"]').count() === 0, 'nothing is asked of it');
  await fill(teacher.locator('#checklist'), { 'item-1': '2' });
  await press(teacher, 'Save and go on');

  const senco = await signIn('senco');
  await senco.goto('/school');
  await press(senco, 'Checklist of step 1');
  await looksRight(senco);
  const form = senco.locator('#own-checklist');
  await fill(form, { 'item-1': 'Needs to hear it twice', 'add-sensory-physical': 'Falls asleep in class\nAlways thirsty' });
  await press(senco, 'Save a new version');
  await shows(senco, 'Saved. Checklists that were begun before keep');
  await teacher.goto(`${base}/checklist`);
  await shows(teacher, 'Needs instructions repeated');
  await comesOnTheRoll(story, CHILDREN.polish);
  const another = await find(teacher, CHILDREN.polish, shows);
  await teacher.goto(`${another}/checklist`);
  await shows(teacher, 'Needs to hear it twice');
  check((await teacher.locator('#checklist').textContent()).includes('Always thirsty'), 'the new items are asked');

  await senco.goto('/school/strategies');
  await looksRight(senco);
  await press(senco, 'Add a strategy');
  await looksRight(senco);
  await press(senco, 'Save', { comesBack: true });
  await shows(senco, 'Write what the teacher does');
  await fill(senco.locator('main form'), { text: 'Let the child drink water before each lesson', often: 'Every lesson', look: 'Stays awake until noon', area: 'sensory-physical', items: '1' });
  await press(senco, 'Save');
  await teacher.goto(`${base}/adaptations`);
  await shows(teacher, 'Let the child drink water before each lesson');

  await senco.goto('/school/strategies?q=water');
  await press(senco, 'Let the child drink water before each lesson');
  await press(senco, 'Hide it');
  await teacher.goto(`${base}/adaptations`);
  check(!(await teacher.locator('main').innerText()).includes('drink water'), 'a hidden one is offered to nobody');

  await senco.goto('/school/targets');
  await looksRight(senco);
  await press(senco, 'Add a target');
  await looksRight(senco);
  await fill(senco.locator('main form'), { will: 'swim a width of the pool', unit: 'widths', way: 'more', from: '0', to: '2', skill: 'swimming', area: 'sensory-physical', 'from-year': '3', 'to-year': '6' });
  await press(senco, 'Save');
  await teacher.goto(`${base}/plan/edit`);
  await teacher.locator('[name="bank-find"]').fill('swimming');
  await press(teacher, 'Look in the bank');
  await shows(teacher, 'swim a width of the pool');
}
