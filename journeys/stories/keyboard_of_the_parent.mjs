// With the keyboard alone, a parent tells the school of a worry; the form comes back when it is empty, and says why.
import { enter, skip, type } from '../keyboard.mjs';

export default async function keyboardOfTheParent({ signIn, looksRight, check }) {
  const parent = await signIn('parent');
  await skip(parent);
  await enter(parent, /^Tell us that you are worried/);
  await enter(parent, 'Send to the school');
  await looksRight(parent, 'the empty worry that came back');
  await type(parent, 'noticed', 'لا يريد الذهاب إلى المدرسة.');
  await enter(parent, 'Send to the school');
  await looksRight(parent);
  check(new URL(parent.url()).pathname.startsWith('/my-child'), `the parent is at ${parent.url()}`);
}
