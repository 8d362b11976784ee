// The teacher changes the plan and asks the parent by e-mail; the parent opens the link on a phone, reads what there is
// to answer, and agrees; a change asks again, and shows only what changed.
import { fill, press } from '../hands.mjs';

export default async function parentAgrees({ world, signIn, open, looksRight, check, shows }) {
  const child = world.personas.parent.children[0];
  const base = `/pupils/${child.id}`;
  const senco = await signIn('senco');

  const write = async strategies => {
    await senco.goto(`${base}/plan/edit`);
    const form = senco.locator('main form');
    await fill(form, { strategies });
    await press(senco, 'Save as a draft', { within: form });
    await looksRight(senco);
  };
  const ask = async () => {
    await senco.goto(`${base}/plan/agreement`);
    await looksRight(senco);
    await press(senco, 'Send the link');
    await shows(senco, 'asked by e-mail');
  };
  const comesByTheMail = async () => {
    const parent = await open({ phone: true });
    await parent.goto('/demo/mailbox');
    const mail = parent.locator('article', { hasText: 'A plan waits for your answer' }).first();
    const words = await mail.innerText();
    check(!words.includes(child.name) && !words.includes(child.name.split(' ')[0]), 'the mail names no child');
    await parent.goto(await mail.getByRole('link').first().getAttribute('href'));
    await press(parent, 'Sign in');
    check(new URL(parent.url()).pathname === `${base}/plan/agreement`, `the link leads to ${parent.url()}`);
    await looksRight(parent);
    return parent;
  };

  await write('Read the text to the class first.\nA quiet place to write.');
  await ask();
  const parent = await comesByTheMail();
  await shows(parent, 'A quiet place to write.');
  await press(parent, /^I agree with/);
  await shows(parent, 'Your answer is saved');
  await senco.goto(`${base}/plan`);
  await shows(senco, 'Agrees');

  await write('Read the text to the class first.\nA quiet place to write, with a clock.');
  await ask();
  const again = await comesByTheMail();
  await shows(again, 'Only this is asked of you now');
  const news = await again.locator('ins').allInnerTexts();
  check(news.some(text => text.includes('with a clock')), `what is new is marked: ${news.join(' | ')}`);
  await press(again, 'I agree with what changed');
  await looksRight(again);
}
