// What the server cannot do: toasts without a reload, menus that close, focus that returns, a copy button, one question before harm,
// one request after the other.

const toasts = document.getElementById("toasts");

function toast({ level = "info", text, link }) {
  for (const told of toasts.querySelectorAll(`.${level} p`)) if (told.textContent.startsWith(text)) told.parentElement.remove();
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.classList.add(level);
  if (level === "error") node.role = "alert"; // said at once, whatever is being read
  const words = node.querySelector("p");
  words.textContent = text;
  if (link) {
    const anchor = Object.assign(document.createElement("a"), { href: link.href, target: "_blank", textContent: link.text });
    words.append(" ", anchor);
  }
  toasts.append(node);
}

document.body.addEventListener("toast", (event) => toast(event.detail));

// The token changes when somebody signs in, in another tab as well; the cookie says which is good now.
const token = () => /opencdmo_csrf=(\w+)/.exec(document.cookie)?.[1];

document.body.addEventListener("htmx:configRequest", ({ detail: { headers } }) => {
  const good = token() ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (good) headers["X-CSRFToken"] = good;
});

document.addEventListener("formdata", ({ formData }) => {
  if (formData.has("csrfmiddlewaretoken") && token()) formData.set("csrfmiddlewaretoken", token());
});

// What could not be saved as it was typed is tried again once there is a connection, or whoever typed it comes back from signing in.
const unsaved = new Set();

function lost({ detail: { elt } }) {
  const form = elt.hidden && elt.closest("form");
  if (!form) return;
  unsaved.add(elt);
  form.classList.add("unsaved");
}

function retry() {
  if (document.visibilityState === "visible") for (const one of unsaved) one.closest("form")?.dispatchEvent(new Event("change"));
}

window.addEventListener("online", retry);
document.addEventListener("visibilitychange", retry);
window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...unsaved].some((one) => one.isConnected)) event.preventDefault();
});

document.body.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (!successful || !unsaved.delete(elt)) return;
  elt.closest("form")?.classList.remove("unsaved");
  for (const refused of toasts.querySelectorAll(".error")) refused.remove();
});

document.body.addEventListener("htmx:sendError", (event) => {
  lost(event);
  toast({ level: "error", text: document.body.dataset.offline });
});

// A refusal of ours brings its sentence; what broke, here or on the way, brings none.
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 409 && xhr.status !== 412) lost(event);
  if (!xhr.getResponseHeader("HX-Trigger")) toast({ level: "error", text: document.body.dataset.broken });
});

// After a region was replaced the focus goes to its first error, else to what takes the place of what had it: the same id (htmx
// sees to that), the same control within the nearest box that is still there, the control at the same place, the region itself.
const CONTROLS = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select:not([disabled]), textarea:not([disabled]), summary";
const controls = (box) => [...box.querySelectorAll(CONTROLS)].filter((one) => one.checkVisibility());
let left = null;

function heir({ active, region, place }) {
  for (let box = active.parentElement; box && box !== region; box = box.parentElement) {
    const here = box.id && document.getElementById(box.id);
    const those = here ? controls(here) : [];
    if (those.length) return those.find((one) => one.name && one.name === active.name && one.value === active.value) ?? those[0];
  }
  const now = region.isConnected ? region : document.getElementById(region.id);
  if (now) now.tabIndex = -1;
  return now && (controls(now)[place] ?? controls(now).at(-1) ?? now);
}

document.body.addEventListener("htmx:beforeSwap", ({ detail: { target: region } }) => {
  const active = document.activeElement;
  const byKeys = active.matches(":focus-visible"); // who clicks looks at the same place on; who tabs must see where the focus is
  left = region?.contains(active) ? { active, region, byKeys, place: controls(region).indexOf(active) } : null;
});
document.body.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
  const lost = document.activeElement === document.body;
  const errors = left || lost ? elt.querySelector("[data-focus]") : null; // nobody is torn from the field they type in
  (errors ?? (left && lost ? heir(left) : null))?.focus({ preventScroll: !left?.byKeys });
  left = null;
});

document.addEventListener("click", (event) => {
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest(".toast").remove();

  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard?.writeText(document.getElementById(copy.dataset.copy).textContent.trim());
    copy.textContent = copy.dataset.done;
  }

  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  document.getElementById("suggestions")?.replaceChildren();
});

// What a form asks for while somebody types ends before the form itself is sent, and nothing is asked for afterwards: saved
// twice at once, the second carries the version that the first has just replaced.
let leaving = null;

// The button that was pressed, or what stands in its place when the answer that was waited for replaced it.
const pressed = (form, one) => one?.isConnected ? one : [...form.elements].find((other) => other.type === "submit" && other.name === one?.name && other.value === one?.value);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!event.defaultPrevented && form.querySelector(".htmx-request")) {
    const submitter = event.submitter;
    form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(pressed(form, submitter))), { once: true });
    event.preventDefault();
    return;
  }
  const ask = event.submitter?.name === "ask" ? event.submitter : form.querySelector(":scope > input[name=ask]");
  if (ask && !window.confirm(ask.value)) event.preventDefault();
  else if (ask) form.addEventListener("formdata", (answer) => answer.formData.delete("ask"), { once: true });
  if (event.defaultPrevented) return;
  leaving = form;
  for (const refused of toasts.querySelectorAll(".error")) refused.remove(); // it is tried again
});

document.addEventListener("reset", (event) => {
  const { undo } = event.target.dataset;
  if (undo && !window.confirm(undo)) event.preventDefault();
}, true);

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (leaving?.contains(event.detail.elt)) event.preventDefault();
});

window.addEventListener("pageshow", () => { leaving = null; });

// What a visitor describes stays in this tab, and on no server, through sign-up or a session that has ended, until it is a draft.
document.addEventListener("input", ({ target }) => {
  if (target.dataset.keep) sessionStorage.setItem(target.dataset.keep, target.value);
});
const kept = document.querySelector("[data-keep]");
if (kept && !kept.value) kept.value = sessionStorage.getItem(kept.dataset.keep) ?? "";
const drop = document.querySelector("[data-drop]");
if (drop) sessionStorage.removeItem(drop.dataset.drop);

// Once the browser has gone to what stands behind the # of the address, as it does after "Skip to the content".
window.addEventListener("load", () => document.querySelector("form[method=post] [data-focus]")?.focus());
