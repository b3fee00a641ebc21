/** Style sheets and scripts, for the worker: the same for everybody, so that they lie in Cache Storage. */
import { LONGER, PATIENCE, within } from "./reaching.js"

const CACHE = "guihua-record"
const NEVER_CHANGES = /\.[0-9a-f]{12}\.\w+$/ // its name tells what is in it

export async function asset(event) {
  const cache = await caches.open(CACHE)
  const spare = await cache.match(event.request, { ignoreVary: true })
  if (spare && NEVER_CHANGES.test(event.request.url)) return spare
  try {
    const answer = await within(spare ? PATIENCE : LONGER, fetch(event.request))
    if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()))
    return answer
  } catch {
    return spare ?? Response.error()
  }
}
