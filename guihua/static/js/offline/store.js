/** What this phone keeps, in IndexedDB: rows by their `id`. What is in them of anybody is sealed before it comes here (sealing.js). */
const NAME = "guihua-record"
const VERSION = 2
const STORES = ["keys", "pages", "entries", "drafts", "photos", "notes"]
let opening

function open() {
  opening ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, VERSION)
    asked.onupgradeneeded = () => {
      const missing = STORES.filter((name) => !asked.result.objectStoreNames.contains(name))
      missing.forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }))
    }
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => done(forgottenWhenShut(asked.result))
  })
  opening.catch(() => (opening = undefined))
  return opening
}

/** Another tab may be taking everything away: then this one must let go of it. */
function forgottenWhenShut(database) {
  database.onversionchange = () => {
    database.close()
    opening = undefined
  }
  database.onclose = () => (opening = undefined)
  return database
}

async function run(store, mode, ask) {
  const database = await open()
  return new Promise((done, failed) => {
    const change = database.transaction(store, mode, { durability: "strict" })
    const asked = ask(change.objectStore(store))
    change.oncomplete = () => done(asked.result)
    change.onerror = change.onabort = () => failed(change.error)
  })
}

export const get = (store, id) => run(store, "readonly", (rows) => rows.get(id))
export const all = (store) => run(store, "readonly", (rows) => rows.getAll())
export const idsOf = (store) => run(store, "readonly", (rows) => rows.getAllKeys())
export const add = (store, row) => run(store, "readwrite", (rows) => rows.add(row))
export const put = (store, row) => run(store, "readwrite", (rows) => rows.put(row))
export const remove = (store, id) => run(store, "readwrite", (rows) => rows.delete(id))
export const clear = (store) => run(store, "readwrite", (rows) => rows.clear())

export async function wipe() {
  const database = await open()
  database.close()
  opening = undefined
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME)
    asked.onsuccess = asked.onerror = asked.onblocked = done
  })
}
