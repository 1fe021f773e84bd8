// Put together: one function draws what changed, whoever changed it.
function aboutReport() {
  if (DATA.reports.length > 1) {
    const dates = DATA.reports.map(({ date }) => date).filter(Boolean).sort();
    const span = [...new Set([dates[0], dates.at(-1)])].filter(Boolean).join("—");
    byId("about-report").replaceChildren([t("reports").replace("#", DATA.reports.length), span].filter(Boolean).join(" · "));
    return;
  }
  const shown = DATA.reports.map(({ date, publisher, source }) => {
    const link = /^https?:\/\//i.test(source)
      ? el("a", { href: source, rel: "noopener noreferrer" }, t("source")) : source && zh(source);
    return [date, publisher && zh(publisher), link].filter(Boolean);
  });
  const known = shown.filter((parts) => parts.length).flatMap((parts) => [...parts.flatMap((part) => [part, " · "]).slice(0, -1), "; "]);
  byId("about-report").replaceChildren(...known.slice(0, -1));
}

function update(before, { first = false } = {}) {
  const changed = (...keys) => first || keys.some((key) => state[key] !== before[key]);
  if (changed("lang")) {
    translatePage();
    aboutReport();
  }
  if (changed("theme", "lang")) applyTheme();
  if (changed("hide", "lang")) drawLegend();
  if (changed("sel", "to", "edge", "at", "lang", "only")) drawPanel();
  if (changed("view", "table", "sort", "lang")) drawViews();
  if (first) return;
  const drawnBefore = new Set(shownNodes.getIds());
  redraw();
  const picked = ["sel", "to", "edge", "at", "only"].some((key) => state[key] !== before[key]);
  if (picked) {
    look();
    announce();
  }
  lightText({ scroll: picked });
  if (state.lang !== before.lang || state.hide !== before.hide || (state.view === "graph" && before.view !== "graph")) fitAll();
  if (state.hide !== before.hide) reveal(shownNodes.getIds().filter((id) => !drawnBefore.has(id)));
}

function announce() {
  const name = byId("panel-title")?.textContent || "";
  if (state.sel || state.edge || state.at) say(`${t("selected")}: ${name}`);
}

state = readAddress();
address.last = address();
housePanes();
update(state, { first: true });
watchers.push(update);
startGraph();
startPointer();
startZoom();
startScatter();
startKeys();
startText();
startSearch();
startViews();
lightText({ scroll: true });
look();
byId("language").onclick = () => go({ lang: other(state.lang) });
byId("theme").onclick = () => go({ theme: THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length] });
dark.addEventListener("change", () => {
  applyTheme();
  redraw();
});
performance.mark("ready");
