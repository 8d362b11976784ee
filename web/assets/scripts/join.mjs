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
    quote.draggable = true;
    quote.addEventListener('dragstart', (event) => {
      event.dataTransfer.setData('text/plain', words);
      event.dataTransfer.effectAllowed = 'copy';
    });
    button.addEventListener('click', (event) => {
      event.preventDefault();
      box.value = [box.value.trimEnd(), words].filter(Boolean).join('\n');
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.focus();
    });
    box.addEventListener('input', settle);
    settle();
  });
}
