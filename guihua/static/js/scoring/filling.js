/** What stands in the form of a sheet, what its writer had seen, and what another page made of it meanwhile. */
export const form = document.querySelector("form#scoring")

const OF_THE_PAGE = ["csrfmiddlewaretoken", "deed"]

export const fields = () => [...new FormData(form)].filter(([name]) => !OF_THE_PAGE.includes(name))

/** What the server holds now is what this page has seen. */
export function see(there) {
  for (const field of there.querySelectorAll('[name^="initial-"], [name=seen], [name=csrfmiddlewaretoken]')) {
    const here = form.elements[field.name]
    if (here) here.value = field.value
  }
  for (const part of [".dimensions", ".beside", ".given"]) {
    const fresh = [...there.querySelectorAll(part)]
    form.querySelectorAll(part).forEach((here, n) => here.replaceChildren(...fresh[n].childNodes))
  }
}

/** What only another page changed, as the server joined it with what was typed here. */
export function join(there) {
  for (const field of there.querySelectorAll("[name]")) {
    const here = form.elements[field.name]
    if (!here || OF_THE_PAGE.includes(field.name)) continue
    if (field.type === "checkbox") here.checked = field.checked
    else here.value = field.value
  }
}

/** As it was left, with what its writer had seen then. */
export function fill(kept) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = kept.some(([name]) => name === box.name)
  for (const [name, value] of kept) {
    const here = form.elements[name]
    if (here && here.type !== "checkbox") here.value = value
  }
}

/** One of the lines that say how the saving goes. */
export function tell(what, why = "") {
  for (const one of form.querySelectorAll("[data-saving] [data-told]")) one.hidden = one.dataset.told !== what
  form.querySelector("[data-why]").textContent = why
  const words = form.querySelector('[data-told="saved"] [data-words]')
  if (what === "saved") words.textContent = words.dataset.words.replace("0", new Date().toTimeString().slice(0, 5))
  return what
}

/** On with the form's own way, so that the server shows what is wrong at its field. */
export function goAs(button) {
  const { name, value } = button ?? {}
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
  form.submit()
}
