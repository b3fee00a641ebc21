/** The service worker of the recording pages. The network comes first; without it, the kept page, and a form waits in the phone. */
import { keepFailed } from "./drafts.js"
import { forgotten, queue } from "./entries.js"
import { formAt, keep, kept, place } from "./pages.js"
import { chosen } from "./photos.js"

const STATIC = new URL("../../", import.meta.url).href
const CACHE = "guihua-record"
const SCOPE = place(registration.scope)
const PATIENCE = 4_000 // for a page that is also kept
const LONGER = 20_000 // for a form that is being saved, and for each of its photos
const NEVER_CHANGES = /\.[0-9a-f]{12}\.\w+$/ // its name tells what is in it
const GATEWAY = [502, 503, 504] // the programme itself is out of reach

addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(clients.claim()))

async function within(time, answering) {
  const late = new Promise((_done, failed) => setTimeout(() => failed(new Error("late")), time))
  const answer = await Promise.race([answering, late])
  if (GATEWAY.includes(answer.status)) throw new Error("out of reach")
  return answer
}

async function page(event) {
  const address = place(event.request.url)
  const spare = await kept(address).catch(() => undefined)
  try {
    const answer = await within(spare ? PATIENCE : LONGER, fetch(event.request))
    if (answer.ok) event.waitUntil(keep(address, answer.clone()))
    return answer
  } catch {
    return spare ?? (await kept(`${SCOPE}no-signal/`)) ?? Response.error()
  }
}

async function form(event) {
  const body = await event.request.clone().formData()
  try {
    return await within(LONGER * (1 + chosen(body).length), fetch(event.request))
  } catch {
    return wait(formAt(event.request.url), body)
  }
}

/** Of a form that may not be kept (a confidential domain's) nothing is, and the browser says that it did not get through. */
async function wait(address, body) {
  const user = body.get("keeps")
  if (!user) return Response.error()
  const fields = [...body].filter((field) => !forgotten(field))
  if (["save", "anyway"].includes(body.get("deed"))) {
    await queue(user, address, fields, chosen(body), body.get("photo_room"))
    return Response.redirect(`${SCOPE}waiting/`, 303)
  }
  await keepFailed(user, address, fields)
  return Response.redirect(`${address}#resume`, 303)
}

async function asset(event) {
  const cache = await caches.open(CACHE)
  const spare = await cache.match(event.request, { ignoreVary: true })
  if (spare && NEVER_CHANGES.test(event.request.url)) return spare
  try {
    const answer = await within(spare ? PATIENCE : LONGER, fetch(event.request))
    if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()))
    return answer
  } catch {
    return spare ?? Response.error()
  }
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  if (url.startsWith(STATIC)) event.respondWith(asset(event))
  else if (mode === "navigate" && method === "GET") event.respondWith(page(event))
  else if (mode === "navigate" && place(url).startsWith(`${SCOPE}new/`)) event.respondWith(form(event))
})
