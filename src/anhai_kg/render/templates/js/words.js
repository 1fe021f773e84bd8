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

const month = (n) => new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(Date.UTC(2000, n - 1));
const PERIODS = [ // 2023, 2023-H1, 2023-Q3, 2023-08, 2023-08-05, and from one to another
  [/^(\d{4})$/, ([, y]) => ({ zh: `${y}年`, en: y })],
  [/^(\d{4})-H([12])$/, ([, y, h]) => ({ zh: `${y}年${h === "1" ? "上" : "下"}半年`, en: `${h === "1" ? "first" : "second"} half of ${y}` })],
  [/^(\d{4})-Q([1-4])$/, ([, y, q]) => ({ zh: `${y}年第${"一二三四"[q - 1]}季度`, en: `Q${q} ${y}` })],
  [/^(\d{4})-(\d\d)$/, ([, y, m]) => ({ zh: `${y}年${Number(m)}月`, en: `${month(m)} ${y}` })],
  [/^(\d{4})-(\d\d)-(\d\d)$/, ([, y, m, d]) => ({ zh: `${y}年${Number(m)}月${Number(d)}日`, en: `${Number(d)} ${month(m)} ${y}` })],
  [/^(\d{4})-(\d\d)\/\1-(\d\d)$/, ([, y, m, n]) => ({ zh: `${y}年${Number(m)}—${Number(n)}月`, en: `${month(m)}–${month(n)} ${y}` })],
];

// A period in words; one that is written in no known way stays as it is.
function periodName(period = "") {
  for (const [form, name] of PERIODS) {
    const found = form.exec(period);
    if (found) return name(found)[state.lang];
  }
  return period.includes("/") ? period.split("/").map(periodName).join("—") : period;
}

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
