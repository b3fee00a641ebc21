/** Rows of a list are picked: 「本页全选」 ticks what is there without asking for the page anew, and the bar says how many. */
const bar = document.querySelector("form#picked");
const boxes = () => [...document.querySelectorAll("input[name=pick][form=picked]")];

function tell() {
  const ticked = boxes().filter((box) => box.checked);
  for (const box of boxes()) box.closest("tr").classList.toggle("picked", box.checked);
  const said = bar.querySelector("[data-picked]");
  said.textContent = ticked.length ? said.dataset.words.replace("0", ticked.length) : "";
}

bar?.querySelector("[data-pick-page]").addEventListener("click", (event) => {
  event.preventDefault();
  const wanted = !boxes().every((box) => box.checked);
  for (const box of boxes()) box.checked = wanted;
  tell();
});

document.addEventListener("change", (event) => {
  if (bar && event.target.matches("input[name=pick]")) tell();
});

if (bar) tell();
