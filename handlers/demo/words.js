// French words and dates of the page, and the small shapes that every part draws.

let zone = "Europe/Paris";

export function useZone(name) {
  zone = name;
}

const shaped = (options) => (iso) => new Intl.DateTimeFormat("fr-FR", { timeZone: zone, ...options }).format(new Date(iso));

const date = shaped({ weekday: "long", day: "numeric", month: "long" });
const fullDate = shaped({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const minute = shaped({ hour: "2-digit", minute: "2-digit" });

export const day = (iso) => date(iso);
export const hour = (iso) => minute(iso);
export const moment = (iso) => `${fullDate(iso)}, ${minute(iso)}`;
export const shortMoment = (iso) => `${date(iso)} à ${minute(iso)}`;

/** “de Paul”, “d’Amina”. */
export const of = (name) => (/^[aeiouyàâéèêëîïôùûh]/i.test(name) ? `d’${name}` : `de ${name}`);

/** A voice that reads aloud must know Arabic from French; the rest is not told apart. */
export const tongue = (text) => (/[\u0600-\u06ff]/.test(text) ? "ar" : "fr");

export function weight(bytes) {
  if (bytes < 1024) return `${bytes} octets`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} Ko`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} Mo`;
}

/** An element with its properties and children; text is always text, never markup. */
export function el(name, properties = {}, ...children) {
  const { dataset, aria, ...rest } = properties;
  const node = Object.assign(document.createElement(name), rest);
  Object.assign(node.dataset, dataset);
  for (const [key, value] of Object.entries(aria ?? {})) node.setAttribute(`aria-${key}`, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const [svg, use] = [document.createElementNS(space, "svg"), document.createElementNS(space, "use")];
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const unseen = (text) => el("span", { className: "unseen", textContent: text });

/** Say something to a screen reader only. */
export function announce(text) {
  document.getElementById("said").textContent = text;
}
