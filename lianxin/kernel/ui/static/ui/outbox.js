/* outbox.js: <form data-outbox="title"> is stored on the device first and sent from there: now, or once when the
   signal returns. [data-outbox-list] shows what is kept: 草稿 · 等待发送 · 已发送 · 需要修改. */
import {} from "./device.js";
import { toast } from "./toasts.js";
import { gettext, make } from "./words.js";

const device = globalThis.LianxinDevice;
const RETRY_MS = 30000;
const tokenUrl = () => document.body.dataset.token;

const label = (state) => ({
  draft: gettext("草稿"), waiting: gettext("等待发送"), sent: gettext("已发送"), refused: gettext("需要修改"),
})[state];

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/* What was refused while nobody looked goes back into the form's draft: with its key, so still once. */
function correcting(item) {
  const link = make("a", { href: item.page }, gettext("去修改"));
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (item.draft) await device.put("drafts", { key: item.draft, fields: item.fields, title: item.title, path: item.page, saved_at: Date.now() });
    await device.remove("outbox", item.key);
    location.assign(item.page);
  });
  return link;
}

function line(item) {
  const at = new Date(item.created_at || item.saved_at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  const row = make("li", { class: "lx-row", "data-outbox-state": item.state },
    make("b", {}, label(item.state)), make("span", {}, item.title), make("span", { class: "lx-sub" }, at));
  if (item.state === "sent") row.append(make("a", { href: item.address }, gettext("查看")));
  if (item.state === "draft") row.append(make("a", { href: item.path }, gettext("接着填")));
  if (item.state === "refused") row.append(correcting(item));
  if (item.state !== "waiting") {
    const drop = make("button", { class: "btn", type: "button" }, gettext("删除"));
    drop.addEventListener("click", async () => { await device.remove(item.state === "draft" ? "drafts" : "outbox", item.key); show(); });
    row.append(drop);
  }
  return row;
}

export async function show() {
  const boxes = document.querySelectorAll("[data-outbox-list]");
  if (!boxes.length) return;
  const drafts = (await device.all("drafts")).filter((d) => d.path && d.path !== location.pathname).map((d) => ({ ...d, state: "draft" }));
  const items = [...(await device.all("outbox")), ...drafts];
  for (const box of boxes) {
    box.replaceChildren(...(items.length ? [make("div", { class: "lx-card" }, make("h2", {}, gettext("这台设备上的")),
      make("ul", {}, ...items.map(line)))] : []));
  }
}

/* Back into an ordinary post, so that the server's own page shows what is wrong. The key stays: still once. */
async function postPlainly(form) {
  try {
    const { token } = await (await fetch(tokenUrl(), { cache: "no-store" })).json();
    if (form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token;
  } finally {
    HTMLFormElement.prototype.submit.call(form);
  }
}

async function askForSync() {
  try {
    const ready = await navigator.serviceWorker?.ready;
    await ready?.sync?.register("lianxin-outbox");
  } catch { /* without background sync the next opened page sends */ }
}

function tellWaiting(form) {
  const box = make("div", { class: "lx-note lx-note-warn", role: "status", tabindex: "-1", "data-outbox-waiting": true },
    make("div", {}, make("p", {}, make("b", {}, gettext("等待发送"))),
      make("p", {}, gettext("现在没有信号。内容已存在这台手机里，有信号时自动发出，不用再填一次。")),
      make("p", {}, make("a", { href: location.pathname }, gettext("再填一件")))));
  form.hidden = true;
  form.before(box);
  box.focus();
}

async function onSubmit(event) {
  const form = event.currentTarget;
  if (event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter;
  if (button) button.disabled = true;
  const key = form.elements.client_key.value || (form.elements.client_key.value = newKey());
  const item = { key, url: form.action, page: location.pathname, title: form.dataset.outbox, draft: form.dataset.draft, fields: device.packed(form), state: "waiting", created_at: Date.now() };
  if (button?.name) item.fields.push({ name: button.name, value: button.value });
  try {
    await device.put("outbox", item);
  } catch {
    return void postPlainly(form);  // no storage on this device (private window): the ordinary way
  }
  await device.sendAll(tokenUrl());
  const after = await device.get("outbox", key);
  if (after.state === "refused" || after.reason === "login") { await device.remove("outbox", key); return void postPlainly(form); }
  form.dispatchEvent(new CustomEvent("lianxin:draft-moved"));
  if (after.state === "sent") { location.assign(after.address); return; }
  tellWaiting(form);
  askForSync();
  show();
}

async function sendLater() {
  const waiting = (await device.all("outbox")).filter((item) => item.state === "waiting").length;
  if (!waiting || navigator.onLine === false) return;
  await device.sendAll(tokenUrl());
  const left = (await device.all("outbox")).filter((item) => item.state === "waiting").length;
  if (left < waiting) toast(gettext("已发送 %(n)s 件", { n: waiting - left }), "success");
  show();
}

let isWired = false;
export function mount(root) {
  root.querySelectorAll("form[data-outbox]:not([data-outbox-wired])").forEach((form) => {
    form.dataset.outboxWired = "1";
    form.addEventListener("submit", onSubmit);
  });
  show();
  if (isWired) return;
  isWired = true;
  addEventListener("online", sendLater);
  setInterval(sendLater, RETRY_MS);
  device.channel?.addEventListener("message", show);
  document.addEventListener("lianxin:draft-kept", show);
  sendLater();
}
