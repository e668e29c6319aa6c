/* keys.js: the keyboard on lists: "/" to the search box, j and k through the rows of <table data-rows>, Enter opens,
   x selects, p presses the row's main button, ? shows the keys. Never while somebody is typing. */
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");

function move(step) {
  const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.classList.contains("is-at"));
  const next = Math.min(rows.length - 1, Math.max(0, now < 0 ? 0 : now + step));
  rows[now]?.classList.remove("is-at");
  rows[next].classList.add("is-at");
  rows[next].querySelector("a")?.focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "nearest" });
}

const KEYS = {
  "/": () => document.querySelector("[data-key-search], [data-filters] input[type=search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  p: () => document.querySelector("tr.is-at [data-row-main]")?.click(),
  x: () => document.querySelector("tr.is-at [data-select]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

let isWired = false;
export function mount() {
  if (isWired) return;
  isWired = true;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}
