// Reads aloud with the browser's own voice. Nothing leaves the device that the browser does not send itself.
export function aloud() {
  if (!('speechSynthesis' in window)) return;
  document.querySelectorAll('[data-aloud]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      const reading = button.classList.contains('wm-aloud--reading');
      speechSynthesis.cancel();
      document.querySelectorAll('.wm-aloud--reading').forEach((other) => other.classList.remove('wm-aloud--reading'));
      if (reading) return;
      const words = new SpeechSynthesisUtterance(button.dataset.aloud);
      words.lang = 'en-GB';
      words.rate = 0.9;
      words.addEventListener('end', () => button.classList.remove('wm-aloud--reading'));
      button.classList.add('wm-aloud--reading');
      speechSynthesis.speak(words);
    });
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
}
