// The scenes of the rehearsal: each is a page of its own, with its own people and its own clock.

import { el } from "./words.js";

export function showScenes(nav, ways) {
  if (nav.childElementCount || !ways.length) return;
  nav.append(...ways.map(link));
  nav.hidden = false;
  const here = ways.find((way) => way.here);
  document.title = `Passerelle, ${here.title.toLowerCase()}`;
}

function link({ title, href, here }) {
  return el("a", { href, textContent: title, aria: here ? { current: "page" } : {} });
}
