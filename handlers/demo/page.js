// The rehearsal: phones side by side, one clock, and a line that tells when something changed.

import { Clock } from "./clock.js";
import * as door from "./door.js";
import { Links } from "./links.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { useZone } from "./words.js";

const main = document.getElementById("phones");
const phones = new Map();
const tabs = new Tabs(document.querySelector(".tabs"));
const links = new Links((phone) => tabs.choose(phone));
const clock = new Clock();
let [running, again, rehearsal] = [false, false, null];

/** One reading at a time; what changes meanwhile is read right after. */
async function refresh() {
  if (running) return void (again = true);
  running = true;
  try {
    draw(await door.state());
    await clock.refresh();
  } catch {
    holds(false);
  }
  running = false;
  if (again) {
    again = false;
    await refresh();
  }
}

function draw(state) {
  rehearsal ??= state.rehearsal;
  if (rehearsal !== state.rehearsal) return location.reload(); // it began anew, with other people in it
  useZone(state.zone);
  for (const view of state.phones) phoneOf(view, state.bot).show(view, state.bot);
  return tabs.show([...phones.values()]);
}

function phoneOf(view, bot) {
  if (!phones.has(view.account_id)) {
    const phone = new Phone(view, (address) => links.show(address, bot, [...phones.values()]));
    phones.set(view.account_id, phone);
    main.append(phone.root);
  }
  return phones.get(view.account_id);
}

function holds(line) {
  document.getElementById("lost").hidden = line;
}

door.listen(refresh, holds);
