/** The roster of a session: typing narrows it to whom one means, by 汉字, pinyin or initials; the bar says how many are ticked. */
const TWO_LETTERS = ["zh", "ch", "sh"];
const roster = document.querySelector("[data-roster]");
const find = document.querySelector("[data-find]");
const said = document.querySelector("[data-ticked]");

const plain = (text) => [...text.normalize("NFKC").toLowerCase()].filter((one) => /[\p{L}\p{N}]/u.test(one)).join("");

/** Where in the query one may be once a character is spelled from `place` on: as the server's finding does it. */
function* steps([own, ...readings], query, place) {
  const rest = query.slice(place);
  if (rest.startsWith(own)) yield place + own.length;
  for (const reading of readings) {
    if (reading.startsWith(rest)) yield query.length;
    if (rest.startsWith(reading)) yield place + reading.length;
    if (rest[0] === reading[0]) yield place + 1;
    if (TWO_LETTERS.includes(rest.slice(0, 2)) && reading.startsWith(rest.slice(0, 2))) yield place + 2;
  }
}

function matches(spelt, query) {
  let reached = new Set();
  for (const unit of spelt.split(" ")) {
    const after = new Set();
    for (const place of new Set([...reached, 0])) {
      for (const next of steps(unit.split(":"), query, place)) after.add(next);
    }
    if (after.has(query.length)) return true;
    reached = after;
  }
  return false;
}

function narrow() {
  const query = plain(find.value);
  for (const row of roster.children) {
    row.hidden = Boolean(query) && !row.querySelector("[name=who]:checked") && !matches(row.dataset.spelt, query);
  }
}

function tell() {
  const ticked = document.querySelectorAll("[name=who]:checked").length;
  const added = document.querySelectorAll("input[type=hidden][name=new_name]").length;
  said.textContent = said.dataset.words.replace("0", ticked + added);
}

find?.addEventListener("input", narrow);
find?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  document.querySelector("[data-ask]").click();
});
document.addEventListener("change", (event) => {
  if (said && event.target.closest("form.entry")) tell();
});
