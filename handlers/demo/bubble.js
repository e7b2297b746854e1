// One bubble of a transcript. It is patched, never rebuilt: focus and reading place survive an edit.

import { fileAt } from "./door.js";
import { rich } from "./rich-text.js";
import { el, hour, icon, tongue, unseen, weight } from "./words.js";

export class Bubble {
  constructor(view, gestures) {
    this.gestures = gestures;
    this.known = {};
    this.box = el("div", { className: "box" });
    this.keys = el("div", { className: "keys" });
    this.parts = ["who", "reply", "media", "text", "meta"].map((name) => el("div", { className: name }));
    this.box.append(...this.parts);
    this.node = el("li", { className: view.mine ? "bubble mine" : "bubble" }, this.box, this.keys);
    this.patch(view);
  }

  /** True when there are other words to read than before. */
  patch(view) {
    this.view = view;
    const said = [this.known.text, this.known.media].join();
    const [who, reply, media, text, meta] = this.parts;
    this.part("who", view.mine, () => who.replaceChildren(unseen(`${this.gestures.nameOf(view)} : `)));
    this.part("reply", view.reply, () => (reply.textContent = view.reply ?? ""));
    this.part("media", view.media, () => media.replaceChildren(...drawMedia(view)));
    this.part("text", [view.text, view.entities], () => {
      text.dir = "auto";
      text.lang = tongue(view.text);
      text.replaceChildren(rich(view.text, view.entities, this.gestures));
    });
    this.part("meta", [view.at, view.edited, view.silent, view.protected], () => meta.replaceChildren(...drawMeta(view)));
    this.part("keys", view.buttons, () => this.drawKeys(view.buttons));
    return said !== [this.known.text, this.known.media].join();
  }

  part(name, value, draw) {
    const written = JSON.stringify(value ?? null);
    if (this.known[name] === written) return;
    if (name === "text" && name in this.known) this.flash();
    this.known[name] = written;
    draw();
  }

  flash() {
    this.box.classList.remove("changed");
    void this.box.offsetWidth; // restarts the animation
    this.box.classList.add("changed");
  }

  /** Keep the elements of buttons that stay in place: the focused one keeps its focus. */
  drawKeys(rows) {
    while (this.keys.children.length > rows.length) this.keys.lastChild.remove();
    rows.forEach((row, r) => {
      const line = this.keys.children[r] ?? this.keys.appendChild(el("div", { className: "row" }));
      while (line.children.length > row.length) line.lastChild.remove();
      row.forEach((button, c) => this.drawKey(line.children[c] ?? line.appendChild(this.newKey(r, c)), button));
    });
  }

  newKey(row, column) {
    const node = el("button", { type: "button", dir: "auto" });
    node.addEventListener("click", () => this.gestures.onTap(this.view, row, column, node));
    return node;
  }

  drawKey(node, button) {
    node.className = `key ${button.style ?? ""} ${button.url ? "away" : ""}`.trim();
    node.textContent = button.text;
    node.lang = tongue(button.text);
  }
}

function drawMeta(view) {
  const marks = [];
  if (view.protected) marks.push(mark("lock", "protégé"));
  if (view.silent) marks.push(mark("mute", "sans son"));
  if (view.edited) marks.push("modifié ");
  return [...marks, el("time", { dateTime: view.at, textContent: hour(view.at) })];
}

function mark(name, words) {
  return el("span", { className: "mark", title: words }, icon(name), unseen(`${words}, `));
}

function drawMedia(view) {
  const { media } = view;
  if (!media) return [];
  if (media.kind === "photo") return [photo(view)];
  if (media.kind === "venue") return [card("pin", media.title, media.address)];
  if (media.kind === "document") return [file(media)];
  if (media.kind === "voice") return [card("mic", "Message vocal", `${media.duration} secondes`)];
  if (media.kind === "contact") return [card("person", media.first_name, media.phone_number)];
  if (media.kind === "sticker") return [el("p", { className: "sticker", textContent: media.emoji })];
  return [card("pin", "Position partagée", "")];
}

function photo(view) {
  const alt = view.text ? `Image : ${view.text.split("\n")[0]}` : "Image";
  const { width, height, file: id } = view.media;
  return el("img", { src: fileAt(id), alt, width, height });
}

function file(media) {
  const kind = (media.file_name.match(/\.(\w{1,5})$/)?.[1] ?? "").toUpperCase();
  const shown = card("file", media.file_name, `${weight(media.file_size)}${kind ? `, ${kind}` : ""}`);
  const link = el("a", { className: "card", href: fileAt(media.file), download: media.file_name });
  link.append(unseen("Enregistrer le fichier "), ...shown.childNodes);
  return link;
}

function card(name, title, detail) {
  const lines = el("span", { className: "lines" });
  lines.append(el("strong", { dir: "auto", textContent: title }), el("span", { dir: "auto", textContent: detail }));
  return el("div", { className: "card" }, el("span", { className: "badge" }, icon(name)), lines);
}
