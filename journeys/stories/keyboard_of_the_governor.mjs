// With the keyboard alone, the governor reads the school's figures, and reaches no child.
import { skip, tabTo } from '../keyboard.mjs';

export default async function keyboardOfTheGovernor({ signIn, looksRight, check }) {
  const governor = await signIn('governor');
  await looksRight(governor);
  await skip(governor);
  await tabTo(governor, 'Help');
  const links = await governor.locator('main a[href^="/pupils/"]').count();
  check(links === 0, `${links} links lead a governor to children`);
}
