// The log of a phone: bubbles under the day they belong to, in their order.

import { Bubble } from "./bubble.js";
import { day, el } from "./words.js";

const NEAR = 140;
const CUT = 24;
const MARGIN = 8;
const OVERLAP = 56;
const ONE_BREATH = 1800; // Telegram lets a message a second through

/** When somebody last did something, on any phone: what comes after answers that. */
let gesture = -Infinity;

export class Transcript {
  constructor(log, newer, gestures) {
    this.log = log;
    this.list = log.querySelector("ol");
    this.newer = newer;
    this.gestures = gestures;
    this.bubbles = new Map();
    this.days = new Map();
    this.following = true;
    this.first = null; // what has just come begins with this bubble: its top stays in view
    this.unread = null; // what came while an older place was being read
    this.heard = -Infinity;
    newer.addEventListener("click", () => this.readOn());
    log.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("click", (event) => this.touched(event.target));
    // A picture that loads or a keyboard that unfolds must not hide the last word.
    const watch = new ResizeObserver(() => this.resized());
    watch.observe(log);
    watch.observe(this.list);
  }

  show(messages) {
    const [focus, known] = [this.focused(), new Set(this.bubbles.keys())];
    this.forget(messages);
    const changed = messages.filter((view) => this.place(view));
    this.separate(messages);
    this.restore(focus);
    const fresh = changed.filter((view) => !known.has(view.id));
    if (fresh.some((view) => view.mine)) this.answering();
    this.lead(this.newsAmong(known.size ? changed : messages.slice(-1), fresh));
    // What was said before the page opened is not read aloud.
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  /** True when there is something to read: a new bubble, or other words in a known one. */
  place(view) {
    const known = this.bubbles.get(view.id);
    if (known) return known.patch(view);
    const bubble = new Bubble(view, this.gestures);
    this.bubbles.set(view.id, bubble);
    this.list.append(bubble.node);
    return true;
  }

  /** The first bubble to read: new, or the last, or answering a tap. An old one that changes by itself calls nobody. */
  newsAmong(changed, fresh) {
    const ids = new Set(fresh.map((view) => view.id));
    const nodes = changed.filter((view) => !view.mine).map((view) => [this.bubbles.get(view.id).node, ids.has(view.id)]);
    return nodes.find(([node, isNew]) => isNew || node === this.touch || node === this.list.lastChild)?.[0];
  }

  lead(news) {
    if (!news) return;
    if (this.following) this.begin(news);
    else if (news === this.touch) this.reveal(news);
    else this.call(news);
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

  /** The owner of the phone has just said something: what comes now is the answer. */
  answering() {
    gesture = performance.now();
    this.first = null;
    this.settle();
  }

  touched(target) {
    if (!target.closest(".key")) return;
    this.touch = target.closest(".bubble");
    gesture = performance.now();
    if (this.touch === this.list.lastChild) this.following = true;
  }

  /** Bubbles that come in one breath are read from the first one on; so are those that came on a hidden phone. */
  begin(news) {
    const now = performance.now();
    const same = (now - this.heard < ONE_BREATH && this.heard > gesture) || !this.log.clientHeight;
    if (!same || !this.list.contains(this.first)) this.first = news;
    this.heard = now;
    this.settle();
  }

  /** At the end; but not so far that the beginning of what has just come is out of sight. */
  settle() {
    this.following = true;
    this.unread = null;
    this.scrollTo(this.first ? this.topOf(this.first) : this.end);
    if (this.end - this.log.scrollTop < CUT) this.newer.hidden = true;
    else this.offer(this.first === this.list.lastChild ? "Lire la suite" : "Message suivant", true);
  }

  reveal(node) {
    const [here, there] = [this.log.getBoundingClientRect(), node.getBoundingClientRect()];
    if (there.top < here.top || there.bottom > here.bottom) this.scrollTo(this.topOf(node));
  }

  call(news) {
    this.unread ??= news;
    this.offer("Nouveau message", false);
  }

  /** In words where something came unseen; an arrow hides less of what is being read. */
  offer(words, small) {
    this.newer.querySelector("span").textContent = words;
    this.newer.querySelector("span").className = small ? "unseen" : "";
    this.newer.classList.toggle("small", small);
    this.newer.hidden = false;
  }

  readOn() {
    if (this.unread) {
      this.first = this.unread;
      this.settle();
    } else {
      this.first = null;
      this.scrollTo(this.log.scrollTop + this.log.clientHeight - OVERLAP);
      this.reached();
    }
    if (this.newer.hidden) this.log.focus({ preventScroll: true });
  }

  /** Only a finger or a key counts: a scroll that comes with a new size, or that was asked for here, is the page's own. */
  scrolled() {
    const resized = this.log.clientHeight !== this.height || this.list.offsetHeight !== this.length;
    if (resized || Math.abs(this.log.scrollTop - this.put) < 2) return;
    this.put = NaN;
    this.first = null;
    this.reached();
  }

  reached() {
    this.following = this.end - this.log.scrollTop < NEAR;
    if (!this.following) return;
    this.unread = null;
    this.newer.hidden = true;
  }

  resized() {
    this.height = this.log.clientHeight;
    this.length = this.list.offsetHeight;
    if (this.following) this.settle();
  }

  /** The phone is no longer the one that is shown: what comes from now on has not been read. */
  left() {
    if (!this.log.clientHeight) this.first = null;
  }

  get end() {
    return Math.max(0, this.log.scrollHeight - this.log.clientHeight);
  }

  topOf(node) {
    return node.getBoundingClientRect().top - this.log.getBoundingClientRect().top + this.log.scrollTop - MARGIN;
  }

  scrollTo(place) {
    this.log.scrollTop = Math.min(this.end, place);
    this.put = this.log.scrollTop;
  }

  focused() {
    const node = document.activeElement;
    return this.list.contains(node) ? { node, words: node.textContent, bubble: node.closest("li") } : null;
  }

  /** Focus stays with the words of a button when it moves; when it vanished, with a neighbour, else the log. */
  restore(focus) {
    if (!focus) return;
    const here = document.contains(focus.node);
    if (here && (focus.node.textContent === focus.words || !focus.node.matches(".key"))) return;
    const keys = document.contains(focus.bubble) ? [...focus.bubble.querySelectorAll(".key")] : [];
    const same = keys.find((key) => key.textContent === focus.words);
    if (same || !here) (same ?? keys.at(-1) ?? this.log).focus({ preventScroll: true });
  }
}
