// The network: nodes where Python put them, no physics, only what is asked for.
const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const drawn = new Map(DATA.network.nodes.map((node) => [node.id, node]));
let hovered = "";

function visible() {
  const hidden = new Set(state.hide.split("."));
  const light = lit();
  const fields = COUNTED.some((key) => !hidden.has(key));
  const wanted = new Set();
  for (const [id, thing] of Object.entries(things)) {
    const asked = thing.cls === "Field" ? fields && !hidden.has("Field") : !hidden.has(thing.cls);
    if (light && light.nodes.has(id)) wanted.add(id);
    else if (asked && !(state.only && light)) wanted.add(id);
  }
  return { wanted, light };
}

const OPEN = ["Field", "Report"]; // drawn hollow

function nodeLook(id, light) {
  const node = drawn.get(id);
  const tint = colour("c-" + node.group);
  const on = !light || light.nodes.has(id);
  const chosen = id === state.sel || id === state.to;
  const inside = OPEN.includes(node.group) ? colour("paper") : tint;
  return {
    ...node,
    label: labelled.get(id) || "",
    opacity: on ? 1 : 0.18,
    borderWidth: chosen ? 3 : OPEN.includes(node.group) ? 2 : 1,
    color: {
      background: inside,
      border: chosen ? colour("ink") : tint,
      highlight: { background: inside, border: colour("ink") },
      hover: { background: inside, border: colour("ink") },
    },
    font: labelFont(chosen, on),
  };
}

// The second of two parallel links bends one way, the third the other.
const twins = new Map();
const bends = new Map();
for (const link of links) {
  const pair = [link.from, link.to].sort().join(" ");
  const nth = twins.get(pair) || 0;
  twins.set(pair, nth + 1);
  if (nth) {
    const type = nth % 2 === link.from < link.to ? "curvedCW" : "curvedCCW";
    bends.set(link.id, { enabled: true, type, roundness: 0.18 * Math.ceil(nth / 2) });
  }
}

// Whether the name of a link fits between its ends.
function roomOn(link) {
  const [a, b] = [place(link.from), place(link.to)];
  const letters = [...relationName(link.name)].length * (state.lang === "zh" ? 1 : 0.56);
  return Math.hypot(a.x - b.x, a.y - b.y) > labelSize() * (letters + 4);
}

function edgeLook(link, light) {
  const on = light && light.edges.has(link.id);
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    smooth: bends.get(link.id) || false,
    label: link.id === hovered || (on && roomOn(link)) ? relationName(link.name) : undefined,
    width: on ? 2 : 1,
    dashes: link.name === "field" || link.name === "about",
    color: { color: colour(on ? "ink" : "line"), opacity: !light || on ? 0.9 : 0.15,
      highlight: colour("ink"), hover: colour("ink") },
    font: { face: FACE, size: labelSize(), color: colour("ink"), strokeWidth: 5, strokeColor: colour("paper"),
      align: "horizontal" },
  };
}

function redraw() {
  const { wanted, light } = visible();
  const edges = links.filter((link) => wanted.has(link.from) && wanted.has(link.to));
  const keep = new Set(edges.map((edge) => edge.id));
  chooseLabels(wanted, light);
  shownEdges.remove(shownEdges.getIds().filter((id) => !keep.has(id)));
  shownNodes.remove(shownNodes.getIds().filter((id) => !wanted.has(id)));
  shownNodes.update([...wanted].map((id) => nodeLook(id, light)));
  shownEdges.update(edges.map((link) => edgeLook(link, light)));
}

function startGraph() {
  const { configure, ...options } = DATA.network.options; // pyvis' settings editor is not wanted
  redraw();
  net = new vis.Network(byId("graph"), { nodes: shownNodes, edges: shownEdges }, {
    ...options,
    autoResize: true,
    layout: { improvedLayout: false },
    physics: { enabled: false, solver: "forceAtlas2Based" },
    interaction: { hover: true, dragNodes: true, keyboard: false, multiselect: false, tooltipDelay: 1e9 },
  });
  net.on("click", ({ nodes, edges }) => {
    if (nodes.length) select(nodes[0]);
    else if (edges.length) go({ sel: "", to: "", at: "", edge: edges[0] });
    else if (state.sel || state.edge || state.at) clear();
  });
  net.on("hoverEdge", ({ edge }) => hover(edge));
  net.on("blurEdge", () => hover(""));
  net.once("afterDrawing", () => performance.mark("first-drawing"));
  fitAll();
  let waiting = 0;
  const rescaled = () => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 90);
  };
  for (const kind of ["zoom", "resize", "animationFinished", "dragEnd"]) net.on(kind, rescaled);
}

// All nodes, and room for the labels that hang below the last of them.
function fitAll() {
  net.fit({ animation: false });
  const place = net.getViewPosition();
  net.moveTo({ position: { x: place.x, y: place.y + 14 / net.getScale() }, scale: net.getScale() * 0.96 });
  redraw();
}

function hover(id) {
  const light = lit();
  const changed = [hovered, id].filter(Boolean);
  hovered = id;
  shownEdges.update(
    links.filter((link) => changed.includes(link.id) && shownEdges.get(link.id))
      .map((link) => edgeLook(link, light)));
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
  };
}
