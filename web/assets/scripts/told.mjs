// What somebody logged on this device, and what the server says of it, in words.

/** What an entry says of each child, in a line: their name, and how it was. */
export function saidOf(what, only = null) {
  if (what.status === 'not-run') return [];
  const children = what.children.filter(({ pupil }) => !only || only.includes(pupil));
  return children.map((child) => {
    const called = what.names?.[child.pupil] ?? 'A child';
    if (!child.present) return `${called}: away${child.why ? ` (${child.why})` : ''}`;
    return `${called}: ${child.score === '' ? 'there' : child.score}${child.prompts === null || child.prompts === undefined ? '' : `, ${child.prompts} prompts`}${child.line ? `, “${child.line}”` : ''}`;
  });
}

/** All that an entry says, a line each: so that it can be told to somebody. */
export const allOf = (what) => [what.status === 'not-run' ? `Not run: ${what.why}` : '', ...saidOf(what), what.line].filter((one) => one);

/** What to tell of an entry that the server has: its words, with what was left out; empty when there is nothing to tell. */
export function toldOf(entry, { words, left_out: left = [] }) {
  if (!words) return '';
  const out = left.length > 0 && entry ? ` ${saidOf(entry, left).join('; ')}.` : '';
  return `${entry?.title ?? 'A session'}: ${words}${out}`;
}

/** The children of an earlier entry of a session who are not in the group any more: what was logged of them stays with it. */
export function notInGroup(earlier, group) {
  const here = new Set(group.children.map(({ id }) => id));
  return earlier && earlier.status !== 'not-run' ? earlier.children.filter(({ pupil }) => !here.has(pupil)) : [];
}
