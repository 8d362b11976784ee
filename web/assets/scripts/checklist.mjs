// The checklist with a keyboard: 1 to 4 answer the question that has the focus, the next one comes by itself; how far one is
// shows at once, and an area that is answered in full is saved in the background. All of it works without this, by its buttons.

const form = document.querySelector('#checklist');

/** The questions, in order. */
const questions = () => [...form.querySelectorAll('.wm-items fieldset')];
const answered = question => question.querySelector('input:checked') !== null;

/** Says how far one is: in all, and at each area. */
function count() {
  const tag = document.querySelector('[data-progress] strong');
  const all = questions();
  if (tag) tag.textContent = `${all.filter(answered).length} of ${all.length} answered`;
  form.querySelectorAll('[data-area]').forEach((area) => {
    const own = [...area.querySelectorAll('fieldset')];
    const summary = area.closest('details').querySelector('summary span');
    summary.textContent = `${area.dataset.area}: ${own.filter(answered).length} of ${own.length} answered`;
  });
}

/** Goes to a question, opening its area. */
function goTo(question) {
  const area = question.closest('details');
  if (!area.open) area.open = true;
  (question.querySelector('input:checked') ?? question.querySelector('input')).focus();
  question.scrollIntoView({ block: 'nearest' });
}

/** Sends what is answered, and takes over the version that was made of it. */
async function save(said) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set('quietly', 'yes');
  const answer = await fetch(form.action, { method: 'POST', body: fields });
  if (!answer.ok) return;
  const { entry, version } = await answer.json();
  for (const [name, value] of Object.entries({ entry, version })) {
    let field = form.querySelector(`input[type="hidden"][name="${name}"]`);
    if (!field) {
      field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name });
      form.append(field);
    }
    field.value = value;
  }
  said.textContent = 'Saved.';
}

if (form) {
  document.querySelectorAll('[data-keys]').forEach((hint) => { hint.hidden = false; });
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  said.className = 'wm-quiet';
  document.querySelector('[data-progress]').after(' ', said);
  const saved = new Set([...form.querySelectorAll('[data-area]')].filter(area => [...area.querySelectorAll('fieldset')].every(answered)));
  let turn = Promise.resolve();
  let sent = false;
  form.addEventListener('submit', () => { sent = true; });
  form.addEventListener('change', (event) => {
    count();
    said.textContent = '';
    const area = event.target.closest('[data-area]');
    // An answer changed after the area was saved goes with the next button or the next area.
    if (!area || saved.has(area) || ![...area.querySelectorAll('fieldset')].every(answered)) return;
    saved.add(area);
    turn = turn.then(() => (sent ? undefined : save(said))).catch(() => {});
  });
  form.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-4]$/.test(event.key)) return;
    const question = event.target.closest('.wm-items fieldset');
    const choice = question?.querySelectorAll('input')[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    const all = questions();
    const next = all.slice(all.indexOf(question) + 1).find(one => !answered(one));
    if (next) goTo(next);
    else {
      choice.focus();
      form.querySelector('[name="done"]')?.focus();
    }
  });
}
