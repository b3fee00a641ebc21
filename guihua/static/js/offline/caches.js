/** Where style sheets and scripts lie for when there is no signal: of each release by itself, told by the address of its worker. */
const NAME = "guihua-record"

const named = async () => (await caches.keys()).filter((name) => name.startsWith(NAME))
export const nameOf = (worker) => NAME + new URL(worker, location.href).search

/** Of older releases only the one before stays: kept pages may still be made of it. */
export async function dropOlder(worker) {
  const others = (await named()).filter((name) => name !== nameOf(worker))
  for (const name of others.slice(0, -1)) await caches.delete(name)
}

export async function dropAll() {
  for (const name of await named()) await caches.delete(name)
}
