/** Whose phone this is just now. Another user's sign-in takes away the pages of the one before, and leaves what waits. */
import { clear, get, put } from "./store.js"

export const owner = async () => (await get("notes", "owner"))?.user

export async function belongTo(user) {
  if ((await owner()) === user) return
  await clear("pages")
  await put("notes", { id: "owner", user })
}
