/* draft.js: what is typed into <form data-draft="key"> is kept on the device, photos too, and offered again.
   It is forgotten when the server has said that it came: by [data-draft-done="key"] or a message of success. */
import {} from "./device.js";
import { gettext, make } from "./words.js";

const device = globalThis.LianxinDevice;
const KEEP_MS = 14 * 86400000;
const WAIT_MS = 400;
const NEVER = new Set(["csrfmiddlewaretoken", "version"]);

const fieldsOf = (form) => device.packed(form).filter((f) => !NEVER.has(f.name) && form.elements[f.name]?.type !== "password");
const hasText = (fields) => fields.some((f) => f.blob || (f.value && f.name !== "client_key"));

function setFiles(input, fields) {
  const files = new DataTransfer();
  for (const f of fields) files.items.add(new File([f.blob], f.filename, { type: f.blob.type }));
  input.files = files.files;
}

function fill(form, fields) {
  const names = new Set(fields.map((f) => f.name));
  for (const control of form.elements) {
    if (!control.name || NEVER.has(control.name)) continue;
    const own = fields.filter((f) => f.name === control.name);
    if (control.type === "checkbox" || control.type === "radio") control.checked = own.some((f) => f.value === control.value);
    else if (control.type === "file") { if (own.length) setFiles(control, own); }
    else if (control.type === "select-multiple") for (const o of control.options) o.selected = own.some((f) => f.value === o.value);
    else if (names.has(control.name) && control.type !== "submit") control.value = own[0].value;
    if (names.has(control.name)) control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/* The server sends back what was typed, but never a file: those come from the draft. */
function fillFiles(form, fields) {
  for (const control of form.elements) {
    const own = control.type === "file" && !control.files.length ? fields.filter((f) => f.name === control.name && f.blob) : [];
    if (own.length) { setFiles(control, own); control.dispatchEvent(new Event("change", { bubbles: true })); }
  }
}

function tellRestored(form, key) {
  const drop = make("button", { class: "btn", type: "button" }, gettext("清除草稿"));
  const bar = make("div", { class: "lx-draft", role: "status" }, gettext("已恢复上次没有送出的内容。"), drop);
  drop.addEventListener("click", async () => {
    await device.remove("drafts", key);
    form.reset();
    form.dispatchEvent(new Event("change", { bubbles: true }));
    bar.remove();
  });
  form.prepend(bar);
}

async function wire(form) {
  const key = form.dataset.draft;
  form.dataset.draftWired = "1";
  const kept = await device.get("drafts", key);
  const isAnswered = form.querySelector(".is-invalid, [role=alert]");
  if (kept && Date.now() - kept.saved_at > KEEP_MS) await device.remove("drafts", key);
  else if (kept && !isAnswered && hasText(kept.fields)) { fill(form, kept.fields); tellRestored(form, key); }
  else if (kept && isAnswered) fillFiles(form, kept.fields);
  let timer = 0;
  const save = async () => {
    const fields = fieldsOf(form);
    if (!hasText(fields)) return;
    await device.put("drafts", { key, fields, title: form.dataset.outbox || document.title, path: location.pathname, saved_at: Date.now() });
    form.dispatchEvent(new CustomEvent("lianxin:draft-kept", { bubbles: true }));
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, WAIT_MS); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.setItem("lianxin-draft-going", key); save(); });
  form.addEventListener("lianxin:draft-moved", () => { clearTimeout(timer); device.remove("drafts", key); });
}

async function forgetAcknowledged() {
  for (const mark of document.querySelectorAll("[data-draft-done]")) await device.remove("drafts", mark.dataset.draftDone);
  const going = sessionStorage.getItem("lianxin-draft-going");
  if (going && document.querySelector("#toasts .lx-toast-success")) await device.remove("drafts", going);
  sessionStorage.removeItem("lianxin-draft-going");
}

export async function mount(root) {
  if (root === document.body) await forgetAcknowledged();
  root.querySelectorAll("form[data-draft]:not([data-draft-wired])").forEach(wire);
}
