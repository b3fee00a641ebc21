/** Sends what waits, one after the other, as its form would have been sent: under the user's own sign-in, with a token of now. */
import { day, minute, wall } from "./clock.js"
import { entriesOf, look, sent } from "./entries.js"
import { place } from "./pages.js"
import { photosOf } from "./photos.js"
import { clear } from "./store.js"

const BY_ITSELF = { "Guihua-Unattended": "1" } // keeps nobody's sign-in alive
const SAVED = /^\/record\/(visits\/)?\d+\/saved\/$/
const LATER = [408, 429, 500, 502, 503, 504]
const WHY = "[data-errors] li, .notice.warn p, .state p"

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html")

/** A token of the user's own sign-in; "" where somebody else or nobody is signed in. */
async function tokenOf(user, address) {
  const page = await read(await fetch(address, { headers: BY_ITSELF, cache: "no-store" }))
  const there = page.querySelector("offline-desk")?.dataset.user
  if (!there) await clear("pages") // whoever ended this sign-in may have had a reason
  return there === user ? page.querySelector("main [name=csrfmiddlewaretoken]").value : ""
}

async function bodyOf(entry, token) {
  const body = new FormData()
  for (const [name, value] of [...entry.fields, ["csrfmiddlewaretoken", token]]) body.append(name, value)
  for (const photo of await photosOf(entry)) body.append("photos", photo)
  return body
}

/** "on" where the next one may follow, else why not. */
async function sendOne(user, entry, token) {
  const body = await bodyOf(entry, token)
  const answer = await fetch(entry.address, { method: "POST", body, headers: BY_ITSELF })
  const led = answer.redirected ? place(answer.url) : ""
  if (SAVED.test(led)) {
    const now = await wall()
    await sent(user, entry, led, `${day(now)} ${minute(now)}`)
    return "on"
  }
  if (led) return "signed-out"
  if (LATER.includes(answer.status)) return "later"
  await look(user, entry, (await read(answer)).querySelector(WHY)?.textContent.trim() ?? "")
  return "on"
}

async function sendAll(user, address) {
  const waiting = (await entriesOf(user)).filter((one) => one.state === "waiting")
  if (!waiting.length) return "on"
  const token = await tokenOf(user, address)
  if (!token) return "signed-out"
  for (const entry of waiting) {
    const outcome = await sendOne(user, entry, token)
    if (outcome !== "on") return outcome
  }
  return "on"
}

/** One tab at a time. Gives back "on", or why something still waits: "later" or "signed-out". */
export function send(user, address) {
  return navigator.locks.request("guihua-sending", () => sendAll(user, address).catch(() => "later"))
}
