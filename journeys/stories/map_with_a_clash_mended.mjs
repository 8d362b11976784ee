// A class teacher builds a map: a group from the catalogue, and a second one that wants the same adult at the same time;
// the map says so, the teacher moves the second, and nothing clashes any more. The spreadsheet holds what the page shows.
import { fill, press } from '../hands.mjs';

export default async function mapWithAClash({ signIn, looksRight, check, shows }) {
  const teacher = await signIn('teacher');
  const plan = async (name, intervention, time) => {
    await teacher.goto('/provision/new');
    await looksRight(teacher);
    const form = teacher.locator('main form').last();
    await fill(form, { intervention, name, weekdays: ['2', '4'], 'starts-at': time, minutes: '20', misses: 'Geography' });
    const adult = form.locator('[name="staff"]').first();
    await adult.check({ force: true });
    const places = form.locator('select[name^="place-"]');
    const child = places.first();
    await child.evaluate(element => {
      for (let at = element.closest('details'); at; at = at.parentElement?.closest('details')) at.open = true;
    });
    const values = await child.locator('option').evaluateAll(options => options.map(option => option.value));
    await child.selectOption(values.find(value => value.length > 30) ?? 'in');
    await press(teacher, 'Plan it', { within: form });
    await looksRight(teacher);
    return new URL(teacher.url()).pathname;
  };

  await plan('Reading for fluency, mornings', 'reading-fluency', '10:05');
  const second = await plan('Number facts, mornings', 'number-facts', '10:10');
  await shows(teacher, 'Booked twice');

  await teacher.goto('/provision');
  await looksRight(teacher);
  await shows(teacher, 'Booked twice');
  await teacher.getByText('The same lesson missed again and again').click();
  await shows(teacher, 'misses Geography');

  await teacher.goto(`${second}?change=yes`);
  const form = teacher.locator('main form').first();
  await fill(form, { 'starts-at': '10:30' });
  await press(teacher, 'Save', { within: form });
  await looksRight(teacher);
  check(await teacher.getByRole('heading', { name: 'Booked twice' }).count() === 0, 'nobody is booked twice any more');

  const sheet = await teacher.context().request.get(new URL('/provision.xlsx', teacher.url()).href);
  check(sheet.ok() && (await sheet.body()).length > 3000, `the spreadsheet answers ${sheet.status()}`);
  check(/spreadsheetml/.test(sheet.headers()['content-type']), 'it is a workbook');

  // Money is not a teacher's: neither on the map nor by its address.
  const money = await teacher.goto('/provision/money');
  check(money.status() === 403, `money answers ${money.status()}`);
  await teacher.goto('/provision?costs=yes');
  check(await teacher.locator('main').filter({ hasText: '£' }).count() === 0, 'the map shows a teacher no money');

  // The SENCO sees the adult's week and writes down the hours of a contract.
  const senco = await signIn('senco');
  await senco.goto('/provision/adults');
  await looksRight(senco);
  const hours = senco.locator('[name^="hours-"]').first();
  await hours.fill('27.5');
  await press(senco, 'Save the hours');
  await shows(senco, 'of 27 h 30 min');
  await senco.goto('/provision/money');
  await looksRight(senco);
  await shows(senco, 'at the year’s end');
}
