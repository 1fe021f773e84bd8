// Two pictures, drawn as SVG: figures and undertakings by field, and targets beside results.
const BAR = 14;
const WIDE = 640;
const LEFT = 150;

function bars(rows, most, describe) {
  const height = rows.reduce((sum, row) => sum + row.bars.length * (BAR + 4) + 18, 0);
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${height}`, role: "img", "aria-label": describe, class: "chart" });
  let y = 6;
  for (const row of rows) {
    const middle = y + (row.bars.length * (BAR + 4)) / 2;
    picture.append(svg("text", { x: LEFT - 10, y: middle + 3, "text-anchor": "end" }, row.label));
    for (const bar of row.bars) {
      const width = Math.max(2, ((WIDE - LEFT - 190) * bar.value) / most(row));
      picture.append(svg("rect", { x: LEFT, y, width, height: BAR, rx: 3, class: "c-" + bar.cls }),
        svg("text", { x: LEFT + width + 8, y: y + BAR - 3, class: "figure" }, bar.text));
      y += BAR + 4;
    }
    y += 18;
  }
  return picture;
}

function key(...names) {
  return el("p", { class: "key" }, names.map((name) => el("span", {}, svg("svg", { viewBox: "0 0 12 12", class: "glyph", "aria-hidden": "true" },
    svg("rect", { width: 12, height: 12, rx: 3, class: "c-" + name })), className(name))));
}

function fieldChart() {
  const rows = ofClass("Field").map((id) => ({
    label: label(id),
    bars: COUNTED.map((cls) => {
      const value = ofClass(cls).filter((other) => things[other].facts.field === id).length;
      return { value, cls, text: String(value) };
    }).filter(({ value }) => value),
  })).filter((row) => row.bars.length);
  const total = (row) => row.bars.reduce((sum, { value }) => sum + value, 0);
  rows.sort((a, b) => total(b) - total(a));
  if (!rows.length) return "";
  const most = Math.max(1, ...rows.flatMap((row) => row.bars.map(({ value }) => value)));
  return el("section", {}, el("h2", {}, t("chart_fields")), el("p", { class: "quiet" }, t("chart_fields_hint")),
    key(...COUNTED.filter((cls) => ofClass(cls).length)), bars(rows, () => most, t("chart_fields")));
}

// Results and targets that share indicator and unit.
function pairs() {
  const found = new Map();
  for (const id of ofClass("Result", "Target")) {
    const { indicator, unit } = things[id].facts;
    const name = indicator.zh + " " + unit.zh;
    found.set(name, [...(found.get(name) || []), id]);
  }
  const both = (ids) => ["Result", "Target"].every((cls) => ids.some((id) => things[id].cls === cls));
  return [...found.values()].filter(both);
}

function pairChart() {
  const rows = pairs().map((ids) => ({
    label: things[ids[0]].facts.indicator[state.lang],
    bars: ids.map((id) => ({ value: Number(things[id].facts.value), cls: things[id].cls,
      text: `${amount(things[id])}${things[id].facts.period ? ` · ${things[id].facts.period}` : ""}` })),
    ids,
  }));
  const head = [el("h2", {}, t("chart_pairs")), el("p", { class: "quiet" }, t("chart_pairs_hint"))];
  if (!rows.length) return el("section", {}, head, el("p", {}, t("chart_none")));
  const most = (row) => Math.max(...row.bars.map(({ value }) => value)) || 1;
  return el("section", {}, head, key("Result", "Target"), bars(rows, most, t("chart_pairs")),
    el("ul", { class: "facts" }, rows.flatMap((row) => row.ids).map((id) => el("li", {}, thingButton(id), " ", things[id].facts.period || ""))));
}

function drawCharts() {
  byId("charts").replaceChildren(fieldChart(), pairChart());
}
