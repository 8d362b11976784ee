// With the keyboard alone, the class teacher finds a child of their class and writes down a concern.
import { enter, skip, type } from '../keyboard.mjs';

export default async function keyboardOfTheTeacher({ signIn, world, looksRight, shows }) {
  const child = world.personas.teacher.children[0];
  const teacher = await signIn('teacher');
  await type(teacher, 'q', child.upn);
  await Promise.all([teacher.waitForEvent('load'), teacher.keyboard.press('Enter')]);
  await skip(teacher);
  await enter(teacher, /^(Initial concern \(SEN\)|Add another concern)$/);
  await skip(teacher);
  await type(teacher, 'noticed', 'Looks out of the window when others read: „nie rozumiem”.');
  await enter(teacher, 'Initial concern (SEN)');
  await looksRight(teacher);
  await shows(teacher, 'Checklist');
}
