/** Signing out takes away all that this phone keeps of the user. What waits is sent first; what would be lost is asked about. */
import { dropAll } from "./caches.js"
import { draftsOf } from "./drafts.js"
import { entriesOf } from "./entries.js"
import { belongTo } from "./owning.js"
import { send } from "./sending.js"
import { all, clear, get, remove, wipe } from "./store.js"

const dialog = document.querySelector("dialog[data-leaving]")
const user = dialog?.dataset.leaving

const isThere = async () => (await indexedDB.databases()).some(({ name }) => name === "guihua-record")
const waiting = async () => (await entriesOf(user)).filter((one) => one.state !== "sent").length
const othersHave = async (store) => (await all(store)).filter((row) => row.user !== user && !row.done).length > 0

async function wipeOwn() {
  for (const store of ["entries", "drafts", "photos"]) {
    for (const row of await all(store)) if (row.user === user) await remove(store, row.id)
  }
  await remove("keys", user)
  await clear("pages")
  await clear("notes")
}

/** What a colleague has not sent stays, and the server is told not to have the browser clear it. */
async function leave(form) {
  const othersStay = (await othersHave("entries")) || (await othersHave("drafts"))
  await (othersStay ? wipeOwn() : wipe())
  await dropAll()
  const worker = await navigator.serviceWorker?.getRegistration()
  await worker?.unregister()
  if (othersStay) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "others", value: "1" }))
  const isMet = await fetch("/healthz", { method: "HEAD", cache: "no-store" }).catch(() => false)
  if (isMet) form.submit()
  else ask("gone", {}, form)
}

async function trySending() {
  const desk = await get("notes", "desk")
  if (desk) await send(user, desk.address)
  return waiting()
}

/** numbers: of what would be lost, by what it is called in the dialog. */
function ask(step, numbers, form) {
  for (const one of dialog.querySelectorAll("[data-step]")) one.hidden = !one.dataset.step.split(" ").includes(step)
  for (const told of dialog.querySelectorAll("[data-words]")) {
    const n = numbers[told.dataset.lost]
    told.textContent = told.dataset.words.replace("0", n)
    told.hidden = !n
  }
  dialog.onclose = () => {
    if (dialog.returnValue === "send") begin(form)
    if (dialog.returnValue === "leave") leave(form)
  }
  dialog.returnValue = ""
  if (!dialog.open) dialog.showModal()
}

async function begin(form) {
  const unsent = (await waiting()) && (await trySending())
  const unfinished = (await draftsOf(user)).length
  if (unsent) ask("waiting", { unsent, unfinished }, form)
  else if (unfinished) ask("unfinished", { unfinished }, form)
  else await leave(form)
}

document.addEventListener("submit", async (event) => {
  if (!dialog || !event.target.matches(`form[action="${dialog.dataset.address}"]`)) return
  event.preventDefault()
  if (await isThere()) await begin(event.target)
  else event.target.submit()
})

/** Whoever signed in here last may never open a recording page: those of the one before are not for them. */
if (dialog && (await isThere())) await belongTo(user)
