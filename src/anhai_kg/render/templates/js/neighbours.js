// Who stands beside whom, and the shortest way from one to another.
const around = new Map(Object.keys(things).map((id) => [id, []]));
for (const link of links) {
  around.get(link.from).push({ link, other: link.to, out: true });
  around.get(link.to).push({ link, other: link.from, out: false });
}

// Neighbours of some classes, each once however many links lead there.
const besides = (id, ...keys) =>
  [...new Set(around.get(id).map((step) => step.other))].filter((other) => keys.includes(things[other].cls));

// The links of a shortest path, in order; empty when both ends are one, null when there is none.
function shortestPath(from, to) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (const id of queue) {
    if (id === to) break;
    for (const step of around.get(id)) {
      if (came.has(step.other)) continue;
      came.set(step.other, { ...step, here: id });
      queue.push(step.other);
    }
  }
  if (!came.has(to)) return null;
  const path = [];
  for (let step = came.get(to); step; step = came.get(step.here)) path.unshift(step);
  return path;
}

const currentPath = () => (state.sel && state.to ? shortestPath(state.sel, state.to) : null);

// Things and links that the current selection lights up; null when there are none.
function lit() {
  const path = currentPath();
  if (path) {
    return {
      nodes: new Set([state.sel, ...path.map((step) => step.other)]),
      edges: new Set(path.map((step) => step.link.id)),
    };
  }
  if (state.edge) {
    const link = links.find(({ id }) => id === state.edge);
    return { nodes: new Set([link.from, link.to]), edges: new Set([link.id]) };
  }
  if (state.at) {
    const found = readFrom(citeOf(state.at)).things;
    return found.length ? { nodes: new Set(found), edges: new Set() } : null;
  }
  if (!state.sel) return null;
  const steps = around.get(state.sel);
  return {
    nodes: new Set([state.sel, ...steps.map((step) => step.other)]),
    edges: new Set(steps.map((step) => step.link.id)),
  };
}

// What was read from a run of the text.
function readFrom(cite) {
  return {
    things: Object.keys(things).filter((id) => thingSpans(id).some((span) => overlaps(span, cite))),
    links: links.filter((link) => link.cites.some((span) => overlaps(span, cite))),
    skipped: DATA.skipped.filter((number) => overlaps(number.cite, cite)),
  };
}

// A figure is pointed at by its number, a name by its words, anything else by its quotes.
const markSpans = new Map();
DATA.reports.forEach((report, r) => {
  for (const [start, end, ids] of report.marks) {
    for (const id of ids) markSpans.set(id, [...(markSpans.get(id) || []), [r, start, end]]);
  }
});
const isUndertaking = (id) => ["Achievement", "Commitment"].includes(things[id].cls);
const thingSpans = (id) =>
  (!isUndertaking(id) && markSpans.get(id)) || things[id].cites;
