// With the keyboard alone, an invited professional writes what they saw.
import { enter, skip, type } from '../keyboard.mjs';

export default async function keyboardOfTheProfessional({ signIn, looksRight, shows }) {
  const professional = await signIn('agency');
  await skip(professional);
  await enter(professional, /^Write what you saw/);
  await skip(professional);
  await type(professional, 'going_well', 'Answers well when there is time to think.');
  await enter(professional, /^(Send|Save)/);
  await looksRight(professional);
  await shows(professional, 'to whom you are invited');
}
