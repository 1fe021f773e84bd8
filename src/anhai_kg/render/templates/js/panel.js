// What is selected: its names, its facts and the words that prove them.
const thingButton = (id) =>
  button(() => select(id), { class: "thing" }, glyph(things[id].cls), named(id));

const BOUNDS = { ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈" };
const amount = ({ facts }) =>
  `${BOUNDS[facts.bound] ? BOUNDS[facts.bound] + " " : ""}${facts.printed} ${facts.unit[state.lang]}`;

function section(key, ...rows) {
  return rows.flat().length ? el("section", {}, el("h3", {}, t(key)), ...rows) : null;
}

function pairsList(pairs) {
  const rows = pairs.filter(([, value]) => value);
  return el("dl", {}, rows.flatMap(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]));
}

function relationRow({ link, other: to, out }) {
  const name = el("span", { class: "relation" }, relationName(link.name));
  return el("li", {}, el("div", { class: "fact" }, name, out ? "→" : "←", thingButton(to)), quotes(link.cites));
}

function thingPanel(id) {
  const thing = things[id];
  const near = around.get(id).filter(({ link }) => link.name !== "field");
  const isNamed = ({ other: to }) => !COUNTED.includes(things[to].cls);
  const rows = (ids) => listOf(ids.map((other) => el("li", {}, thingButton(other))));
  return [
    panelHead(id),
    COUNTED.includes(thing.cls) ? factList(thing) : null,
    stateList(thing),
    section("relations", listOf(near.filter(isNamed).map(relationRow))),
    section("figures", rows(besides(id, "Result", "Target"))),
    section("undertakings", rows(besides(id, "Achievement", "Commitment"))),
    thing.cls === "Field" ? fieldList(id) : null,
    thing.cites.length ? section("quotes", quotes(thing.cites)) : null,
    citeBox(thing.cites),
  ];
}

const listOf = (rows) => (rows.length ? [el("ul", { class: "facts" }, rows)] : []);

function fieldList(id) {
  const members = Object.keys(things).filter((other) => things[other].facts.field === id);
  return listOf(members.map((member) => el("li", {}, thingButton(member))));
}

function panelHead(id) {
  const thing = things[id];
  const second = thing.zh !== thing.en && el("p", { class: "second", lang: other(state.lang) },
    el("bdi", {}, thing[other(state.lang)]));
  const only = button(() => go({ only: state.only ? "" : "1" }), { "data-act": "only", "aria-pressed": String(Boolean(state.only)) }, t("only"));
  return el("header", {},
    el("p", { class: "kind" }, glyph(thing.cls), className(thing.cls)),
    el("h2", { id: "panel-title" }, named(id)), second || null,
    thing.forms.length ? el("p", { class: "forms" }, `${t("forms")} `, thing.forms.flatMap((form) => [zh(form), " "])) : null,
    el("div", { class: "actions" }, only,
      button(startPath, {}, t("path")), button(clear, {}, t("clear"))));
}

function factList(thing) {
  const { facts } = thing;
  const deed = ["Achievement", "Commitment"].includes(thing.cls);
  return pairsList([
    ["indicator", !deed && el("bdi", {}, facts.indicator[state.lang])],
    ["value", !deed && el("strong", { class: "amount" }, amount(thing))],
    ["bound", facts.word && zh(facts.word)],
    ["kind", (facts.rank && t("rank")) || (facts.growth && t("growth"))],
    ["action", facts.action && zh(facts.action)],
    ["object", facts.object && zh(facts.object)],
    ["period", periodName(facts.period)],
    ["group", facts.group && zh(facts.group)],
    ["field", facts.field && thingButton(facts.field)],
  ]);
}

function stateList(thing) {
  const rows = (thing.facts.states || []).map((fact) => el("li", {},
    el("div", { class: "fact" }, fact.state[state.lang], fact.planned ? ` (${t("planned")})` : ""), quotes(fact.cites)));
  return section("state", listOf(rows));
}

function edgePanel(link) {
  return [
    el("header", {}, el("p", { class: "kind" }, t("relations")), el("h2", { id: "panel-title" }, relationName(link.name)),
      el("div", { class: "actions" }, button(clear, {}, t("clear")))),
    el("div", { class: "fact" }, thingButton(link.from), el("span", { class: "relation" }, relationName(link.name)), "→", thingButton(link.to)),
    link.cites.length ? section("quotes", quotes(link.cites)) : null,
    citeBox(link.cites),
  ];
}

function wordsPanel(cite) {
  const found = readFrom(cite);
  const nothing = !found.things.length && !found.links.length && !found.skipped.length;
  const numbers = found.skipped.map((number) => el("li", {}, zh(number.printed), ` — ${t("reason")}: ${number.reason[state.lang]}`));
  return [
    el("header", {}, el("h2", { class: "kind" }, t("read_here")),
      el("blockquote", { lang: "zh", id: "panel-title" }, el("bdi", {}, words(cite))),
      el("div", { class: "actions" }, button(clear, {}, t("clear")))),
    nothing ? el("p", {}, t("read_nothing")) : null,
    listOf(found.things.map((id) => el("li", {}, thingButton(id)))),
    section("relations", listOf(found.links.map((link) => el("li", {}, el("div", { class: "fact" },
      thingButton(link.from), el("span", { class: "relation" }, relationName(link.name)), "→", thingButton(link.to)))))),
    section("not_figure", listOf(numbers)),
    citeBox([cite]),
  ];
}

// Nothing selected: what there is, and a way into each part.
function welcomePanel() {
  const rows = classes.filter((c) => c.key !== "Field" && ofClass(c.key).length).map((c) => {
    const table = { Official: "posts", Post: "posts", Project: "projects", Result: "figures", Target: "figures",
      Achievement: "undertakings", Commitment: "undertakings" }[c.key] || "names";
    const to = table === "undertakings" ? { view: "deeds" } : { view: "tables", table, sort: "" };
    return el("li", {}, button(() => go(to), { class: "tile" },
      el("strong", {}, glyph(c.key), String(ofClass(c.key).length)), className(c.key)));
  });
  return [el("header", {}, el("h2", { id: "panel-title" }, t("welcome")), el("p", { class: "quiet" }, t("welcome_hint"))),
    el("ul", { class: "tiles" }, rows)];
}

function drawPanel() {
  const link = state.edge && links.find(({ id }) => id === state.edge);
  const content = state.sel && state.to ? pathPanel()
    : link ? edgePanel(link)
    : state.at ? wordsPanel(citeOf(state.at))
    : state.sel ? thingPanel(state.sel) : welcomePanel();
  const panel = byId("panel");
  const focused = panel.contains(document.activeElement) && document.activeElement;
  const act = focused && focused.dataset.act;
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.classList.toggle("welcome", !link && !state.at && !state.sel);
  panel.scrollTop = 0;
  if (focused) (panel.querySelector(`[data-act="${act}"]`) || panel).focus(); // who was in here stays in here
}
