// Labels keep their size on the screen, as on a map: those that fit are drawn, the weightiest first.
const FACE = "system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
const LINES = { zh: [9, 6], en: [18, 12] }; // letters in a line: the first that has room
const SCREEN = 12.5; // pixels
const WEIGHT = { Event: 6, Official: 5, Body: 4, Place: 3, Post: 2, Project: 2, Field: 8 };
const BOLD = 5; // from this weight on a label may cover the shape of another node
const labelled = new Map(); // thing -> its label as drawn
let net; // the network, once there is one

const labelSize = () => Math.max(12, Math.min(60, SCREEN / (net ? net.getScale() : 1)));

const labelFont = (chosen, on) => ({
  face: FACE,
  size: labelSize() * (chosen ? 1.2 : 1),
  color: colour(on ? "ink" : "faded"),
  strokeWidth: 4,
  strokeColor: colour("paper"),
});

// Letters that turn the direction of writing have no business in a drawn label.
const unturned = (text) => text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "");

// Lines of at most `width` letters, broken at spaces where there are any, three at most.
function wrapped(text, width) {
  const lines = [];
  let line = "";
  for (const part of text.match(/[^\s\u2e80-\u9fff]+\s?|./gu) || []) {
    if ([...line + part.trimEnd()].length > width && line) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  lines.push(line.trimEnd());
  return lines.length > 3 ? [...lines.slice(0, 3), "…"].join("\n") : lines.join("\n");
}

function weight(id, light) {
  if (id === state.sel || id === state.to) return 1000;
  const degree = Math.min(8, around.get(id).length / 3);
  return (light && light.nodes.has(id) ? 100 : 0) + (WEIGHT[things[id].cls] || 0) + degree;
}

// Fill `labelled` with what has room: no label covers another or the shape of another node.
function chooseLabels(wanted, light) {
  labelled.clear();
  const size = labelSize();
  const cell = size * 10;
  const taken = new Map();
  const cells = ({ left, right, top, bottom }, visit) => {
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) visit(`${x},${y}`);
    }
  };
  const take = (box) => cells(box, (at) => taken.set(at, [...(taken.get(at) || []), box]));
  for (const id of wanted) take({ ...shapeBox(id), shape: true });
  const named = light ? [...wanted].filter((id) => light.nodes.has(id)) : [...wanted];
  const order = named.sort((a, b) => weight(b, light) - weight(a, light));
  const free = (box, bold) => {
    let room = true;
    cells(box, (at) => {
      room = room && !(taken.get(at) || []).some((other) => !(bold && other.shape)
        && other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom);
    });
    return room;
  };
  for (const id of order) {
    for (const width of LINES[state.lang]) {
      const text = wrapped(unturned(label(id)), width);
      const box = labelBox(id, text.split("\n"), size);
      if (!free(box, weight(id, light) >= BOLD)) continue;
      labelled.set(id, text);
      take(box);
      break;
    }
  }
}

const place = (id) => (shownNodes.get(id) && net ? net.getPosition(id) : drawn.get(id));

function shapeBox(id) {
  const { x, y } = place(id);
  const half = drawn.get(id).size * 0.6;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function labelBox(id, lines, size) {
  const node = place(id);
  const letter = state.lang === "zh" ? 1 : 0.56;
  const half = (Math.max(...lines.map((line) => [...line].length)) * letter * size) / 2;
  const top = node.y + drawn.get(id).size + 2;
  return { left: node.x - half, right: node.x + half, top, bottom: top + lines.length * size * 1.25 };
}
