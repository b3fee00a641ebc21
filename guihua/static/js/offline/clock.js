/** The server's clock, as far as a phone whose own is wrong can know it: how far apart the two were when they last met. */
import { get, put } from "./store.js"

const PART = 1_800_000 // half an hour

export const meet = (now) => put("notes", { id: "clock", ahead: Date.parse(`${now}Z`) - Date.now() })

/** Time of the programme, in a Date whose UTC fields say what the clock on the wall there says. */
export async function wall() {
  const ahead = (await get("notes", "clock"))?.ahead ?? -60_000 * new Date().getTimezoneOffset()
  return new Date(Date.now() + ahead)
}

export const day = (wall) => wall.toISOString().slice(0, 10)
export const minute = (wall) => wall.toISOString().slice(11, 16)
const begun = (wall) => new Date(Math.floor(wall.getTime() / PART) * PART)

/** A page that was kept proposes the day on which it was kept: now it is another one, and the phone's own clock may be wrong. */
export async function propose(form) {
  const now = begun(await wall())
  form.elements.day.max = form.elements.day.value = day(now)
  form.elements.starts_at.value = minute(now)
}
