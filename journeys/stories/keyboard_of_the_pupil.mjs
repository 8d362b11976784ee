// With the keyboard alone, the child says how a target feels, chooses a picture and writes a line.
import { enter, skip, tick, type } from '../keyboard.mjs';

export default async function keyboardOfThePupil({ signIn, looksRight, shows }) {
  const pupil = await signIn('pupil');
  await skip(pupil);
  await enter(pupil, 'It is OK');
  await skip(pupil);
  await enter(pupil, 'Tell us about me');
  await tick(pupil, 'Loud noise');
  await type(pupil, 'help', 'Ŵ is for Wyn. I want to read it.');
  await enter(pupil, 'Save');
  await looksRight(pupil);
  await shows(pupil, 'About me');
}
