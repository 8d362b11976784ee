// Joining the parts of a profile: what somebody said is dragged into a box, or put there by its button.
export function joining() {
  document.querySelectorAll('[data-quote]').forEach((quote) => {
    const words = quote.querySelector('[data-words]').textContent.trim();
    const box = document.getElementById(quote.dataset.quote);
    const button = quote.querySelector('button');
    const mark = quote.querySelector('[data-on-page]');
    if (!box) return;
    const settle = () => {
      const there = box.value.includes(words);
      mark.hidden = !there;
      button.hidden = there;
    };
    let dragged = false;
    // On a line of its own, as a whole: the browser would put it in the middle of a word.
    const put = () => {
      if (!box.value.includes(words)) box.value = [box.value.trimEnd(), words].filter(Boolean).join('\n');
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.focus();
    };
    quote.draggable = true;
    quote.addEventListener('dragstart', (event) => {
      dragged = true;
      event.dataTransfer.setData('text/plain', words);
      event.dataTransfer.effectAllowed = 'copy';
    });
    quote.addEventListener('dragend', () => {
      dragged = false;
    });
    box.addEventListener('drop', (event) => {
      if (!dragged) return;
      event.preventDefault();
      put();
    });
    button.addEventListener('click', (event) => {
      event.preventDefault();
      put();
    });
    box.addEventListener('input', settle);
    settle();
  });
}
