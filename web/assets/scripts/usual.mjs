// Planning a provision: whoever chooses an intervention has its usual dose in the boxes that they have not touched. The server
// says what it is, as it does after the button.

/** Whether a box holds what the page or this script put into it. */
function untouched(box, filled) {
  if (box.type === 'radio' || box.type === 'checkbox') return box.checked === (filled.get(box) ?? box.defaultChecked);
  if (box.localName === 'select') {
    const first = [...box.options].find((option) => option.defaultSelected) ?? box.options[0];
    return box.value === (filled.get(box) ?? first?.value);
  }
  return box.value === (filled.get(box) ?? box.defaultValue);
}

/** The boxes of a form that a dose fills, by name: several of one name are ticked together. */
function boxesOf(form) {
  const names = ['name', 'description', 'area', 'tier', 'minutes', 'weekdays', 'hourly', 'resources', 'until-day', 'until-month', 'until-year'];
  return names.map((name) => [...form.querySelectorAll(`[name="${name}"]`)]).filter((boxes) => boxes.length > 0);
}

function watch(form) {
  const filled = new Map();
  let asked = 0;
  form.elements.intervention?.addEventListener('change', async () => {
    asked += 1;
    const turn = asked;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (['intervention', 'from-day', 'from-month', 'from-year'].includes(name)) fields.append(name, value);
    }
    fields.set('do', 'usual');
    // Without what drafts put behind the address: this is no sending of the form.
    const answer = await fetch(new URL(form.action).pathname, { method: 'POST', body: fields }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const usual = page.querySelector('form[data-usual]');
    if (!usual) return;
    for (const boxes of boxesOf(form)) {
      if (!boxes.every((box) => untouched(box, filled))) continue;
      const there = [...usual.querySelectorAll(`[name="${boxes[0].name}"]`)];
      boxes.forEach((box) => {
        if (box.type === 'radio' || box.type === 'checkbox') {
          box.checked = there.some((one) => one.value === box.value && one.checked);
          filled.set(box, box.checked);
        } else if (there.length > 0) {
          box.value = there[0].value;
          filled.set(box, box.value);
        }
      });
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export function usual() {
  document.querySelectorAll('form[data-usual]').forEach(watch);
}
