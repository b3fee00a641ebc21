/** Shows of each list only what goes with the role that is chosen, and hides a list of which nothing does. */
const role = document.querySelector("select[name=role]");
const lists = [...document.querySelectorAll("select")].filter((one) => one.querySelector("[data-roles]"));

function fit(list) {
  const fits = (option) => !role.value || option.dataset.roles.split(" ").includes(role.value);
  for (const option of list.querySelectorAll("[data-roles]")) {
    option.disabled = option.hidden = !fits(option); // some phones show what is only hidden
    if (option.selected && option.disabled) list.selectedIndex = 0;
  }
  for (const group of list.querySelectorAll("optgroup")) {
    group.hidden = !group.querySelector("option:enabled");
  }
  list.closest(".field").hidden = !list.querySelector("[data-roles]:enabled");
}

if (role) {
  role.addEventListener("change", () => lists.forEach(fit));
  lists.forEach(fit);
}
