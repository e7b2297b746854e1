// One telephone: its owner, the chat with the bot, and what a thumb can do.

import { Composer } from "./composer.js";
import * as door from "./door.js";
import { Notices } from "./notices.js";
import { Transcript } from "./transcript.js";
import { of } from "./words.js";

export class Phone {
  constructor(view, onLink) {
    this.account = view.account_id;
    this.name = view.name;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.onLink = onLink;
    this.introduce(view);
    const find = (selector) => this.root.querySelector(selector);
    this.notices = new Notices(find(".middle"));
    this.composer = new Composer(this.root, this.account, this.name);
    this.transcript = new Transcript(find(".log"), find(".newer"), this.gestures());
    this.more(find(".more"));
  }

  introduce(view) {
    const [title, log] = [this.root.querySelector("h2"), this.root.querySelector(".log")];
    title.textContent = view.name;
    title.id = `owner-${this.account}`;
    this.root.querySelector(".owner p").textContent = view.caption;
    this.root.querySelector(".hint").id = `hint-${this.account}`;
    this.root.querySelector(".gate button").setAttribute("aria-describedby", `hint-${this.account}`);
    this.root.setAttribute("aria-labelledby", title.id);
    this.root.id = `phone-${this.account}`;
    log.setAttribute("aria-label", `Conversation ${of(view.name)} avec Passerelle`);
  }

  gestures() {
    return {
      nameOf: (message) => (message.mine ? this.name : this.bot.name),
      onLink: (address) => this.onLink(address),
      onCommand: (text) => door.say(this.account, text),
      onTap: (message, row, column, node) => this.tap(message, row, column, node),
    };
  }

  async tap(message, row, column, node) {
    const button = message.buttons[row][column];
    if (button.url) return this.onLink(button.url);
    if (button.copy) {
      await navigator.clipboard.writeText(button.copy);
      return this.notices.pass("Copié.");
    }
    node.classList.add("waiting");
    await door.tap(this.account, message.id, row, column);
    return node.classList.remove("waiting");
  }

  more(details) {
    const close = () => {
      details.open = false;
      details.querySelector("summary").focus();
    };
    details.querySelector(".voice").addEventListener("click", () => (close(), door.voice(this.account)));
    details.querySelector(".block").addEventListener("click", () => (close(), door.block(this.account, !this.view.blocked)));
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    details.addEventListener("focusout", (event) => {
      if (!details.contains(event.relatedTarget)) details.open = false;
    });
  }

  show(view, bot) {
    Object.assign(this, { view, bot });
    this.root.querySelector(".bot strong").textContent = bot.name;
    this.root.querySelector(".face").textContent = bot.name.slice(0, 1);
    this.root.querySelector(".state").textContent = view.typing ? "écrit…" : view.blocked ? "bloqué" : "bot";
    this.root.querySelector(".block").textContent = view.blocked ? `Débloquer ${bot.name}` : `Bloquer ${bot.name}`;
    this.root.querySelector("ol").dataset.empty = view.description || "Touchez « Démarrer » pour commencer.";
    this.guide(view.hint);
    this.composer.show(view, bot);
    this.transcript.show(view.messages);
    this.notices.show(view.toasts);
  }

  guide(words) {
    const hint = this.root.querySelector(".hint");
    if (hint.textContent !== words) hint.textContent = words;
    hint.hidden = !words;
  }

  get lastFromBot() {
    return Math.max(0, ...this.view.messages.filter((message) => !message.mine).map((message) => message.id));
  }

  get inSight() {
    const { left, right, width } = this.root.getBoundingClientRect();
    return width > 0 && left >= 0 && right <= window.innerWidth;
  }

  listen() {
    this.root.querySelector(".log").focus({ preventScroll: true });
  }
}
