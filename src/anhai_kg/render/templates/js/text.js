// The whole report, cut into pieces. A mark is a button; the words that prove the selection light up.
const pieceNodes = DATA.reports.map(() => []);

function pieceNode(report, [start, end, mark, cited]) {
  const node = el("span", { "data-report": report, "data-start": start, "data-end": end,
    class: cited ? "piece cited" : "piece" }, words([report, start, end]));
  if (mark < 0) return node;
  const [markStart, markEnd, ids, skipped] = DATA.reports[report].marks[mark];
  node.classList.add("mark", skipped >= 0 ? "skipped" : "c-" + things[ids[0]].cls);
  if (markStart !== start) return node;
  node.setAttribute("role", "button");
  node.tabIndex = -1;
  node.dataset.mark = mark;
  if (markEnd !== end) node.setAttribute("aria-label", words([report, markStart, markEnd]));
  return node;
}

// One element a line; headings where the graph says so.
function reportLines(report, r) {
  const rows = [];
  let line = el("p");
  const levels = headingLevels(report);
  const finish = () => {
    if (line.textContent.trim()) rows.push(line);
    line = el("p");
  };
  for (const piece of splitLines(r, report.pieces)) {
    if (piece === null) {
      finish();
      continue;
    }
    if (levels.has(piece[0])) {
      const level = levels.get(piece[0]);
      line = el("p", { role: "heading", "aria-level": level, class: "heading level-" + level }, ...line.childNodes);
    }
    const node = pieceNode(r, piece);
    pieceNodes[r].push(node);
    line.append(node);
  }
  finish();
  return rows;
}

function drawText() {
  byId("text").replaceChildren(...DATA.reports.map((report, r) => el("article", { hidden: true }, reportLines(report, r))));
  for (const article of byId("text").children) article.querySelector("[data-mark]")?.setAttribute("tabindex", "0");
}

// The report that the pane shows: the chosen one, or the first that holds what is selected.
function shownReport() {
  const spans = litSpans();
  const chosen = Number(state.report);
  return !spans.length || spans.some(([report]) => report === chosen) ? chosen : spans[0][0];
}

// Show that one, and in the chooser how often each report is cited; returns which it is.
function showReport() {
  const shown = shownReport();
  [...byId("text").children].forEach((article, r) => { article.hidden = r !== shown; });
  const spans = litSpans();
  const options = DATA.reports.map((report, r) => {
    const count = spans.filter(([other]) => other === r).length;
    return el("option", { value: r, selected: r === shown, lang: report.title ? "zh" : undefined }, `${report.title || `${t("untitled")} ${r + 1}`}${count ? ` (${count})` : ""}`);
  });
  byId("report").replaceChildren(...options);
  byId("report").hidden = DATA.reports.length < 2;
  return shown;
}

// Levels below the pane's own heading, none left out on the way down.
function headingLevels({ headings }) {
  let above = 2;
  return new Map(headings.map(([start, , level]) => {
    above = Math.min(6, level + 2, above + 1);
    return [start, above];
  }));
}

// Pieces cut again at line ends; null stands for a line end.
function splitLines(report, pieces) {
  const found = [];
  for (const [start, end, mark, cited] of pieces) {
    let from = start;
    for (let at = start; at < end; at += 1) {
      if (points[report][at] !== "\n") continue;
      if (at > from) found.push([from, at, mark, cited]);
      found.push(null);
      from = at + 1;
    }
    if (from < end) found.push([from, end, mark, cited]);
  }
  return found;
}

function litSpans() {
  const path = currentPath();
  if (path) return path.flatMap((step) => step.link.cites);
  if (state.edge) return links.find(({ id }) => id === state.edge).cites;
  if (state.at) return [citeOf(state.at)];
  return state.sel ? things[state.sel].cites : [];
}

function lightText({ scroll }) {
  const spans = litSpans();
  const exact = state.at ? spans : state.sel && !state.to ? markSpans.get(state.sel) || [] : [];
  let first = null;
  const shown = showReport();
  pieceNodes.forEach((nodes, report) => {
    const near = spans.filter(([r]) => r === report);
    const own = exact.filter(([r]) => r === report);
    for (const node of nodes) {
      const span = [report, Number(node.dataset.start), Number(node.dataset.end)];
      const on = near.some((cite) => overlaps(cite, span));
      node.classList.toggle("lit", on);
      node.classList.toggle("exact", own.some((cite) => overlaps(cite, span)));
      if (on && !first && report === shown) first = node;
    }
  });
  if (first && scroll) showPiece(first);
}

function showPiece(node) {
  const pane = byId("text");
  const top = node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top > 20 && top < pane.clientHeight - 60) return;
  pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3, behavior: calm() ? "auto" : "smooth" });
}

function press(node) {
  const mark = node.dataset.mark ?? node.previousElementSibling?.dataset?.mark;
  const report = Number(node.dataset.report);
  const known = mark !== undefined && node.classList.contains("mark");
  const [start, end, ids] = known
    ? DATA.reports[report].marks[mark]
    : [Number(node.dataset.start), Number(node.dataset.end), []];
  if (ids.length === 1) select(ids[0]);
  else go({ sel: "", to: "", edge: "", at: [report, start, end].join(",") });
}

// Words chosen with the mouse, a finger or shift and arrows, as a citation.
function chosenWords() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const touched = pieceNodes.flat().filter((node) => range.intersectsNode(node));
  if (!touched.length || !byId("text").contains(range.commonAncestorContainer)) return null;
  const report = Number(touched[0].dataset.report);
  const same = touched.filter((node) => Number(node.dataset.report) === report);
  const offset = (node, container, at) =>
    node.contains(container) && container.nodeType === Node.TEXT_NODE
      ? Array.from(container.data.slice(0, at)).length : null;
  const [head, tail] = [same[0], same[same.length - 1]];
  const start = Number(head.dataset.start) + (offset(head, range.startContainer, range.startOffset) ?? 0);
  const cut = offset(tail, range.endContainer, range.endOffset);
  const end = cut === null ? Number(tail.dataset.end) : Number(tail.dataset.start) + cut;
  return end > start ? [report, start, end] : null;
}

function startText() {
  drawText();
  const pane = byId("text");
  roving(pane, "[data-mark]");
  byId("report").addEventListener("change", ({ target }) => {
    const here = litSpans().some(([report]) => report === Number(target.value));
    go({ report: target.value, ...(here ? {} : { sel: "", to: "", edge: "", at: "" }) });
    pane.scrollTop = 0;
  });
  pane.addEventListener("click", (event) => {
    if (chosenWords()) return;
    const node = event.target.closest(".cited, .mark");
    if (node) press(node);
  });
  pane.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.dataset.mark) {
      press(event.target);
      event.preventDefault();
    }
  });
  // Chromium does not select beyond a focusable word that the drag began in: let go of it meanwhile.
  let held = null;
  pane.addEventListener("pointerdown", ({ target }) => {
    held = target.closest("[data-mark]");
    held?.removeAttribute("tabindex");
  });
  for (const kind of ["mouseup", "touchend", "keyup"]) {
    document.addEventListener(kind, ({ shiftKey }) => {
      if (kind === "keyup" && !shiftKey) return;
      if (held) held.tabIndex = pane.querySelector("[tabindex='0']") ? -1 : 0;
      held = null;
      const cite = chosenWords();
      if (cite && cite.join(",") !== state.at) go({ sel: "", to: "", edge: "", at: cite.join(",") });
    });
  }
}
