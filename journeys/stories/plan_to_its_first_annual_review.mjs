// A final plan, its two lines tied to provision, one of them under-delivered; the parents' copy and talk; its annual
// review is planned backwards, everybody is asked for advice, and the parent answers from their own page.
import { daysFrom, fill, fillDate, press } from '../hands.mjs';
import { CHILDREN } from '../people.mjs';
import { review, toTheReview } from '../walk.mjs';

export default async function planToItsFirstAnnualReview(story) {
  const people = await toTheReview(story, CHILDREN.polish, [22, 22, 23, 22, 23]);
  await review(people, { outcome: 'not-met', decision: 'continue', next: 42 });
  const { senco, parent, base, today, looksRight, shows, check } = people;

  // The county has made a plan: the child comes with it.
  await senco.goto(`${base}/ehc/letters/new?kind=arrives-with-plan`);
  await fillDate(senco.locator('main form'), 'dated_on', daysFrom(today, -60));
  await fill(senco.locator('main form'), { words: 'The plan came with the child; the county sent a copy.' });
  await press(senco, 'Record it');

  await senco.goto(`${base}/ehc/plan/change`);
  const form = senco.locator('main form');
  await fillDate(form, 'made_on', daysFrom(today, -60));
  await fill(form, {
    outcomes: 'Reads alone for ten minutes.',
    'line-1': 'Reading every day with a trained adult', 'minutes-1': '300', 'times-1': '5', 'who-1': 'Teaching assistant',
    'line-2': 'A quiet place when it is needed', 'who-2': 'Everybody',
  });
  await press(senco, 'Save the plan', { within: form });
  await shows(senco, '2 of 2 lines are not tied');
  await looksRight(senco);

  // Today says so; one press ties the line, and what was given stands beside what the plan says.
  await senco.goto('/');
  await shows(senco, 'EHC plans: what is not given');
  await senco.goto(`${base}/ehc/plan`);
  await press(senco, /^Tie to /);
  await shows(senco, 'The line is tied');
  await shows(senco, 'Under-delivered');
  await shows(senco, '1 of 2 lines are not tied');
  await looksRight(senco);

  await senco.getByText('Record the parents’ copy, or the talk in school').click();
  const talk = senco.locator('main form', { has: senco.getByRole('button', { name: 'Record it' }) });
  await fillDate(talk, 'copy_on', daysFrom(today, -1));
  await fillDate(talk, 'talk_on', today);
  await fill(talk, { talk_words: 'Mother, class teacher, SENCO: each line gone through.' });
  await press(senco, 'Record it', { within: talk });
  await shows(senco, 'each line gone through');

  // Money is the SENCO's and the head's only.
  await senco.goto(`${base}/ehc/top-up`);
  await fill(senco.locator('main form'), { band: 'C', amount: '4125' });
  await fillDate(senco.locator('main form'), 'from_on', daysFrom(today, -60));
  await press(senco, 'Save the top-up');
  await looksRight(senco);
  await parent.goto(`${base}/ehc/plan`);
  await looksRight(parent);
  const seen = await parent.locator('main').innerText();
  check(seen.includes('300 minutes a week') && !seen.includes('4,125') && !seen.includes('Top-up'), 'a parent sees what is given, and no money');

  // The review is planned backwards; one press asks everybody.
  await senco.goto(`${base}/ehc/annual-review`);
  await shows(senco, 'No meeting is set yet');
  await looksRight(senco);
  await press(senco, 'Set the meeting');
  await looksRight(senco);
  await fillDate(senco.locator('main form'), 'meeting_on', daysFrom(today, 21));
  await fill(senco.locator('main form'), { 'name-0': 'Kit Marsh, SEN officer', 'email-0': 'kit.marsh@county.example', 'name-1': 'Dr Lea Brook' });
  await press(senco, 'Plan the meeting');
  await shows(senco, 'nobody has the notice yet');
  await press(senco, 'Who is invited, and the notice');
  await shows(senco, 'Nobody is invited yet as: County’s social care officer');
  await shows(senco, 'Set the time, how long it is and the place of the meeting first');
  await looksRight(senco);
  // The notice says when and where: both are set first.
  await press(senco, 'Set it');
  await fill(senco.locator('main form'), { at: '14:00', minutes: '60', place: 'Library' });
  await press(senco, 'Save');
  await press(senco, 'Who is invited, and the notice');
  await press(senco, 'Send the notice');
  await shows(senco, 'The notice is on its way');
  const mailbox = await (await senco.request.get('/demo/mailbox')).text();
  check(mailbox.includes('To kit.marsh@county.example'), 'the county’s officer has the notice');
  await press(senco, 'The letters are sent');
  await looksRight(senco);

  // The parent says on their own page that they come, and the SENCO sees it.
  await parent.goto('/my-child');
  await shows(parent, 'Annual review meeting for');
  await shows(parent, 'Library');
  await press(parent, 'Yes, I come');
  await senco.reload();
  await shows(senco, '2 come');
  await senco.goto(`${base}/ehc/annual-review`);
  await press(senco, /^Ask \d+ for advice/);
  await shows(senco, 'Not yet');
  await press(senco, /^Done today/);
  await shows(senco, 'Ticked off as done today');
  await looksRight(senco);

  await parent.goto('/my-child');
  await shows(parent, 'Write your view for the annual review');
  await press(parent, /Write your view for the annual review/);
  await fill(parent.locator('main form'), { going_well: 'She reads to her brother.' });
  await press(parent, 'Send to the school');
  await senco.goto(`${base}/ehc/annual-review`);
  await shows(senco, 'Answered');

  await senco.goto(`${base}/documents/annual-review`);
  await looksRight(senco);
  await senco.goto(`${base}/documents/ehcp-at-a-glance`);
  await looksRight(senco);
}
