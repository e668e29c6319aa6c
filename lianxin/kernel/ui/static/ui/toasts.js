/* toasts.js: short messages in the corner, read out by screen readers. An error stays until it is tapped. */
import { make } from "./words.js";

const SHOWN_MS = 6000;

function leave(toast) {
  if (!toast.classList.contains("lx-toast-error")) setTimeout(() => toast.remove(), SHOWN_MS);
  toast.addEventListener("click", () => toast.remove());
}

export function toast(text, level = "info") {
  const box = document.getElementById("toasts");
  if (!box || !text) return;
  const shown = make("p", { class: `lx-toast lx-toast-${level}` }, text);
  box.append(shown);
  leave(shown);
}

export function mount() {
  document.querySelectorAll("#toasts .lx-toast").forEach(leave);
  document.body.addEventListener("lianxin:toasts", (event) => {
    for (const message of event.detail.messages) toast(message.text, message.level);
  });
}
