// Pictures: figures and undertakings by field, and targets beside results. Each bar leads to what it shows.
function bar({ value, cls, content }, most) {
  const width = Math.max(0.6, (100 * value) / most);
  return el("li", { class: "bar" },
    svg("svg", { "aria-hidden": "true", class: "c-" + cls }, svg("rect", { width: `${width}%`, height: "100%", rx: 3 })), content);
}

function chart(key, names, rows) {
  const list = rows.map(({ head, bars, most }) =>
    el("li", { class: "bars" }, el("div", { class: "bars-head" }, head), el("ul", {}, bars.map((one) => bar(one, most)))));
  return el("section", {}, el("h2", {}, t(key)), el("p", { class: "quiet" }, t(key + "_hint")),
    list.length ? [el("p", { class: "key" }, names.map((name) => el("span", {}, glyph(name), className(name)))), el("ul", {}, list)]
      : el("p", {}, t("chart_none")));
}

function fieldChart() {
  const rows = ofClass("Field").map((id) => ({
    head: thingButton(id),
    bars: COUNTED.map((cls) => ({ cls, value: ofClass(cls).filter((other) => things[other].facts.field === id).length }))
      .filter(({ value }) => value)
      .map((one) => ({ ...one, content: el("span", { class: "figure" }, `${one.value} ${className(one.cls)}`) })),
  }));
  const total = ({ bars }) => bars.reduce((sum, { value }) => sum + value, 0);
  rows.sort((a, b) => total(b) - total(a));
  const most = Math.max(1, ...rows.flatMap(({ bars }) => bars.map(({ value }) => value)));
  return chart("chart_fields", COUNTED.filter((cls) => ofClass(cls).length), rows.map((row) => ({ ...row, most })));
}

// Results and targets that share indicator and unit.
function pairs() {
  const found = new Map();
  for (const id of ofClass("Result", "Target")) {
    const { indicator, unit, growth } = things[id].facts;
    const name = [indicator.zh, unit.zh, growth].join(" ");
    found.set(name, [...(found.get(name) || []), id]);
  }
  const both = (ids) => ["Result", "Target"].every((cls) => ids.some((id) => things[id].cls === cls));
  return [...found.values()].filter(both);
}

function pairChart() {
  const rows = pairs().map((ids) => ({
    head: el("bdi", { lang: langOf(ids[0]) }, things[ids[0]].facts.indicator[state.lang]),
    bars: ids.map((id) => ({
      cls: things[id].cls,
      value: Math.abs(Number(things[id].facts.value)),
      content: button(() => select(id), { class: "thing figure" }, [amount(things[id]), periodName(things[id].facts.period)].filter(Boolean).join(" · "),
        el("span", { class: "unseen" }, ` ${className(things[id].cls)}`)),
    })),
    most: Math.max(...ids.map((id) => Math.abs(Number(things[id].facts.value)))) || 1,
  }));
  return chart("chart_pairs", ["Result", "Target"], rows);
}

function drawCharts() {
  byId("charts").replaceChildren(pairChart(), fieldChart());
}
