// The same facts as tables: each cell holds a text to sort and save, and may hold a thing to go to.
const cell = (text, id) => ({ text: String(text ?? ""), id });
const thingCell = (id) => (id ? cell(label(id), id) : cell(""));
const many = (ids) => ({ text: ids.map(label).join("、"), ids });
const quoteCell = (cites) => ({ text: cites.length ? words(cites[0]) : "", cite: cites[0] });
const toward = (id, name) => around.get(id).filter((s) => s.out && s.link.name === name).map((s) => s.other);
const figuresOf = (id) => besides(id, "Result", "Target");

const TABLES = {
  posts: {
    columns: ["official", "post", "body", "how", "quote"],
    rows: () => ofClass("Official").flatMap((id) => {
      const held = around.get(id).filter(({ link, out }) => out && ["serves", "elected"].includes(link.name));
      if (!held.length) return [[thingCell(id), cell(""), cell(""), cell(""), quoteCell(things[id].cites)]];
      return held.map(({ link, other: post }) => [thingCell(id), thingCell(post),
        many(toward(post, "postIn")), cell(t(link.name)), quoteCell(link.cites)]);
    }),
  },
  projects: {
    columns: ["project", "place", "state", "money", "quote"],
    rows: () => ofClass("Project").map((id) => [thingCell(id), many(toward(id, "locatedIn")),
      cell((things[id].facts.states || []).map((s) => s.state[state.lang] + (s.planned ? ` (${t("planned")})` : "")).join("、")),
      many(figuresOf(id)), quoteCell(things[id].cites)]),
  },
  figures: {
    columns: ["status", "indicator", "value", "unit", "bound", "period", "about", "field", "quote"],
    numeric: ["value"],
    rows: () => ofClass("Result", "Target").map((id) => {
      const { cls, facts, cites } = things[id];
      return [cell(className(cls)), { text: facts.indicator[state.lang], id, short: true }, cell(facts.value), cell(facts.unit[state.lang]),
        cell(facts.bound + (facts.word ? ` ${facts.word}` : "")), { text: facts.period || "", shown: periodName(facts.period) }, many(toward(id, "about")),
        thingCell(facts.field), quoteCell(cites)];
    }),
  },
  undertakings: {
    columns: ["status", "action", "object", "about", "period", "field", "quote"],
    rows: () => ofClass("Achievement", "Commitment").map((id) => {
      const { cls, facts, cites } = things[id];
      return [cell(className(cls)), { text: facts.action || label(id), id, short: true }, cell(facts.object), many(toward(id, "about")),
        { text: facts.period || "", shown: periodName(facts.period) }, thingCell(facts.field), quoteCell(cites)];
    }),
  },
  names: {
    columns: ["kind", "name", "forms", "quote"],
    rows: () => Object.keys(things).filter((id) => !COUNTED.includes(things[id].cls) && things[id].cls !== "Field")
      .map((id) => [cell(className(things[id].cls)), thingCell(id), cell(things[id].forms.join("、")), quoteCell(things[id].cites)]),
  },
  relations: {
    columns: ["from", "relation", "to", "quote"],
    rows: () => links.filter((link) => link.name !== "field").map((link) =>
      [thingCell(link.from), cell(relationName(link.name)), thingCell(link.to), quoteCell(link.cites)]),
  },
  skipped: {
    columns: ["printed", "reason", "quote"],
    rows: () => DATA.skipped.map(({ cite, printed, reason }) =>
      [cell(printed), cell(reason[state.lang]), { ...quoteCell([cite]), cite: around20(cite) }]),
  },
};

// A number alone says little: a few words on either side.
const around20 = ([report, start, end]) =>
  [report, Math.max(0, start - 10), Math.min(points[report].length, end + 10)];

function sorted(rows, { columns, numeric = [] }) {
  const down = state.sort.startsWith("-");
  const column = columns.indexOf(state.sort.replace("-", ""));
  if (column < 0) return rows;
  const order = new Intl.Collator(state.lang === "zh" ? "zh-CN" : "en", { numeric: true });
  const compare = numeric.includes(columns[column])
    ? (a, b) => Number(a[column].text) - Number(b[column].text)
    : (a, b) => order.compare(a[column].text, b[column].text);
  return [...rows].sort((a, b) => (down ? -compare(a, b) : compare(a, b)));
}

function tableCell(content, column, numeric) {
  let inside = el("bdi", {}, content.shown ?? content.text);
  if (content.cite) inside = button(() => go({ sel: "", to: "", edge: "", at: content.cite.join(",") }),
    { class: "quote", lang: "zh" }, el("bdi", {}, words(content.cite).replace(/\s+/g, " ")));
  else if (content.short) inside = button(() => select(content.id), { class: "thing" }, glyph(things[content.id].cls), inside);
  else if (content.id) inside = thingButton(content.id);
  else if (content.ids) inside = el("div", { class: "stack" }, content.ids.map(thingButton));
  return el("td", { class: numeric.includes(column) ? "number" : undefined }, inside);
}

function headCell(column) {
  const now = state.sort.replace("-", "") === column;
  const down = state.sort.startsWith("-");
  const next = now && !down ? "-" + column : column;
  return el("th", { scope: "col", "aria-sort": now ? (down ? "descending" : "ascending") : "none" },
    button(() => go({ sort: next }), { class: "sort", title: t("sort_by"), "data-sort": column }, t(column),
      el("span", { "aria-hidden": "true" }, now ? (down ? " ▾" : " ▴") : "")));
}

// A spreadsheet takes a cell that begins like a formula for one: a quotation mark keeps it text.
function saveCsv(name, columns, rows) {
  const safe = (text) => (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text);
  const field = (text) => `"${safe(text).replace(/"/g, '""')}"`;
  const lines = [columns.map((column) => t(column)), ...rows.map((row) => row.map((content) => content.text))];
  const text = "\ufeff" + lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  el("a", { href: url, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function drawTables() {
  const name = TABLES[state.table] ? state.table : "posts";
  const table = TABLES[name];
  const rows = sorted(table.rows(), table);
  const focused = document.activeElement?.dataset;
  const [wasSort, wasTable] = [focused?.sort, focused?.table];
  const picks = Object.keys(TABLES).map((key) => button(() => go({ table: key, sort: "" }),
    { "aria-pressed": String(key === name), "data-table": key, class: "chip" }, t("table_" + key)));
  const body = rows.map((row) => el("tr", {}, row.map((content, n) => tableCell(content, table.columns[n], table.numeric || []))));
  byId("tables").replaceChildren(
    el("div", { class: "picks", role: "group", "aria-label": t("choose_table") }, picks),
    el("div", { class: "table-head" }, el("p", { class: "quiet" }, `${rows.length} ${t("rows")}`),
      button(() => saveCsv(name, table.columns, rows), { id: "download" }, t("download"))),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table_" + name) },
      el("table", {}, el("caption", {}, t("table_" + name)), el("thead", {}, el("tr", {}, table.columns.map(headCell))), el("tbody", {}, body))));
  const again = wasSort ? `[data-sort="${wasSort}"]` : wasTable ? `[data-table="${wasTable}"]` : "";
  if (again) byId("tables").querySelector(again)?.focus();
}
