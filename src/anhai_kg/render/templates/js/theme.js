// Light, dark or as the system has it; the canvas takes its colours from the style sheet.
const dark = matchMedia("(prefers-color-scheme: dark)");
const colours = new Map(); // as the style sheet has them now
const THEMES = ["auto", "light", "dark"];

function applyTheme() {
  colours.clear();
  document.documentElement.dataset.theme =
    state.theme === "auto" ? (dark.matches ? "dark" : "light") : state.theme;
  byId("theme").textContent = { auto: "◐", light: "○", dark: "●" }[state.theme];
  byId("theme").setAttribute("aria-label", `${t("theme")}: ${t("theme_" + state.theme)}`);
  byId("theme").title = t("theme_" + state.theme);
}

function colour(name) {
  if (!colours.has(name)) {
    colours.set(name, getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
  }
  return colours.get(name);
}
