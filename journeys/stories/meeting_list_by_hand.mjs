// Who is invited to a review meeting, by hand: the head and a psychologist from outside are added and told at once, a parent is
// left out by a decision and hears nothing more, is invited again and answers; a view that the parent gave by telephone is
// written down and awaited no more; a review held before the meeting calls it off.
// Also: postgres, without-scripts
import { fill, press } from '../hands.mjs';

export default async function meetingListByHand(story) {
  const { signIn, looksRight, check, shows } = story;
  const senco = await signIn('senco');
  const people = story.world.personas;
  const child = people.parent.children[0];
  const at = `/pupils/${child.id}/reviews/meeting`;
  const mailsTo = async (email) => {
    const mailbox = await (await senco.request.get('/demo/mailbox')).text();
    return mailbox.split('<article').filter(part => part.includes(`To ${email}`));
  };

  await senco.goto(at);
  await fill(senco, { at: '15:45', place: 'The Library' });
  await press(senco, /Invite everybody|Move it and tell everybody/);
  await shows(senco, 'view awaited');
  await looksRight(senco);

  await fill(senco, { add: 'outside', name: 'Robin Vale, psychologist', email: 'robin.vale@example.org' });
  await press(senco, 'Add and invite');
  await shows(senco, 'told by mail only');
  const [mail] = await mailsTo('robin.vale@example.org');
  check(mail && mail.includes('Please tell') && mail.includes('.ics'), 'the psychologist is told by mail, with a file');
  check(!mail.includes(child.name), 'no name in the mail');
  const head = senco.locator('select[name="add"] option').filter({ hasText: 'Head teacher' }).first();
  await fill(senco, { add: await head.getAttribute('value') });
  await press(senco, 'Add and invite');
  await looksRight(senco);
  await press(senco, 'Add and invite', { comesBack: true });
  await shows(senco, 'Choose who is added');
  await looksRight(senco);

  const boss = await signIn('head');
  await boss.goto('/overview');
  await looksRight(boss);
  const line = boss.locator('section[aria-labelledby="invitations"] li').first();
  await press(boss, /^I come/, { within: line });
  await senco.goto(at);
  await senco.locator('li').filter({ hasText: 'Head teacher' }).filter({ hasText: 'Comes' }).first().waitFor();

  // A parent has parental responsibility: only three grounds leave them out.
  const phone = await signIn('parent', { phone: true });
  await phone.goto('/my-child');
  const name = await phone.locator('.wm-top__person bdi').innerText();
  const listed = senco.locator('select[name="leave"] option').filter({ hasText: name }).first();
  const parent = await listed.getAttribute('value');
  await fill(senco, { leave: parent, ground: 'not-needed', left_why: 'A short meeting' });
  await press(senco, 'Leave them out and tell them', { comesBack: true });
  await shows(senco, 'They have parental responsibility');
  await looksRight(senco);
  await fill(senco, { ground: 'safeguarding', left_why: 'Decided with the head today' });
  await press(senco, 'Leave them out and tell them');
  await shows(senco, 'Decided with the head today');
  await looksRight(senco);
  const [cancelled] = await mailsTo(people.parent.email);
  check(cancelled.includes('not invited to a review meeting any more') && !cancelled.includes('Decided with'), cancelled);
  await phone.goto('/my-child');
  check(await phone.getByRole('button', { name: 'Yes, I come' }).count() === 0, 'the parent is not asked');

  await press(senco, /^Invite again/);
  await phone.goto('/my-child');
  await press(phone, 'Yes, I come');
  await shows(phone, 'You come');

  // What the parent says by telephone is theirs.
  await senco.goto(`/pupils/${child.id}/view`);
  await looksRight(senco);
  await fill(senco, { party: `parent:${parent}`, wanted: 'To go on with the group' });
  await press(senco, 'Save the view');
  await senco.goto(at);
  await senco.locator('li').filter({ hasText: name }).filter({ hasText: 'view given' }).first().waitFor();
  await looksRight(senco);
  await senco.goto(`/pupils/${child.id}/trail`);
  await shows(senco, 'left somebody out of the meeting of a review');
  await shows(senco, 'invited somebody to the meeting of a review');

  // The review is held today, before the meeting.
  await senco.goto(`/pupils/${child.id}/reviews/new`);
  await looksRight(senco);
  await fill(senco, { decision: 'continue', came: 'parent', changes: 'Nothing changes' });
  await press(senco, 'Save the review', { comesBack: true });
  await shows(senco, 'Say what becomes of the meeting that is planned');
  await fill(senco, { ahead: 'off' });
  await press(senco, 'Save the review');
  const [off] = await mailsTo('robin.vale@example.org');
  check(off.includes('is called off'), off);

  // The next is planned: a decision to keep the child safe was taken back, so everybody is ticked; one tick is taken away.
  await senco.goto(at);
  await looksRight(senco);
  const teacher = senco.locator('input[name="invite"]').nth(1);
  await teacher.uncheck({ force: true });
  await fill(senco, { at: '15:45' });
  await press(senco, 'Invite everybody', { comesBack: true });
  await shows(senco, 'Choose on which ground somebody is left out');
  await looksRight(senco);
  await fill(senco, { ground: 'own-wish', left_why: 'They rang' });
  await press(senco, 'Invite everybody');
  await shows(senco, 'They rang');
  await looksRight(senco);
}
