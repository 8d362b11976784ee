// A concern with the whole checklist in at most 60 interactions; nothing that the school knows is typed.
import { Counted } from '../counted.mjs';

export default async function concernWithChecklistCounted({ signIn, world, looksRight, check, shows }) {
  const child = world.personas.teacher.children[0];
  const teacher = await signIn('teacher');
  await teacher.goto('/my-class');
  const hands = new Counted(teacher);
  await hands.click(teacher.getByRole('button', { name: 'Initial concern (SEN)', exact: true }), { leads: true });
  await hands.type(teacher.locator('#child'), child.name.split(' ').at(-1).slice(0, 3));
  await hands.key('Enter', { leads: true });
  if (!teacher.url().includes('/pupils/')) {
    await hands.click(teacher.locator(`main a[href*="${child.id}"]`).first(), { leads: true });
  }
  await looksRight(teacher);
  // Class, attendance, language and status are shown and not asked.
  for (const known of ['Class', 'Attendance', 'Language', 'Special educational needs', 'Earlier concerns']) await shows(teacher, known);
  await shows(teacher, 'Worried that a child is not safe? Speak to');
  await hands.type(teacher.locator('[name="noticed"]'), 'Looks lost when the class starts to write.');
  await hands.click(teacher.locator('main').getByRole('button', { name: 'Initial concern (SEN)' }), { leads: true });
  await shows(teacher, 'record it in the safeguarding system now');
  await shows(teacher, '0 of');

  const questions = teacher.locator('#checklist .wm-items fieldset');
  const all = await questions.count();
  // One click brings the keyboard to the first question; a key answers it, and each one after it. The last six are left open:
  // they were not seen.
  await hands.click(questions.first().locator('label').nth(1));
  const answers = ['1', '2', '1', '3', '4', '1'];
  for (let at = 0; at < all - 6; at += 1) await hands.key(answers[at % answers.length]);
  await shows(teacher, `${all - 6} of ${all} answered`);
  await looksRight(teacher);
  await hands.click(teacher.getByRole('button', { name: 'It is done: the rest is not seen' }), { leads: true });
  await shows(teacher, 'The checklist is done.');
  console.log(`a concern with ${all - 6} answers by key, ${all} on the record: ${hands.interactions} interactions; typed: ${hands.typed.join(', ')}`);
  check(hands.interactions <= 60, `${hands.interactions} interactions`);
  check(hands.typed.join() === 'q,noticed', `typed: ${hands.typed}`);

  // What was answered is on the record, and of the safeguarding item only that it was shown.
  await teacher.goto(`/pupils/${child.id}/story`);
  await teacher.locator('a[href*="/entries/"]', { hasText: 'Checklist' }).first().click();
  await shows(teacher, 'The safeguarding lead was shown.');
  const said = await teacher.locator('main').innerText();
  check(!said.includes('worthless'), 'the record does not repeat the safeguarding item');
}
