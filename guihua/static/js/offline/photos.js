/** Photos that wait with their session. Each is sealed by itself: a session is opened whenever it is shown, they once they are sent. */
import { openedBytes, sealBytes } from "./sealing.js"
import { get, idsOf, put, remove } from "./store.js"

export const chosen = (body) => body.getAll("photos").filter((one) => typeof one !== "string" && one.size)

export const bytesOf = (files) => files.reduce((sum, one) => sum + one.size, 0)

/** How they are called, by which their entry knows them: all of them, or none where the phone has no room for them. */
export async function keepPhotos(user, entry, files, room) {
  if (bytesOf(files) > room) return []
  const kept = []
  try {
    for (const file of files) {
      const id = `${entry} ${kept.length}`
      await put("photos", await sealBytes(user, id, await file.arrayBuffer()))
      kept.push({ id, name: file.name, type: file.type })
    }
    return kept
  } catch {
    await dropPhotos(entry)
    return []
  }
}

export async function photosOf({ photos = [] }) {
  const rows = await Promise.all(photos.map(({ id }) => get("photos", id)))
  return Promise.all(photos.map(async ({ name, type }, n) => new File([await openedBytes(rows[n])], name, { type })))
}

export async function dropPhotos(entry) {
  for (const id of await idsOf("photos")) if (id.startsWith(`${entry} `)) await remove("photos", id)
}
