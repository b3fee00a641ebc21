/** Fills a form as it was left: fields, ticks, and the rows of people whom the page did not offer or who are new. */

const valuesOf = (fields, name) => fields.filter(([one]) => one === name).map(([, value]) => value)

/** A row for somebody new, or for somebody who was found and stands on no list here. */
function copyOf(form, template) {
  return form.querySelector(`template[data-row="${template}"]`).content.cloneNode(true).firstElementChild
}

function fillOne(element, fields) {
  const values = valuesOf(fields, element.name)
  if (["radio", "checkbox"].includes(element.type)) element.checked = values.includes(element.value)
  else if (values.length) element.value = values[0]
}

function addKnown(form, value, name, part) {
  const row = copyOf(form, "known")
  row.querySelector("b").textContent = name
  Object.assign(row.querySelector("[name=who]"), { value, checked: true })
  const select = row.querySelector("select")
  select.name = `part_${value.split("-")[0]}`
  if (part) select.value = part
  form.querySelector("[data-roster]").prepend(row)
}

export function addNew(form, name, phone, part) {
  const row = copyOf(form, "new")
  row.querySelector("b").textContent = name
  row.querySelector("[name=new_name]").value = name
  row.querySelector("[name=new_phone]").value = phone
  row.querySelector("small").prepend(phone)
  row.querySelector("select").value = part
  form.querySelector("[data-new]").append(row)
}

/** names: of who is ticked, by the value of the tick. */
export function fill(form, fields, names) {
  form.querySelector("[data-new]")?.replaceChildren()
  const offered = [...form.querySelectorAll("[name=who]")].map((one) => one.value)
  for (const value of valuesOf(fields, "who")) {
    const part = valuesOf(fields, `part_${value.split("-")[0]}`)[0]
    if (!offered.includes(value)) addKnown(form, value, names[value] ?? "", part)
  }
  const kept = ["csrfmiddlewaretoken", "keeps", "deed"]
  for (const element of form.elements) {
    if (element.name && !element.name.startsWith("new_") && !kept.includes(element.name)) fillOne(element, fields)
  }
  const [people, phones, parts] = ["new_name", "new_phone", "new_part"].map((name) => valuesOf(fields, name))
  people.forEach((name, n) => {
    if (name && phones[n]) addNew(form, name, phones[n], parts[n])
  })
  form.dispatchEvent(new Event("change", { bubbles: true }))
}
