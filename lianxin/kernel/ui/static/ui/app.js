/* app.js: the one script of every page. Wires dialogs, confirmations, htmx and the service worker, and loads each
   other part only where the page asks for it. */
import { gettext } from "./words.js";
import { mount as mountToasts, toast } from "./toasts.js";

const PARTS = [
  ["form[data-draft], [data-draft-done]", () => import("./draft.js")],
  ["form[data-outbox], [data-outbox-list]", () => import("./outbox.js")],
  ["[data-photos]", () => import("./photos.js")],
  ["[data-locate]", () => import("./locate.js")],
  ["[data-map]", () => import("./map.js")],
  ["[data-chart]", () => import("./chart.js")],
  ["[data-pick]", () => import("./pick.js")],
  ["[data-bulk]", () => import("./bulk.js")],
  ["[data-fills]", () => import("./fill.js")],
  ["body", () => import("./keys.js")],
];

function mountParts(root) {
  for (const [selector, load] of PARTS) {
    if (root.matches?.(selector) || root.querySelector(selector)) load().then((part) => part.mount(root));
  }
  if (matchMedia("(min-width: 768px)").matches) {
    root.querySelectorAll("details[data-open-wide]").forEach((details) => { details.open = true; });
  }
  root.querySelector("[data-focus]")?.focus();
}

/* Ask before something that cannot be undone; resolves to true or false. */
export function ask(question, yes = gettext("确定")) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-confirm-text]").textContent = question;
  dialog.querySelector("[data-confirm-yes]").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function confirmFirst(event, button) {
  if (button.dataset.confirmed) { delete button.dataset.confirmed; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(button.dataset.confirm, button.textContent.trim())) {
    button.dataset.confirmed = "1";
    button.click();
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(gettext("已复制"));
  } catch {
    toast(gettext("这台设备不允许复制"), "error");
  }
}

function onClick(event) {
  const button = event.target.closest("[data-confirm], [data-open], [data-close], [data-toast], [data-copy], [data-print]");
  if (!button) return;
  if (button.dataset.confirm) confirmFirst(event, button);
  if (button.dataset.open) document.getElementById(button.dataset.open)?.showModal();
  if ("close" in button.dataset) button.closest("dialog")?.close();
  if (button.dataset.toast) toast(button.dataset.toast);
  if (button.dataset.copy) copy(button.dataset.copy);
  if ("print" in button.dataset) print();
}

/* Menus made of <details> close on a click outside and on Escape. */
function closeMenus(except) {
  document.querySelectorAll("details.lx-menu[open]").forEach((menu) => { if (!menu.contains(except)) menu.open = false; });
}

function cookie(name) {
  return document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) || "";
}

function wireHtmx() {
  const body = document.body;
  body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
    if (event.detail.elt.matches("[data-saved-new]")) event.detail.parameters.set("query", location.search.slice(1));
    if (event.detail.elt.matches("[data-filters]")) {
      for (const [name, value] of [...event.detail.formData.entries()]) if (value === "") event.detail.formData.delete(name);
    }
  });
  body.addEventListener("htmx:load", (event) => { if (event.detail.elt !== body) mountParts(event.detail.elt); });
  body.addEventListener("htmx:sendError", () => toast(gettext("没有网络，请过一会儿再试"), "error"));
  body.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    const told = {
      403: gettext("您的账号不能做这件事，或页面已过期，请刷新"),
      404: gettext("没有找到，可能已被别人处理，请刷新"),
      409: gettext("这件事刚刚被别人改过，请刷新后再办"),
    };
    toast(told[status] || gettext("系统出错了，请过几分钟再试"), "error");
  });
}

function wireWorker() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  navigator.serviceWorker.register(document.body.dataset.sw, { scope: "/" }).then(() => navigator.serviceWorker.ready).then((ready) => {
    const pages = [...document.querySelectorAll("link[data-offline]")].map((link) => link.href);
    if (document.querySelector('meta[name="lianxin-offline"]')) pages.push(location.href);
    if (pages.length) ready.active.postMessage({ keep: pages });
  }).catch(() => {});
}

/* Whoever leaves a shared computer leaves nothing typed on it. */
function wireLeaving() {
  document.querySelectorAll("form[data-leave]").forEach((form) => form.addEventListener("submit", () => {
    navigator.serviceWorker?.controller?.postMessage({ forget: true });
    indexedDB.open("lianxin").onsuccess = (event) => {
      const db = event.target.result;
      if (db.objectStoreNames.contains("drafts")) db.transaction("drafts", "readwrite").objectStore("drafts").clear();
    };
  }));
}

document.addEventListener("click", onClick, true);
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null); });
mountToasts();
mountParts(document.body);
wireHtmx();
wireLeaving();
wireWorker();
