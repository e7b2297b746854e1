// The bottom of a phone: the typing box, the reply keyboard, the list of commands, the gates before them.

import * as door from "./door.js";
import { announce, el, of } from "./words.js";

export class Composer {
  constructor(root, account, name) {
    Object.assign(this, { root, account, name, known: {} });
    this.form = root.querySelector(".composer");
    this.box = this.form.querySelector("textarea");
    this.slash = this.form.querySelector(".slash");
    this.list = root.querySelector(".commands");
    this.box.setAttribute("aria-label", `Message, téléphone ${of(name)}`);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.box.addEventListener("input", () => this.grow());
    this.form.querySelector("input").addEventListener("change", (event) => this.attach(event.target));
    this.slash.addEventListener("click", () => this.unfold(this.list.hidden));
    for (const part of [this.list, this.form]) {
      part.addEventListener("keydown", (event) => event.key === "Escape" && !this.list.hidden && this.unfold(false));
    }
  }

  async submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    this.box.value = "";
    this.grow();
    if (!this.list.hidden) (this.unfold(false), this.box.focus());
    if (text) await door.say(this.account, text);
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 120)}px`;
  }

  async attach(input) {
    const [file] = input.files;
    const sent = file && (await door.attach(this.account, file));
    input.value = "";
    announce(sent ? "Fichier envoyé." : "Ce fichier n’a pas pu être envoyé.");
  }

  unfold(open) {
    this.list.hidden = !open;
    this.slash.setAttribute("aria-expanded", String(open));
    (open ? this.list.querySelector("button") : this.slash)?.focus();
  }

  show(phone, bot) {
    this.once("commands", phone.commands, () => this.showCommands(phone.commands));
    this.once("keyboard", phone.keyboard, () => this.showKeyboard(phone.keyboard));
    this.once("gate", [phone.started, phone.blocked], () => this.showGate(phone, bot));
  }

  once(name, value, draw) {
    const written = JSON.stringify(value);
    if (this.known[name] !== written) draw();
    this.known[name] = written;
  }

  showCommands(commands) {
    this.slash.hidden = !commands.length;
    this.list.replaceChildren(
      ...commands.map(({ command, description }) => {
        const lines = [el("strong", { textContent: `/${command}` }), el("span", { dir: "auto", textContent: description })];
        const node = el("button", { type: "button" }, ...lines);
        node.addEventListener("click", () => (this.unfold(false), door.say(this.account, `/${command}`)));
        return node;
      }),
    );
  }

  showKeyboard(keyboard) {
    const keys = this.root.querySelector(".reply-keys");
    keys.hidden = !keyboard;
    keys.setAttribute("aria-label", "Réponses proposées");
    this.box.placeholder = keyboard?.placeholder || "Message";
    keys.replaceChildren(...(keyboard?.rows ?? []).map((row) => el("div", { className: "row" }, ...row.map((b) => this.key(b)))));
  }

  key(button) {
    const node = el("button", { type: "button", className: "key", dir: "auto", textContent: button.text });
    const press = () => (button.request_contact ? door.contact(this.account) : door.say(this.account, button.text));
    node.addEventListener("click", press);
    return node;
  }

  /** Before the first word there is only “Start”; after a block, only “Unblock”. */
  showGate(phone, bot) {
    const [gate, closed] = [this.root.querySelector(".gate"), !phone.started || phone.blocked];
    const held = gate.contains(document.activeElement);
    gate.hidden = !closed;
    this.form.hidden = closed;
    const button = gate.querySelector("button");
    button.textContent = phone.blocked ? `Débloquer ${bot.name}` : "Démarrer";
    button.onclick = () => (phone.blocked ? door.block(this.account, false) : door.say(this.account, "/start"));
    if (held && !closed) this.box.focus();
  }
}
