// The eight steps as people walk them, for the stories that go through all of them. Each step is what somebody does on
// a page, signed in as who they are; a move is made only when nothing stops it.
import { daysFrom, fill, fillDate, press } from './hands.mjs';
import { comesOnTheRoll, find, onTheirOwnPage, parentComesIn } from './people.mjs';

/** Moves the child on; whatever still stops the move ends the story. */
export async function moveOn(page, base, code, answers = {}) {
  await page.goto(base);
  await page.goto(`${base}/move?to=${code}`);
  const form = page.locator(':is(form[action$="/move"], form[action*="/move?draft="])');
  const stops = await page.locator('.wm-card--stop').allInnerTexts();
  if (stops.length > 0 && !('calls' in answers)) throw new Error(`${code} is stopped: ${stops.join(' ')}`);
  await fill(form, answers);
  await press(page, /./, { within: form });
  const body = await page.locator('body').innerText();
  if (!body.includes('Moved.')) throw new Error(`${code} was not made: ${body.slice(0, 1500)}`);
}

/** A child comes on the roll, and the people who matter are signed in: the four who write, and nobody else. */
export async function begin(story, child) {
  await comesOnTheRoll(story, child);
  const senco = await story.signIn('senco');
  const base = await find(senco, child, story.shows);
  const parent = await parentComesIn(story, senco, base, child);
  const teacher = await story.signIn('teacher');
  return { ...story, senco, teacher, parent, base, child, today: story.world.today };
}

/** Step 1: the teacher is worried, has talked with the parents, goes through the checklist; the SENCO answers. */
export async function concern({ teacher, senco, base, today, child, looksRight, shows }) {
  await teacher.goto(base);
  await press(teacher, 'Initial concern (SEN)');
  await looksRight(teacher);
  const form = teacher.locator('main form');
  await fill(form, {
    noticed: 'Guesses words from their first letter; gives up when the text is long.',
    since: 'Since September', strengths: 'Tells wonderful stories.',
    talked_with: child.parent, parents_said: 'It is the same at home.', child_view: 'The letters run away.',
    hearing: 'clear', vision: 'clear',
  });
  await fillDate(form, 'talked_on', daysFrom(today, -3));
  await press(teacher, 'Initial concern (SEN)', { within: form });

  await teacher.goto(`${base}/checklist`);
  const first = await teacher.locator('input[type="radio"][name^="item-"]').first().getAttribute('name');
  await fill(teacher.locator('#checklist'), { [first]: '2' });
  await press(teacher, 'It is done: the rest is not seen');

  await senco.goto(`${base}/acknowledge`);
  await shows(senco, 'Guesses words');
  await fill(senco.locator('main form'), { ready: 'adapt', next: 'Thank you; let us look again in four weeks.' });
  await press(senco, 'Acknowledge');
  await moveOn(teacher, base, 'to-adapts');
}

/** Step 2: the teacher changes how they teach, and says what difference it made. */
export async function adapts({ teacher, senco, base, today, looksRight }) {
  await teacher.goto(`${base}/adaptations`);
  const add = teacher.locator('form', { has: teacher.getByRole('button', { name: 'Add', exact: true }) });
  await fill(add, { what: 'Read the text to the class first, then in pairs.', how_often: 'Every lesson' });
  await fillDate(add, 'from_on', daysFrom(today, -35));
  await fillDate(add, 'review_on', today);
  await press(teacher, 'Add', { within: add });
  const review = teacher.locator('form', { has: teacher.getByRole('button', { name: 'Enough', exact: true }) }).first();
  await fill(review, { seen: 'Joins in, and still cannot read alone.' });
  await press(teacher, 'Some', { within: review });
  await looksRight(teacher);
  await moveOn(senco, base, 'to-profile');
}

/** Step 3: child, parent, teacher and SENCO each write their part; the SENCO joins them. */
export async function profile({ teacher, senco, parent, base, looksRight, shows }) {
  await onTheirOwnPage(teacher, base, async child => {
    await press(child, 'Tell us about me');
    await looksRight(child);
    const form = child.locator('main form');
    await form.getByRole('button').or(form.getByRole('checkbox')).first().waitFor();
    await fill(form, { difficult: 'Long words.', help: 'I want to read by myself.' });
    await press(child, 'Save', { within: form });
  });
  for (const [who, words] of [[parent, 'She loves her grandmother’s stories.'], [teacher, 'Asks good questions.'], [senco, 'Hears sounds well.']]) {
    await who.goto(`${base}/profile/part`);
    await fill(who.locator('main form'), { admire: words });
    await press(who, 'Save this part');
  }
  await senco.goto(`${base}/profile/join`);
  await shows(senco, 'I want to read by myself.');
  await fill(senco.locator('main form'), {
    admire: 'Stories, and good questions.', important: 'Her grandmother.', support: 'Read it first, then together.',
    difficult: 'Long words.', help: 'Reading alone.',
  });
  await press(senco, 'Save and sign off');
  await moveOn(senco, base, 'to-iep');
}

/** Step 4: the teacher writes a plan with one target; each of the four says what they think; the parents are told. */
export async function plan({ teacher, senco, parent, base, today, child, looksRight }) {
  await teacher.goto(`${base}/plan/edit`);
  const form = teacher.locator('main form');
  await fill(form, {
    'target-1-will': 'Read words from a Year 2 text aloud', 'target-1-unit': 'words a minute',
    'target-1-baseline': '22', 'target-1-goal': '40', 'target-1-checked': 'The class teacher',
    strategies: 'Read it first, then together.', resources: 'Two sessions a week with a teaching assistant.',
  });
  await fillDate(form, 'target-1-baseline-on', daysFrom(today, -42));
  await fillDate(form, 'target-1-by', daysFrom(today, 25));
  await press(teacher, 'Save the plan', { within: form });
  await looksRight(teacher);
  await agree({ teacher, senco, parent, base, looksRight });
  await fillAgreementTold(teacher, base, today, child);
  await moveOn(senco, base, 'to-provision');
}

async function agree({ teacher, senco, parent, base, looksRight }) {
  for (const who of [parent, teacher, senco]) {
    await who.goto(`${base}/plan/agreement`);
    if (who === parent) await looksRight(who);
    await press(who, 'I agree with this plan');
  }
  await onTheirOwnPage(teacher, base, async pupil => {
    await pupil.goto(`${base}/plan/agreement`);
    await press(pupil, 'Yes, it is right');
  });
}

async function fillAgreementTold(teacher, base, today, child) {
  await teacher.goto(`${base}/plan/agreement`);
  const told = teacher.locator('form', { has: teacher.locator('[name="told-day"]') });
  await fill(told, { 'told-how': 'meeting', 'told-who': child.parent });
  await fillDate(told, 'told', today);
  await press(teacher, 'Save', { within: told });
}

/** Step 5: the SENCO gives the target a group with a teaching assistant, twice a week. */
export async function provision({ senco, base, today, looksRight, check }) {
  await senco.goto(`${base}/provision/new`);
  const form = senco.locator('main form').last();
  await fill(form, { name: 'Reading, two of us', weekdays: ['1', '4'], 'starts-at': '9:15', minutes: '20' });
  await fillDate(form, 'from', daysFrom(today, -42));
  await fillDate(form, 'until', daysFrom(today, 25));
  const place = form.locator('select[name^="place-"]').first();
  check(await place.count() === 1, 'the group has a place for the child');
  const target = await place.locator('option').evaluateAll(options => options.map(option => option.value).filter(value => value.length > 30)[0]);
  await place.selectOption(target);
  const ta = form.locator('label', { hasText: /Teaching assistant|\(TA\)|, TA/ }).first();
  await ta.click();
  await press(senco, 'Plan it', { within: form });
  await looksRight(senco);
  await moveOn(senco, base, 'to-monitoring');
}

/** Step 6: scores come in; the SENCO calls the review before it is due. */
export async function monitoring({ teacher, senco, base, today, looksRight, shows }, scores) {
  for (const [place, score] of scores.entries()) {
    await teacher.goto(`${base}/progress`);
    const form = teacher.locator('form[action*="/scores"]', { has: teacher.locator('[name="on-day"]') }).first();
    await fill(form, { score });
    await fillDate(form, 'on', daysFrom(today, 7 * (place - scores.length)));
    // A week that the data manager has closed is corrected with a reason only: it is asked for.
    await press(teacher, 'Save the score', { within: form, comesBack: true });
    const reason = form.locator('input[name="reason"]:not([type="hidden"])');
    if (await reason.count() > 0) {
      await reason.fill('Typed in from the paper sheet');
      await press(teacher, 'Save the score', { within: form });
    }
    await shows(teacher, 'the score is in the chart');
  }
  await looksRight(teacher);
  await senco.goto(`${base}/move?to=to-review`);
  const called = await senco.locator('[name="calls"]').count() > 0;
  await moveOn(senco, base, 'to-review', called ? { calls: 'yes' } : {});
}

/** Step 7: the review: what became of the target, and what was decided. Why the gap does not apply is the SENCO's to say. */
export async function review({ teacher, senco, base, today, looksRight }, { outcome, decision, gap, next }) {
  const recorder = gap ? senco : teacher;
  await recorder.goto(`${base}/reviews/new`);
  await looksRight(recorder);
  const form = recorder.locator('main form').first();
  const target = await form.locator('[name^="outcome-"]').first().getAttribute('name');
  await fill(form, { came: ['parent', 'teacher', 'senco'], [target]: outcome, changes: 'As decided.', decision });
  if (gap) {
    await fill(form, { gap, 'said-parent': 'agrees', 'said-teacher': 'agrees', 'said-senco': 'agrees' });
    await fillDate(form, 'parents_told_on', today);
    await fillDate(form, 'pupil_told_on', today);
  }
  if (next) await fillDate(form, 'next_on', daysFrom(today, next));
  else await fill(form, { 'next_on-day': '', 'next_on-month': '', 'next_on-year': '' });
  await press(recorder, 'Save the review', { within: form });
  await looksRight(recorder);
}

/** Steps 1 to 7 of a child who has just come on the roll; what is left is the decision. */
export async function toTheReview(story, child, scores) {
  const people = await begin(story, child);
  await concern(people);
  await adapts(people);
  await profile(people);
  await plan(people);
  await provision(people);
  await monitoring(people, scores);
  return people;
}
