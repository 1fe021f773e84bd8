// Search by any name in Chinese, English or pinyin (whole or initials), and in the words of the text.
const MOST = 12;
const plain = (text) => text.normalize("NFKC").toLowerCase();
const keysOf = new Map(Object.entries(things).map(([id, thing]) => [id, {
  names: [thing.zh, thing.en, ...thing.forms].map(plain),
  sounds: thing.pinyin ? thing.pinyin.split(" ") : [],
}]));
let options = [];
let chosen = -1;

// Lower is better; Infinity is no match.
function rank(id, wanted) {
  const { names, sounds } = keysOf.get(id);
  const sound = wanted.replace(/[\s']/g, "");
  const late = COUNTED.includes(things[id].cls) ? 4 : 0;
  if (names.some((name) => name === wanted)) return late;
  if (names.some((name) => name.startsWith(wanted))) return late + 1;
  if (sounds.some((name) => name.startsWith(sound))) return late + 2;
  if (names.some((name) => name.includes(wanted))) return late + 3;
  return sound.length > 1 && sounds.some((name) => name.includes(sound)) ? late + 3.5 : Infinity;
}

function find(query) {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const ranked = Object.keys(things).map((id) => [rank(id, wanted), id]).filter(([r]) => r < Infinity);
  ranked.sort(([a, one], [b, two]) => a - b || things[one].zh.length - things[two].zh.length);
  const found = ranked.slice(0, MOST).map(([, id]) => ({ id }));
  return pathWaits ? found : [...found, ...inText(query.trim())];
}

function inText(query) {
  const letters = Array.from(query);
  const found = [];
  points.forEach((text, report) => {
    for (let at = 0; at + letters.length <= text.length && found.length < 3; at += 1) {
      if (letters.every((letter, n) => text[at + n] === letter)) {
        found.push({ at: [report, at, at + letters.length] });
      }
    }
  });
  return found;
}

function optionRow(option, n) {
  const attributes = { role: "option", id: `option-${n}`, "aria-selected": String(n === chosen),
    onmousedown: (event) => { event.preventDefault(); take(n); } };
  if (option.at) {
    const [report, start, end] = option.at;
    const before = words([report, Math.max(0, start - 8), start]).replace(/\s/g, " ");
    const after = words([report, end, Math.min(points[report].length, end + 12)]).replace(/\s/g, " ");
    return el("li", attributes, el("span", { class: "quiet" }, t("search_text"), " "),
      el("bdi", { lang: "zh" }, "…", before, el("b", {}, words(option.at)), after, "…"));
  }
  const thing = things[option.id];
  return el("li", attributes, glyph(thing.cls), el("bdi", { lang: "zh" }, thing.zh), " ",
    thing.en !== thing.zh ? el("bdi", { class: "quiet", lang: "en" }, thing.en) : null);
}

function drawOptions() {
  const open = byId("search").value.trim() !== "" && document.activeElement === byId("search");
  const rows = options.map(optionRow);
  if (!rows.length) rows.push(el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("search_none")));
  byId("found").replaceChildren(...rows);
  byId("found").hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  if (chosen >= 0) byId("search").setAttribute("aria-activedescendant", `option-${chosen}`);
  else byId("search").removeAttribute("aria-activedescendant");
  rows[chosen]?.scrollIntoView({ block: "nearest" });
}

function take(n) {
  const option = options[n];
  if (!option) return;
  byId("search").value = "";
  options = [];
  chosen = -1;
  const ends = pathWaits && state.sel;
  if (ends) go({ to: option.id });
  else if (option.at) go({ sel: "", to: "", edge: "", at: option.at.join(",") });
  else select(option.id);
  endPath();
  drawOptions();
}

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", () => {
    options = find(input.value);
    chosen = options.length ? 0 : -1;
    drawOptions();
    if (input.value.trim()) say(`${options.length} ${t("found")}`);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      chosen = (chosen + step + options.length) % options.length;
      drawOptions();
      event.preventDefault();
    } else if (event.key === "Enter") {
      take(chosen);
    } else if (event.key === "Escape") {
      input.value = "";
      endPath();
      drawOptions();
    }
  });
  input.addEventListener("blur", () => drawOptions());
  input.addEventListener("focus", () => drawOptions());
}
