// The screen of a review while the meeting lasts: what the decision still needs, asked again after each tap. The server answers
// with the same part of the page that it shows after the button.
const form = document.querySelector('form[data-review]');

if (form) {
  const place = form.querySelector('[data-needs]');
  let turn = 0;
  let waiting;
  const ask = async () => {
    turn += 1;
    const mine = turn;
    const answer = await fetch(form.dataset.review, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    // Only the answer to the newest question counts.
    if (answer?.ok && mine === turn) place.innerHTML = await answer.text();
  };
  const soon = () => {
    if (!form.querySelector('[name="decision"]:checked')) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 300);
  };
  for (const kind of ['input', 'change']) form.addEventListener(kind, soon);
}
