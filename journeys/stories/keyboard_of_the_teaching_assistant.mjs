// With the keyboard alone, the teaching assistant logs the session of the group that is next.
import { enter, skip, tabTo } from '../keyboard.mjs';

export default async function keyboardOfTheTeachingAssistant({ signIn, looksRight, shows }) {
  const ta = await signIn('ta');
  await skip(ta);
  await enter(ta, 'Log this session');
  await looksRight(ta);
  await skip(ta);
  const boxes = await ta.locator('input[name^="score-"]').evaluateAll(all => all.map(box => box.name));
  for (const [place, box] of boxes.entries()) {
    await tabTo(ta, box);
    await ta.keyboard.press('Control+a');
    await ta.keyboard.insertText(String(2 + (place % 3)));
  }
  await enter(ta, 'Save');
  await looksRight(ta);
  await shows(ta, 'Saved.');
  await shows(ta, 'My week');
}
