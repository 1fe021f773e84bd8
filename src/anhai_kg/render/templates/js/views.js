// The tabs. The text stands beside the graph; on narrow screens it is a tab of its own.

function drawViews() {
  const view = state.view === "text" && !narrow() ? "graph" : state.view;
  document.body.dataset.view = view;
  for (const name of VIEWS) {
    const tab = byId("tab-" + name);
    tab.setAttribute("aria-selected", String(name === view));
    tab.tabIndex = name === view ? 0 : -1;
    byId("view-" + name).hidden = name !== view;
  }
  if (view === "deeds") drawDeeds();
  if (view === "tables") drawTables();
  if (view === "charts") drawCharts();
}

// The text moves into its tab when there is no room beside the graph.
function housePanes() {
  const home = narrow() ? byId("view-text") : document.querySelector(".house");
  if (byId("reading").parentElement !== home) home.append(byId("reading"));
  byId("tab-text").hidden = !narrow();
}

function startViews() {
  const list = document.querySelector(".tabs");
  list.addEventListener("click", ({ target }) => target.dataset.view && go({ view: target.dataset.view }));
  roving(list, "[role=tab]");
  list.addEventListener("focusin", ({ target }) => {
    if (target.dataset.view && target.dataset.view !== state.view) go({ view: target.dataset.view });
  });
  matchMedia("(max-width: 899px)").addEventListener("change", () => {
    housePanes();
    drawViews();
    fitAll();
  });
  byId("skip").onclick = (event) => {
    event.preventDefault();
    if (narrow()) go({ view: "text" });
    byId("text").querySelector("[tabindex='0']")?.focus();
  };
}
