// With the keyboard alone, the head goes to a child and writes down a talk at the gate.
import { choose, enter, skip, tabTo, type } from '../keyboard.mjs';

export default async function keyboardOfTheHead({ signIn, looksRight, shows, world }) {
  const child = world.personas.head.children[0];
  const head = await signIn('head');
  await type(head, 'q', child.upn);
  await Promise.all([head.waitForEvent('load'), head.keyboard.press('Enter')]);
  await skip(head);
  await enter(head, 'Log a contact');
  await skip(head);
  await choose(head, 'person', 'Another parent or carer');
  await type(head, 'who-parent', 'Her father');
  await choose(head, 'how', /^At the gate/);
  await type(head, 'said', 'Her father says: „Dziękuję”.');
  await tabTo(head, /^Save/);
  await looksRight(head);
  await Promise.all([head.waitForEvent('load'), head.keyboard.press('Enter')]);
  await shows(head, 'Dziękuję');
}
