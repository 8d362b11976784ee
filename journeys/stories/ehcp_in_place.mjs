// The help of the school is not enough: parent, teacher, SENCO and head agree to ask the county; its letters come one by
// one; in the end an EHC plan is in place.
// Also: postgres
import { daysFrom, fill, fillDate, press } from '../hands.mjs';
import { CHILDREN } from '../people.mjs';
import { review, toTheReview } from '../walk.mjs';

export default async function ehcpInPlace(story) {
  const people = await toTheReview(story, CHILDREN.arabic, [22, 22, 23, 22, 23]);
  await review(people, { outcome: 'not-met', decision: 'apply', next: 42 });
  const { senco, teacher, parent, base, today, signIn, looksRight, shows, check } = people;

  await senco.goto(`${base}/ehc/application`);
  await looksRight(senco);
  const begin = senco.locator('main form', { has: senco.getByRole('button', { name: 'Begin the application' }) });
  await fillDate(begin, 'told_on', today);
  await fill(begin, { told: 'What the school wants to ask for, and that they may ask themselves.' });
  await press(senco, 'Begin the application');

  const head = await signIn('head');
  for (const [who, name] of [[parent, people.child.parent], [teacher, 'Class teacher'], [senco, 'SENCO'], [head, 'Head teacher']]) {
    await who.goto(`${base}/ehc/agreement`);
    if (who === parent || who === head) await looksRight(who);
    await fill(who.locator('main form'), { agrees: 'yes', words: 'نعم. Yes.', name });
    await press(who, 'Send my answer');
  }
  await senco.goto(`${base}/ehc/application`);
  await shows(senco, 'Ready to be sent');
  await press(senco, 'Record that it was sent');

  for (const [kind, day] of [['received', -120], ['will-assess', -85], ['draft', -40], ['final', -2]]) {
    await senco.goto(`${base}/ehc/letters/new?kind=${kind}`);
    await fillDate(senco.locator('main form'), 'dated_on', daysFrom(today, day));
    await press(senco, 'Record it');
    await looksRight(senco);
  }
  await senco.goto(base);
  await shows(senco, 'EHCP is in place');

  await senco.goto(`${base}/ehc/plan/change`);
  const form = senco.locator('main form');
  await fill(form, { outcomes: 'Reads alone for ten minutes.', 'line-1': 'A teaching assistant reads with her', 'who-1': 'Teaching assistant' });
  await press(senco, 'Save the plan', { within: form });
  await looksRight(senco);

  await parent.goto(`${base}/ehc`);
  await looksRight(parent);
  await parent.goto('/my-child');
  await shows(parent, 'Education, Health and Care Plan');
  check(!(await parent.locator('body').innerText()).includes('support can stop'), 'the parent reads of a plan');
}
