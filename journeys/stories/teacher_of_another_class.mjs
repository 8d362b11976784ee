// A class teacher sees own class, and nothing of another: by link, by search, by guessing, by another school's id.
export default async function teacherOfAnotherClass({ world, signIn, looksRight, check, shows }) {
  const { children, may_not_see: hidden, of_another_school: elsewhere } = world.personas.teacher;
  const teacher = await signIn('teacher');
  await looksRight(teacher);
  await shows(teacher, children[0].name);

  for (const path of ['', '/story', '/profile', '/plan', '/progress', '/reviews', '/ehc', '/people', '/concern', '/checklist']) {
    for (const child of [hidden, elsewhere]) {
      const answer = await teacher.goto(`/pupils/${child.id}${path}`);
      check(answer.status() === 404, `/pupils/${child.name}${path} answers ${answer.status()}`);
      const body = await teacher.locator('body').innerText();
      check(!body.includes(child.name), `the page that is not there names ${child.name}`);
    }
  }
  await teacher.goto(`/search?q=${encodeURIComponent(hidden.upn)}`);
  check(!(await teacher.locator('main').innerText()).includes(hidden.name), 'search finds a child of another class');

  const posted = await teacher.request.post(`/pupils/${hidden.id}/concern`, {
    form: { noticed: 'Something' }, headers: { origin: new URL(teacher.url()).origin }, maxRedirects: 0,
  });
  check(posted.status() === 404, `a concern about a child of another class answers ${posted.status()}`);

  const own = await teacher.goto(`/pupils/${children[0].id}`);
  check(own.status() === 200, `a child of the own class answers ${own.status()}`);
  const board = await teacher.goto('/board');
  check(board.status() === 403, `the board answers ${board.status()}`);
  await looksRight(teacher);
}
