// What the page asks of the side door beside it: the gestures of people, and what can be read.

async function post(path, body) {
  const answer = await fetch(`door/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.ok ? answer.json() : null;
}

async function get(path) {
  const answer = await fetch(`door/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const state = () => get("state");
export const clock = () => get("clock");
export const moveClock = (asked) => post("clock", asked);
export const say = (account, text) => post(`${account}/text`, { text });
export const openLink = (account, url) => post(`${account}/link`, { url });
export const voice = (account) => post(`${account}/voice`, {});
export const contact = (account) => post(`${account}/contact`, {});
export const block = (account, blocked) => post(`${account}/block`, { blocked });
export const tap = (account, message, row, column) => post(`${account}/tap`, { message, row, column });
export const fileAt = (id) => `door/files/${encodeURIComponent(id)}`;

export async function attach(account, file) {
  const form = new FormData();
  form.append("document", file);
  const answer = await fetch(`door/${account}/document`, { method: "POST", body: form });
  return answer.ok;
}

/** Call back at every change; tell when the line is cut and when it holds again. */
export function listen(changed, holds) {
  const stream = new EventSource("door/changes");
  stream.onopen = () => holds(true);
  stream.onerror = () => holds(false);
  stream.onmessage = () => changed();
}
