// Every page that a persona can reach by links, at a desk, on a phone and at 320 pixels: no accessibility finding,
// nothing wider than the screen, no error in the console, one heading of the first level.

/** The most pages of one persona: more than there are kinds of pages today, so that a loop ends. */
const MOST = 200;
/** A path with its ids taken out: two children's pages are one kind of page. */
const kind = path => path.replace(/[?#].*/, '')
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\d{4}-\d\d-\d\d/g, '{day}')
  .replace(/^(\/(?:school\/(?:strategies|targets|plan-templates|county-forms)|provision\/catalogue)\/)(?!new$)[^/]+/, '$1{code}');
/** Doors and files: not pages of the persona. */
const LEAVE = /^\/(sign-out|assets|link|style|demo)|\.(xlsx|csv|ics|json|pdf)(\?|$)|\/files\/[0-9a-f-]{36}$/;

/** The story of one persona, or of several one after another. */
export const everyPageOf = (...personas) => async ({ world, ground, signIn, looksRight, wider, faults }) => {
  for (const persona of personas) {
    const page = await signIn(persona);
    const seen = new Set();
    const children = (world.personas[persona]?.children ?? []).slice(0, 1).map(child => `/pupils/${child.id}`);
    const waiting = ['/', new URL(page.url()).pathname, ...children];
    while (waiting.length > 0) {
      const path = waiting.shift();
      if (seen.has(kind(path)) || LEAVE.test(path)) continue;
      seen.add(kind(path));
      if (seen.size > MOST) throw new Error(`${persona} has more than ${MOST} kinds of pages`);
      await page.setViewportSize({ width: 1280, height: 800 });
      const answer = await page.goto(path);
      if (answer && answer.status() >= 400) faults.push(`${persona} ${path}: ${answer.status()}`);
      // What another kind of data could break is the width; the accessibility tree is read once.
      for (const width of ground === 'file' ? [1280, 360] : [360]) {
        await page.setViewportSize({ width, height: 800 });
        await looksRight(page, `${persona} ${path} at ${width}`);
      }
      for (const width of ground === 'file' ? [320] : [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await wider(page, `${persona} ${path} at ${width}`);
      }
      const links = await page.$$eval('a[href^="/"]', anchors => anchors.map(anchor => anchor.getAttribute('href')));
      waiting.push(...links.filter(link => !seen.has(kind(link))));
    }
    console.log(`${persona}: ${seen.size} kinds of pages`);
    await page.context().close();
  }
};
