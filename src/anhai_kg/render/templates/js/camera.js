// Where things stand on the canvas, and what part of it is looked at.
const moved = new Map(); // thing -> where somebody dragged it to
const satellites = new Map(); // thing -> where it stands while its neighbour is selected
const LEGIBLE = 0.9; // zoom from which on letters can be read
const CLOSE = 1.15; // zoom beyond which nothing is brought unasked
const PAD = 22; // pixels around what is looked at
let sheet; // the positions for this language and this width of screen
let extent; // what is shown reaches so far
let fitted; // where `fitAll` looked from last

// The widest sheet that is legible on this screen; false when it is the one there is.
function chooseSheet() {
  const across = byId("graph").clientWidth || innerWidth;
  const sheets = DATA.network.sheets[state.lang];
  const fitting = sheets.filter((one) => one.for * LEGIBLE <= across).pop() || sheets[0];
  const other = fitting !== sheet;
  sheet = fitting;
  return other;
}

function place(id) {
  const own = satellites.get(id) || moved.get(id);
  if (own) return own;
  const [x, y] = sheet.spots[drawn.get(id).nth];
  return { x, y: closed(y) };
}

// Where nothing is shown over the whole width, what stands below closes up: from which height on, by
// how much.
let closings = [];
const closed = (y) => y - (closings.findLast(([from]) => from <= y)?.[1] || 0);
const APART = [4, 30]; // what is left free, and more than the layout leaves free anywhere

function closeUp(hidden) {
  const shown = Object.keys(things).filter((id) => isAsked(id, hidden));
  const spans = shown.map((id) => sheet.spots[drawn.get(id).nth][1]).map((y) => [y - 10, y + 24]);
  const seen = new Set(shown);
  spans.push(...sheet.titles.filter(({ nodes }) => nodes.some((id) => seen.has(id))).map(({ at: [, y] }) => [y, y + 30]));
  spans.sort(([a], [b]) => a - b);
  closings = [];
  let [low, by] = [0, 0];
  for (const [top, bottom] of spans) {
    if (top - low > APART[1]) closings.push([top, by += top - low - APART[0]]);
    low = Math.max(low, bottom);
  }
}

const ROWS = 12; // of satellites in a column

// What is shown only because its neighbour is selected stands in rows below that neighbour and the
// others; and what is selected though its class is hidden stands below those that are shown.
function placeSatellites(light, hidden) {
  satellites.clear();
  if (!light || !state.sel || state.to) return;
  const neighbours = [...light.nodes].filter((id) => id !== state.sel);
  const others = neighbours.filter((id) => !state.only && isAsked(id, hidden));
  const near = neighbours.filter((id) => !others.includes(id));
  if (others.length && !isAsked(state.sel, hidden)) {
    satellites.set(state.sel, { x: place(others[0]).x + 30, y: Math.max(...others.map((id) => place(id).y)) + 40 });
  }
  const centre = place(state.sel);
  const top = Math.max(centre.y, ...others.map((id) => place(id).y)) + 40;
  let [x, y, wide] = [centre.x + 40, top, 0];
  near.forEach((id, n) => {
    if (n && n % ROWS === 0) [x, y, wide] = [x + wide + 40, top, 0];
    const [across, ...lines] = DATA.network.labels[state.lang][drawn.get(id).nth];
    const half = lines.length * 8 + 3;
    satellites.set(id, { x, y: y + half });
    y += 2 * half;
    wide = Math.max(wide, across);
  });
}

// How far nodes and their labels reach at a zoom, with room for headings above.
function reach(ids, zoom) {
  const boxes = ids.map((id) => labelOf(id, labelSize(zoom)).box);
  const pad = PAD / zoom;
  return {
    left: Math.min(...ids.map((id) => place(id).x - 9)) - pad,
    right: Math.max(...boxes.map((box) => box.right)) + pad,
    top: Math.min(...boxes.map((box) => box.top), ...ids.map((id) => place(id).y)) - 30 - pad / 2,
    bottom: Math.max(...boxes.map((box) => box.bottom)) + pad / 2,
  };
}

// Where to look from to see these in the middle, and what their links say.
const NAMES = 80; // pixels
function framed(ids, most) {
  const view = byId("graph").getBoundingClientRect();
  let zoom = 1;
  let position;
  for (let pass = 0; pass < 3; pass += 1) { // labels take more of the sheet, the further away it is
    const { left, top, bottom, ...its } = reach(ids, zoom);
    const right = its.right + NAMES / zoom;
    zoom = Math.min(most, view.width / (right - left), view.height / (bottom - top));
    position = { x: (left + right) / 2, y: (top + bottom) / 2 };
  }
  return { position, scale: zoom };
}

// From the upper left corner: all of it if it is legible then, or as wide as it is, to be scrolled.
function fitAll() {
  const ids = shownNodes.getIds();
  const { clientWidth: width, clientHeight: height } = byId("graph");
  if (!ids.length || !width) return;
  if (chooseSheet()) redraw();
  const { left, top, bottom, ...its } = reach(ids, 1);
  const right = Math.max(its.right, ...sheet.titles.filter(isOver).map(({ at: [x, , wide] }) => x + wide + PAD));
  const [across, down] = [width / (right - left), height / (bottom - top)];
  const zoom = down < LEGIBLE ? Math.min(1, across) : Math.min(CLOSE, across, down);
  fitted = { zoom, corner: { x: left, y: top } };
  lookFrom(fitted);
  redraw();
}

// When the window changes, what nobody has moved is set anew; else what was in the corner stays there.
function resized(wider) {
  const kept = { zoom: scale(), corner: net.DOMtoCanvas({ x: 0, y: 0 }) }; // vis scales it in a moment
  const still = fitted && ["x", "y"].every((axis) => Math.abs(kept.corner[axis] - fitted.corner[axis]) < 1);
  queueMicrotask(() => (wider || (still && kept.zoom === fitted.zoom) ? fitAll() : lookFrom(kept)));
}

// With this point in the upper left corner.
function lookFrom({ zoom, corner: { x, y } }) {
  const { clientWidth, clientHeight } = byId("graph");
  net.moveTo({ scale: zoom, position: { x: x + clientWidth / zoom / 2, y: y + clientHeight / zoom / 2 } });
  showMore();
}

// Move over what is shown, not beyond its edges.
function scroll(across, down) {
  const { x, y } = net.getViewPosition();
  const zoom = scale();
  const { clientWidth, clientHeight } = byId("graph");
  const kept = (at, least, most, half) => (most - least <= 2 * half ? at : Math.max(least + half, Math.min(most - half, at)));
  net.moveTo({ scale: zoom, position: {
    x: kept(x + across / zoom, extent.left, extent.right, clientWidth / zoom / 2),
    y: kept(y + down / zoom, extent.top, extent.bottom, clientHeight / zoom / 2),
  } });
  showMore();
}

const aPage = () => byId("graph").clientHeight * 0.85;

// How many signs lie below what is seen: the button brings them.
function showMore() {
  const { y } = net.DOMtoCanvas({ x: 0, y: byId("graph").clientHeight - 6 });
  const below = shownNodes.getIds().filter((id) => (moved.get(id) || place(id)).y > y).length;
  const more = byId("more");
  if (!below && document.activeElement === more) byId("graph").focus();
  more.hidden = !below;
  more.textContent = narrow() ? `↓ ${below}` : t("more_below").replace("#", below);
  more.setAttribute("aria-label", t("more_below").replace("#", below).replace("↓ ", ""));
}

// What was asked for a moment ago comes into sight, if it is not.
function reveal(ids) {
  if (!ids.length || !byId("graph").offsetParent) return;
  const { top } = reach(ids, scale());
  const { height } = byId("graph").getBoundingClientRect();
  const at = net.canvasToDOM({ x: 0, y: top }).y;
  if (at > height - 120) scroll(0, at);
}

// Bring what is lit into sight: no further than needed while it has room at this size.
function look() {
  const light = lit();
  const ids = light ? [...light.nodes].filter((id) => shownNodes.get(id)) : [];
  const { clientWidth: width, clientHeight: height } = byId("graph");
  if (!ids.length || !width) return;
  const zoom = scale();
  const its = reach(ids, zoom);
  its.right = Math.max(its.right, ...[...said.values()].map(({ right }) => right + 8));
  const [from, to] = [net.DOMtoCanvas({ x: 0, y: 0 }), net.DOMtoCanvas({ x: width, y: height })];
  const roomy = its.right - its.left <= to.x - from.x && its.bottom - its.top <= to.y - from.y;
  const animation = calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (!roomy || zoom < 0.75 || state.only) {
    net.moveTo({ ...framed(ids, CLOSE), animation });
    return;
  }
  const need = (least, most, low, high) => (low < least ? low - least : high > most ? high - most : 0);
  const across = need(from.x, to.x, its.left, its.right);
  const down = need(from.y, to.y, its.top, its.bottom);
  const { x, y } = net.getViewPosition();
  if (Math.abs(across) + Math.abs(down) > 2) net.moveTo({ scale: zoom, position: { x: x + across, y: y + down }, animation });
}

function startZoom() {
  const zoom = (factor) => net.moveTo({ scale: net.getScale() * factor, animation: !calm() && { duration: 200 } });
  byId("zoom-in").onclick = () => zoom(1.4);
  byId("zoom-out").onclick = () => zoom(1 / 1.4);
  byId("zoom-fit").onclick = fitAll;
  byId("more").onclick = () => scroll(0, aPage());
  byId("graph").addEventListener("wheel", (event) => { // with Ctrl, or two fingers: vis zooms
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const unit = event.deltaMode === 1 ? 20 : 1; // lines or pixels
    scroll(unit * (event.shiftKey ? event.deltaY : event.deltaX), event.shiftKey ? 0 : unit * event.deltaY);
  }, { capture: true, passive: false });
}
