// The SENCO plans the half term's reviews in one go: a day is proposed for each, one is moved, one press sets them all, and
// everybody who takes part is told and asked for their view.
// Also: postgres, without-scripts
import { press } from '../hands.mjs';

export default async function reviewsPlannedInOneGo(story) {
  const { signIn, looksRight, check, shows } = story;
  const senco = await signIn('senco');
  await senco.goto('/');
  await press(senco, 'Plan this half term’s reviews in one go');
  await shows(senco, 'Set these days and tell everybody');
  await looksRight(senco);
  const days = senco.locator('section[aria-labelledby="to-plan"] select[name^="day-"]');
  const waiting = await days.count();
  check(waiting > 0, 'reviews wait for a day');
  const chosen = await days.evaluateAll(boxes => boxes.filter(box => box.value).length);
  check(chosen === waiting, `a day is proposed for each: ${chosen} of ${waiting}`);

  // One is moved to the last day but one that can be chosen, one waits.
  const first = days.first();
  const name = await first.getAttribute('name');
  const options = await first.locator('option').evaluateAll(all => all.map(option => option.value).filter(Boolean));
  await first.selectOption(options.at(-2));
  await press(senco, 'Set these days and tell everybody');
  await shows(senco, 'asked for their view');
  const moved = senco.locator(`section[aria-labelledby="set"] select[name="${name}"]`);
  check(await moved.inputValue() === options.at(-2), 'the day that was moved stands');
  await looksRight(senco);

  // The same again tells nobody twice.
  await press(senco, 'Save the days that I moved');
  await shows(senco, 'Nothing changed');

  const phone = await signIn('senco', { phone: true });
  await phone.goto('/reviews');
  await looksRight(phone);
}
