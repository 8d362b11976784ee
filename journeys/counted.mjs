// Hands that count: each click, each key and each box filled is one interaction, as a person makes them.

/** Counts what is done on a page, and what is typed into which field. */
export class Counted {
  constructor(page) {
    this.page = page;
    this.interactions = 0;
    this.typed = [];
  }

  /** One click; waits for the next page when it leads to one. */
  async click(target, { leads = false } = {}) {
    this.interactions += 1;
    if (leads) await Promise.all([this.page.waitForEvent('load'), target.click()]);
    else await target.click();
  }

  /** One key; waits for the next page when it leads to one. */
  async key(key, { leads = false } = {}) {
    this.interactions += 1;
    if (leads) await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press(key)]);
    else await this.page.keyboard.press(key);
  }

  /** One box filled. */
  async type(field, text) {
    this.interactions += 1;
    this.typed.push(await field.getAttribute('name'));
    await field.fill(text);
  }
}
