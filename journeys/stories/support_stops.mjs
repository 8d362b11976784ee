// From a first worry to an end: Łucja learns to read, her target is met, parents and child are told, and support stops.
// Also: postgres
import { daysFrom, fill, fillDate, press } from '../hands.mjs';
import { CHILDREN } from '../people.mjs';
import { review, toTheReview } from '../walk.mjs';

export default async function supportStops(story) {
  const people = await toTheReview(story, CHILDREN.polish, [24, 28, 31, 36, 41, 42]);
  const { teacher, senco, parent, base, today, child, looksRight, shows, check } = people;
  await teacher.goto(`${base}/reviews/new`);
  await shows(teacher, 'The pack');
  const screen = teacher.locator('form[data-review]');
  const outcome = await screen.locator('[name^="outcome-"]').first().getAttribute('name');
  await fill(screen, { [outcome]: 'met', decision: 'stop', came: ['parent'] });
  // What the guards say is in sight while the meeting lasts.
  await screen.getByText('Tell the child that support stops').waitFor();
  await shows(teacher, 'not yet seen to be kept');
  await looksRight(teacher);
  await review(people, { outcome: 'met', decision: 'stop', gap: 'The target was about reading aloud, not attainment.' });

  // The parents' copy, the same day.
  await shows(senco, 'The parents’ copy');
  const record = await senco.request.get(await senco.locator('a[href$="/record.pdf"]').getAttribute('href'));
  check((await record.body()).subarray(0, 4).toString() === '%PDF', 'the record is a PDF');
  await press(senco, 'Send the record to who is ticked');
  await shows(senco, `Sent to ${child.parent}`);
  await looksRight(senco);
  await senco.goto(`${base}/close?reason=support-can-stop`);
  await looksRight(senco);
  const form = senco.locator(':is(form[action$="/close"], form[action*="/close?draft="])');
  await fill(form, { reason: 'support-can-stop', words: 'She reads alone now.' });
  await fillDate(form, 'watch', daysFrom(today, 42));
  check(await senco.locator('.wm-card--stop').count() === 0, 'nothing stops the end of support');
  await press(senco, 'Close the round');
  await shows(senco, 'Watched until');

  await senco.goto(`${base}/story`);
  await shows(senco, 'She reads alone now.');
  await parent.goto('/my-child');
  await shows(parent, child.forename);
  await shows(parent, 'stop');
  await looksRight(parent);
}
