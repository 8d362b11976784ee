// A page that stands in the place of another one, because nothing was reached: tried again by a press, and by itself as soon as
// Waymark answers. A network alone is not enough: it may be one that does not lead to the school.
const EVERY = 10_000;

export function again() {
  const places = document.querySelectorAll('[data-again]');
  places.forEach((place) => {
    place.hidden = false;
    place.addEventListener('click', () => location.reload());
  });
  if (places.length === 0) return;
  // Whoever is on the way to another page is not called back to this one.
  let leaving = false;
  addEventListener('beforeunload', () => { leaving = true; });
  const ask = async () => {
    const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok && !leaving) location.reload();
  };
  addEventListener('online', ask);
  setInterval(ask, EVERY);
}
