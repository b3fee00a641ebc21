/** The list of a month: arrows move between its cells; what is pasted into a cell goes to the server as if into the text area. */
const grid = document.querySelector("[data-grid]");
const said = document.querySelector("[data-turned]");
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const fieldOf = (cell) => cell?.querySelector("input:not([type=hidden])");
const isText = (field) => field.type !== "checkbox";

/** Whether the arrow still has somewhere to go inside the text. */
function staysInside(field, across) {
  if (!isText(field) || !across) return false;
  const end = across < 0 ? 0 : field.value.length;
  return field.selectionStart !== end || field.selectionEnd !== end;
}

grid?.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell || event.target.matches("select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const [down, across] = step;
  if (staysInside(event.target, across)) return;
  const row = across ? cell.parentElement : grid.rows[cell.parentElement.rowIndex + down];
  const next = fieldOf(row?.cells[cell.cellIndex + across]);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
});

grid?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (isText(event.target) && !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  document.querySelector("[data-pasted]").value = text;
  document.querySelector("[data-at]").value = event.target.value?.includes(":") ? event.target.value : event.target.name.replace("cell:", "");
  document.querySelector("[name=deed][value=paste]").click();
});

grid?.addEventListener("change", (event) => {
  if (event.target.name !== "came") return;
  event.target.closest("td").classList.toggle("turned");
  said.textContent = said.dataset.words.replace("0", grid.querySelectorAll("td.turned").length);
});
