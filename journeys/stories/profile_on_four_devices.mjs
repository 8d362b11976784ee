// Four people make a one page profile on four devices: the child in pictures and with a drawing, the mother on a phone, the class
// teacher and the SENCO at desks. The SENCO joins the parts by hand, is told when it is too long, and signs it off.
import { fill, press } from '../hands.mjs';
import { CHILDREN, comesOnTheRoll, find, parentComesIn } from '../people.mjs';

/** Draws a line on the paper, as a finger does. */
async function draw(page) {
  const paper = page.locator('canvas');
  await paper.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await paper.boundingBox();
  await page.getByRole('button', { name: 'Red' }).click();
  await page.mouse.move(x + width * 0.2, y + height * 0.2);
  await page.mouse.down();
  for (const part of [0.3, 0.5, 0.7]) await page.mouse.move(x + width * part, y + height * (1 - part));
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector('canvas').dataset.kept === '1');
}

export default async function profileOnFourDevices(story) {
  const { signIn, looksRight, check, shows } = story;
  const child = CHILDREN.cornish;
  await comesOnTheRoll(story, child);
  const senco = await signIn('senco');
  const base = await find(senco, child, shows);
  const parent = await parentComesIn(story, senco, base, child);

  // The child, on a tablet that the teacher hands over.
  const tablet = await signIn('teacher', { width: 820 });
  await tablet.goto(`${base}/open-their-page`);
  await press(tablet, 'Open their page and sign me out');
  await press(tablet, 'Tell us about me');
  await looksRight(tablet);
  check(await tablet.getByRole('button', { name: /^Read aloud/ }).first().isVisible(), 'what is asked can be read aloud');
  for (const picture of ['admire-kind', 'important-animals', 'difficult-noise', 'help-reading']) {
    await tablet.locator(`.wm-picture:has([value="${picture}"])`).click();
  }
  await draw(tablet);
  await press(tablet, 'Save');
  await shows(tablet, 'This is what you told us.');
  const drawing = tablet.getByRole('img', { name: 'My picture' });
  check(await drawing.evaluate(image => image.decode().then(() => image.naturalWidth)) === 900, 'the drawing is there');
  await looksRight(tablet);

  // The mother, on a phone, from the mail's link: one box is enough.
  await parent.goto(`${base}/profile/part`);
  await looksRight(parent);
  await fill(parent, { important: 'Her grandad’s boat. „Ow whath”!', support: 'Tell her the night before.' });
  const meter = parent.locator('[data-room="important"]');
  await parent.waitForFunction(() => /Room for \d+ lines? more/.test(document.querySelector('[data-room="important"]').textContent));
  const before = await meter.innerText();
  await fill(parent, { important: 'Her grandad’s boat. „Ow whath”!\nThe sea\nFridays' });
  await parent.waitForFunction(said => document.querySelector('[data-room="important"]').textContent !== said, before);
  await press(parent, 'Save this part');

  // The class teacher; a file that is no picture is refused, and nothing is lost.
  const teacher = await signIn('teacher');
  await teacher.goto(`${base}/profile/part`);
  await looksRight(teacher);
  await fill(teacher, { admire: 'She notices who is left out.', difficult: 'Long words.', help: 'Reading alone.' });
  await teacher.locator('[name="photo"]').setInputFiles({ name: 'notes.txt', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await press(teacher, 'Save this part', { comesBack: true });
  await shows(teacher, 'of another kind');
  check(await teacher.locator('[name="admire"]').inputValue() === 'She notices who is left out.', 'the text is still there');
  await press(teacher, 'Save this part');

  // The SENCO: their own part, then the page.
  await senco.goto(`${base}/profile/part`);
  await fill(senco, { support: 'One instruction at a time.' });
  await press(senco, 'Save this part');
  await senco.goto(`${base}/profile/join`);
  await looksRight(senco);
  for (const who of ['Child', 'Parent or carer', 'Class teacher', 'SENCO']) await shows(senco, who);
  check((await senco.locator('[name="support"]').inputValue()).includes('Tell her the night before.'), 'nobody types anything again');
  // A part is taken off the page, and put back by its button.
  await fill(senco, { support: '' });
  await senco.locator('.wm-quote', { hasText: 'One instruction at a time.' }).getByRole('button').click();
  check(await senco.locator('[name="support"]').inputValue() === 'One instruction at a time.', 'the button puts the words there');
  await senco.locator('.wm-quote', { hasText: 'Tell her the night before.' }).dragTo(senco.locator('[name="support"]'));
  check((await senco.locator('[name="support"]').inputValue()).includes('Tell her the night before.'), 'they can be dragged');

  const long = 'She likes it when things are said once, calmly, and shown with a picture or with the hands. '.repeat(30);
  await fill(senco, { difficult: long });
  await senco.waitForFunction(() => /too long: take out about \d+ letters/.test(document.querySelector('[data-room="difficult"]').textContent));
  await press(senco, 'Save and sign off', { comesBack: true });
  await shows(senco, 'The profile is one page. “What I find difficult” is');
  await looksRight(senco, 'the page that is too long');
  await fill(senco, { difficult: 'Loud noise. Long words.' });
  await press(senco, 'Save and sign off');
  await shows(senco, 'Signed off by');
  await looksRight(senco);

  await parent.goto(`${base}/profile`);
  await shows(parent, 'One instruction at a time.');
  const onPage = parent.locator('.wm-onepage__photo img');
  check(await onPage.evaluate(image => image.decode().then(() => image.naturalWidth)) === 900, 'the drawing is on the page');
  await looksRight(parent);
}
