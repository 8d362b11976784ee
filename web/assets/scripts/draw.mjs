// Paper to draw on: what is drawn goes into the form's box for a picture, as if it had been chosen there.
const COLOURS = {
  ink: '#17232b', red: '#c8102e', orange: '#e87722', yellow: '#f2c500', green: '#1b7f3b', blue: '#1d5fbf', purple: '#6f2c91', brown: '#7a4b23',
};

function begin(place) {
  const paper = place.querySelector('canvas');
  const box = place.closest('form').querySelector(`input[type="file"][name="${place.dataset.draw}"]`);
  const pen = paper.getContext('2d');
  const strokes = [];
  let colour = 'ink';
  let stroke = null;

  const line = ({ colour: of, dots }) => {
    pen.strokeStyle = COLOURS[of];
    pen.fillStyle = COLOURS[of];
    pen.lineWidth = 12;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.beginPath();
    if (dots.length === 1) {
      pen.arc(dots[0][0], dots[0][1], 6, 0, 2 * Math.PI);
      pen.fill();
      return;
    }
    dots.forEach(([x, y], place) => (place === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.stroke();
  };
  const draw = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, paper.width, paper.height);
    strokes.forEach(line);
  };
  const keep = () => {
    const files = new DataTransfer();
    if (strokes.length === 0) {
      box.files = files.files;
      return;
    }
    paper.toBlob((blob) => {
      files.items.add(new File([blob], 'my drawing.png', { type: 'image/png' }));
      box.files = files.files;
      paper.dataset.kept = String(strokes.length);
    }, 'image/png');
  };
  const dot = (event) => {
    const { left, top, width, height } = paper.getBoundingClientRect();
    return [((event.clientX - left) * paper.width) / width, ((event.clientY - top) * paper.height) / height];
  };
  paper.addEventListener('pointerdown', (event) => {
    paper.setPointerCapture(event.pointerId);
    stroke = { colour, dots: [dot(event)] };
    strokes.push(stroke);
    draw();
    event.preventDefault();
  });
  paper.addEventListener('pointermove', (event) => {
    if (!stroke) return;
    stroke.dots.push(dot(event));
    draw();
  });
  const end = () => {
    if (stroke) keep();
    stroke = null;
  };
  paper.addEventListener('pointerup', end);
  paper.addEventListener('pointercancel', end);
  place.querySelectorAll('[data-colour]').forEach((button) => {
    button.addEventListener('click', () => {
      colour = button.dataset.colour;
      place.querySelectorAll('[data-colour]').forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
    });
  });
  place.querySelector('[data-undo]').addEventListener('click', () => {
    strokes.pop();
    draw();
    keep();
  });
  place.querySelector('[data-clear]').addEventListener('click', () => {
    strokes.length = 0;
    draw();
    keep();
  });
  place.hidden = false;
  draw();
}

export function drawing() {
  document.querySelectorAll('[data-draw]').forEach(begin);
}
