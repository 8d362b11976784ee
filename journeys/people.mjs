// People who are not of the demonstration: a child who comes on the roll in a story, and the parent whom the school invites.
import { press } from './hands.mjs';

/** A unique pupil number with its check letter. */
function upn(serial) {
  const digits = `919200325${String(serial).padStart(3, '0')}`;
  const sum = [...digits].reduce((all, digit, place) => all + Number(digit) * (place + 2), 0);
  return 'ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23] + digits;
}

/** Children with names that are not all of English letters; none is a real person's. */
export const CHILDREN = {
  polish: { upn: upn(801), surname: 'Wiśniewska-Żółkiewska', forename: 'Łucja', parent: 'Błażej Wiśniewski', email: 'blazej@family.example' },
  arabic: { upn: upn(802), surname: 'الخطيب', forename: 'زينب', parent: 'سلمى الخطيب', email: 'salma@family.example' },
  cornish: { upn: upn(804), surname: 'Trevanion-Hocking', forename: 'Lowenna', parent: 'Morwenna Trevanion', email: 'morwenna@family.example' },
  welsh: { upn: upn(803), surname: 'ap Gwilym', forename: 'Llŷr', parent: 'Siân ferch Gwilym', email: 'sian@family.example' },
};

/** The data manager imports a child from a spreadsheet into the class of the demonstration's teacher. */
export async function comesOnTheRoll({ signIn, check, shows }, child) {
  const teacher = await signIn('teacher');
  await teacher.goto('/my-class');
  const [, name] = /^(?:My class: )?(\d \p{Lu}\p{L}+)$/mu.exec(await teacher.locator('main').innerText()) ?? [];
  check(name, 'the page of the class names it');
  await teacher.context().close();

  const manager = await signIn('data-manager');
  await manager.goto('/imports/roll');
  const sheet = [
    'UPN,Surname,Forename,DOB,Sex,Year,Class,Contact 1 name,Contact 1 relationship,Contact 1 parental responsibility,Contact 1 email',
    `${child.upn},${child.surname},${child.forename},2019-02-11,F,3,${name},${child.parent},Parent,Y,${child.email}`,
  ].join('\r\n');
  await manager.locator('input[type="file"]').setInputFiles({ name: 'new.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${sheet}`) });
  await press(manager, 'Read the file');
  if (manager.url().endsWith('/columns')) await press(manager, /^Go on/);
  await shows(manager, `${child.forename} ${child.surname}`);
  await press(manager, 'Import it');
  await manager.context().close();
}

/** The SENCO finds the child with the search: one child is found, so the child's page comes. */
export async function find(senco, child, shows) {
  await senco.goto(`/search?q=${child.upn}`);
  await shows(senco, child.surname);
  return new URL(senco.url()).pathname;
}

/** The SENCO invites the parent, who comes in by the link of the mail, on a phone. */
export async function parentComesIn({ open, check }, senco, base, child) {
  await senco.goto(`${base}/people`);
  await press(senco, /^Invite to Waymark/);
  await press(senco, 'Invite');
  const parent = await open({ phone: true });
  await parent.goto('/demo/mailbox');
  const mail = parent.locator('article', { hasText: child.email }).first();
  check(!(await mail.innerText()).includes(child.forename), 'the mail names no child');
  await parent.goto(await mail.getByRole('link').first().getAttribute('href'));
  await press(parent, 'Sign in');
  check(new URL(parent.url()).pathname === '/my-child', `the parent is at ${parent.url()}`);
  return parent;
}

/** The child writes on their own page, which the teacher opens on the teacher's tablet; the teacher then signs in again. */
export async function onTheirOwnPage(teacher, base, writes) {
  await teacher.goto(`${base}/open-their-page`);
  await press(teacher, 'Open their page and sign me out');
  await writes(teacher);
  await teacher.goto('/about-me');
  await press(teacher, 'I am done: close my page');
  await teacher.goto('/sign-in');
  await teacher.locator('button[name="persona"][value="teacher"]').click();
  await teacher.waitForLoadState();
}

