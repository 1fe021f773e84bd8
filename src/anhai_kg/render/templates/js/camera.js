// Where things stand on the canvas, and what part of it is looked at.
const moved = new Map(); // thing -> where somebody dragged it to
const satellites = new Map(); // thing -> where it stands while its neighbour is selected
let scattered = false; // once physics has moved everything
const sheet = () => DATA.network.sheets[state.lang][narrow() ? "narrow" : "wide"];
const COLUMN = 210; // pixels at zoom 1
const ROWS = 12;
const PITCH = 26; // from row to row

function place(id) {
  const own = satellites.get(id) || moved.get(id);
  if (own) return own;
  const [x, y] = sheet().spots[drawn.get(id).nth];
  return { x, y };
}

// What is shown only because its neighbour is selected stands in rows beside that neighbour, or below
// the other neighbours; and what is selected though its class is hidden stands beside the first of them.
function placeSatellites(light, hidden) {
  satellites.clear();
  if (!light || !state.sel || state.to) return;
  const neighbours = [...light.nodes].filter((id) => id !== state.sel);
  const others = neighbours.filter((id) => !state.only && isAsked(id, hidden));
  const near = neighbours.filter((id) => !others.includes(id));
  if (others.length && !isAsked(state.sel, hidden)) {
    const { x, y } = place(others[0]);
    satellites.set(state.sel, { x: x + 70, y: y + 2 * PITCH });
  }
  const centre = place(state.sel);
  const rows = Math.min(ROWS, near.length);
  const below = others.length || beside.has(state.sel); // where the label of the centre does not stand
  const top = below
    ? Math.max(centre.y, ...others.map((id) => place(id).y)) + 2 * PITCH
    : centre.y - ((rows - 1) / 2) * PITCH;
  near.forEach((id, n) => satellites.set(id, {
    x: centre.x + (below ? 70 : 130) + COLUMN * Math.floor(n / ROWS),
    y: top + PITCH * (n % ROWS),
  }));
}

// How far nodes and their labels reach at a zoom.
function reach(ids, zoom) {
  const boxes = ids.map((id) => labelOf(id, labelSize(zoom)).box);
  const [pad, head] = [20 / zoom, 34 + 18 / zoom]; // a heading keeps its size on the screen
  return {
    left: Math.min(...boxes.map((box) => box.left), ...ids.map((id) => place(id).x)) - pad,
    right: Math.max(...boxes.map((box) => box.right)) + pad,
    top: Math.min(...boxes.map((box) => box.top), ...ids.map((id) => place(id).y)) - head,
    bottom: Math.max(...boxes.map((box) => box.bottom)) + pad,
  };
}

// Where to look from to see these: all of them, or when `scroll` is set their width, from the top.
function framed(ids, { most, scroll = false }) {
  const view = byId("graph").getBoundingClientRect();
  let zoom = 1;
  let position;
  for (let pass = 0; pass < 3; pass += 1) { // labels take more of the sheet, the further away it is
    const { left, right, top, bottom } = reach(ids, zoom);
    const [across, down] = [view.width / (right - left), view.height / (bottom - top)];
    zoom = Math.min(most, scroll ? across : Math.min(across, down));
    const half = scroll ? Math.min(bottom - top, view.height / zoom) / 2 : (bottom - top) / 2;
    position = { x: (left + right) / 2, y: top + half };
  }
  return { position, scale: zoom };
}

function fitAll() {
  const ids = shownNodes.getIds();
  if (!ids.length || !byId("graph").offsetParent) return;
  net.moveTo(framed(ids, { most: 1.5, scroll: narrow() }));
  redraw();
}

// Bring what is lit into sight, without flying about when it already is.
function look() {
  const light = lit();
  const ids = light ? [...light.nodes].filter((id) => shownNodes.get(id)) : [];
  if (!ids.length || !byId("graph").offsetParent) return;
  const { left, right, top, bottom } = reach(ids, scale());
  const { width, height } = byId("graph").getBoundingClientRect();
  const [from, to] = [net.DOMtoCanvas({ x: 0, y: 0 }), net.DOMtoCanvas({ x: width, y: height })];
  const seen = from.x <= left && right <= to.x && from.y <= top + 30 && bottom <= to.y;
  if (seen && scale() > 0.75 && !state.only) return;
  const animation = calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  net.moveTo({ ...framed(ids, { most: 1.1 }), animation });
}

function startZoom() {
  const zoom = (factor) => net.moveTo({ scale: net.getScale() * factor, animation: !calm() && { duration: 200 } });
  byId("zoom-in").onclick = () => zoom(1.4);
  byId("zoom-out").onclick = () => zoom(1 / 1.4);
  byId("zoom-fit").onclick = fitAll;
  byId("move").onclick = ({ currentTarget }) => {
    const moving = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(moving));
    net.setOptions({ physics: { enabled: moving, solver: "forceAtlas2Based",
      forceAtlas2Based: { gravitationalConstant: -90, springLength: 110, avoidOverlap: 0.6 } } });
    scattered = true;
    if (moving) return;
    for (const [id, at] of Object.entries(net.getPositions())) moved.set(id, at);
    fitAll();
  };
}
