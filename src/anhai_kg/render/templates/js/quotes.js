// Quotes: the words that prove something, each leading to its place in the text.
const SHOWN_QUOTES = 3;

function quote(cite) {
  const [report, start, end] = cite;
  const show = () => {
    go({ report: String(report), ...(narrow() ? { view: "text" } : {}) });
    const node = pieceNodes[report].find((piece) => Number(piece.dataset.end) > start);
    if (node) showPiece(node);
    for (const piece of pieceNodes[report]) {
      const span = [report, Number(piece.dataset.start), Number(piece.dataset.end)];
      piece.classList.toggle("here", overlaps(span, [report, start, end]));
    }
  };
  return button(show, { class: "quote", lang: "zh", title: t("quote_go") }, el("bdi", {}, words(cite)));
}

function quotes(cites) {
  const seen = new Map(cites.map((cite) => [cite.join(), cite]));
  const all = [...seen.values()];
  const rest = all.slice(SHOWN_QUOTES);
  const box = el("div", { class: "quotes" }, all.slice(0, SHOWN_QUOTES).map(quote));
  if (rest.length) {
    box.append(el("details", {}, el("summary", {}, `${t("more")} ${rest.length}`), rest.map(quote)));
  }
  return box;
}
