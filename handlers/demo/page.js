// The rehearsal: phones side by side, one clock, and a line that tells when something changed.

import { Clock } from "./clock.js";
import * as door from "./door.js";
import { Links } from "./links.js";
import { Phone } from "./phone.js";
import { showScenes } from "./scenes.js";
import { Tabs } from "./tabs.js";
import { inTurn } from "./turns.js";
import { useZone } from "./words.js";

const main = document.getElementById("phones");
const phones = new Map();
const tabs = new Tabs(document.querySelector(".tabs"));
const links = new Links((phone) => tabs.goTo(phone));
const refresh = inTurn(read);
const clock = new Clock(refresh);
let rehearsal = null;

async function read() {
  try {
    draw(await door.state());
    clock.refresh(); // not waited for: while letters leave, the clock answers late
  } catch {
    holds(false);
  }
}

function draw(state) {
  rehearsal ??= state.rehearsal;
  if (rehearsal !== state.rehearsal) return location.reload(); // it began anew, with other people in it
  useZone(state.zone);
  showScenes(document.querySelector(".scenes"), state.ways);
  for (const view of state.phones) phoneOf(view, state.bot).show(view, state.bot);
  document.body.classList.toggle("crowded", phones.size > 3);
  return tabs.show([...phones.values()]);
}

function phoneOf(view, bot) {
  if (!phones.has(view.account_id)) {
    const phone = new Phone(view, (address) => links.show(address, bot, [...phones.values()], phone));
    phones.set(view.account_id, phone);
    main.append(phone.root);
  }
  return phones.get(view.account_id);
}

function holds(line) {
  document.getElementById("lost").hidden = line;
}

main.addEventListener("scrollend", () => tabs.show([...phones.values()]));
door.listen(refresh, holds);
