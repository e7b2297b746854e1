// A link inside a message: an invitation can be opened on any of the phones; the rest leads outside.

import * as door from "./door.js";
import { announce, el, of } from "./words.js";

export class Links {
  constructor(goTo) {
    this.dialog = document.getElementById("link");
    this.goTo = goTo;
  }

  /** `from` is the phone that shows the link: an invitation is for somebody else, first of all whoever waits for one. */
  show(address, bot, phones, from) {
    const ours = new RegExp(`^https?://t\\.me/${bot.username}([/?]|$)`, "i").test(address);
    this.dialog.querySelector(".address").textContent = address;
    this.dialog.querySelector(".note").textContent = ours ? "Sur quel téléphone ?" : "Ce lien mène hors de la répétition.";
    const others = phones.filter((phone) => phone !== from).sort((a, b) => Boolean(b.view.hint) - Boolean(a.view.hint));
    const ways = ours ? others.map((phone) => this.onPhone(address, phone)) : [this.outside(address)];
    this.dialog.querySelector(".choices").replaceChildren(...ways, this.copy(address));
    this.dialog.showModal();
  }

  onPhone(address, phone) {
    return this.choice(`Ouvrir sur le téléphone ${of(phone.name)}`, async () => {
      this.dialog.close();
      this.goTo(phone);
      await door.openLink(phone.account, address);
      announce(`Lien ouvert sur le téléphone ${of(phone.name)}.`);
    });
  }

  outside(address) {
    const link = el("a", { href: address, target: "_blank", rel: "noopener noreferrer", textContent: "Ouvrir dans un nouvel onglet" });
    link.addEventListener("click", () => this.dialog.close());
    return link;
  }

  copy(address) {
    const node = this.choice("Copier le lien", async () => {
      await navigator.clipboard.writeText(address);
      node.textContent = "Lien copié";
    });
    return node;
  }

  choice(textContent, press) {
    const node = el("button", { type: "button", textContent });
    node.addEventListener("click", press);
    return node;
  }
}
