// My week on a phone, with a network or without: today's groups, next first; a score a tap; one entry a session.
import { able, drop, keyOf, lock, put, waiting, whoIsHere } from './outbox.mjs';
import { fetchWeek, keepSending, keptWeek, localDay, sendSessions, showSaid, showUnsent, takeBack, unsent } from './queue.mjs';
import { keys } from './pad.mjs';
import { allOf, notInGroup } from './told.mjs';
import { begun, dropBegun, keepBegun } from './begun.mjs';

const place = document.getElementById('phone');
let account = document.body.dataset.account ?? null;
let week = null;
let queue = [];
/** Sessions that were begun and not saved. */
let halves = [];
let said = [];
let signedOut = false;
/**
 * The session that is open: `{ group, answers, line, steps, active, typing, asking, shortened, typingWhy, version, touched }`; `asking` is the
 * child whose prompts are asked for, `shortened` the minutes that it lasted, or none.
 */
let open = null;

/** An element: its kind, properties, and what stands in it. */
function h(kind, props = {}, ...inside) {
  const element = document.createElement(kind);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter((one) => one !== null && one !== false && one !== ''));
  return element;
}

/** A person's or a group's name: written in any direction. */
const name = (words) => h('bdi', {}, words);

/** Today, by the school's clock: the device's, moved as far as they differed when the week was fetched. */
function today() {
  const days = (day) => Date.parse(`${day}T12:00:00Z`) / 86_400_000;
  return new Date((days(localDay()) + days(week.today) - days(week.fetched)) * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week, as a number: days of one week have one. */
const weekOf = (day) => Math.floor((Date.parse(`${day}T12:00:00Z`) / 86_400_000 + 3) / 7);

const halfOf = (group) => halves.find(({ what }) => what.provision === group.provision && what.on === group.on);
const waits = (group) => queue.find(({ what }) => what.provision === group.provision && what.on === group.on);
/** What waits of groups that are not in the week as the school has it: they ended, or are somebody else's now. */
const strays = () => queue.filter(({ what }) => !week.groups.some((group) => what.provision === group.provision && what.on === group.on));

async function refresh() {
  queue = await waiting(account, 'session');
  halves = await begun(account);
  await showUnsent(account);
  await showSaid(account);
}

/** Sends what waits and takes the newest week. */
async function sync() {
  if (!account) return;
  const done = await sendSessions(account);
  signedOut = done.signedOut;
  said.push(...done.said);
  const fresh = await fetchWeek(account);
  if (fresh === 'signed-out') signedOut = true;
  else if (fresh) {
    week = fresh;
    signedOut = false;
  }
  if (signedOut) return hide();
  await refresh();
  if (place && week && !open) show();
}

/**
 * The session has ended on the server: nothing of anybody is shown here, or can be read, until the same person signs in
 * again. What waits, and what was begun, stays sealed.
 */
async function hide() {
  if (!place) return;
  if (open) await keepOpen();
  const count = await unsent(account).catch(() => 0);
  await lock().catch(() => {});
  document.querySelector('.wm-said')?.remove();
  [open, week, queue, halves, said] = [null, null, [], [], []];
  const kept = count === 0 ? 'Nothing that you logged is lost. ' : `${count === 1 ? 'The session that is' : `The ${count} sessions that are`} not sent ${count === 1 ? 'stays' : 'stay'} on this device, sealed. `;
  place.replaceChildren(h('h1', {}, 'My week'),
    h('p', { class: 'wm-card wm-card--now' }, 'You were signed out. ', kept, h('a', { href: '/sign-in?next=/my-week/phone' }, count === 0 ? 'Sign in' : 'Sign in to send it')));
}

/** The button that takes away what waits. */
const dropping = (id, words, about) => h('button', {
  type: 'button', class: 'wm-do', onclick: async () => {
    await drop(id);
    await refresh();
    show();
  },
}, words, h('span', { class: 'wm-visually-hidden' }, ` ${about}`));

/** One group in a list. */
function line(group, day = false) {
  const wait = waits(group);
  const state = wait ? 'Not sent' : group.status || (halfOf(group) ? 'Begun' : '');
  const ahead = group.on > today();
  const words = [h('span', { class: 'wm-phone__time' }, day ? `${group.day} ${group.time}` : group.time), name(group.name),
    state && h('strong', { class: 'wm-phone__state' }, state)];
  const names = h('span', { class: 'wm-phone__names' }, group.children.map((child) => child.name).join(', '));
  const item = h('li', { class: `wm-phone__group${wait || group.status ? ' wm-phone__group--done' : ''}` });
  if (ahead || group.children.length === 0) item.append(h('div', { class: 'wm-phone__go' }, words, names));
  else item.append(h('button', { type: 'button', class: 'wm-phone__go', onclick: () => start(group) }, words, names));
  for (const words of group.joined ?? []) item.append(h('p', { class: 'wm-small', dir: 'auto' }, words));
  if (wait?.what.refused) item.append(...refusal(wait.what));
  if (wait) {
    item.append(dropping(wait.id, wait.what.refused ? 'Throw it away' : 'Undo', group.name));
  } else if (group.status && !ahead) {
    item.append(sent(group));
  }
  return item;
}

/** All that was logged, so that it can be told to somebody. */
const logged = (what) => h('ul', {}, allOf(what).map((one) => h('li', {}, name(one))));

/** Why it is not taken, and what it says: it is nowhere else. */
const refusal = (what) => [h('p', {}, what.refused), logged(what), h('p', {}, 'Tell these to the SENCO, or write them down, before you throw them away.')];

/** What was logged of a group that is not in the week any more: all of it, so that it can be told to somebody. */
function stray({ id, what }) {
  return h('li', { class: 'wm-phone__group' }, name(what.title ?? 'A session'),
    what.refused ? refusal(what) : [logged(what), h('p', {}, 'It goes out with the next connection.')],
    dropping(id, 'Throw it away', what.title ?? ''));
}

/** What can be done with a session that the server has: taken back on its day, corrected at any time. */
function sent(group) {
  const about = () => h('span', { class: 'wm-visually-hidden' }, ` ${group.name}`);
  return h('p', { class: 'wm-phone__sent' },
    group.may_undo && h('button', { type: 'button', class: 'wm-do', onclick: () => undoSent(group) }, 'Undo: take it back', about()),
    h('button', { type: 'button', class: 'wm-do', onclick: () => start(group) }, 'Correct it', about()));
}

/** Takes back what was sent: for that the server is needed. */
async function undoSent(group) {
  const words = await takeBack(group);
  if (words === 'signed-out') {
    signedOut = true;
    return hide();
  }
  said = [`${group.name}: ${words ?? 'this was sent already, and there is no connection to take it back. Correct it instead: that waits on this device.'}`];
  // With the week as the server has it now: what is logged next starts from that.
  if (words) await sync();
  else show();
  scrollTo(0, 0);
}

/** The groups: today's, what is still to log, the rest of the week. */
function show() {
  const now = today();
  const mine = week.groups.filter((group) => group.on === now);
  const waitsFor = (group) => !group.status && !waits(group);
  const next = [...mine.filter(waitsFor), ...mine.filter((group) => !waitsFor(group))];
  const before = week.groups.filter((group) => group.on < now && (waitsFor(group) || waits(group)));
  const just = week.groups.filter((group) => group.on < now && group.may_undo && !waits(group));
  const after = week.groups.filter((group) => group.on > now && weekOf(group.on) === weekOf(now));
  const coming = week.groups.filter((group) => group.on > now && weekOf(group.on) > weekOf(now));
  // What was fetched in another week says nothing of this one.
  const known = !week.until || now <= week.until;
  const list = (groups, day) => h('ul', { class: 'wm-phone__list' }, groups.map((group) => line(group, day)));
  const parts = [h('h1', {}, 'My week')];
  for (const words of said) parts.push(h('p', { class: 'wm-card wm-card--calm' }, words));
  parts.push(h('h2', {}, 'Today'), next.length > 0 ? list(next, false) : h('p', { class: 'wm-empty' }, known ? 'You have no group today.' : 'This device does not know this week’s groups yet. They come with the first connection.'));
  if (strays().length > 0) parts.push(h('h2', {}, 'Not sent: not in your week any more'), h('ul', { class: 'wm-phone__list' }, strays().map(stray)));
  if (before.length > 0) parts.push(h('h2', {}, 'Still to log'), list(before, true));
  if (just.length > 0) parts.push(h('h2', {}, 'Logged today'), list(just, true));
  if (after.length > 0) parts.push(h('h2', {}, 'Later this week'), list(after, true));
  if (coming.length > 0) parts.push(h('h2', {}, 'Next week'), list(coming, true));
  parts.push(h('p', {}, h('a', { href: '/my-week' }, 'My week with everything in it (needs a connection)')));
  place.replaceChildren(...parts);
}

/** Begins to log a group, or goes on with what waits. */
function start(group) {
  const wait = waits(group);
  const answers = new Map();
  if (wait && wait.what.status !== 'not-run') {
    for (const child of wait.what.children) {
      answers.set(child.pupil, child.present ? { present: true, score: child.score, prompts: child.prompts ?? null } : { present: false, why: child.why });
    }
  } else if (group.status && group.status !== 'Not run') {
    for (const child of group.children) {
      if (child.present === false) answers.set(child.id, { present: false, why: child.why });
      else if (child.score !== '') answers.set(child.id, { present: true, score: child.score, prompts: child.prompts ?? null });
    }
  }
  said = [];
  const half = halfOf(group)?.what;
  open = { group, answers, line: wait?.what.line ?? group.line ?? '', steps: [], active: group.children.find(({ id }) => !answers.has(id))?.id ?? null, typing: false, asking: null, shortened: (wait ? wait.what.status === 'shortened' && wait.what.minutes : group.shortened) || null, typingWhy: false, version: group.version };
  if (half) takeUp(group, half);
  log();
  scrollTo(0, 0);
}

/** Goes on with what was begun: as it was, from what was logged then. */
function takeUp(group, half) {
  open.answers = new Map(half.answers.filter(([id]) => group.children.some((one) => one.id === id)));
  open.line = half.line;
  open.shortened = half.shortened;
  open.version = half.version;
  open.active = group.children.find(({ id }) => !open.answers.has(id))?.id ?? null;
}

/** Keeps the open session as far as it is, sealed on this device. */
async function keepOpen() {
  const { group, answers, line, shortened, version, touched } = open;
  if (!touched) return;
  const said = answers.size > 0 || line !== '' || shortened !== null;
  if (!said) await dropBegun(account, group).catch(() => {});
  else await keepBegun(account, { provision: group.provision, on: group.on, version, answers: [...answers], line, shortened }).catch(() => {});
}

/** Something was said of the open session. */
function touch() {
  open.touched = true;
  keepOpen();
}

/** Notes an answer and goes to the next child who has none; where prompts are counted, they are asked for first. */
function answer(child, what) {
  open.steps.push([child.id, open.answers.get(child.id)]);
  open.answers.set(child.id, what);
  touch();
  open.typing = false;
  if (child.counts_prompts && what.present && what.score !== '' && what.prompts === undefined) {
    open.asking = child.id;
    log();
    place.querySelector('[data-active] .wm-phone__key')?.focus({ preventScroll: true });
    return;
  }
  open.asking = null;
  const all = open.group.children;
  const at = all.findIndex(({ id }) => id === child.id);
  const order = [...all.slice(at + 1), ...all.slice(0, at)];
  open.active = order.find(({ id }) => !open.answers.has(id))?.id ?? null;
  log();
  place.querySelector('[data-active] button, .wm-phone__bar button:last-child')?.focus({ preventScroll: true });
  place.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
}

function inWords(child) {
  const given = open.answers.get(child.id);
  if (!given) return '';
  if (!given.present) return `Away: ${given.why}`;
  if (given.score === '') return 'Here';
  const prompts = Number.isInteger(given.prompts) ? `, ${given.prompts} ${given.prompts === 1 ? 'prompt' : 'prompts'}` : '';
  return scoreInWords(child, given) + prompts;
}

function scoreInWords(child, given) {
  return child.most ? `${given.score} out of ${child.most}` : `${given.score}${child.unit && child.pad !== 'yes-no' && child.pad !== 'levels' ? ` ${child.unit}` : ''}`;
}

/** One child of the open session. */
function child(one) {
  const active = open.active === one.id;
  const head = h('button', {
    type: 'button', class: 'wm-phone__child', 'aria-expanded': String(active), onclick: () => {
      open.active = active ? null : one.id;
      open.typing = false;
      open.asking = null;
      log();
    },
  }, name(one.name), h('span', { class: 'wm-phone__answer' }, inWords(one)));
  const item = h('li', { class: 'wm-phone__card', 'data-active': active });
  item.append(head);
  if (!active) return item;
  if (open.asking === one.id) {
    item.append(prompts(one));
    return item;
  }
  const hints = [one.target, one.last !== '' && `Last: ${one.last}`].filter(Boolean).join(' · ');
  if (hints) item.append(h('p', { class: 'wm-small', dir: 'auto' }, hints));
  const pad = h('div', { class: 'wm-phone__keys', role: 'group', 'aria-label': `Score of ${one.name}` });
  if (one.pad) {
    for (const [words, score] of keys(one)) {
      pad.append(h('button', { type: 'button', class: 'wm-phone__key', onclick: () => answer(one, { present: true, score }) }, words));
    }
    if (one.pad !== 'out-of' && one.pad !== 'levels') pad.append(h('button', { type: 'button', class: 'wm-phone__key wm-phone__key--words', onclick: () => { open.typing = true; log(); place.querySelector('#other')?.focus(); } }, keys(one).length > 0 ? 'Another number' : 'Type the number'));
  }
  item.append(pad);
  if (open.typing) {
    const box = h('input', { id: 'other', class: 'wm-phone__other', inputmode: 'decimal', autocomplete: 'off', size: '6' });
    const wrong = h('p', { role: 'alert' });
    const take = () => {
      const score = box.value.trim().replace(',', '.');
      const number = Number(score);
      if (!/^-?\d{1,6}(\.\d{1,3})?$/.test(score)) wrong.textContent = 'Type a number, like 12 or 7.5';
      else if (one.takes && (number < one.takes.from || number > one.takes.to || (one.takes.whole && !Number.isInteger(number)))) wrong.textContent = `Type ${one.takes.words}`;
      else answer(one, { present: true, score });
    };
    box.addEventListener('keydown', (event) => event.key === 'Enter' && take());
    item.append(h('div', { class: 'wm-phone__typing' }, h('label', { for: 'other' }, `Number for ${one.name}`), box, h('button', { type: 'button', class: 'wm-phone__key', onclick: take }, 'OK')), wrong);
  }
  item.append(h('div', { class: 'wm-phone__keys wm-phone__keys--words' },
    h('button', { type: 'button', class: 'wm-phone__key wm-phone__key--words', onclick: () => answer(one, { present: true, score: '' }) }, one.pad ? 'Here, no score' : 'Here'),
    week.away.map((why) => h('button', { type: 'button', class: 'wm-phone__key wm-phone__key--words', onclick: () => answer(one, { present: false, why }) }, `Away: ${why}`))));
  return item;
}

/** How many prompts a child needed for the score that was just given. */
function prompts(one) {
  const given = open.answers.get(one.id);
  const key = (words, count) => h('button', { type: 'button', class: `wm-phone__key${count === null ? ' wm-phone__key--words' : ''}`, onclick: () => answer(one, { ...given, prompts: count }) }, words);
  return h('div', { class: 'wm-phone__keys', role: 'group', 'aria-label': `Prompts that ${one.name} needed` },
    h('p', { class: 'wm-phone__ask' }, 'How many prompts?'), Array.from({ length: 11 }, (_, count) => key(String(count), count)), key('Not counted', null));
}

/** It was shortened, or did not run: a tap says for how long, or why. */
function otherwise(group) {
  const words = (props, ...inside) => h('button', { type: 'button', class: 'wm-phone__key wm-phone__key--words', ...props }, ...inside);
  const step = group.minutes > 5 ? 5 : 1;
  const lasted = [];
  for (let minutes = step; minutes < group.minutes; minutes += step) lasted.push(minutes);
  const why = h('input', { id: 'why', class: 'wm-phone__other wm-phone__other--wide', autocomplete: 'off', maxlength: '200', dir: 'auto' });
  const take = () => keep('not-run', why.value.trim() || 'another reason');
  why.addEventListener('keydown', (event) => event.key === 'Enter' && take());
  return [
    lasted.length > 0 && h('details', { class: 'wm-phone__fold', open: open.shortened !== null }, h('summary', {}, open.shortened === null ? 'It was shortened' : `It was shortened: ${open.shortened} minutes`),
      h('div', { class: 'wm-phone__keys wm-phone__keys--words', role: 'group', 'aria-label': 'How long did it last?' }, lasted.map((minutes) => words({
        'aria-pressed': String(open.shortened === minutes), onclick: () => {
          open.shortened = open.shortened === minutes ? null : minutes;
          touch();
          log();
          place.querySelector('[aria-pressed="true"]')?.focus({ preventScroll: true });
        },
      }, `${minutes} minutes`)))),
    h('details', { class: 'wm-phone__fold', open: open.typingWhy }, h('summary', {}, 'It did not run'),
      h('div', { class: 'wm-phone__keys wm-phone__keys--words' }, week.not_run.map((reason) => words({ onclick: () => keep('not-run', reason) }, reason)),
        !open.typingWhy && words({ onclick: () => { open.typingWhy = true; log(); place.querySelector('#why')?.focus(); } }, 'another reason')),
      open.typingWhy && h('div', { class: 'wm-phone__typing' }, h('label', { for: 'why' }, 'Another reason: which?'), why, h('button', { type: 'button', class: 'wm-phone__key', onclick: take }, 'Save: not run'))),
  ];
}

/** The open session. */
function log() {
  const { group } = open;
  const message = h('textarea', { id: 'message', rows: '2', class: 'wm-compare', dir: 'auto', oninput: (event) => { open.line = event.target.value; touch(); } });
  message.value = open.line;
  const undo = open.steps.length > 0 && h('button', { type: 'button', class: 'wm-phone__bar-key', onclick: () => {
    const [id, before] = open.steps.pop();
    if (before) open.answers.set(id, before); else open.answers.delete(id);
    open.active = id;
    open.asking = null;
    touch();
    log();
  } }, 'Undo');
  place.replaceChildren(
    h('button', { type: 'button', class: 'wm-do', onclick: async () => { await keepOpen(); open = null; await refresh(); show(); } }, '‹ All groups'),
    h('h1', {}, name(group.name)),
    h('p', { class: 'wm-lede' }, [group.day, group.time, group.place].filter(Boolean).join(', ')),
    h('ul', { class: 'wm-phone__list' }, group.children.map(child)),
    ...otherwise(group).filter(Boolean),
    h('details', { class: 'wm-phone__fold', open: open.line !== '' }, h('summary', {}, 'A message to the teacher'), h('label', { for: 'message', class: 'wm-visually-hidden' }, 'A message to the teacher'), message),
    h('div', { class: 'wm-phone__bar' }, undo, h('button', { type: 'button', class: 'wm-phone__bar-key wm-phone__bar-key--save', onclick: () => (open.shortened === null ? keep('delivered', '') : keep('shortened', '')) }, 'Save')),
  );
}

/** Keeps the open session on this device, and sends it when it can. */
async function keep(status, why) {
  const { group, answers, line, shortened, version } = open;
  const ran = status !== 'not-run';
  const entry = {
    provision: group.provision, on: group.on, version, status, why, line, minutes: status === 'shortened' ? shortened : null, title: `${group.day}, ${group.name}`,
    names: Object.fromEntries(group.children.map((one) => [one.id, one.name])),
    children: group.children.map((one) => {
      const given = answers.get(one.id) ?? { present: true, score: '' };
      return { pupil: one.id, present: given.present, why: given.why ?? '', line: one.line, score: ran && given.present ? given.score ?? '' : '', prompts: ran && given.present ? given.prompts ?? null : null };
    }),
  };
  const before = waits(group);
  // Who was logged and is not in the group any more is not forgotten: the server leaves them out, and says so.
  for (const child of notInGroup(before?.what, group)) {
    entry.children.push(child);
    entry.names[child.pupil] = before.what.names?.[child.pupil];
  }
  // What it replaces may have been sent, and the answer lost on its way.
  entry.instead_of = before ? [before.id, ...(before.what.instead_of ?? [])].slice(0, 20) : [];
  entry.written = Date.now();
  const kept = await put(account, 'session', crypto.randomUUID(), entry).catch(() => false);
  if (!kept) {
    said = ['This could not be kept on this device: sign in, or log it on the page of the session.'];
  } else {
    if (before) await drop(before.id);
    await dropBegun(account, group).catch(() => {});
    said = [`${group.name}: kept.`];
  }
  open = null;
  await refresh();
  show();
  scrollTo(0, 0);
  sync();
}

async function run() {
  if (!able) {
    place?.replaceChildren(h('h1', {}, 'My week'), h('p', {}, 'This browser keeps nothing on the device. ', h('a', { href: '/my-week' }, 'Use My week with a connection')));
    return;
  }
  account ??= await whoIsHere();
  if (!place) {
    // On the server's page: the week comes onto the device, for when there is no network.
    if (account) await fetchWeek(account);
    return;
  }
  // Listened for from the start: a network that comes back while the page opens is not missed.
  keepSending(() => account, sync);
  week = account && await keyOf(account) ? await keptWeek(account) : null;
  if (week) {
    await refresh();
    show();
  }
  await sync();
  if (!week && !signedOut) {
    place.replaceChildren(h('h1', {}, 'My week'), h('p', {}, account ? 'No groups of yours are on this device. ' : 'Nothing is on this device. ', h('a', { href: '/sign-in?next=/my-week' }, 'Sign in'), ' once with a connection: then your week is here without one.'));
  }
}

run();
