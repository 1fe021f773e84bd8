// What the page knows: the JSON that travels with it, indexed once. Offsets count code points.
const DATA = JSON.parse(document.getElementById("data").textContent);
const things = DATA.things;
const classes = DATA.classes;
const classOf = Object.fromEntries(classes.map((c) => [c.key, c]));
const COUNTED = ["Result", "Target", "Achievement", "Commitment"];
const byKey = new Map(Object.entries(things).map(([id, thing]) => [thing.key, id]));
const points = DATA.reports.map((report) => Array.from(report.text));

// The words of a citation [report, start, end].
const words = ([report, start, end]) => points[report].slice(start, end).join("");
const overlaps = (a, b) => a[0] === b[0] && a[1] < b[2] && b[1] < a[2];
const ofClass = (...keys) => Object.keys(things).filter((id) => keys.includes(things[id].cls));

// Links in the order of the network's edges; those that only hang a figure on its field have no quote.
const links = DATA.network.edges.map((edge, n) => ({
  id: edge.id,
  from: edge.from,
  to: edge.to,
  name: n < DATA.links.length ? DATA.links[n].name : "field",
  cites: n < DATA.links.length ? DATA.links[n].cites : [],
}));
