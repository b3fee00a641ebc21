/** Saves a sheet as one goes, by its own form. Until it is through it lies in this device, sealed, and is sent later as it was typed,
 * with what its writer had seen: so that the server faces it with whatever somebody else saved meanwhile. */
import { Again } from "../offline/again.js"
import { draftsOf, keepDraft } from "../offline/drafts.js"
import { LONGER, within } from "../offline/reaching.js"
import { remove } from "../offline/store.js"
import { fields, fill, form, goAs, join, see, tell } from "./filling.js"
import { judged } from "./judging.js"

const PAUSE = 1_200
const LATER = [408, 429, 500]
const user = form?.dataset.user
const id = form?.elements.sent_as.value
const again = new Again(() => save())
let due, last

const keep = () => keepDraft(user, location.pathname, fields(), {}).catch(() => {})

async function take(answer) {
  const { outcome, there, why } = await judged(answer)
  if (outcome === "saved") see(there)
  if (outcome === "saved" && due === undefined) await remove("drafts", id).catch(() => {})
  if (outcome !== "joined") return tell(outcome, why)
  if (due === undefined) join(there)
  later()
  return tell("saving")
}

async function send() {
  clearTimeout(due)
  due = undefined
  tell("saving")
  await keep()
  try {
    const answer = await within(LONGER, fetch(location.pathname, { method: "POST", body: new FormData(form) }))
    if (!LATER.includes(answer.status)) return await take(answer)
  } catch {
    // said below
  }
  again.later()
  return tell("waiting")
}

/** One after the other, so that each is sent with what the one before made of it. */
function save() {
  last = (last ?? Promise.resolve()).then(send)
  return last
}

function later() {
  clearTimeout(due)
  due = setTimeout(save, PAUSE)
}

async function submit(event) {
  event.preventDefault()
  const outcome = await save()
  const { value, dataset } = event.submitter ?? {}
  const way = value === "check" ? form.dataset.checking : dataset?.way
  if (outcome === "saved" && way) location.assign(way)
  else if (["wrong", "both"].includes(outcome)) goAs(event.submitter)
}

/** What did not get through before this page was opened. */
async function begin() {
  const kept = (await draftsOf(user).catch(() => [])).find((one) => one.id === id)
  if (kept) fill(kept.fields)
  if (kept) await save()
}

if (form) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, later)
  form.addEventListener("submit", submit)
  addEventListener("pagehide", () => due && keep())
  addEventListener("online", () => again.soon() || (form.querySelector('[data-told="waiting"]').hidden ? undefined : save()))
  if (!form.querySelector("[data-errors]")) await begin()
  form.dataset.ready = "yes"
}
