/** Mending rows without leaving them: after a change the focus goes on to the next cell that is wrong. */
const CELLS = "td.bad .cell-edit input[name=new]";

let left = "";

const place = (input) => input.id.split("-").slice(1).map(Number);

function isAfter(input) {
  const [row, column] = place(input);
  const [oldRow, oldColumn] = left.split("-").slice(1).map(Number);
  return row > oldRow || (row === oldRow && column >= oldColumn);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const input = event.target.closest("form")?.querySelector("input[name=new]");
  left = input?.id ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!left) return;
  const cells = [...document.querySelectorAll(CELLS)];
  (cells.find(isAfter) ?? cells[0] ?? document.querySelector("#record button:enabled"))?.focus();
});

// refused, or out of reach: the page as the server has it says why
for (const failed of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failed, () => location.reload());
}
