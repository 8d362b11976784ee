// A parent tells the school about a worry on a phone; the SENCO reads it on Today and acknowledges it; the mail that was
// sent names no child.
export default async function parentsConcern({ world, signIn, open, looksRight, check, shows }) {
  const child = world.personas.parent.children[0];
  const parent = await signIn('parent', { phone: true });
  await parent.goto('/my-child');
  await looksRight(parent);
  await shows(parent, child.name.split(' ')[0]);
  await parent.goto(`/my-child/${child.id}/concern`);
  await looksRight(parent);

  await parent.getByRole('button', { name: /send|tell/i }).first().click();
  await looksRight(parent, 'the empty concern that came back');
  check(await parent.locator('[name="noticed"]').count() === 1, 'the form came back');

  const worry = 'Reading at home ends in tears – „Łzy” – كل يوم. <b>Every</b> evening.';
  await parent.locator('[name="noticed"]').fill(worry);
  await parent.getByRole('button', { name: /send|tell/i }).first().click();
  await parent.waitForLoadState();
  await looksRight(parent);

  const senco = await signIn('senco');
  await senco.goto(`/pupils/${child.id}/story`);
  await shows(senco, worry);

  const mailbox = await open();
  await mailbox.goto('/demo/mailbox');
  const text = await mailbox.locator('main').innerText();
  check(!text.includes(child.name) && !text.includes(worry), 'no mail names the child or quotes the worry');
  check(/concern/i.test(text), 'the SENCO was told by mail');

  const other = await parent.goto(`/pupils/${world.personas.parent.may_not_see.id}`);
  check(other.status() === 404, `another child answers ${other.status()}`);
}
