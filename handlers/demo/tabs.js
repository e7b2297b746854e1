// On a narrow screen one phone is shown at a time, on a wide one as many as fit; the others say when something new arrived.

import { el } from "./words.js";

export class Tabs {
  constructor(nav) {
    this.nav = nav;
    this.seen = new Map();
    this.current = null;
  }

  show(phones) {
    this.phones = phones;
    if (!this.current && phones.length) this.choose(phones[0]);
    for (const phone of phones) this.draw(phone);
  }

  choose(phone) {
    const before = this.current;
    this.current = phone;
    for (const other of this.phones) {
      other.root.classList.toggle("current", other === phone);
      this.draw(other);
    }
    before?.transcript.left();
    phone.transcript.settle();
    phone.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Show that phone; who was on one that is now hidden goes on there. */
  goTo(phone) {
    this.choose(phone);
    if (this.nav.offsetHeight) phone.listen();
  }

  draw(phone) {
    const button = this.buttonOf(phone);
    const here = phone === this.current;
    if (here || phone.inSight || !this.seen.has(phone)) this.seen.set(phone, phone.lastFromBot);
    const fresh = phone.lastFromBot > this.seen.get(phone);
    button.setAttribute("aria-current", String(here));
    button.querySelector(".unseen").textContent = fresh ? ", nouveau message" : "";
    button.classList.toggle("fresh", fresh);
  }

  buttonOf(phone) {
    const known = this.nav.querySelector(`[data-account="${phone.account}"]`);
    if (known) return known;
    const dataset = { account: phone.account };
    const button = el("button", { type: "button", dataset }, phone.name, el("span", { className: "unseen" }));
    button.addEventListener("click", () => this.choose(phone));
    this.nav.append(button);
    return button;
  }
}
