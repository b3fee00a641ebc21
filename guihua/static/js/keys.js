/** Two keys that people try: `/` goes to the page's search, Esc closes what is open over the page. */
const OPEN = "details[name=definition][open]";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function close(details) {
  details.open = false;
  details.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  const search = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
  const isOn = document.documentElement.dataset.keys !== "off";
  if (event.key === "/" && isOn && search && !isTyping(event.target)) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape") document.querySelectorAll(OPEN).forEach(close);
  if (event.key === "Escape") document.querySelector("#suggested")?.replaceChildren();
});

document.addEventListener("click", (event) => {
  for (const details of document.querySelectorAll(OPEN)) {
    if (!details.contains(event.target)) details.open = false;
  }
  if (!event.target.closest(".search-box")) document.querySelector("#suggested")?.replaceChildren();
});
