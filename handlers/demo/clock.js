// The clock bar: what time it is in the rehearsal, and how to move on.

import * as door from "./door.js";
import { announce, moment, shortMoment } from "./words.js";

const REFRESH = 20_000;

export class Clock {
  constructor() {
    this.now = document.getElementById("now");
    this.next = document.getElementById("next");
    this.toNext = document.getElementById("to-next");
    this.toNext.addEventListener("click", () => this.move({ to: "next" }));
    for (const button of document.querySelectorAll("[data-seconds]")) {
      button.addEventListener("click", () => this.move({ seconds: Number(button.dataset.seconds) }));
    }
    setInterval(() => this.refresh(), REFRESH);
  }

  async refresh() {
    this.show(await door.clock().catch(() => null));
  }

  async move(asked) {
    if (asked.to && this.toNext.getAttribute("aria-disabled") === "true") return;
    const face = await door.moveClock(asked);
    this.show(face);
    if (face) announce(`Il est maintenant ${moment(face.now)}.`);
  }

  show(face) {
    if (!face) return;
    this.now.dateTime = face.now;
    this.now.textContent = moment(face.now);
    this.next.textContent = face.next ? `Prochain message prévu : ${shortMoment(face.next)}` : "Aucun message prévu";
    this.toNext.setAttribute("aria-disabled", String(!face.next));
  }
}
