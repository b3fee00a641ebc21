/** A button that prints the page, there only where it can; what is folded is printed unfolded. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.addEventListener("click", () => print())
    addEventListener("beforeprint", () => this.unfold())
    addEventListener("afterprint", () => this.fold())
  }

  unfold() {
    this.opened = [...document.querySelectorAll("details:not([open])")]
    for (const one of this.opened) one.open = true
  }

  fold() {
    for (const one of this.opened ?? []) one.open = false
  }
}
customElements.define("print-page", PrintPage)
