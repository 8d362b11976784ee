// The plan's form while one writes: whether each target can be measured, and what the bank has for the words typed. The server
// answers with the same parts of the page that it shows after a button.

// Drafts may have put the draft's name behind the address.
const form = document.querySelector('form[action$="/plan/edit"], form[action*="/plan/edit?"]');

/** A function that waits until nobody has typed for so long. */
function afterPause(milliseconds, act) {
  let waiting;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(...given), milliseconds);
  };
}

/** Asks for a part of the page; nothing when the server does not answer: the button works all the same. */
async function part(name, more = {}) {
  const fields = new URLSearchParams(new FormData(form));
  for (const [field, value] of Object.entries(more)) fields.set(field, value);
  const answer = await fetch(new URL(form.action).pathname.replace(/edit$/, name), { method: 'POST', body: fields }).catch(() => null);
  if (!answer?.ok) return null;
  return answer.text();
}

if (form) {
  const asked = new Map();
  const check = (number) => {
    const turn = (asked.get(number) ?? 0) + 1;
    asked.set(number, turn);
    part('check', { number }).then((html) => {
      // Only the answer to the newest question counts.
      if (html !== null && asked.get(number) === turn) form.querySelector(`[data-check="${number}"]`).innerHTML = html;
    });
  };
  form.querySelectorAll('[data-target]').forEach((card) => {
    const soon = afterPause(500, check);
    card.addEventListener('input', () => soon(card.dataset.target));
  });

  let finding = 0;
  const find = () => {
    finding += 1;
    const turn = finding;
    part('find').then((html) => {
      if (html !== null && turn === finding) form.querySelector('[data-found]').innerHTML = html;
    });
  };
  // A school's template may have no targets.
  const words = form.querySelector('[name="bank-find"]');
  const soon = afterPause(250, find);
  words?.addEventListener('input', soon);
  form.querySelector('[name="bank-area"]')?.addEventListener('change', find);
  words?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    find();
  });
}
