// A page when its reader leaves: on to the sign-in page when the server has it; else nothing of theirs stays in sight, and the
// page says that it is not done yet.
import { leave, settle } from './leave.mjs';

const TRY_AGAIN = 5_000;
/** How long the page stays in sight while the server is told, in milliseconds. */
const IN_SIGHT = 2_000;

/** Somebody pressed "Sign out". */
export async function leaving(account) {
  // A network that answers nothing is waited for, but not with the page in sight.
  const hidden = setTimeout(notYet, IN_SIGHT);
  const told = await leave(account).finally(() => clearTimeout(hidden));
  if (told) onward();
  else notYet();
}

const onward = () => location.replace('/sign-in');

/** The leaving is owed: nothing is shown until the server has it. */
export function notYet() {
  if (document.getElementById('leaving')) return;
  delete document.body.dataset.account;
  document.querySelectorAll('.wm-top__person, .govuk-service-navigation, .wm-top search, .wm-top form, .wm-before, .wm-unsent, .wm-said, .wm-foot__row').forEach((one) => one.remove());
  const main = document.querySelector('main');
  const title = document.createElement('h1');
  title.id = 'leaving';
  title.textContent = 'You are not signed out yet';
  const words = ['There is no connection, so the school’s server does not know that you are leaving.',
    'On this device nothing of yours can be read any more; what was not sent stays, sealed, until you sign in again.',
    'You are signed out as soon as there is a connection: leave this page open, or open Waymark again. Nothing is shown to anybody before that.'];
  const room = document.createElement('div');
  room.className = 'wm-width wm-main';
  room.setAttribute('role', 'status');
  room.append(title, ...words.map((text) => Object.assign(document.createElement('p'), { textContent: text })));
  main.replaceChildren(room);
  document.title = `${title.textContent} – Waymark`;
  main.focus();
  document.body.hidden = false;
  const again = () => settle().then((told) => told && onward()).catch(() => {});
  addEventListener('online', again);
  setInterval(again, TRY_AGAIN);
  again();
}
