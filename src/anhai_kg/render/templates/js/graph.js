// The network: nodes where Python put them, no physics, only what is asked for.
const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const drawn = new Map(DATA.network.nodes.map((node, nth) => [node.id, { ...node, nth }]));
let net; // the network, once there is one
let hovered = "";

// Whether the legend shows it; a field is shown with what belongs to it.
const isAsked = (id, hidden) =>
  (things[id].cls === "Field" ? COUNTED : [things[id].cls]).some((key) => !hidden.has(key));

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

// Parallel links bend to either side, each next pair of them further.
const LEVEL = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
const ASIDE = { enabled: true, type: "curvedCW", roundness: 0.3 }; // around what stands between
const twins = new Map();
for (const link of links) {
  const pair = [link.from, link.to].sort().join(" ");
  twins.set(pair, [...(twins.get(pair) || []), link]);
}
const bends = new Map();
for (const parallel of twins.values()) {
  if (parallel.length > 1) parallel.forEach((link, n) => {
    const type = (n % 2 === 0) === link.from < link.to ? "curvedCW" : "curvedCCW";
    bends.set(link.id, { enabled: true, type, roundness: 0.2 * (1 + Math.floor(n / 2)) });
  });
}

const bend = (link) =>
  bends.get(link.id) || (Math.abs(place(link.from).x - place(link.to).x) < 8 ? ASIDE : LEVEL);

function edgeLook(link, light) {
  const on = light && light.edges.has(link.id);
  const faint = link.name === "about" || link.name === "field";
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    arrows: { to: { enabled: true, scaleFactor: 0.4 } },
    smooth: bend(link),
    width: on ? 2 : 1,
    dashes: faint,
    color: { color: colour(on ? "ink" : "line"), opacity: on ? 0.9 : light ? 0.15 : faint ? 0.3 : 0.9,
      highlight: colour("ink"), hover: colour("ink") },
  };
}

// A figure stands under its field; the link says no more until one of its ends is selected.
const isSaid = (link, light) => link.name !== "field" || (light && light.edges.has(link.id));

function redraw() {
  const { wanted, light, hidden } = visible();
  placeSatellites(light, hidden);
  const edges = links.filter((link) => wanted.has(link.from) && wanted.has(link.to) && isSaid(link, light));
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
  for (const kind of ["zoom", "resize", "animationFinished"]) net.on(kind, rescaled);
  net.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) moved.set(id, net.getPosition(id));
    rescaled();
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
