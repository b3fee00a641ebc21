/** Copies what stands in a field, by its id in `from`, and says whether that worked. There only where a script runs. */
class CopyText extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector("button").addEventListener("click", () => this.copy())
  }

  async copy() {
    const field = document.getElementById(this.getAttribute("from"))
    const told = this.querySelector("[role=status]")
    field.select()
    told.textContent = (await this.isCopied(field.value)) ? told.dataset.copied : told.dataset.failed
  }

  /** The clipboard is there on https alone; elsewhere the old way still works. */
  async isCopied(text) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      return document.execCommand("copy")
    }
  }
}
customElements.define("copy-text", CopyText)
