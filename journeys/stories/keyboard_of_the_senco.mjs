// With the keyboard alone, the SENCO acknowledges a concern that waits on Today.
import { enter, skip, tick, type } from '../keyboard.mjs';

export default async function keyboardOfTheSenco({ signIn, looksRight, shows }) {
  const senco = await signIn('senco');
  await skip(senco);
  await enter(senco, /^Acknowledge the concern/);
  await tick(senco, /^The class teacher goes through the checklist/);
  await type(senco, 'next', 'Diolch! I come to see you on Thursday.');
  await enter(senco, 'Acknowledge');
  await looksRight(senco);
  await shows(senco, 'What happens next');
}
