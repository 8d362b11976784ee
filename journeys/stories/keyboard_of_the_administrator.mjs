// With the keyboard alone, the administrator makes an account for a new teaching assistant.
import { enter, skip, tick, type } from '../keyboard.mjs';

export default async function keyboardOfTheAdministrator({ signIn, looksRight, shows }) {
  const administrator = await signIn('admin');
  await enter(administrator, 'School');
  await skip(administrator);
  await enter(administrator, /^Accounts/);
  await skip(administrator);
  await enter(administrator, /^(New account|Make an account|Add)/);
  await skip(administrator);
  await type(administrator, 'name', 'Llinos Wymyślona');
  await type(administrator, 'email', 'llinos@school.example');
  await tick(administrator, /^Teaching assistant/);
  await enter(administrator, 'Make the account');
  await looksRight(administrator);
  await shows(administrator, 'Llinos Wymyślona');
}
