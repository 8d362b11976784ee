// A grid that is typed in moves as a spreadsheet does: Enter and the arrows go down and up, `a` in a score's box says away.

const BOXES = 'input:not([type=hidden]), select';

/** The box of a cell that is of the same kind, else its first. */
function boxOf(cell, like) {
  const boxes = [...(cell?.querySelectorAll(BOXES) ?? [])];
  return boxes.find((box) => box.localName === like.localName) ?? boxes[0];
}

/** The next box up or down the column; from its foot, the head of the next column. */
function next(table, from, step) {
  const cell = from.closest('td');
  const rows = [...table.tBodies[0].rows];
  const column = cell.cellIndex;
  for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
    const box = boxOf(rows[at].cells[column], from);
    if (box) return box;
  }
  if (step < 0) return null;
  for (let right = column + 1; right < rows[0].cells.length; right += 1) {
    const box = rows.map((row) => row.cells[right]?.querySelector(BOXES)).find(Boolean);
    if (box) return box;
  }
  return table.closest('form').querySelector('button[type=submit]:not([aria-hidden=true])');
}

export function grid() {
  document.querySelectorAll('table[data-grid]').forEach((table) => {
    table.addEventListener('keydown', (event) => {
      const box = event.target;
      if (!box.matches(BOXES) || event.altKey || event.ctrlKey || event.metaKey) return;
      const arrows = box.localName === 'input';
      const step = event.key === 'Enter' ? (event.shiftKey ? -1 : 1)
        : arrows && event.key === 'ArrowDown' ? 1 : arrows && event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const to = next(table, box, step);
      to?.focus();
      if (to?.localName === 'input') to.select();
    });
    table.addEventListener('input', ({ target }) => {
      const list = target.closest('td')?.querySelector('select');
      if (!target.name?.startsWith('score-') || !list || target.value.trim().toLowerCase() !== 'a') return;
      list.selectedIndex = 1;
      target.value = '';
    });
  });
}
