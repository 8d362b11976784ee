// A parent does not agree at first, so nothing is sent; then their own yes. The bundle goes out, the county refuses to
// assess, the parents read in words until when they may appeal, appeal, and win; assessing goes on to a final plan. Every
// day on the pages is the day of `waymark clock`.
// Also: postgres
import { execFileSync } from 'node:child_process';
import { daysFrom, fill, fillDate, press } from '../hands.mjs';
import { CHILDREN } from '../people.mjs';
import { begin, concern } from '../walk.mjs';

const inWords = day => new Date(`${day}T12:00:00Z`)
  .toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const clock = (...asked) => JSON.parse(execFileSync(process.env.WAYMARK, ['clock', ...asked, '--json'], { encoding: 'utf8' }));
/** A PDF of one empty page. */
const SCAN = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export default async function refusedThenAppealed(story) {
  const people = await begin(story, CHILDREN.welsh);
  await concern(people);
  const { senco, teacher, parent, base, today, child, signIn, looksRight, shows, check } = people;
  const head = await signIn('head');

  await senco.goto(`${base}/ehc/application`);
  const start = senco.locator('main form', { has: senco.getByRole('button', { name: 'Begin the application' }) });
  await fillDate(start, 'told_on', today);
  await fill(start, { told: 'What it means, and that they may ask the county themselves.' });
  await press(senco, 'Begin the application');

  const answer = async (who, agrees, words, name) => {
    await who.goto(`${base}/ehc/agreement`);
    await fill(who.locator('main form'), { agrees, words, name });
    await press(who, 'Send my answer');
  };
  await answer(parent, 'no', 'Not yet: we want to hear the doctor first.', child.parent);
  for (const [who, name] of [[teacher, 'Class teacher'], [senco, 'SENCO'], [head, 'Head teacher']]) await answer(who, 'yes', 'Yes.', name);
  await senco.goto(`${base}/ehc/application`);
  await shows(senco, 'Does not agree');
  await shows(senco, 'we want to hear the doctor first');
  await shows(senco, 'Before it is sent');
  await looksRight(senco);
  await press(senco, 'Record that it was sent', { comesBack: true });
  await senco.goto(`${base}/ehc`);
  await shows(senco, 'Agreeing the application');
  check(!(await senco.locator('main').innerText()).includes('The county received the request'), 'without the parents nothing is sent');

  await answer(parent, 'yes', 'Now yes.', child.parent);
  await looksRight(parent);

  // What the county looks for, and the bundle.
  await senco.goto(`${base}/ehc/request`);
  await shows(senco, 'are here');
  await looksRight(senco);
  await press(senco, 'Go on: make the bundle');
  for (const box of await senco.locator('[name="checked"]').all()) await box.check({ force: true });
  await press(senco, 'Make the bundle');
  await shows(senco, 'The bundle is made');

  await senco.goto(`${base}/ehc/application`);
  await shows(senco, 'Ready to be sent');
  await press(senco, 'Record that it was sent');
  const letter = async (kind, day, more = {}, file) => {
    await senco.goto(`${base}/ehc/letters/new?kind=${kind}`);
    const form = senco.locator('main form');
    await fillDate(form, 'dated_on', day);
    await fill(form, more);
    if (file) await form.locator('input[type="file"]').setInputFiles({ name: file, mimeType: 'application/pdf', buffer: SCAN });
    await press(senco, 'Record it');
  };
  const received = daysFrom(today, -230);
  await letter('received', received);
  const due = clock('needs-assessment', '--received', received);
  for (const day of Object.values(due)) await shows(senco, inWords(day));

  // The county refuses. The last days stand on the page, and in a letter that is begun from it.
  const refused = daysFrom(today, -190);
  await letter('refused-to-assess', refused, { words: 'The school can meet the needs from what it has.' }, 'refusal.pdf');
  const rights = clock('appeal', '--decision', refused);
  await shows(senco, 'County refused to assess');
  await shows(senco, inWords(rights.appeal_due_on));
  await shows(senco, inWords(rights.mediation_adviser_due_on));
  const scan = await senco.getByRole('link', { name: /refusal\.pdf/ }).first().getAttribute('href');
  check((await senco.request.get(scan)).status() === 200, 'the county’s letter is kept');
  await looksRight(senco);
  await parent.goto(`${base}/ehc`);
  await shows(parent, inWords(rights.appeal_due_on));
  await looksRight(parent);
  await press(senco, 'The local authority will not assess');
  const text = await senco.locator('[name="text"]').inputValue();
  for (const said of [inWords(refused), inWords(rights.appeal_due_on), inWords(rights.mediation_adviser_due_on), 'from what it has']) {
    check(text.includes(said), `the letter says ${said}: ${text}`);
  }
  await looksRight(senco);
  await press(senco, 'Send it');
  await fill(senco.locator('main form').first(), { reason: 'So that they know until when they may appeal' });
  await senco.locator('[name="to"]').first().check({ force: true });
  for (const box of await senco.locator('[name="checked"]').all()) await box.check({ force: true });
  await press(senco, 'Send');
  await shows(senco, 'Letter: The local authority will not assess');

  // Mediation, the appeal, and the tribunal's order.
  const certificate = daysFrom(today, -140);
  await letter('mediation-certificate', certificate);
  const later = clock('appeal', '--decision', refused, '--certificate', certificate);
  await shows(senco, inWords(later.appeal_due_on));
  await letter('appeal-lodged', daysFrom(today, -135));
  await shows(senco, 'Appeal running against the refusal to assess');
  await looksRight(senco);
  await letter('appeal-upheld', daysFrom(today, -80));
  await shows(senco, 'County assesses');
  check(!(await senco.locator('main').innerText()).includes('Tell the parents in a letter'), 'a refusal that was turned has no letter');

  // The draft: the parents' fifteen days, and what they write.
  const draft = daysFrom(today, -20);
  await letter('draft', draft);
  await parent.goto(`${base}/ehc/comments`);
  await shows(parent, inWords(daysFrom(draft, 14)));
  await looksRight(parent);
  await fill(parent.locator('main form'), { whole: 'Please say how often the therapist comes.' });
  await press(parent, 'Save the comments');
  await senco.goto(`${base}/ehc/comments`);
  await senco.locator('summary', { hasText: child.parent }).click();
  await shows(senco, 'how often the therapist comes');
  await letter('commented', daysFrom(today, -8));
  await letter('final', daysFrom(today, -2));
  await senco.goto(base);
  await shows(senco, 'EHCP is in place');
  await senco.goto(`${base}/ehc`);
  await shows(senco, 'EHCP in place');
  await looksRight(senco);
  await parent.goto('/my-child');
  await shows(parent, 'Education, Health and Care Plan');
}
