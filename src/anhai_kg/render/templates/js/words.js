// The two languages of the page. Words of the interface come from DATA.strings, names from the graph.
const t = (key) => DATA.strings[key][state.lang];
const other = (lang) => (lang === "zh" ? "en" : "zh");
const relationName = (name) => {
  const own = DATA.strings["rel_" + name];
  const known = own || DATA.relations[name] || DATA.strings[name];
  return known ? known[state.lang] : name;
};
const label = (id) => things[id][state.lang];
// The English of most Chinese names is right; where the graph has none, the Chinese stands in for it.
const langOf = (id) => (things[id].en === things[id].zh ? "zh" : state.lang);
const named = (id) => el("bdi", { lang: langOf(id) }, label(id));
const zh = (text) => el("bdi", { lang: "zh" }, text);

function translatePage() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  }
  for (const node of document.querySelectorAll("[data-t-placeholder]")) {
    node.placeholder = t(node.dataset.tPlaceholder);
  }
  const to = byId("language");
  to.textContent = state.lang === "zh" ? "English" : "中文";
  to.lang = other(state.lang);
}
