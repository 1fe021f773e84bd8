// Labels are drawn here, not by vis: they keep their size on the screen, as on a map, stand below a
// sign or to the right of it, and those that have no room are left out, the lightest first.
const FACE = "system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
const SERIF = "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, Georgia, serif";
const SCREEN = [11, 13]; // pixels: far away and near
const LATIN = 0.56; // width of a Latin letter, of a Chinese character
const WEIGHT = { Event: 6, Official: 5, Body: 4, Place: 3, Post: 2, Project: 2, Field: 8 };
const BOLD = 5; // from this weight on a label has all its lines first
const SHORT = [{ few: 1 }, { few: 1, share: 0.7 }, { few: 1, share: 0.5 }]; // how a label is tried, until it has room
const beside = new Set(DATA.network.nodes.filter((node, n) => DATA.network.beside[n]).map(({ id }) => id));
const labelled = new Map(); // thing -> its lines, the box they fill, and how they are written

const scale = () => (net ? net.getScale() : 1);
const labelSize = (zoom = scale()) =>
  Math.max(11, Math.min(SCREEN[1], Math.max(SCREEN[0], SCREEN[1] * Math.sqrt(zoom))) / zoom);
const letterWidth = () => (state.lang === "zh" ? 1 : LATIN);

// Letters that turn the direction of writing have no business in a drawn label.
const unturned = (text) => text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "");

// Lines of at most `width` letters, broken at spaces where there are any, `most` at most.
function wrapped(text, width, most) {
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
  if (lines.length <= most) return lines;
  const last = [...lines[most - 1]].slice(0, width - 1).join("") + "…";
  return [...lines.slice(0, most - 1), last];
}

function weight(id, light) {
  if (id === state.sel || id === state.to) return 1000;
  const degree = Math.min(8, around.get(id).length / 3);
  return (light && light.nodes.has(id) ? 100 : 0) + (WEIGHT[things[id].cls] || 0) + degree;
}

function labelOf(id, size, { few = 9, share = 1 } = {}) {
  const chosen = id === state.sel || id === state.to;
  const right = beside.has(id) || satellites.has(id);
  const [width, most] = DATA.network.lines[right ? "beside" : "below"];
  const lines = wrapped(unturned(label(id)), Math.round((share * width) / letterWidth()), chosen ? 9 : Math.min(most, few));
  const { x, y } = place(id);
  const edge = drawn.get(id).size;
  const wide = Math.max(...lines.map((line) => [...line].length)) * letterWidth() * size;
  const high = lines.length * size * 1.2;
  const box = right
    ? { left: x + edge + size * 0.4, right: x + edge + size * 0.4 + wide, top: y - high / 2, bottom: y + high / 2 }
    : { left: x - wide / 2, right: x + wide / 2, top: y + edge + 2, bottom: y + edge + 2 + high };
  return { lines, box, right, chosen, size, x, y };
}

// Boxes by the cells of a grid, so that neighbours are found quickly.
function crowd(cell) {
  const taken = new Map();
  const cells = ({ left, right, top, bottom }) => {
    const found = [];
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) found.push(`${x},${y}`);
    }
    return found;
  };
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    take: (box) => cells(box).forEach((at) => taken.set(at, [...(taken.get(at) || []), box])),
    free: (box, own) => !cells(box).some((at) => (taken.get(at) || []).some((other) => other !== own && meet(box, other))),
  };
}

// Fill `labelled` with what has room: no label covers another or the sign of another node. First the
// weightiest get all their lines and others one, as long as fits; then all theirs where there is room.
function chooseLabels(wanted, light) {
  labelled.clear();
  const size = labelSize();
  const room = crowd(size * 10);
  const named = [...wanted].filter((id) => !light || light.nodes.has(id));
  named.sort((a, b) => weight(b, light) - weight(a, light));
  const put = (id, found) => {
    labelled.set(id, found);
    room.take(found.box);
  };
  for (const id of named) {
    const { x, y } = place(id);
    const half = drawn.get(id).size * 0.7;
    room.take({ left: x - half, right: x + half, top: y - half, bottom: y + half });
  }
  for (const id of named) {
    const tries = weight(id, light) >= BOLD ? [{}, ...SHORT] : SHORT;
    const found = tries.map((less) => labelOf(id, size, less)).find(({ box, chosen }) => chosen || room.free(box));
    if (found) put(id, found);
  }
  for (const [id, { box }] of labelled) {
    const whole = labelOf(id, size);
    if (whole.lines.length > 1 && room.free(whole.box, box)) put(id, whole);
  }
}

// The thing whose label is at a point of the canvas.
const labelAt = ({ x, y }) =>
  [...labelled].find(([, { box }]) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)?.[0];

function write(ctx, text, x, y, { font, colour: ink, align = "left", baseline = "middle", halo = 4 }) {
  Object.assign(ctx, { font, textAlign: align, textBaseline: baseline, lineJoin: "round", lineWidth: halo,
    strokeStyle: colour("paper"), fillStyle: ink });
  if (halo) ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function drawLabels(ctx) {
  const [ink, halo] = [colour("ink"), 4 / scale()];
  drawRelations(ctx, ink, halo);
  for (const [id, { lines, box, right, chosen, size, x, y }] of labelled) {
    const node = net.body.nodes[id]; // where it is now: it may be dragged, or moving
    if (!node) continue;
    const font = `${chosen || things[id].cls === "Field" ? 600 : 400} ${size}px ${FACE}`;
    const left = node.x - x + (right ? box.left : (box.left + box.right) / 2);
    lines.forEach((line, n) => write(ctx, line, left, node.y - y + box.top + size * (0.6 + 1.2 * n),
      { font, colour: ink, align: right ? "left" : "center", halo }));
  }
}

// What the lit links say, and the one under the pointer; nearer to the end that is not selected.
function drawRelations(ctx, ink, halo) {
  const light = lit();
  const size = labelSize() * 0.92;
  const room = crowd(size * 10);
  for (const { box } of labelled.values()) room.take(box);
  for (const link of links) {
    const drawnEdge = net.body.edges[link.id]; // vis tells nobody else where its curves run
    if (!drawnEdge?.connected || !(link.id === hovered || (light && light.edges.has(link.id)))) continue;
    const text = relationName(link.name);
    const { x, y } = drawnEdge.edgeType.getPoint(link.to === state.sel ? 0.36 : link.from === state.sel ? 0.64 : 0.5);
    const half = ([...text].length * letterWidth() * size) / 2;
    const box = { left: x - half, right: x + half, top: y - size * 0.6, bottom: y + size * 0.6 };
    if (link.id !== hovered && !room.free(box)) continue;
    room.take(box);
    write(ctx, text, x, y, { font: `${size}px ${FACE}`, colour: ink, align: "center", halo: halo * 1.5 });
  }
}

// Headings of the groups, over what is shown of them.
function drawTitles(ctx) {
  const size = 15 / Math.max(scale(), 0.2);
  if ((lit() && state.only) || scattered) return; // nothing stands under them
  for (const { key, at: [x, y, width], nodes } of sheet().titles) {
    const text = key && t("group_" + key);
    if (width < text.length * letterWidth() * size || !nodes.some((id) => shownNodes.get(id))) continue;
    write(ctx, text, x, y + 4, { font: `600 ${size}px ${SERIF}`, colour: colour("quiet"), baseline: "alphabetic", halo: 0 });
    ctx.fillStyle = colour("rule");
    ctx.fillRect(x, y + (key ? 13 : 24), width, 1 / scale());
  }
}
