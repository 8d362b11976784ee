// Hands that have a keyboard and nothing else: Tab, Shift and Tab, Enter, Space, arrows, and letters to type.

/** The most stops between two places of a page. */
const MOST = 400;

/** What has the focus: its name, its group, and whether it can be seen. */
const focused = page => page.evaluate(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const labels = [...(at.labels ?? [])].map(label => label.innerText);
  const name = at.getAttribute('aria-label') || labels.join(' ') || at.innerText || at.value || '';
  const group = at.closest('fieldset')?.querySelector('legend')?.innerText ?? '';
  const box = at.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { name: name.replace(/\s+/g, ' ').trim(), group, field: at.name ?? '', kind: at.type ?? at.localName, inView, size: box.width * box.height };
});

const isIt = (at, wanted) => at && (wanted instanceof RegExp ? wanted.test(at.name) : at.name === wanted || at.field === wanted);

/** Goes on with Tab until the thing with that name (or field) has the focus, and can be seen. */
export async function tabTo(page, wanted) {
  const passed = [];
  let turns = 0;
  for (let stop = 0; stop < MOST; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (!at) {
      turns += 1;
      if (turns > 1) break;
      continue;
    }
    if (isIt(at, wanted)) {
      if (!at.inView || at.size === 0) throw new Error(`“${at.name}” has the focus and cannot be seen`);
      return;
    }
    passed.push(at.name.slice(0, 40));
  }
  throw new Error(`Tab does not reach ${wanted} at ${page.url()}; it reaches: ${passed.slice(-80).join(' | ')}`);
}

/** Goes to a link or button and presses Enter; waits for the next page. */
export async function enter(page, wanted) {
  await tabTo(page, wanted);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Goes to a box and types. */
export async function type(page, field, text) {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Goes to a group of radio buttons and moves with the arrows to the one with that label. */
export async function choose(page, field, label) {
  await tabTo(page, field);
  await page.keyboard.press('Space');
  for (let moves = 0; moves < 20; moves += 1) {
    if (isIt(await focused(page), label)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows do not reach ${label} in ${field}`);
}

/** Goes to a box to tick, or a fold to open, and presses Space. */
export async function tick(page, wanted) {
  await tabTo(page, wanted);
  await page.keyboard.press('Space');
}

/** Jumps over the head of the page with its first link. */
export async function skip(page) {
  await tabTo(page, /^Skip to/);
  await page.keyboard.press('Enter');
}
