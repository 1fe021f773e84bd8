// The shortest path: the next search result becomes its other end.
let pathWaits = false;

function startPath() {
  pathWaits = true;
  byId("search").value = "";
  byId("search").placeholder = t("path_hint");
  byId("search").focus();
}

function endPath() {
  pathWaits = false;
  byId("search").placeholder = t("search_hint");
}

function pathPanel() {
  const path = currentPath();
  const head = el("header", {}, el("p", { class: "kind" }, t("path_title")),
    el("h2", { id: "panel-title" }, named(state.sel), " → ", named(state.to)),
    el("div", { class: "actions" }, button(() => select(state.sel), {}, t("clear"))));
  if (!path || !path.length) return [head, el("p", {}, t(path ? "path_same" : "path_none"))];
  const rows = path.map(({ link }) => el("li", {}, el("div", { class: "fact" },
    thingButton(link.from), el("span", { class: "relation" }, relationName(link.name)), "→", thingButton(link.to)),
    quotes(link.cites)));
  return [head, el("p", { class: "quiet" }, `${path.length} ${t("steps")}`), el("ol", { class: "facts" }, rows)];
}
