// Text and entities into elements. Offsets are UTF-16 units, which is how strings count here.
// Only the elements named below can appear: whatever a name or a title contains stays text.

import { el } from "./words.js";

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const SAFE = /^(https?|tel|mailto|tg):/i;

/** `onLink(address)` and `onCommand(text)` are what a tap on one does. */
export function rich(text, entities, { onLink, onCommand }) {
  const root = document.createDocumentFragment();
  const known = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(root, 0, text.length, known);
  return root;

  function fill(parent, from, to, list) {
    let at = from;
    list.forEach((entity, index) => {
      const end = entity.offset + entity.length;
      if (entity.offset < at || end > to) return;
      parent.append(text.slice(at, entity.offset));
      const node = shape(entity, text.slice(entity.offset, end));
      fill(node, entity.offset, end, list.slice(index + 1));
      parent.append(node);
      at = end;
    });
    parent.append(text.slice(at, to));
  }

  function shape(entity, shown) {
    if (PLAIN[entity.type]) return el(PLAIN[entity.type]);
    if (entity.type === "spoiler") return spoiler();
    if (entity.type === "bot_command") return pressable("command", () => onCommand(shown));
    const address = { url: shown, text_link: entity.url, email: `mailto:${shown}` }[entity.type];
    return address ? link(address) : el("span");
  }

  function link(address) {
    const full = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
    if (!SAFE.test(full)) return el("span");
    const node = el("a", { href: full, rel: "noopener noreferrer", target: "_blank" });
    node.addEventListener("click", (event) => {
      event.preventDefault();
      onLink(full);
    });
    return node;
  }
}

function pressable(className, press) {
  const node = el("button", { type: "button", className });
  node.addEventListener("click", press);
  return node;
}

function spoiler() {
  const node = pressable("spoiler", () => node.classList.add("open"));
  return node;
}
