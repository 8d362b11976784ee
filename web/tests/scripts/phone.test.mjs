// My week on a phone: which keys a pad has, and what is told of what was logged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keys } from '../../assets/scripts/pad.mjs';
import { allOf, notInGroup, saidOf, toldOf } from '../../assets/scripts/told.mjs';

test('every pad has keys where something is known of the numbers', () => {
  const scores = (child) => keys(child).map(([, score]) => score);
  for (const [child, first, many] of [
    [{ pad: 'words-a-minute', near: '42' }, '37', 15],
    [{ pad: 'number', near: '3.6' }, '0', 15],
    [{ pad: 'words-a-minute', near: '' }, undefined, 0],
    // A week that was fetched before `near` was sent.
    [{ pad: 'words-a-minute', last: '20' }, '15', 15],
    [{ pad: 'out-of', most: 10, near: '4' }, '0', 11],
    [{ pad: 'times' }, '0', 12],
    [{ pad: 'yes-no' }, '0', 10],
    [{ pad: 'levels' }, '-2', 5],
  ]) {
    assert.deepEqual([scores(child)[0], scores(child).length], [first, many], JSON.stringify(child));
  }
});

const entry = {
  title: 'Mon 23 Nov, Move group', status: 'delivered', line: 'Good work', names: { a: 'Idris', b: 'Oskar', c: 'Nia' },
  children: [
    { pupil: 'a', present: true, score: '7', prompts: 2, line: '' },
    { pupil: 'b', present: true, score: '3', prompts: null, line: 'Liked it' },
    { pupil: 'c', present: false, why: 'absent from school', score: '', prompts: null },
  ],
};

test('who is left out is told with what was logged of them', () => {
  assert.equal(toldOf(entry, { words: 'Left out.', left_out: ['b'] }), 'Mon 23 Nov, Move group: Left out. Oskar: 3, “Liked it”.');
  assert.equal(toldOf(entry, { words: '', left_out: [] }), '');
  assert.equal(toldOf(undefined, { words: 'Joined.' }), 'A session: Joined.');
});

test('all that was logged can be told to somebody', () => {
  assert.deepEqual(allOf(entry), ['Idris: 7, 2 prompts', 'Oskar: 3, “Liked it”', 'Nia: away (absent from school)', 'Good work']);
  assert.deepEqual(allOf({ ...entry, status: 'not-run', why: 'a trip', line: '' }), ['Not run: a trip']);
  assert.deepEqual(saidOf({ ...entry, names: undefined }, ['a']), ['A child: 7, 2 prompts']);
});

test('an entry that is opened again keeps who is not in the group any more', () => {
  const group = { children: [{ id: 'a' }, { id: 'c' }] };
  assert.deepEqual(notInGroup(entry, group).map(({ pupil }) => pupil), ['b']);
  assert.deepEqual(notInGroup(undefined, group), []);
  assert.deepEqual(notInGroup({ ...entry, status: 'not-run' }, group), []);
});
