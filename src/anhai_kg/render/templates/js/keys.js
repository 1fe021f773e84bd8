// Arrow keys in the graph: to the nearest node on that side of the selected one.
const SIDES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nearest(from, [dx, dy]) {
  const places = net.getPositions();
  const here = places[from];
  if (!here) return sheet.titles.flatMap(({ nodes }) => nodes).find((id) => places[id]) || "";
  const turn = dy ? 0.5 : 2; // a row is lower than it is wide
  let best = "";
  let least = Infinity;
  for (const [id, { x, y }] of Object.entries(places)) {
    const along = (x - here.x) * dx + (y - here.y) * dy;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    if (id === from || along <= 0 || along + turn * aside >= least) continue;
    least = along + turn * aside;
    best = id;
  }
  return best;
}

function startKeys() {
  byId("graph").addEventListener("keydown", (event) => {
    const side = SIDES[event.key];
    if (side) {
      const id = nearest(state.sel, side);
      if (id) select(id);
      event.preventDefault();
    } else if (event.key === "Enter" && state.sel) {
      byId("panel").focus();
      event.preventDefault();
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      scroll(0, event.key === "PageDown" ? aPage() : -aPage());
      event.preventDefault();
    } else if (event.key === "+" || event.key === "-") {
      byId(event.key === "+" ? "zoom-in" : "zoom-out").click();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && !typing) clear();
    if (event.key === "/" && !typing) {
      byId("search").focus();
      event.preventDefault();
    }
  });
}
