/** A list by keys: j and k (↓ and ↑ once in a row) go from row to row, x picks one, ? says which keys there are. Enter
 * opens, since the focus is on the row's own link. Off where somebody turned the keys off, and where somebody types. */
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
const help = document.querySelector("dialog#keys");
const opener = document.querySelector("[data-keys-help]");

const isOn = () => document.documentElement.dataset.keys !== "off";
const rows = () => [...document.querySelectorAll("main table.cards tbody tr")];
const current = () => rows().findIndex((row) => row.contains(document.activeElement));

function go(step) {
  const all = rows();
  const at = current();
  const row = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  if (!row) return false;
  const title = row.querySelector("th a") ?? row;
  if (title === row) row.tabIndex = -1;
  title.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function pick() {
  const box = rows()[current()]?.querySelector("input[name=pick]");
  box?.click();
  return Boolean(box);
}

function answer(key) {
  if (key === "?" && help) {
    help.showModal();
    return true;
  }
  if (key === "x") return pick();
  if (key.startsWith("Arrow") && current() < 0) return false;
  return key in STEPS && go(STEPS[key]);
}

document.addEventListener("keydown", (event) => {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  if (!isPlain || !isOn() || event.target.closest(TYPING)) return;
  if (answer(event.key)) event.preventDefault();
});

if (opener && help) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}
