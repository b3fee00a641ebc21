/** What is said of a session or a visit that waits, read from the fields of its form. */
const FIRST_WORDS = 24 // of what was seen on a visit, which has no name

export const said = (fields, name) => fields.find(([one, value]) => one === name && value)?.[1] ?? ""

function present(fields) {
  const named = fields.filter(([name, value]) => (name === "who" || name === "new_name") && value).length
  return named + (parseInt(said(fields, "head_count"), 10) || 0)
}

/** What its writer knows it again by. */
export const label = (fields) => ({
  activity: said(fields, "activity") || said(fields, "findings").slice(0, FIRST_WORDS),
  when: `${said(fields, "day")} ${said(fields, "starts_at")}`.trim(),
  people: present(fields),
})
