// The clock bar: what time it is in the rehearsal, and how to move on.

import * as door from "./door.js";
import { inTurn } from "./turns.js";
import { announce, el, moment, shortMoment } from "./words.js";

const REFRESH = 20_000;
const LOOK_AGAIN = 250;
const LONGEST = 30_000;

export class Clock {
  /** `redraw()` shows what is on the phones now. */
  constructor(redraw) {
    this.redraw = redraw;
    this.now = document.getElementById("now");
    this.next = document.getElementById("next");
    this.toNext = document.getElementById("to-next");
    this.toNext.addEventListener("click", () => this.jump());
    for (const button of document.querySelectorAll("[data-seconds]")) {
      button.addEventListener("click", () => this.move({ seconds: Number(button.dataset.seconds) }));
    }
    this.refresh = inTurn(async () => this.show(await door.clock().catch(() => null)));
    setInterval(() => this.refresh(), REFRESH);
  }

  async move(asked) {
    const face = await door.moveClock(asked).catch(() => null);
    this.show(face);
    if (face) announce(`Il est maintenant ${moment(face.now)}.`);
  }

  /** One press, one letter: the button works until the letter is on its phone. */
  async jump() {
    if (this.working || !this.face?.next) return;
    this.work(true);
    try {
      await this.move({ to: "next", saw: this.face.next });
      await this.arrival();
    } finally {
      this.work(false);
    }
  }

  async arrival() {
    const limit = performance.now() + LONGEST;
    while (due(this.face) && performance.now() < limit) {
      await new Promise((wake) => setTimeout(wake, LOOK_AGAIN));
      await this.refresh();
    }
    await this.redraw();
  }

  work(on) {
    this.working = on;
    this.toNext.setAttribute("aria-busy", String(on));
    this.able();
  }

  show(face) {
    if (!face || new Date(face.now) < new Date(this.face?.now ?? 0)) return; // an answer that was overtaken
    this.face = face;
    this.now.dateTime = face.now;
    this.now.textContent = moment(face.now);
    this.next.replaceChildren(...planned(face.next));
    this.able();
  }

  able() {
    this.toNext.setAttribute("aria-disabled", String(Boolean(this.working) || !this.face?.next));
  }
}

/** A narrow screen leaves out what is not needed: the line stays one line. */
function planned(at) {
  if (!at) return ["Aucun message prévu"];
  return ["Prochain", el("span", { className: "wide", textContent: " message prévu" }), ` : ${shortMoment(at)}`];
}

/** A letter whose hour has come is still on its way. */
function due(face) {
  return Boolean(face?.next) && new Date(face.next) <= new Date(face.now);
}
