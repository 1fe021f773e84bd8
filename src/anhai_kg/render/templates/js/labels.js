// Labels are drawn here, not by vis: to the right of their signs, line by line as Python broke them.
// Where the layout is shown at a legible size, every one has its room; from further away they keep a
// size that can be read, as on a map, and those that have no room are left out, the lightest first.
const FACE = "system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
const SERIF = "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, Georgia, serif";
const LETTER = 13; // pixels at zoom 1, for which the layout was made
const SCREEN = [11, 15]; // pixels on the screen: at least and at most
const LATIN = 0.56; // width of a Latin letter, of a Chinese character
const WEIGHT = { Event: 6, Official: 5, Body: 4, Place: 3, Post: 2, Project: 2, Field: 8 };
const FAINT = 0.45; // of labels that are not lit while others are
const labelled = new Map(); // thing -> its lines, the box they fill, and how they are written
const said = new Map(); // lit thing -> what joins it to the selected one, and where that is written

const scale = () => (net ? net.getScale() : 1);
const labelSize = (zoom = scale()) => Math.max(SCREEN[0] / zoom, Math.min(LETTER, SCREEN[1] / zoom));
const letterWidth = () => (state.lang === "zh" ? 1 : LATIN);

function weight(id, light) {
  if (id === state.sel || id === state.to) return 1000;
  const degree = Math.min(8, around.get(id).length / 3);
  return (light && light.nodes.has(id) ? 100 : 0) + (WEIGHT[things[id].cls] || 0) + degree;
}

function labelOf(id, size) {
  const { nth, size: edge } = drawn.get(id);
  const [wide, ...lines] = DATA.network.labels[state.lang][nth];
  const { x, y } = place(id);
  const half = (lines.length * size * 1.23) / 2;
  const left = x + edge + (6 * size) / LETTER;
  return { lines, size, x, y, box: { left, right: left + (wide * size) / LETTER, top: y - half, bottom: y + half } };
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

// Fill `labelled` with what has room: no label covers another or the sign of another node. What is lit
// comes first, and what its links say after it; then the others.
function chooseLabels(wanted, light) {
  labelled.clear();
  said.clear();
  const size = labelSize();
  const room = crowd(size * 10);
  const isLit = (id) => !light || light.nodes.has(id);
  const ids = [...wanted].sort((a, b) => weight(b, light) - weight(a, light));
  const signs = (some) => some.forEach((id) => {
    const { x, y } = place(id);
    const half = drawn.get(id).size * 0.7;
    room.take({ left: x - half, right: x + half, top: y - half, bottom: y + half });
  });
  const names = (some) => some.forEach((id) => {
    const found = { ...labelOf(id, size), faint: !isLit(id) };
    if (id !== state.sel && id !== state.to && !room.free(found.box)) return;
    labelled.set(id, found);
    room.take(found.box);
  });
  const [first, others] = [ids.filter(isLit), ids.filter((id) => !isLit(id))];
  signs(first);
  names(first);
  if (light) chooseRelations(room, size);
  signs(others);
  names(others);
}

// What a lit link says is written after the label of the thing it leads to from what is selected.
function chooseRelations(room, size) {
  const steps = state.edge ? links.filter(({ id }) => id === state.edge).map((link) => ({ link, other: link.to }))
    : currentPath() || around.get(state.sel) || [];
  const joined = new Map();
  for (const { link, other: id } of steps) {
    if (labelled.has(id)) joined.set(id, (joined.get(id) || new Set()).add(relationName(link.name)));
  }
  for (const [id, names] of joined) {
    const text = [...names].join(state.lang === "zh" ? "、" : ", ");
    const { box } = labelled.get(id);
    const left = box.right + size;
    const wide = [...text].length * letterWidth() * size;
    const its = { left, right: left + wide, top: (box.top + box.bottom - size) / 2, bottom: (box.top + box.bottom + size) / 2 };
    if (!room.free(its)) continue;
    room.take(its);
    said.set(id, { text, left, right: its.right });
  }
}

// The thing whose label is at a point of the canvas.
const labelAt = ({ x, y }) =>
  [...labelled].find(([, { box }]) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)?.[0];

// One line of text; a face that is wider than the layout took it for is narrowed to its room.
function write(ctx, text, x, y, { font, ink = "ink", align = "left", baseline = "middle", halo = 0, most }) {
  Object.assign(ctx, { font, textAlign: align, textBaseline: baseline, lineJoin: "round", lineWidth: halo,
    strokeStyle: colour("paper"), fillStyle: colour(ink) });
  if (halo) ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y, most);
}

function drawLabels(ctx) {
  const [from, to] = [net.DOMtoCanvas({ x: 0, y: 0 }), net.DOMtoCanvas({ x: ctx.canvas.clientWidth, y: ctx.canvas.clientHeight })];
  for (const [id, { lines, box, size, x, y, faint }] of labelled) {
    const node = net.body.nodes[id]; // where it is now: it may be dragged, or moving
    if (!node || node.x > to.x || node.y < from.y - 40 || node.y > to.y + 40) continue;
    const [left, top] = [box.left + node.x - x, box.top + node.y - y];
    const [wide, high] = [box.right - box.left, box.bottom - box.top];
    ctx.fillStyle = colour("paper"); // links pass behind it
    ctx.fillRect(left - size * 0.4, top + 1, wide + size * 0.6, high - 2);
    ctx.globalAlpha = faint ? FAINT : 1;
    const bold = id === state.sel || id === state.to || things[id].cls === "Field";
    const pitch = high / lines.length;
    lines.forEach((line, n) => write(ctx, line, left, top + pitch * (n + 0.5),
      { font: `${bold ? 600 : 400} ${size}px ${FACE}`, most: wide }));
    ctx.globalAlpha = 1;
    if (said.has(id)) write(ctx, said.get(id).text, said.get(id).left + node.x - x, top + high / 2,
      { font: `italic ${size * 0.92}px ${FACE}`, ink: "quiet", halo: 6 / scale() });
  }
  drawHovered(ctx);
}

// The link under the pointer is named where it runs.
function drawHovered(ctx) {
  const edge = hovered && net.body.edges[hovered]; // vis tells nobody else where its curves run
  if (!edge?.connected) return;
  const { x, y } = edge.edgeType.getPoint(0.5);
  const { name } = links.find(({ id }) => id === hovered);
  write(ctx, relationName(name), x, y, { font: `italic ${labelSize() * 0.92}px ${FACE}`, align: "center", halo: 6 / scale() });
}

// Headings of the groups, over what is shown of them.
const isOver = ({ nodes }) => nodes.some((id) => shownNodes.get(id));

function drawTitles(ctx) {
  const size = 15 / Math.max(scale(), 0.2);
  if ((lit() && state.only) || scattered) return; // nothing stands under them
  const fits = (text, most) => text.length * letterWidth() * size <= most * 1.15; // it may be narrowed a little
  for (const { key, again, at: [x, y, width], nodes } of sheet.titles) {
    const most = width + PAD * 0.9;
    const name = key && t("group_" + key);
    if (!fits(name, most) || !isOver({ nodes })) continue;
    const whole = name + t("continued");
    write(ctx, again && name && fits(whole, most) ? whole : name, x, closed(y) + 12,
      { font: `600 ${size}px ${SERIF}`, ink: "quiet", baseline: "alphabetic", most });
    ctx.fillStyle = colour("rule");
    ctx.fillRect(x, closed(y) + 20, width, 1 / scale());
  }
}
