// Short answers to taps: a line that passes, or an alert that waits for its OK.

const SHORTEST = 4000;
const PER_LETTER = 60;

export class Notices {
  constructor(middle) {
    this.toast = middle.querySelector(".toast");
    this.alert = middle.querySelector(".alert");
    this.log = middle.querySelector(".log");
    this.seen = null;
    this.alert.querySelector("button").addEventListener("click", () => this.close());
    this.alert.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** What was there before the page opened is old news. */
  show(toasts) {
    const last = Math.max(0, ...toasts.map((toast) => toast.id));
    const fresh = this.seen === null ? [] : toasts.filter((toast) => toast.id > this.seen);
    this.seen = Math.max(this.seen ?? 0, last);
    for (const toast of fresh) toast.alert ? this.warn(toast.text) : this.pass(toast.text);
  }

  pass(text) {
    clearTimeout(this.timer);
    this.toast.textContent = text;
    this.timer = setTimeout(() => this.toast.replaceChildren(), Math.max(SHORTEST, text.length * PER_LETTER));
  }

  warn(text) {
    if (this.alert.hidden) this.back = document.activeElement;
    this.log.inert = true;
    this.alert.querySelector("p").textContent = text;
    this.alert.setAttribute("aria-label", text);
    this.alert.hidden = false;
    this.alert.querySelector("button").focus();
  }

  close() {
    this.alert.hidden = true;
    this.log.inert = false;
    (document.contains(this.back) ? this.back : this.log).focus({ preventScroll: true });
  }
}
