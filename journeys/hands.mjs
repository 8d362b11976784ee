// What people do with a form: open what is folded, type, tick, choose, press. Each fails with the name of the field.

/** Shows what is folded round a field, as a person does who looks for it. */
async function unfold(field) {
  await field.evaluate(element => {
    for (let at = element.closest('details'); at; at = at.parentElement?.closest('details')) {
      if (!at.open) at.querySelector('summary').click();
    }
  });
}

/** Fills in a form: by name, a text to type, or the value or values to tick or choose. */
export async function fill(form, answers) {
  for (const [name, answer] of Object.entries(answers)) {
    const fields = form.locator(`[name="${name}"]:not([type="hidden"])`);
    if (await fields.count() === 0) throw new Error(`no field ${name} at ${form.url?.() ?? 'the form'}`);
    const first = fields.first();
    await unfold(first);
    const kind = await first.evaluate(element => element.type ?? element.localName);
    if (kind === 'radio' || kind === 'checkbox') {
      for (const value of [answer].flat()) await form.locator(`[name="${name}"][value="${value}"]`).first().check({ force: true });
    } else if (kind.startsWith('select')) {
      await first.selectOption(answer);
    } else {
      await first.fill(String(answer));
    }
  }
}

/** Fills in a date, in its three boxes. */
export async function fillDate(form, name, day) {
  const [year, month, date] = day.split('-').map(Number);
  await fill(form, { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year });
}

/** Presses a button or follows a link, and waits for the next page; the form must not come back as wrong. */
export async function press(page, name, { within = page, comesBack = false } = {}) {
  const exact = typeof name === 'string';
  const asked = { name, exact, includeHidden: true };
  // What is folded counts, a button that only catches Enter does not.
  const target = within.getByRole('button', asked).or(within.getByRole('link', asked))
    .and(page.locator(':not([aria-hidden="true"])')).first();
  await unfold(target);
  const before = page.url();
  await Promise.all([page.waitForEvent('load'), target.click()]);
  const wrong = await page.locator('.govuk-error-summary').allInnerTexts();
  if (wrong.length > 0 && !comesBack) throw new Error(`“${name}” at ${before} came back: ${wrong.join(' ')}`);
}

/** The day so many days from another. */
export function daysFrom(day, days) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
