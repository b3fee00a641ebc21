/** Tries a deed again: soon, then ever later. Many phones say that the signal is back before anything gets through, some never say it. */
const SOONEST = 1_000
const LATEST = 15_000

export class Again {
  pause = SOONEST

  constructor(deed) {
    this.deed = deed
  }

  /** What was in the way is said to be gone. */
  soon() {
    this.pause = SOONEST
  }

  later() {
    clearTimeout(this.due)
    this.due = setTimeout(this.deed, this.pause)
    this.pause = Math.min(this.pause * 2, LATEST)
  }
}
