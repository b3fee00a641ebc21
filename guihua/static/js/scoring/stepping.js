/** Big steps for a finger: less, more, or the best of a band; and what was given so far, as it is typed. */
const form = document.querySelector("form#scoring")
const step = Number(form?.dataset.step)
const scale = 100 // points have two places at most: counted in hundredths, sums stay exact

const told = (points) => String(Math.round(points * scale) / scale)
const fieldOf = (part) => part.closest(".criterion").querySelector("[name^=points_]")
const read = (field) => (field.value.trim() === "" ? NaN : Number(field.value))

function give(field, points) {
  field.value = told(points)
  field.closest(".criterion").querySelector("[name^=abstained_]").checked = false
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

function show(field) {
  const points = read(field)
  const criterion = field.closest(".criterion")
  for (const band of criterion.querySelectorAll("[data-floor]")) {
    band.classList.toggle("now", points >= Number(band.dataset.floor) && points <= Number(band.dataset.most))
  }
  const all = [...form.querySelectorAll("[name^=points_]")].map(read).filter((one) => !Number.isNaN(one))
  form.querySelector("[data-total]").textContent = told(all.reduce((sum, one) => sum + one, 0))
}

function work(event) {
  const button = event.target.closest("[data-less], [data-more], [data-most]")
  if (!button) return
  const field = fieldOf(button)
  const most = Number(field.closest(".criterion").querySelector("[data-more]").dataset.more)
  const now = read(field)
  if ("most" in button.dataset) give(field, Number(button.dataset.most))
  else if ("more" in button.dataset) give(field, Number.isNaN(now) ? most : Math.min(most, now + step))
  else give(field, Number.isNaN(now) ? most - step : Math.max(0, now - step))
}

if (form) {
  for (const button of form.querySelectorAll("[data-less], [data-more]")) button.hidden = false
  form.dataset.steps = "yes"
  form.addEventListener("click", work)
  form.addEventListener("input", (event) => event.target.name?.startsWith("points_") && show(event.target))
}
