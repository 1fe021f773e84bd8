// What was done beside what is promised, field by field.
const DONE = ["Result", "Achievement"];
const PROMISED = ["Target", "Commitment"];

function deedList(key, ids) {
  const rows = ids.map((id) => el("li", {}, thingButton(id), el("span", { class: "when" }, periodName(things[id].facts.period))));
  return el("div", { class: "deed-list" }, el("h3", {}, `${t(key)} ${ids.length}`), el("ul", { class: "facts" }, rows));
}

function drawDeeds() {
  const hubs = [...ofClass("Field"), undefined];
  const sections = hubs.map((hub) => {
    const of = (classes) => ofClass(...classes).filter((id) => things[id].facts.field === hub);
    const [done, promised] = [of(DONE), of(PROMISED)];
    if (!done.length && !promised.length) return null;
    return el("section", { class: "deed" }, el("h2", {}, hub ? thingButton(hub) : t("no_field")),
      deedList("deeds_done", done), deedList("deeds_promised", promised));
  }).filter(Boolean);
  byId("deeds").replaceChildren(el("p", { class: "quiet" }, t("deeds_hint")), ...sections);
}
