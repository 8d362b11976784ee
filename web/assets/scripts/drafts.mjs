// Every form keeps itself while somebody types: sealed on the device at once, on the server within two seconds of a
// pause. A form that must not be kept says data-draft="no". What was kept is put back when the form is opened again.
import { able, ask, device, drop, numberOf, put, waiting } from './outbox.mjs';

const PAUSE = 900;
const AT_MOST = 4000;
const LOOK_AGAIN = 20_000;
const TYPED = 'textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button])';

/** The forms of a page that are kept. */
const kept = () => [...document.querySelectorAll('form')].filter((form) =>
  (form.getAttribute('method') ?? '').toLowerCase() === 'post' && form.dataset.draft !== 'no' && form.querySelector(TYPED));

/** The address that a form is sent to, without what a script added. */
function addressOf(form) {
  const address = new URL(form.getAttribute('action') || location.href, location.href);
  address.searchParams.delete('draft');
  address.hash = '';
  return address;
}

/** What stands in a form: names with values. Files and passwords are never kept. */
function read(form) {
  const secret = new Set([...form.querySelectorAll('input[type=password]')].map((box) => box.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !secret.has(name));
}

/** Puts values back into a form; returns those for which it has no box any more. */
function write(form, fields) {
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  const homeless = new Map(left);
  for (const box of form.elements) {
    if (!box.name || ['password', 'file', 'submit', 'button'].includes(box.type)) continue;
    const values = left.get(box.name) ?? [];
    homeless.delete(box.name);
    if (box.type === 'hidden') {
      // The version that it was started from: a newer one is shown beside it when it is sent, not overwritten.
      if (['version', 'entry'].includes(box.name) && values.length > 0) box.value = values[0];
    } else if (box.type === 'checkbox' || box.type === 'radio') {
      box.checked = values.includes(box.value);
    } else if (box.type === 'select-multiple') {
      for (const option of box.options) option.selected = values.includes(option.value);
    } else if (values.length > 0) {
      box.value = values.shift();
    }
  }
  for (const box of form.querySelectorAll('textarea, input[type=text], input:not([type])')) {
    box.dispatchEvent(new Event('input', { bubbles: true }));
    for (let fold = box.value && box.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  }
  return [...homeless].flatMap(([, values]) => values).filter((value) => /\s/.test(value.trim()));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const clock = () => new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true });

/** An element with a class and words. */
function made(kind, name, words = '') {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = words;
  return element;
}

/** A button inside a notice. */
function button(words, pressed) {
  const element = made('button', 'wm-do', words);
  element.type = 'button';
  element.addEventListener('click', pressed);
  return element;
}

/** One form that keeps itself. */
class Form {
  constructor(form, name, account) {
    Object.assign(this, { form, name, account, seen: null, timer: 0, since: 0, touched: false, sending: false });
    this.fresh = read(form);
    this.last = this.fresh;
    const address = addressOf(form);
    address.searchParams.set('draft', name);
    form.setAttribute('action', address.pathname + address.search);
    this.says = made('p', 'wm-draft');
    this.says.setAttribute('role', 'status');
    const actions = [...form.querySelectorAll('.wm-actions')].at(-1);
    if (actions) actions.before(this.says); else form.append(this.says);
    this.others = made('div', 'wm-present');
    this.others.setAttribute('role', 'status');
    form.before(this.others);
    for (const kind of ['input', 'change']) form.addEventListener(kind, () => this.writing || this.typed());
    form.addEventListener('submit', (event) => this.submitted(event));
    // Shown again by the back button: it goes on keeping itself.
    addEventListener('pageshow', () => { this.gone = this.again = false; });
  }

  /** Something was typed: it is kept after a pause, and now and then without one. */
  typed() {
    this.touched = true;
    this.since ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Date.now() - this.since > AT_MOST ? 0 : PAUSE);
  }

  /** Without a network a form is not sent into nothing: it stays, and it is kept. */
  submitted(event) {
    clearTimeout(this.timer);
    if (navigator.onLine) {
      this.gone = true;
      if (this.flight && !this.again) {
        // What is just being kept must not arrive after what is sent, and look like something unsent.
        event.preventDefault();
        this.again = true;
        const sender = event.submitter;
        Promise.race([this.flight, new Promise((done) => { setTimeout(done, 1500); })])
          .then(() => this.form.requestSubmit(sender));
      }
      return;
    }
    event.preventDefault();
    this.keep().then(() => this.tell('No connection. It is kept on this device: press again when there is one.', true));
  }

  /** Keeps the form, after what is being kept already. */
  keep(how) {
    const before = this.flight ?? Promise.resolve();
    const flight = before.then(() => this.keepNow(how)).catch(() => {}).finally(() => {
      if (this.flight === flight) this.flight = null;
    });
    this.flight = flight;
    return flight;
  }

  /** Keeps the form: on the device first, then on the server. */
  async keepNow({ leaving = false } = {}) {
    const fields = read(this.form);
    this.since = 0;
    if (this.gone || same(fields, this.last)) return;
    const what = { form: this.name, fields, device: device(), seen: this.seen };
    const id = able ? await numberOf(`${this.account} ${this.name}`) : '';
    let here = false;
    try {
      here = able && !leaving && await put(this.account, 'draft', id, what);
    } catch { /* This browser keeps nothing: the server does. */ }
    let answer;
    try {
      answer = await ask('/drafts', what, { keepalive: leaving });
    } catch {
      this.tell(here ? 'No connection: kept on this device, and on its way as soon as there is one.'
        : 'No connection: leave this page open until there is one.', true);
      this.wait();
      return;
    }
    if (answer.ok) {
      this.last = fields;
      this.seen = (await answer.json()).saved;
      if (here) await drop(id);
      this.tell(`Kept as a draft, ${clock()}`);
    } else if (answer.status === 409) {
      this.elsewhere((await answer.json()).draft);
    } else if (answer.type === 'opaqueredirect') {
      this.signedOut(here);
      this.wait();
    } else {
      this.tell('This is too long to be kept as a draft. Save what is there.', true);
    }
  }

  /** Tries again later. */
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 10_000);
  }

  tell(words, warns = false) {
    if (this.says.textContent === words) return;
    this.says.replaceChildren(words);
    this.says.classList.toggle('wm-draft--warns', warns);
  }

  signedOut(here) {
    const link = made('a', '', 'Sign in again (opens a new tab)');
    Object.assign(link, { href: '/sign-in', target: '_blank', rel: 'noopener' });
    this.says.classList.add('wm-draft--warns');
    this.says.replaceChildren(`You were signed out. ${here ? 'What you wrote is kept on this device. ' : ''}`, link, ' and come back to this page.');
  }

  /** A notice above the form's boxes. */
  notice(...parts) {
    this.said?.remove();
    this.said = made('div', 'wm-card wm-card--calm wm-draft-back');
    this.said.setAttribute('role', 'status');
    this.said.append(...parts);
    this.form.prepend(this.said);
  }

  /** The same person wrote on in another browser: they choose. */
  elsewhere(draft) {
    this.notice(
      made('p', '', `You wrote on in this form in another browser ${draft.ago}. Nothing is lost: choose which to go on with.`),
      button('Go on with what is here', () => {
        this.seen = draft.saved;
        this.last = null;
        this.said.remove();
        this.keep();
      }),
      button('Take what I wrote there', () => this.back(draft)),
    );
  }

  /** Fills the form; what a script writes is not typing. */
  fill(fields) {
    this.writing = true;
    const homeless = write(this.form, fields);
    this.writing = false;
    return homeless;
  }

  /** Puts a draft back, and offers to start again. */
  back(draft) {
    this.seen = draft.saved;
    const homeless = this.fill(draft.fields);
    this.last = read(this.form);
    const words = made('p', '', `What you wrote is back: it was kept ${draft.ago} and is not saved yet.`);
    const again = button('Start again', async () => {
      this.form.reset();
      this.fill(this.fresh);
      this.last = read(this.form);
      await ask('/drafts/forget', { form: this.name }).catch(() => {});
      this.notice(made('p', '', 'Started again.'), button('Bring back what I wrote', () => {
        this.back(draft);
        this.last = null;
        this.keep();
      }));
    });
    this.notice(words, again);
    if (homeless.length > 0) {
      const fold = document.createElement('details');
      fold.append(made('summary', '', 'The form has changed since: this of yours has no box now'));
      for (const text of homeless) fold.append(made('p', 'wm-typed', text));
      this.said.append(fold);
    }
  }

  /** Who else is at this form. */
  showOthers(others) {
    const words = others.map(({ name, since }) => `${name} has this form open too (${since}).`).join(' ');
    const whole = words && `${words} Neither overwrites the other: whoever saves second sees both texts.`;
    if (this.others.textContent !== whole) this.others.textContent = whole;
  }

  /** Opens the form: its draft, unless the page shows what was just sent; and who else is there. */
  async open(answersForm) {
    // Each gives an answer of their own to a version that all share: nobody writes over anybody.
    const shared = this.form.elements.version !== undefined && this.form.dataset.own === undefined;
    const answer = await ask('/drafts/open', { form: this.name, shared }).catch(() => null);
    if (!answer?.ok) return;
    const { draft, others } = await answer.json();
    this.showOthers(others);
    if (shared) setInterval(() => this.look(), LOOK_AGAIN);
    if (draft) this.seen = draft.saved;
    if (answersForm) {
      // What came back is what was typed last.
      this.last = draft?.fields ?? null;
      this.keep();
    } else if (draft && !same(draft.fields, read(this.form))) {
      if (this.touched) {
        this.notice(made('p', '', `You wrote in this form ${draft.ago}, and did not save it.`),
          button('Put it back', () => this.back(draft)));
      } else {
        this.back(draft);
      }
    }
  }

  async look() {
    if (document.visibilityState !== 'visible' || this.gone) return;
    const answer = await ask('/drafts/here', { form: this.name }).catch(() => null);
    if (answer?.ok) this.showOthers((await answer.json()).others);
  }
}

/** Sends the drafts that waited on this device. */
export async function send(account) {
  if (!able) return;
  for (const { id, what } of await waiting(account, 'draft')) {
    const answer = await ask('/drafts', what).catch(() => null);
    // A child out of reach now, or a draft that another browser wrote on: neither is sent for ever.
    if (answer && (answer.ok || [404, 422].includes(answer.status))) await drop(id);
    else if (answer?.status === 409) {
      const { draft } = await answer.json();
      if (draft.saved > (what.seen ?? 0)) {
        const both = what.fields.map(([name, value]) => {
          const there = draft.fields.find(([other]) => other === name)?.[1];
          return [name, there && there !== value && /\s/.test(value) ? `${there}\n\n${value}` : value];
        });
        const joined = await ask('/drafts', { ...what, fields: both, seen: draft.saved }).catch(() => null);
        if (joined?.ok) await drop(id);
      }
    }
  }
}

/** Makes every form of the page keep itself. */
export async function start(account, answersForm) {
  const named = new Map();
  const forms = kept().map((form) => {
    const address = addressOf(form);
    const at = address.pathname + address.search;
    const number = (named.get(at) ?? 0) + 1;
    named.set(at, number);
    return new Form(form, `${at}#${form.dataset.draft ?? number}`, account);
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') forms.forEach((form) => form.touched && form.keep({ leaving: true }));
  });
  addEventListener('online', () => forms.forEach((form) => form.touched && form.keep()));
  await send(account).catch(() => {});
  await Promise.all(forms.map((form) => form.open(answersForm)));
  return forms;
}
