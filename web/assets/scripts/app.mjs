// Makes the components livelier where scripts run. Every page works without it.
// Radios are left out on purpose: what a radio opens is shown by the style sheet (`_page.scss`), because the component's own script
// puts aria-expanded on a radio, which ARIA does not allow.
import {
  Button, CharacterCount, Checkboxes, createAll, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
} from 'govuk-frontend';
import './checklist.mjs';
import './plan.mjs';
import './review.mjs';
import { again } from './again.mjs';
import { aloud } from './aloud.mjs';
import { drawing } from './draw.mjs';
import { grid } from './grid.mjs';
import { joining } from './join.mjs';
import { room } from './room.mjs';
import { usual } from './usual.mjs';
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs';
import { start } from './drafts.mjs';
import { able, lock } from './outbox.mjs';
import { forget, owed } from './leave.mjs';
import { leaving, notYet } from './left.mjs';
import { keepSending, sendSessions, showSaid, showUnsent } from './queue.mjs';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, SortableTable,
]) {
  createAll(component);
}

// Printing needs a script, so its button waits for one.
document.querySelectorAll('[data-print]').forEach((place) => {
  place.hidden = false;
  place.addEventListener('click', () => print());
});

// A photo goes on its way as soon as it is taken or chosen: one tap.
document.querySelectorAll('form[data-send-when-chosen] input[type="file"]').forEach((box) => {
  box.addEventListener('change', () => box.files.length && box.form.requestSubmit());
});

// A line of dates that is wider than its place begins at today.
document.querySelectorAll('.wm-scroll [data-here]').forEach((here) => {
  const box = here.closest('.wm-scroll');
  const [at, from] = [here, box].map((one) => one.getBoundingClientRect());
  box.scrollLeft += at.left - from.left - box.clientWidth / 3;
});

// A box that scrolls is reached by keyboard; one that does not scroll is no stop on the way. What is in it may grow
// without the window (a letter type that arrives, a row that is added), so both are watched.
const settle = (box) => {
  if (box.scrollWidth > box.clientWidth) box.setAttribute('tabindex', '0');
  else box.removeAttribute('tabindex');
};
const sized = new ResizeObserver((changes) => changes.forEach(({ target }) => settle(target.closest('.wm-scroll'))));
document.querySelectorAll('.wm-scroll').forEach((box) => [box, ...box.children].forEach((one) => sized.observe(one)));

aloud();
drawing();
again();
grid();
joining();
room();
usual();

// Whoever is signed in finds a page of ours where there is no connection; My week on a phone is the same page for everybody.
const { account } = document.body.dataset;
if ('serviceWorker' in navigator && (account || document.getElementById('phone'))) {
  navigator.serviceWorker.register('/sw.js').catch(() => {});
}

// Somebody left without a network: nothing is shown until the server has it. Where somebody else is signed in, it is done.
const stillHere = async () => {
  const whose = await owed().catch(() => null);
  if (whose === null) return;
  if (account && whose && whose !== account) await forget();
  else notYet();
};
stillHere();
addEventListener('online', stillHere);

// Nothing lost: every form keeps itself, and what waits on this device goes out. Signed out, nothing here can be read.
let forms = Promise.resolve([]);
if (account) {
  forms = start(account, 'answersForm' in document.body.dataset);
  if (able) lock(account).catch(() => {});
  const send = () => sendSessions(account).then(() => showUnsent(account)).then(() => showSaid(account)).catch(() => {});
  send();
  keepSending(() => account, send);
} else if (able && (location.pathname === '/sign-in' || document.querySelector('[data-signed-out]'))) {
  lock().catch(() => {});
}
document.querySelectorAll('form[action="/sign-out"]').forEach((form) => form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = 'yes';
  if (able) {
    const enough = new Promise((done) => { setTimeout(done, 1500); });
    await Promise.race([enough, forms.then((all) => Promise.all(all.map((one) => one.touched && one.keep())))]).catch(() => {});
    await Promise.race([enough, lock()]).catch(() => {});
  }
  // Whatever fails on this device: the server is told.
  await leaving(account).catch(() => {
    delete form.dataset.leaving;
    form.submit();
  });
}));
