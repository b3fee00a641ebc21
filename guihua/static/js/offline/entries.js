/** Sessions that wait in this phone for a signal: each is the body of its form, known by its `sent_as`. Sent ones leave a line. */
import { opened, seal } from "./sealing.js"
import { all, get, put, remove } from "./store.js"

const CHANNEL = "guihua-record"
const DAY = 86_400_000

/** Of a form's fields: what is for the server alone, and files, which wait for a signal. */
export const forgotten = ([name, value]) => typeof value !== "string" || name === "csrfmiddlewaretoken" || name === "keeps"
const tell = () => {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage("changed")
  channel.close()
}

export function onChange(then) {
  new BroadcastChannel(CHANNEL).onmessage = then
}

const said = (fields, name) => fields.find(([one, value]) => one === name && value)?.[1] ?? ""

function present(fields) {
  const named = fields.filter(([name, value]) => (name === "who" || name === "new_name") && value).length
  return named + (parseInt(said(fields, "head_count"), 10) || 0)
}

/** What its writer knows it again by. */
const label = (fields) => ({
  activity: said(fields, "activity"),
  when: `${said(fields, "day")} ${said(fields, "starts_at")}`.trim(),
  people: present(fields),
})

async function write(user, id, value) {
  await put("entries", await seal(user, id, value))
  tell()
}

/** The form waits from now on; what was kept of it while it was being filled is not needed any more. */
export async function queue(user, address, fields) {
  const id = said(fields, "sent_as")
  await write(user, id, { id, address, fields, ...label(fields), state: "waiting", at: Date.now() })
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

export async function sent(user, { id, activity, when, people, at }, page, sentAt) {
  const line = { id, activity, when, people, at, state: "sent", page, sentAt }
  await put("entries", { ...(await seal(user, id, line)), done: true })
  tell()
}

export async function drop(id) {
  await remove("entries", id)
  await remove("drafts", id)
  tell()
}

/** The server has it, whichever way it came. */
export async function isSaved(id) {
  const row = await get("entries", id)
  if (row && !row.done) return drop(id)
  return remove("drafts", id)
}
