/** Sessions that wait in this phone for a signal: each is the body of its form, known by its `sent_as`. Sent ones leave a line. */
import { label, said } from "./labels.js"
import { dropPhotos, keepPhotos } from "./photos.js"
import { opened, seal } from "./sealing.js"
import { all, get, put, remove } from "./store.js"

const CHANNEL = "guihua-record"
const DAY = 86_400_000

const OF_THE_PAGE = ["csrfmiddlewaretoken", "keeps", "photo_room"]

/** Of a form's fields: what is of that page alone, and files, which are kept beside them. */
export const forgotten = ([name, value]) => typeof value !== "string" || OF_THE_PAGE.includes(name)
const tell = () => {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage("changed")
  channel.close()
}

export function onChange(then) {
  new BroadcastChannel(CHANNEL).onmessage = then
}

async function write(user, id, value) {
  await put("entries", await seal(user, id, value))
  tell()
}

/** The form waits from now on with its photos; what was kept of it while it was being filled is not needed any more. */
export async function queue(user, address, fields, files, room) {
  const id = said(fields, "sent_as")
  const photos = await keepPhotos(user, id, files, room)
  const counted = { photoCount: photos.length, lost: files.length - photos.length }
  await write(user, id, { id, address, fields, photos, ...label(fields), ...counted, state: "waiting", at: Date.now() })
  await remove("drafts", id)
}

/** Those of a user, in the order in which they were written; what was sent is forgotten after a day. */
export async function entriesOf(user) {
  const own = await Promise.all((await all("entries")).filter((row) => row.user === user).map(opened))
  const old = own.filter((one) => one.state === "sent" && one.at < Date.now() - DAY)
  for (const one of old) await remove("entries", one.id)
  return own.filter((one) => !old.includes(one)).sort((one, other) => one.at - other.at)
}

export const waitingOfOthers = async (user) => (await all("entries")).filter((row) => row.user !== user && !row.done).length

export const look = (user, entry, why) => write(user, entry.id, { ...entry, state: "looking", why })

export async function sent(user, { id, activity, when, people, photoCount, lost, at }, page, sentAt) {
  const line = { id, activity, when, people, photoCount, lost, at, state: "sent", page, sentAt }
  await put("entries", { ...(await seal(user, id, line)), done: true })
  await dropPhotos(id)
  tell()
}

export async function drop(id) {
  await remove("entries", id)
  await dropPhotos(id)
  await remove("drafts", id)
  tell()
}

/** The server has it, whichever way it came. */
export async function isSaved(id) {
  const row = await get("entries", id)
  if (row && !row.done) return drop(id)
  return remove("drafts", id)
}
