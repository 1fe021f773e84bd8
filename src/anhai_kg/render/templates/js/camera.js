// Where things stand on the canvas, and what part of it is looked at.
const moved = new Map(); // thing -> where somebody dragged it to
const satellites = new Map(); // thing -> where it stands while its neighbour is selected
const sheet = () => DATA.network.sheets[state.lang][narrow() ? "narrow" : "wide"];
const COLUMN = 210; // pixels at zoom 1
const ROWS = 12;

function place(id) {
  const own = satellites.get(id) || moved.get(id);
  if (own) return own;
  const [x, y] = sheet().spots[drawn.get(id).nth];
  return { x, y };
}

// What is shown only because its neighbour is selected stands in rows beside that neighbour.
function placeSatellites(light, hidden) {
  satellites.clear();
  if (!light || !state.sel || state.to) return;
  const centre = place(state.sel);
  const near = [...light.nodes].filter((id) => id !== state.sel && (state.only || hidden.has(things[id].cls)));
  const rows = Math.min(ROWS, near.length);
  near.forEach((id, n) => satellites.set(id, {
    x: centre.x + 130 + COLUMN * Math.floor(n / ROWS),
    y: centre.y + 26 * ((n % ROWS) - (rows - 1) / 2),
  }));
}

// All that is shown, with the labels; on narrow screens the width, from the top.
function fitAll() {
  const ids = shownNodes.getIds();
  const view = byId("graph").getBoundingClientRect();
  if (!ids.length || !view.width) return;
  let zoom = 1;
  for (let pass = 0; pass < 3; pass += 1) { // labels take more of the sheet, the further away it is
    const boxes = ids.map((id) => labelOf(id, labelSize(zoom)).box);
    const left = Math.min(...boxes.map((box) => box.left)) - 8 / zoom;
    const right = Math.max(...boxes.map((box) => box.right)) + 8 / zoom;
    const top = Math.min(...boxes.map((box) => box.top)) - 44;
    const bottom = Math.max(...boxes.map((box) => box.bottom)) + 4 / zoom;
    const [across, down] = [view.width / (right - left), view.height / (bottom - top)];
    zoom = Math.min(1.5, narrow() ? across : Math.min(across, down));
    const half = narrow() ? Math.min(bottom - top, view.height / zoom) / 2 : (bottom - top) / 2;
    net.moveTo({ position: { x: (left + right) / 2, y: top + half }, scale: zoom });
  }
  redraw();
}

// Bring what is lit into sight, without flying about when it already is.
function look() {
  const light = lit();
  const animation = calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (!light) return;
  const ids = [...light.nodes].filter((id) => shownNodes.get(id));
  if (ids.length > 1 && ids.length < 40) net.fit({ nodes: ids, maxZoomLevel: 1.2, animation });
  else if (ids.length) net.focus(state.sel || ids[0], { scale: 0.9, animation });
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
    if (moving) return;
    for (const [id, at] of Object.entries(net.getPositions())) moved.set(id, at);
    redraw();
  };
}
