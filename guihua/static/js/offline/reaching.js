/** The server, where it answers in time. */
export const PATIENCE = 4_000 // for what is also kept
export const LONGER = 20_000 // for what is not: a form that is being saved, and each of its photos
const GATEWAY = [502, 503, 504] // the programme itself is out of reach

export async function within(time, answering) {
  const late = new Promise((_done, failed) => setTimeout(() => failed(new Error("late")), time))
  const answer = await Promise.race([answering, late])
  if (GATEWAY.includes(answer.status)) throw new Error("out of reach")
  return answer
}
