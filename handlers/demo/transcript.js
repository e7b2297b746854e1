// The log of a phone: bubbles under the day they belong to, in their order.

import { Bubble } from "./bubble.js";
import { day, el } from "./words.js";

const NEAR = 140;

export class Transcript {
  constructor(log, newer, gestures) {
    this.log = log;
    this.list = log.querySelector("ol");
    this.newer = newer;
    this.gestures = gestures;
    this.bubbles = new Map();
    this.days = new Map();
    this.following = true;
    newer.addEventListener("click", () => (this.toEnd(), log.focus()));
    log.addEventListener("scroll", () => this.scrolled());
    // A picture that loads or a keyboard that unfolds must not hide the last word.
    const watch = new ResizeObserver(() => this.resized());
    watch.observe(log);
    watch.observe(this.list);
  }

  show(messages) {
    const [followed, focus] = [this.following, this.focused()];
    const fresh = messages.filter((view) => !this.bubbles.has(view.id));
    this.forget(messages);
    for (const view of messages) this.place(view);
    this.separate(messages);
    this.restore(focus);
    if (followed || fresh.some((view) => view.mine)) this.toEnd();
    else if (fresh.length) this.newer.hidden = false;
    // What was said before the page opened is not read aloud.
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  place(view) {
    const known = this.bubbles.get(view.id);
    if (known) return known.patch(view);
    const bubble = new Bubble(view, this.gestures);
    this.bubbles.set(view.id, bubble);
    return this.list.append(bubble.node);
  }

  forget(messages) {
    const kept = new Set(messages.map((view) => view.id));
    for (const [id, bubble] of this.bubbles) {
      if (kept.has(id)) continue;
      bubble.node.remove();
      this.bubbles.delete(id);
    }
  }

  separate(messages) {
    const first = new Map();
    for (const view of messages) if (!first.has(day(view.at))) first.set(day(view.at), view.id);
    for (const [name, node] of this.days) if (!first.has(name)) node.remove();
    for (const [name, id] of first) {
      const node = this.days.get(name) ?? el("li", { className: "day" }, el("span", { textContent: name }));
      this.days.set(name, node);
      const bubble = this.bubbles.get(id).node;
      if (bubble.previousSibling !== node) bubble.before(node);
    }
  }

  resized() {
    this.height = this.log.clientHeight;
    if (this.following) this.toEnd();
  }

  /** Only a finger or a key counts: a scroll that comes with a new size is the page's own doing. */
  scrolled() {
    if (this.log.clientHeight !== this.height) return;
    this.following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
    if (this.following) this.newer.hidden = true;
  }

  toEnd() {
    this.following = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.newer.hidden = true;
  }

  focused() {
    const node = document.activeElement;
    return this.list.contains(node) ? { node, bubble: node.closest("li") } : null;
  }

  /** A button that vanished under the finger leaves its focus to a neighbour, else to the log. */
  restore(focus) {
    if (!focus || document.contains(focus.node)) return;
    const neighbours = document.contains(focus.bubble) ? focus.bubble.querySelectorAll(".key") : [];
    (neighbours[neighbours.length - 1] ?? this.log).focus({ preventScroll: true });
  }
}
