// How to cite: who, what, when, where (after GB/T 7714), and the sentence with its place in the text.
const ENDS = /[。！？；\n]/u;

// The sentence around a citation.
function sentence([report, start, end]) {
  const text = points[report];
  let [from, to] = [start, end];
  while (from > 0 && !ENDS.test(text[from - 1])) from -= 1;
  while (to < text.length && !ENDS.test(text[to - 1])) to += 1;
  while (from < start && /\s/u.test(text[from])) from += 1;
  return [report, from, to];
}

function reference(cite) {
  const { title, date, publisher, source } = DATA.reports[cite[0]];
  const online = /^https?:/i.test(source);
  const today = new Date().toISOString().slice(0, 10);
  const whole = sentence(cite);
  return [
    publisher && `${publisher}. `,
    `${title || t("untitled")}[${online ? "EB/OL" : "R"}]`,
    date && (online ? `. (${date})[${today}]` : `. ${date}`),
    source && `. ${source}`,
    `: “${words(whole).trim()}” (char ${whole[1]}–${whole[2]}).`,
  ].filter(Boolean).join("");
}

function citeBox(cites) {
  const texts = [...new Set(cites.map(reference))];
  const rows = texts.slice(0, SHOWN_QUOTES).map((text) => {
    const copy = () => {
      const failed = () => say(t("cite_by_hand"));
      if (!navigator.clipboard) failed();
      else navigator.clipboard.writeText(text).then(() => say(t("copied")), failed);
    };
    return el("li", {}, el("p", { class: "citation", lang: "zh" }, el("bdi", {}, text)), button(copy, { class: "chip" }, t("copy")));
  });
  return rows.length ? el("details", { class: "cite" }, el("summary", {}, t("cite")), el("ul", {}, rows)) : null;
}
