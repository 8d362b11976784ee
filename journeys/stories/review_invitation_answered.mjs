// Review meetings with time and place: a parent says yes on a phone, a teacher says no and asks for another day, the SENCO moves
// one and everybody is asked anew by a calendar file with a higher SEQUENCE; called off, it goes out of every calendar.
// Also: postgres
import { fill, press } from '../hands.mjs';

const unfolded = text => text.replaceAll('\r\n ', '');

export default async function reviewInvitationAnswered(story) {
  const { signIn, looksRight, check, shows } = story;
  const senco = await signIn('senco');
  const people = story.world.personas;
  const child = people.parent.children[0];
  const at = `/pupils/${child.id}/reviews/meeting`;

  // The calendar file with the highest SEQUENCE of those that went to somebody.
  const fileTo = async email => {
    const mailbox = await (await senco.request.get('/demo/mailbox')).text();
    const mails = mailbox.split('<article').filter(part => part.includes(`To ${email}`) && part.includes('.ics'));
    const read = await Promise.all(mails.map(async mail => {
      check(!mail.includes(child.name), 'no name in the mail');
      const answered = await senco.request.get(mail.match(/href="(\/demo\/mailbox\/[^"]+)"/)[1]);
      check(answered.headers()['content-type'].startsWith('text/calendar'), 'it is a calendar file');
      const text = unfolded(await answered.text());
      check(!text.includes(child.name), 'no name in the calendar file');
      const value = name => text.match(new RegExp(`^${name}[^:\r\n]*:(.*)$`, 'm'))?.[1].trim();
      return { text, uid: value('UID'), sequence: Number(value('SEQUENCE')), method: value('METHOD') };
    }));
    check(read.length > 0, `a mail with a calendar file to ${email}`);
    return read.sort((a, b) => b.sequence - a.sequence)[0];
  };
  const plan = async (whom, time, place) => {
    await senco.goto(`/pupils/${whom.id}/reviews/meeting`);
    await senco.locator('input[name="at"]').fill(time);
    await senco.locator('input[name="place"]').fill(place);
    await press(senco, /Invite everybody|Move it and tell everybody/);
    await shows(senco, 'Everybody who is invited is told');
  };

  await plan(child, '15:45', 'The Library');
  await looksRight(senco);
  const first = await fileTo(people.parent.email);
  check(first.method === 'REQUEST' && first.text.includes('LOCATION:The Library'), first.text);

  const phone = await signIn('parent', { phone: true });
  await phone.goto('/my-child');
  await shows(phone, 'The Library');
  await looksRight(phone);
  check(await phone.getByRole('button', { name: 'Yes, I come' }).count() === 1, 'the parent is asked');
  await press(phone, 'Yes, I come');
  await shows(phone, 'You come');
  await looksRight(phone);

  const teacher = await signIn('teacher');
  await teacher.goto('/my-class');
  const asked = teacher.locator('section[aria-labelledby="invitations"] li');
  const name = await asked.first().getByRole('link').first().innerText();
  const theirs = people.teacher.children.find(one => one.name === name);
  check(theirs, `${name} is of the teacher's class`);
  const line = asked.filter({ hasText: name });
  await looksRight(teacher);
  await press(teacher, /^I do not/, { within: line });
  await shows(teacher, 'You do not come');
  await press(teacher, /^Change/, { within: line });
  await fill(teacher, { words: 'Thursday after four' });
  await press(teacher, 'Send');
  await shows(teacher, 'You asked for another day');
  await looksRight(teacher);

  await senco.goto(`/pupils/${theirs.id}/reviews`);
  await shows(senco, 'Thursday after four');
  await looksRight(senco);
  await senco.goto('/reviews');
  await shows(senco, 'Somebody cannot');

  await plan(child, '16:15', 'The Library');
  const moved = await fileTo(people.parent.email);
  check(moved.uid === first.uid && moved.sequence === first.sequence + 1, `${moved.sequence} after ${first.sequence}`);
  await phone.goto('/my-child');
  check(await phone.getByRole('button', { name: 'Yes, I come' }).count() === 1, 'asked anew');

  await senco.goto(at);
  await senco.locator('textarea[name="why"]').fill('The boiler is broken');
  await press(senco, 'Call it off and tell everybody');
  await shows(senco, 'called off');
  const off = await fileTo(people.parent.email);
  check(off.method === 'CANCEL' && off.uid === first.uid && off.sequence === moved.sequence + 1, off.text);
  await phone.goto('/my-child');
  await shows(phone, 'The boiler is broken');
  await looksRight(phone);
}
