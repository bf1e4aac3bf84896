// What the server cannot do: toasts without a reload, menus that close, focus that returns, a copy button, one question before harm,
// one request after the other.

const toasts = document.getElementById("toasts");

function toast({ level = "info", text }) {
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.classList.add(level);
  node.querySelector("p").textContent = text;
  toasts.append(node);
}

document.body.addEventListener("toast", (event) => toast(event.detail));

document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

document.body.addEventListener("htmx:sendError", () => toast({ level: "error", text: document.body.dataset.offline }));

// After a region was replaced the focus goes to the region's first error, or back to the element of the same id if it was lost:
// whoever has gone on to another field meanwhile types there.
let focused = "";
document.body.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id ?? ""; });
document.body.addEventListener("htmx:afterSettle", (event) => {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  const target = event.detail.elt.querySelector("[data-focus]") ?? (isLost ? document.getElementById(focused) : null);
  target?.focus({ preventScroll: true });
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
});

// What a form asks for while somebody types ends before the form itself is sent, and nothing is asked for afterwards: saved
// twice at once, the second carries the version that the first has just replaced.
let leaving = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!event.defaultPrevented && form.querySelector(".htmx-request")) {
    const submitter = event.submitter;
    form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(submitter)), { once: true });
    event.preventDefault();
    return;
  }
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
  if (!event.defaultPrevented) leaving = form;
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (leaving?.contains(event.detail.elt)) event.preventDefault();
});

window.addEventListener("pageshow", () => { leaving = null; });

document.querySelector("form[method=post] [data-focus]")?.focus();
