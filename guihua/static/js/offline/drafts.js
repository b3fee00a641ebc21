/** What is being typed into a form, kept as one goes: by the `sent_as` of its entry, so that it stays the same one. */
import { opened, seal } from "./sealing.js"
import { all, get, put, remove } from "./store.js"

const WEEK = 604_800_000

const idOf = (fields) => fields.find(([name]) => name === "sent_as")?.[1]

/** names: of who is ticked, by the value of the tick, for a page that does not offer them. */
export async function keepDraft(user, address, fields, names) {
  const id = idOf(fields)
  await put("drafts", await seal(user, id, { id, address, fields, names, at: Date.now() }))
}

/** A form that did not get through, as the worker has it, without the names on its page. */
export async function keepFailed(user, address, fields) {
  const before = await get("drafts", idOf(fields))
  await keepDraft(user, address, fields, before ? (await opened(before)).names : {})
}

/** A user's own that are neither too old nor saved meanwhile. */
export async function draftsOf(user) {
  const own = await Promise.all((await all("drafts")).filter((row) => row.user === user).map(opened))
  const open = []
  for (const one of own) {
    const isOver = one.at < Date.now() - WEEK || (await get("entries", one.id))
    if (isOver) await remove("drafts", one.id)
    else open.push(one)
  }
  return open
}

/** The newest of a form, if there is one beside the entry that stands in it. */
export async function draftOf(user, address, besides) {
  const of = (await draftsOf(user)).filter((one) => one.address === address && one.id !== besides)
  return of.sort((one, other) => other.at - one.at)[0]
}
