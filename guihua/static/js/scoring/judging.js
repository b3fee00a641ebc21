/** What the server's answer to a save means: "saved"; "joined" with what another page changed; "both" changed the same; "wrong", with
 * the reason; or "signed-out". */
const said = (page, where) => page.querySelector(where)?.textContent.trim() ?? ""

export async function judged(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const there = page.querySelector("form#scoring")
  if (there && answer.ok) return { outcome: "saved", there }
  if (there && answer.status === 409) return { outcome: there.querySelector('[name^="before-"]') ? "both" : "joined", there }
  if (there) return { outcome: "wrong", why: said(page, "[data-errors] li, .err") }
  if (page.querySelector("[name=password]") || answer.status === 403) return { outcome: "signed-out" }
  return { outcome: "wrong", why: said(page, ".notice p, .state p, h1") }
}
