/** What the server does for the form while there is a signal, the page does by itself: people are added, and last time is opened. */
import { addNew } from "./filling.js"
import { formAt, keptAt } from "./pages.js"
import { bytesOf } from "./photos.js"

const form = document.querySelector("form[data-keeps]")
const NEEDED = form?.dataset.needs.split(" ")
const isKept = document.querySelector("offline-desk").dataset.kept === "yes"

const say = (name) => {
  for (const one of form.querySelectorAll("[data-said]")) one.hidden = one.dataset.said !== name
}

function add() {
  const [name, phone] = [form.querySelector("#new_name"), form.querySelector("#new_phone")]
  if (!name.value.trim() || !phone.value.trim()) return say("both")
  const part = name.closest("fieldset").querySelector("select")
  addNew(form, name.value.trim(), phone.value.trim(), part.value)
  name.value = phone.value = ""
  say("")
  form.dispatchEvent(new Event("change", { bubbles: true }))
}

function leaveOut(button) {
  button.closest("li").remove()
  form.querySelector("#new_name").focus()
  form.dispatchEvent(new Event("change", { bubbles: true }))
}

/** Where it was not kept the server is asked, as a page that was kept may stand there when the signal is back. */
async function begin(as, button) {
  const there = `${formAt(location.href)}&like=${as}`
  if (await keptAt(there)) return location.assign(there)
  if (!navigator.onLine) return say("not-kept")
  form.removeEventListener("submit", work)
  form.requestSubmit(button)
}

/** More photos than the phone has room for. */
function tooMany() {
  const { photos, photo_room: room } = form.elements
  return photos && bytesOf([...photos.files]) > room.value ? photos : undefined
}

/** What nobody can save without is asked for now: the server could ask for it only once there is a signal. */
function isWhole() {
  const wanted = NEEDED.map((name) => form.elements[name]).find((one) => !one.value.trim())
  const field = wanted?.[0] ?? wanted ?? tooMany()
  field?.setCustomValidity(wanted ? form.dataset.keeps : form.elements.photo_room.dataset.words)
  field?.reportValidity()
  form.addEventListener("input", () => field?.setCustomValidity(""), { once: true })
  return !field
}

const is = (deed, name) => deed.split("-")[0] === name

function work(event) {
  const button = event.submitter
  const deed = button?.value ?? "look"
  const saves = is(deed, "save") || is(deed, "anyway")
  const here = !navigator.onLine || isKept
  if (here && deed === "add") add()
  else if (is(deed, "drop")) leaveOut(button)
  else if (here && is(deed, "like")) begin(deed.slice(5), button)
  else if (saves ? !here || isWhole() : navigator.onLine) return
  else if (!saves) say("not-kept")
  event.preventDefault()
}

form?.addEventListener("submit", work)
