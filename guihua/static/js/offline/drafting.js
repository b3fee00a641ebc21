/** Keeps what is typed as one goes, and offers it again after a tab was closed or the signal went. */
import { propose } from "./clock.js"
import { draftOf, keepDraft } from "./drafts.js"
import { drop, forgotten } from "./entries.js"
import { fill } from "./filling.js"
import { label } from "./labels.js"
import { owner } from "./owning.js"
import { formAt } from "./pages.js"

const PAUSE = 500
const form = document.querySelector("form[data-keeps]")
const offer = document.querySelector("[data-draft]")
const { user, kept } = document.querySelector("offline-desk").dataset
const address = formAt(location.href)
let due

const fields = () => [...new FormData(form)].filter((field) => !forgotten(field))

function names() {
  const ticked = [...form.querySelectorAll("[name=who]:checked")]
  return Object.fromEntries(ticked.map((one) => [one.value, one.closest("li").querySelector("b").textContent.trim()]))
}

async function keep() {
  clearTimeout(due)
  due = undefined
  if ((await owner()) === user) await keepDraft(user, address, fields(), names())
}

function later() {
  clearTimeout(due)
  due = setTimeout(keep, PAUSE)
}

function resume(draft) {
  offer.hidden = true
  fill(form, draft.fields, draft.names)
}

/** A form that did not get through is filled again at once; what a closed tab left is offered. */
async function begin() {
  if (kept) await propose(form)
  const draft = await draftOf(user, address, form.elements.sent_as.value)
  const isWanted = location.hash === "#resume"
  if (isWanted) history.replaceState(null, "", address)
  if (!draft) return
  if (isWanted) resume(draft)
  else offerAgain(draft)
}

function offerAgain(draft) {
  offer.querySelector("[data-activity]").textContent = label(draft.fields).activity
  offer.querySelector("[data-resume]").addEventListener("click", () => resume(draft))
  offer.querySelector("[data-forget]").addEventListener("click", async () => {
    await drop(draft.id)
    offer.hidden = true
  })
  offer.hidden = false
}

if (form) {
  form.addEventListener("input", later)
  form.addEventListener("change", later)
  form.addEventListener("submit", keep)
  addEventListener("pagehide", () => due && keep())
  document.addEventListener("visibilitychange", () => document.hidden && due && keep())
  await begin()
  if ("typed" in form.dataset) await keep() // the server shows it again with what was typed before
}
