// What is looked at lives in the address after #, so that a link shows the same view and the
// browser's back and forward work. `go` is the only way to change it.
const VIEWS = ["graph", "deeds", "tables", "charts", "text"]; // text only on narrow screens
const HIDDEN_FIRST = classes.filter((c) => !c.shown).map((c) => c.key);
const START = {
  lang: "zh", // zh | en
  theme: "auto", // auto | light | dark
  view: "graph", // one of VIEWS
  sel: "", // the selected thing
  to: "", // the other end of a path
  edge: "", // the selected link
  at: "", // words of the text: report,start,end
  report: "0", // which one the text pane shows, unless the selection stands in another
  only: "", // 1: neighbours only
  hide: HIDDEN_FIRST.join("."),
  table: "posts",
  sort: "", // column, a minus sign before it for descending
};
let state = { ...START };
const watchers = [];

function readAddress() {
  const found = new URLSearchParams(location.hash.slice(1));
  const next = { ...START };
  for (const key of Object.keys(START)) if (found.has(key)) next[key] = found.get(key);
  next.sel = byKey.get(next.sel) || "";
  next.to = byKey.get(next.to) || "";
  next.edge = links.some((link) => link.id === next.edge) ? next.edge : "";
  next.at = citeOf(next.at) ? next.at : "";
  next.report = DATA.reports[next.report] ? next.report : "0";
  next.lang = next.lang === "en" ? "en" : "zh";
  if (!["light", "dark"].includes(next.theme)) next.theme = "auto";
  if (!VIEWS.includes(next.view)) next.view = "graph";
  return next;
}

function address() {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value === START[key]) continue;
    parts.set(key, key === "sel" || key === "to" ? things[value].key : value);
  }
  return "#" + parts.toString();
}

// "0,12,30" as a citation, or null when it points nowhere.
function citeOf(at) {
  const numbers = at.split(",").map(Number);
  const [report, start, end] = numbers;
  const good = numbers.length === 3 && numbers.every(Number.isInteger) && points[report];
  return good && start >= 0 && start < end && end <= points[report].length ? numbers : null;
}

function go(change) {
  const before = state;
  state = { ...state, ...change };
  const to = address();
  if (to !== address.last) location.hash = to;
  address.last = to;
  for (const watcher of watchers) watcher(before);
}

function select(id) {
  getSelection().removeAllRanges();
  go({ sel: id, to: "", edge: "", at: "" });
}

function clear() {
  getSelection().removeAllRanges();
  go({ sel: "", to: "", edge: "", at: "", only: "" });
}

window.addEventListener("hashchange", () => {
  if (location.hash === address.last || (!location.hash && address.last === "#")) return;
  const before = state;
  state = readAddress();
  address.last = address();
  for (const watcher of watchers) watcher(before);
});
