/* bulk.js: <form data-bulk> under a list: counts the chosen rows, selects all of the page, and refuses an empty go. */
import { toast } from "./toasts.js";
import { gettext } from "./words.js";

const boxes = () => [...document.querySelectorAll("[data-select]")];

function count(form) {
  const n = boxes().filter((box) => box.checked).length;
  form.classList.toggle("is-on", n > 0);
  form.querySelector("[data-bulk-count]").textContent = n ? gettext("已选 %(n)s 件", { n }) : gettext("先在左边选中若干件");
  const all = document.querySelector("[data-select-all]");
  if (all) { all.checked = n > 0 && n === boxes().length; all.indeterminate = n > 0 && n < boxes().length; }
  return n;
}

let isWired = false;
export function mount(root) {
  root.querySelectorAll("form[data-bulk]:not([data-wired])").forEach((form) => {
    form.dataset.wired = "1";
    form.addEventListener("submit", (event) => {
      if (count(form)) return;
      event.preventDefault();
      toast(gettext("先在左边选中若干件"), "warning");
    });
    count(form);
  });
  if (isWired) return;
  isWired = true;
  document.addEventListener("change", (event) => {
    const form = document.querySelector("form[data-bulk]");
    if (!form || !event.target.matches("[data-select], [data-select-all]")) return;
    if (event.target.matches("[data-select-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
    count(form);
  });
}
