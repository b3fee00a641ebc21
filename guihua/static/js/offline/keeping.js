/** Sees to it that the worker is there, and fetches the pages it will be asked for before they are needed. */
import { nameOf } from "./caches.js"
import { dropOld, formAt, keep, keptAt } from "./pages.js"

const HOUR = 3_600_000
const MOST_LIKES = 3 // sessions of late that a new one may begin as

/** What a page is made of, all the same for everybody. */
async function keepAssets(page, worker) {
  const named = [...page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
  const loaded = performance.getEntriesByType("resource").map((one) => one.name)
  const ours = new URL("../../", import.meta.url).href
  const wanted = [...named.map((one) => new URL(one.getAttribute("href") ?? one.getAttribute("src"), location.href).href), ...loaded]
  const cache = await caches.open(nameOf(worker))
  for (const one of new Set(wanted.filter((address) => address.startsWith(ours)))) {
    if (!(await cache.match(one, { ignoreVary: true }))) await cache.add(one)
  }
}

async function fetchOne(address) {
  if ((await keptAt(address)) > Date.now() - HOUR) return undefined
  const answer = await fetch(address, { headers: { "Guihua-Unattended": "1" }, cache: "no-store" })
  const page = answer.ok ? await keep(address, answer) : ""
  return page ? { at: formAt(answer.url), page: new DOMParser().parseFromString(page, "text/html") } : undefined
}

/** A page, and of a form those that it leads to by a tap on one of the last activities. */
async function keepOne(address, worker) {
  const found = await fetchOne(address)
  if (!found) return
  await keepAssets(found.page, worker)
  const likes = [...found.page.querySelectorAll("[name=deed][value^=like-]")].slice(0, MOST_LIKES)
  for (const { value } of likes) await fetchOne(`${found.at}&like=${value.slice(5)}`)
}

export async function keepThere(worker, addresses) {
  if (!navigator.serviceWorker) return false
  await navigator.serviceWorker.register(worker, { type: "module", scope: "/", updateViaCache: "none" })
  await navigator.serviceWorker.ready
  await dropOld()
  await keepAssets(document, worker)
  for (const address of addresses) await keepOne(address, worker)
  return true
}
