/** Asks the browser to make a passkey (`data-deed="create"`) or to show one ("get"), and sends its answer with the form. */
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))

function asked(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.allowCredentials && { allowCredentials: named(options.allowCredentials) }),
    ...(options.excludeCredentials && { excludeCredentials: named(options.excludeCredentials) }),
  }
}

/** As servers read it: every buffer as text. */
function answered(credential) {
  const response = {}
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part])
  }
  const { id, type } = credential
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response, clientExtensionResults: {} })
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return
    this.querySelector("[data-without]").hidden = true
    this.querySelector("[data-with]").hidden = false
    this.form = this.querySelector("form")
    this.form.addEventListener("submit", (event) => this.ask(event))
  }

  async ask(event) {
    event.preventDefault()
    const failed = this.querySelector("[data-failed]")
    failed.hidden = true
    try {
      const publicKey = asked(JSON.parse(this.dataset.asked))
      const credential = await navigator.credentials[this.dataset.deed]({ publicKey })
      this.form.elements.credential.value = answered(credential)
      this.form.submit()
    } catch {
      failed.hidden = false // cancelled, timed out, or known already: the browser has said which
    }
  }
}
customElements.define("passkey-form", PasskeyForm)
