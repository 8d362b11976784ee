// The keys of a child's pad.

const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** The keys: `[words, score]`; none where nothing is known of the child's numbers. */
export function keys(child) {
  const near = (child.near ?? child.last ?? '') === '' ? NaN : Math.round(Number(child.near ?? child.last));
  switch (child.pad) {
    case 'out-of': return upTo(0, child.most).map((key) => [key, key]);
    case 'levels': return upTo(-2, 2).map((key, at) => [`${key > 0 ? '+' : ''}${key}${child.levels ? ` ${child.levels[at]}` : ''}`, key]);
    case 'yes-no': return [['No', '0'], ['Yes', '1'], ...upTo(2, 9).map((key) => [`Yes, ${key} times`, key])];
    case 'times':
    case 'prompts': return upTo(0, 11).map((key) => [key, key]);
    default: return Number.isNaN(near) ? [] : upTo(Math.max(0, near - 5), Math.max(0, near - 5) + 14).map((key) => [key, key]);
  }
}
