// A parent asks for a link on a phone, a mail scanner opens it first, and it still works: once. A new one takes a tap.
// Also: postgres, without-scripts
export default async function signInByLink({ world, open, looksRight, check, shows }) {
  const page = await open({ phone: true });
  await page.goto('/sign-in');
  await looksRight(page);
  await page.locator('#link-email').fill(world.personas.parent.email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await shows(page, 'a mail with a link is on its way');

  await page.goto('/demo/mailbox');
  const mail = page.locator('article', { hasText: world.personas.parent.email }).first();
  const link = await mail.getByRole('link').first().getAttribute('href');
  await (await fetch(new URL(link, page.url()))).text();

  await page.goto(link);
  await looksRight(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  check(new URL(page.url()).pathname === '/my-child', `the parent is at ${page.url()}`);

  const again = await open({ phone: true });
  await again.goto(link);
  await shows(again, 'This link was used');
  await looksRight(again);
  await again.getByRole('button', { name: 'Send me a new link' }).click();
  await shows(again, 'a mail with a link is on its way');
  await again.goto('/demo/mailbox');
  const newest = again.locator('article', { hasText: world.personas.parent.email }).first();
  const next = await newest.getByRole('link').first().getAttribute('href');
  check(next !== link, 'the same link was sent again');
  await again.goto(next);
  await again.getByRole('button', { name: 'Sign in' }).click();
  check(new URL(again.url()).pathname === '/my-child', `the parent is at ${again.url()}`);
}
