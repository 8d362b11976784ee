// With the keyboard alone, the data manager looks at what is still to come in this week.
import { enter, skip, tabTo } from '../keyboard.mjs';

export default async function keyboardOfTheDataManager({ signIn, looksRight, shows }) {
  const manager = await signIn('data-manager');
  await enter(manager, 'Gather');
  await skip(manager);
  await tabTo(manager, /Remind|remind|Close|close/);
  await looksRight(manager);
  await shows(manager, 'week');
}
