// The target is partly met: support continues, and the second cycle starts from the plan of the first.
// Also: postgres, without-scripts
import { daysFrom, fillDate, press } from '../hands.mjs';
import { CHILDREN } from '../people.mjs';
import { moveOn, review, toTheReview } from '../walk.mjs';

export default async function supportContinues(story) {
  const people = await toTheReview(story, CHILDREN.welsh, [23, 25, 24, 27, 28]);
  await review(people, { outcome: 'partly-met', decision: 'continue', next: 42 });

  const { senco, teacher, parent, base, today, looksRight, shows } = people;
  await moveOn(senco, base, 'continue');
  await moveOn(senco, base, 'start-cycle');
  await shows(senco, 'cycle 2');

  await teacher.goto(`${base}/plan/edit`);
  await shows(teacher, 'Cycle 2');
  const form = teacher.locator('main form');
  const kept = await form.locator('[name="target-1-will"]').inputValue();
  story.check(kept.includes('Year 2 text'), `the second plan starts from the first: “${kept}”`);
  await fillDate(form, 'target-1-by', daysFrom(today, 60));
  await press(teacher, 'Save the plan', { within: form });
  await looksRight(teacher);

  await teacher.goto(`${base}/plan`);
  await teacher.getByText('What is kept, and what changed, since cycle 1').click();
  await shows(teacher, 'By when');
  story.check(await teacher.locator('ins').count() > 0, 'the new day stands beside the old one');
  await looksRight(teacher);

  await parent.goto(`${base}/plan/agreement`);
  await shows(parent, 'Only this is asked of you now');
  await press(parent, 'I agree with what changed');
  await looksRight(parent);
}
