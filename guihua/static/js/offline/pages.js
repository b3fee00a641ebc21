/** Recording pages as the server showed them, sealed: only those of which it says for whom and for how long (Guihua-Keepable). */
import { belongTo, owner } from "./owning.js"
import { opened, seal } from "./sealing.js"
import { all, get, put, remove } from "./store.js"

const HEADERS = ["content-type", "content-language", "content-security-policy", "cache-control", "permissions-policy"]
const MORE = ["referrer-policy", "x-frame-options", "x-content-type-options", "cross-origin-opener-policy"]
const TOASTS = 'class="toasts"' // what was said once is not said again

export const place = (address) => new URL(address, location.href).pathname + new URL(address, location.href).search

/** The form, of a project where it is of one, whichever other session it began as. */
export function formAt(address) {
  const { pathname, searchParams } = new URL(address, location.href)
  const project = searchParams.get("project")
  return project === null ? pathname : `${pathname}?project=${project}`
}

/** Keeps an answer under the address that was asked for, and where that led on to another, under both. Gives back the page. */
export async function keep(address, answer) {
  const [user, seconds] = (answer.headers.get("Guihua-Keepable") ?? "").split(" ")
  if (!user) return ""
  const page = await answer.text()
  if (page.includes(TOASTS)) return page
  await belongTo(user)
  const headers = [...HEADERS, ...MORE].filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)])
  const until = { at: Date.now(), until: Date.now() + 1000 * seconds }
  const own = answer.redirected ? place(answer.url) : address
  await put("pages", { ...(await seal(user, own, { page, headers })), ...until })
  if (own !== address) await put("pages", { ...(await seal(user, address, { to: own })), ...until })
  return page
}

/** When the page at an address was kept last. */
export async function keptAt(address) {
  const row = await get("pages", address)
  return row && row.user === (await owner()) && Date.now() < row.until ? row.at : 0
}

/** A kept page, to be shown: marked as such, and with a new entry in its form. */
export async function kept(address) {
  if (!(await keptAt(address))) return undefined
  const { page, headers, to } = await opened(await get("pages", address))
  if (to) return Response.redirect(to)
  const entry = crypto.randomUUID()
  const shown = page.replace('data-kept=""', 'data-kept="yes"').replace(/(name="sent_as" value=")[^"]*/, `$1${entry}`)
  return new Response(shown, { headers })
}

export async function dropOld() {
  for (const row of await all("pages")) if (row.until < Date.now()) await remove("pages", row.id)
}
