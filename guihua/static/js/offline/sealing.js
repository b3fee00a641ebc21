/** Seals what is kept of a user under a key of that user's, made in this browser. No script can read the key, only use it. */
import { add, get } from "./store.js"

const HOW = { name: "AES-GCM", length: 256 }
const bytes = (text) => new TextEncoder().encode(text)

async function keyOf(user) {
  const kept = await get("keys", user)
  if (kept) return kept.key
  const key = await crypto.subtle.generateKey(HOW, false, ["encrypt", "decrypt"])
  await add("keys", { id: user, key }).catch(() => {}) // another tab was first: its key is used
  return (await get("keys", user)).key
}

/** A row whose bytes only its user's key opens, in its own place only. */
export async function sealBytes(user, id, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const how = { ...HOW, iv, additionalData: bytes(`${user} ${id}`) }
  const sealed = await crypto.subtle.encrypt(how, await keyOf(user), plain)
  return { id, user, iv, sealed }
}

export async function openedBytes({ id, user, iv, sealed }) {
  const how = { ...HOW, iv, additionalData: bytes(`${user} ${id}`) }
  return crypto.subtle.decrypt(how, await keyOf(user), sealed)
}

export const seal = (user, id, value) => sealBytes(user, id, bytes(JSON.stringify(value)))
export const opened = async (row) => JSON.parse(new TextDecoder().decode(await openedBytes(row)))
