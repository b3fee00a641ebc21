/** What is said of a session that waits, read from the fields of its form. */
export const said = (fields, name) => fields.find(([one, value]) => one === name && value)?.[1] ?? ""

function present(fields) {
  const named = fields.filter(([name, value]) => (name === "who" || name === "new_name") && value).length
  return named + (parseInt(said(fields, "head_count"), 10) || 0)
}

/** What its writer knows it again by. */
export const label = (fields) => ({
  activity: said(fields, "activity"),
  when: `${said(fields, "day")} ${said(fields, "starts_at")}`.trim(),
  people: present(fields),
})
