/** What stands on every recording page: that there is no signal, how many sessions wait, and a button to send them. */
import { Again } from "./again.js"
import { meet } from "./clock.js"
import { entriesOf, isSaved, onChange, waitingOfOthers } from "./entries.js"
import { keepThere } from "./keeping.js"
import { belongTo } from "./owning.js"
import { send } from "./sending.js"
import { put } from "./store.js"

class OfflineDesk extends HTMLElement {
  again = new Again(() => this.send())

  async connectedCallback() {
    this.isKept = this.dataset.kept === "yes"
    this.show("kept", this.isKept)
    this.querySelector("[data-send]").addEventListener("click", () => this.send())
    addEventListener("offline", () => this.show("kept", Boolean(navigator.serviceWorker?.controller)))
    addEventListener("online", () => this.met())
    onChange(() => this.count())
    await (this.isKept ? this.count() : this.begin())
    await this.send()
    this.dataset.ready = "yes"
    if (!this.isKept) await this.keep()
  }

  /** The server has just been met. */
  async begin() {
    await belongTo(this.dataset.user)
    await meet(this.dataset.now)
    await put("notes", { id: "desk", address: this.dataset.waiting })
    if (this.dataset.saved) await isSaved(this.dataset.saved)
    await this.count()
  }

  /** Where the signal goes meanwhile, the rest is kept the next time. */
  async keep() {
    const is = await keepThere(this.dataset.worker, this.dataset.keep.split(" ")).catch(() => false)
    if (is) this.dataset.prepared = "yes"
  }

  /** The signal is there again. */
  async met() {
    this.show("kept", false)
    this.again.soon()
    await this.send()
  }

  async send() {
    if (!(await this.count())) return
    this.tellOutcome("sending")
    const outcome = await send(this.dataset.user, this.dataset.waiting)
    this.tellOutcome(outcome)
    if (outcome === "later") this.again.later()
    await this.count()
  }

  tellOutcome(outcome) {
    for (const one of ["sending", "later", "signed-out"]) this.show(one, one === outcome)
  }

  show(name, is) {
    const told = this.querySelector(`[data-told="${name}"]`)
    told.hidden = !is
    if (is && told.dataset.words) told.textContent = told.dataset.words.replace("0", is)
  }

  /** How many wait; each number stands there only where it is not none. */
  async count() {
    const own = await entriesOf(this.dataset.user)
    const waiting = own.filter((one) => one.state === "waiting").length
    this.show("waiting", waiting)
    this.show("looking", own.filter((one) => one.state === "looking").length)
    this.show("colleague", await waitingOfOthers(this.dataset.user))
    this.querySelector("[data-send]").hidden = !waiting
    if (!waiting) this.tellOutcome("")
    return waiting
  }
}
customElements.define("offline-desk", OfflineDesk)
