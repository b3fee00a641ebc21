/** On the first page after a sign-in: who has not recorded on this device yet is told in our words, too, that there is no signal. */
import { keepThere } from "./keeping.js"
import { belongTo } from "./owning.js"

const here = document.querySelector("[data-arriving]")
await belongTo(here.dataset.arriving)
if (await keepThere(here.dataset.worker, [here.dataset.noSignal]).catch(() => false)) here.dataset.prepared = "yes"
