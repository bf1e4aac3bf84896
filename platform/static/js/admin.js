// The administration's theme remembers light or dark by itself. The choice made on the site, with which the page comes, goes first.

localStorage.setItem("adminTheme", JSON.stringify(document.documentElement.className));

// A second click on a button that has not been answered is no second decision.
const WAITS_MS = 10000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, WAITS_MS);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
