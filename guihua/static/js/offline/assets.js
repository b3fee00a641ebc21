/** Style sheets and scripts, for the worker: the same for everybody, so that they lie in Cache Storage. */
import { nameOf } from "./caches.js"
import { LONGER, PATIENCE, within } from "./reaching.js"

const NEVER_CHANGES = /\.[0-9a-f]{12}\.\w+$/ // its name tells what is in it

const store = async (request, answer) => (await caches.open(nameOf(location.href))).put(request, answer)

export async function asset(event) {
  const spare = await caches.match(event.request, { ignoreVary: true })
  if (spare && NEVER_CHANGES.test(event.request.url)) return spare
  try {
    const answer = await within(spare ? PATIENCE : LONGER, fetch(event.request))
    if (answer.ok) event.waitUntil(store(event.request, answer.clone()))
    return answer
  } catch {
    return spare ?? Response.error()
  }
}
