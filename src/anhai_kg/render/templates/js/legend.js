// Classes by colour and shape; pressing one shows or hides it.
const POINTS = {
  star: "8,1 10,6 15,6 11,9.5 12.5,15 8,11.6 3.5,15 5,9.5 1,6 6,6",
  triangle: "8,2 15,14 1,14",
  triangleDown: "1,2 15,2 8,14",
  diamond: "8,1 15,8 8,15 1,8",
  hexagon: "4,2 12,2 16,8 12,14 4,14 0,8",
};

function glyph(key) {
  const { shape } = classOf[key];
  const tint = { class: "c-" + key };
  let figure;
  if (POINTS[shape]) figure = svg("polygon", { points: POINTS[shape], ...tint });
  else if (shape === "dot") figure = svg("circle", { cx: 8, cy: 8, r: COUNTED.includes(key) ? 4 : 7, ...tint });
  else if (shape === "square") {
    const size = COUNTED.includes(key) ? 7 : 13;
    figure = svg("rect", { x: 8 - size / 2, y: 8 - size / 2, width: size, height: size, ...tint });
  }
  if (OPEN.includes(key)) figure.classList.add("open");
  return svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" }, figure);
}

const className = (key) => {
  const name = classOf[key][state.lang];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

function drawLegend() {
  const hidden = new Set(state.hide.split("."));
  const focused = document.activeElement?.dataset?.legend;
  const rows = classes.filter((c) => ofClass(c.key).length && c.key !== "Field").map((c) => {
    const toggle = () => {
      const next = new Set(hidden);
      if (!next.delete(c.key)) next.add(c.key);
      say(`${className(c.key)} ${t(next.has(c.key) ? "hidden" : "shown")}`);
      go({ hide: classes.map(({ key }) => key).filter((key) => next.has(key)).join(".") });
    };
    return el("li", {}, button(toggle, {
      "aria-pressed": String(!hidden.has(c.key)), "data-legend": c.key, class: "chip",
    }, glyph(c.key), className(c.key), el("span", { class: "count" }, String(ofClass(c.key).length))));
  });
  byId("legend").replaceChildren(...rows);
  if (focused) byId("legend").querySelector(`[data-legend="${focused}"]`)?.focus();
}
