/** The list of what waits in this phone. What needs looking at opens in its own form, which the server fills and judges. */
import { drop, entriesOf, onChange } from "./entries.js"
import { photosOf } from "./photos.js"

class WaitingList extends HTMLElement {
  async connectedCallback() {
    this.user = document.querySelector("offline-desk").dataset.user
    this.form = this.querySelector("form")
    this.addEventListener("click", (event) => this.work(event.target.closest("button[data-deed]")))
    onChange(() => this.fill())
    await this.fill()
  }

  async fill() {
    this.entries = await entriesOf(this.user)
    const rows = this.entries.toReversed().map((entry) => this.row(entry))
    this.querySelector("ul").replaceChildren(...rows)
    this.querySelector("[data-none]").hidden = rows.length > 0
    this.querySelector("ul").hidden = !rows.length
  }

  row(entry) {
    const row = this.querySelector("template").content.cloneNode(true).firstElementChild
    row.dataset.id = entry.id
    row.dataset.state = entry.state
    for (const part of row.querySelectorAll("[data-part]")) {
      const said = entry[part.dataset.part]
      part.textContent = part.dataset.words ? part.dataset.words.replace("0", said) : (said ?? "")
      if ("some" in part.dataset) part.hidden = !said
    }
    for (const one of row.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(entry.state)
    if (entry.page) row.querySelector("a").href = entry.page
    return row
  }

  async work(button) {
    if (!button) return
    const entry = this.entries.find((one) => one.id === button.closest("[data-id]").dataset.id)
    if (button.dataset.deed === "open") return this.open(entry)
    if (confirm(button.dataset.sure)) await drop(entry.id)
  }

  /** The form's own way to the server, so that what is wrong stands at its field. */
  async open(entry) {
    const { address, fields } = entry
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]")
    const typed = [...fields, ["keeps", this.user]].map(([name, value]) => {
      const input = Object.assign(document.createElement("textarea"), { name, value })
      return input
    })
    const photos = Object.assign(document.createElement("input"), { type: "file", name: "photos", multiple: true })
    const files = new DataTransfer()
    for (const one of await photosOf(entry)) files.items.add(one)
    photos.files = files.files
    this.form.replaceChildren(token, ...typed, photos)
    this.form.action = address
    this.form.submit()
  }
}
customElements.define("waiting-list", WaitingList)
