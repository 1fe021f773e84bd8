// The network: nodes where Python put them, no physics, only what is asked for.
const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const drawn = new Map(DATA.network.nodes.map((node, nth) => [node.id, { ...node, nth }]));
let net; // the network, once there is one
let hovered = "";

// Whether the legend shows it; a field is shown with what belongs to it.
const kinds = new Map(Object.keys(things).map((id) => [id, new Set(things[id].cls === "Field" ? [] : [things[id].cls])]));
for (const { cls, facts } of Object.values(things)) kinds.get(facts.field)?.add(cls);
const isAsked = (id, hidden) => [...kinds.get(id)].some((key) => !hidden.has(key));

function visible() {
  const hidden = new Set(state.hide.split("."));
  const light = lit();
  const isWanted = (id) => (light && light.nodes.has(id)) || (isAsked(id, hidden) && !(state.only && light));
  return { wanted: new Set(Object.keys(things).filter(isWanted)), light, hidden };
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
    ...place(id),
    label: undefined,
    opacity: on ? 1 : 0.18,
    borderWidth: chosen ? 3 : OPEN.includes(node.group) ? 2 : 1,
    color: {
      background: inside,
      border: chosen ? colour("ink") : tint,
      highlight: { background: inside, border: colour("ink") },
      hover: { background: inside, border: colour("ink") },
    },
  };
}

// Links of a tree run down from the upper sign and around the corner to the lower one, or along the
// row; others across. Parallel links run beside each other.
const LEVEL = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
const STEP = 40; // as far to the right stands at most what hangs on a sign
const twins = new Map();
for (const link of links) {
  const pair = [link.from, link.to].sort().join(" ");
  twins.set(pair, [...(twins.get(pair) || []), link]);
}
const before = new Map(); // link -> how many parallel ones come before it
for (const parallel of twins.values()) parallel.forEach((link, n) => before.set(link.id, n));

function bend(link) {
  const [a, b] = [place(link.from), place(link.to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const nth = before.get(link.id);
  if (scattered && !nth) return { enabled: false };
  const side = (nth % 2 === 0) === link.from < link.to ? "curvedCW" : "curvedCCW";
  if (Math.abs(dy) < 4) return nth ? { enabled: true, type: side, roundness: 0.08 * nth } : { enabled: false };
  if (dx * dy > 0 && Math.abs(dx) <= STEP) {
    return { enabled: true, type: dy > 0 ? "vertical" : "horizontal", roundness: 1 / (1 + nth / 2) };
  }
  if (Math.abs(dx) <= STEP) return { enabled: true, type: dy > 0 ? "curvedCCW" : "curvedCW", roundness: 0.25 }; // on the left
  return nth ? { enabled: true, type: side, roundness: 0.15 * nth } : LEVEL;
}

function edgeLook(link, light) {
  const on = light && light.edges.has(link.id);
  const dashed = link.name === "about" || link.name === "field";
  const smooth = bend(link);
  const faint = dashed || smooth === LEVEL; // no part of a tree
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    arrows: { to: { enabled: true, scaleFactor: 0.4 } },
    smooth,
    width: on ? 2 : 1,
    dashes: dashed,
    color: { color: colour(on ? "ink" : "line"), opacity: on ? 0.9 : light ? 0.15 : faint ? 0.3 : 0.9,
      highlight: colour("ink"), hover: colour("ink") },
  };
}

// What figures and undertakings are about lies far from them: these links show when an end is selected.
const isSaid = (link, light) => !["about", "field"].includes(link.name) || (light && light.edges.has(link.id));

function redraw() {
  chooseSheet();
  const { wanted, light, hidden } = visible();
  closeUp(hidden);
  placeSatellites(light, hidden);
  const edges = links.filter((link) => wanted.has(link.from) && wanted.has(link.to) && isSaid(link, light));
  const keep = new Set(edges.map((edge) => edge.id));
  chooseLabels(wanted, light);
  shownEdges.remove(shownEdges.getIds().filter((id) => !keep.has(id)));
  shownNodes.remove(shownNodes.getIds().filter((id) => !wanted.has(id)));
  shownNodes.update([...wanted].map((id) => nodeLook(id, light)));
  shownEdges.update(edges.map((link) => edgeLook(link, light)));
  if (!wanted.size) return;
  extent = reach([...wanted], scale());
  if (net) showMore();
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
  net.on("beforeDrawing", drawTitles);
  net.on("afterDrawing", drawLabels);
  net.on("click", ({ nodes, edges, pointer }) => {
    const id = nodes[0] || labelAt(pointer.canvas);
    if (id) select(id);
    else if (edges.length) go({ sel: "", to: "", at: "", edge: edges[0] });
    else if (state.sel || state.edge || state.at) clear();
  });
  for (const kind of ["hoverEdge", "blurEdge"]) net.on(kind, ({ edge }) => {
    hovered = kind === "hoverEdge" ? edge : "";
    net.redraw();
  });
  net.once("afterDrawing", () => performance.mark("first-drawing"));
  fitAll();
  let waiting = 0;
  const rescaled = () => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 90);
  };
  for (const kind of ["zoom", "animationFinished"]) net.on(kind, rescaled);
  net.on("resize", ({ width, oldWidth }) => resized(width !== oldWidth));
  net.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) moved.set(id, net.getPosition(id));
    if (nodes.length) rescaled();
    else showMore();
  });
}


// Under the pointer: what can be pressed, and its whole name where the label is cut.
function startPointer() {
  const graph = byId("graph");
  graph.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
    const id = net.getNodeAt({ x, y }) || labelAt(net.DOMtoCanvas({ x, y }));
    graph.style.cursor = id ? "pointer" : "";
    graph.title = id ? label(id) : "";
  });
}
