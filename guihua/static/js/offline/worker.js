/** The service worker. The network comes first; without it a recording page is the kept one, its form waits in the phone, and of any
 * other page it is said that there is no signal. */
import { asset } from "./assets.js"
import { dropOlder } from "./caches.js"
import { keepFailed } from "./drafts.js"
import { forgotten, queue } from "./entries.js"
import { formAt, keep, kept, place } from "./pages.js"
import { chosen } from "./photos.js"
import { LONGER, PATIENCE, within } from "./reaching.js"

const STATIC = new URL("../../", import.meta.url).href
const RECORD = place(new URL("./", location.href))
const FORMS = [`${RECORD}new/`, `${RECORD}visits/new/`]

addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), dropOlder(location.href)])))

async function page(event) {
  const address = place(event.request.url)
  const spare = await kept(address).catch(() => undefined)
  try {
    const answer = await within(spare ? PATIENCE : LONGER, fetch(event.request))
    if (answer.ok) event.waitUntil(keep(address, answer.clone()))
    return answer
  } catch {
    return spare ?? noSignal()
  }
}

const noSignal = async () => (await kept(`${RECORD}no-signal/`).catch(() => undefined)) ?? Response.error()

const elsewhere = (event) => fetch(event.request).catch(noSignal)

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
    return Response.redirect(`${RECORD}waiting/`, 303)
  }
  await keepFailed(user, address, fields)
  return Response.redirect(`${address}#resume`, 303)
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  if (url.startsWith(STATIC)) event.respondWith(asset(event))
  else if (mode !== "navigate") return
  else if (method === "GET") event.respondWith(place(url).startsWith(RECORD) ? page(event) : elsewhere(event))
  else if (FORMS.some((one) => place(url).startsWith(one))) event.respondWith(form(event))
})
