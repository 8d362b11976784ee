// The meters of the one page profile: while somebody writes, the typesetter is asked how much room is left.
const PAUSE = 400;

function watch(form) {
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const number = (asked += 1);
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    try {
      const answer = await fetch(form.dataset.roomAt, { method: 'POST', body: new URLSearchParams(texts) });
      if (!answer.ok || number !== asked) return;
      const { parts } = await answer.json();
      for (const { name, says, fits } of parts) {
        const meter = form.querySelector(`[data-room="${name}"]`);
        if (!meter) continue;
        if (meter.textContent !== says) meter.textContent = says;
        meter.classList.toggle('wm-room--over', !fits);
      }
      const all = document.querySelector('[data-room-all] strong');
      if (all) {
        const fit = parts.every((part) => part.fits);
        all.textContent = fit ? 'It fits on one page' : 'Too long for one page';
        all.classList.toggle('govuk-tag--green', fit);
        all.classList.toggle('govuk-tag--red', !fit);
      }
    } catch {
      // Without a network the meters stay as they were; what is written is measured when it is saved.
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

export function room() {
  document.querySelectorAll('form[data-room-at]').forEach(watch);
}
