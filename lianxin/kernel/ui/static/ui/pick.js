/* pick.js: finds one of many by typing: <select data-pick data-keys='{"value": "synonyms and pinyin initials"}'> or
   <input data-pick data-url="…?q=">. The combobox pattern of ARIA; without scripts the select stays a select. */
import { gettext, make } from "./words.js";

const MOST = 12;
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");

function optionsOf(select) {
  const keys = JSON.parse(select.dataset.keys || "{}");
  return [...select.options].filter((o) => o.value).map((o) => ({ value: o.value, label: o.text.trim(), hint: o.dataset.hint || o.parentElement.label || "", keys: plain(`${o.text} ${o.dataset.keys || ""} ${keys[o.value] || ""}`) }));
}

/* Label first, then synonyms and initials; among equals the shorter label. */
function found(options, words) {
  const wanted = plain(words);
  if (!wanted) return options.slice(0, MOST);
  const rank = (o) => (plain(o.label).startsWith(wanted) ? 0 : plain(o.label).includes(wanted) ? 1 : 2);
  return options.filter((o) => o.keys.includes(wanted)).sort((a, b) => rank(a) - rank(b) || a.label.length - b.label.length).slice(0, MOST);
}

function combobox(input, source, choose) {
  const id = `${input.id}_list`;
  const list = make("ul", { class: "lx-pick-list", id, role: "listbox", "aria-label": gettext("可选的"), hidden: true });
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off" }).forEach(([k, v]) => input.setAttribute(k, v));
  input.after(list);
  let items = [], at = -1, turn = 0;
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (n) => {
    at = (n + items.length) % items.length;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (n) => { const item = items[n]; input.value = item.label; close(); choose(item); };
  const open = async () => {
    const mine = (turn += 1);
    const given = await source(input.value);
    if (mine !== turn) return;
    items = given; at = -1;
    list.replaceChildren(...items.map((item, n) => {
      const li = make("li", { id: `${id}_${n}`, role: "option", "aria-selected": "false" }, item.label, item.hint ? make("small", {}, item.hint) : null);
      li.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n); });
      return li;
    }));
    if (!items.length) list.replaceChildren(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, gettext("没有找到，换个说法试试")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("input", () => { choose(null); open(); });
  input.addEventListener("focus", () => { input.select(); open(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (list.hidden) open(); else if (items.length) mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1); }
    if (event.key === "Enter" && !list.hidden && items.length) { event.preventDefault(); take(at < 0 ? 0 : at); }
    if (event.key === "Escape") close();
  });
}

function overSelect(select) {
  const options = optionsOf(select);
  const input = make("input", { class: "form-control", type: "text", id: `${select.id}_pick`, placeholder: gettext("打一个字或拼音首字母"), "aria-describedby": select.getAttribute("aria-describedby"), required: select.required });
  if (select.classList.contains("is-invalid")) input.classList.add("is-invalid");
  const box = make("div", { class: "lx-pick" }, input);
  const show = () => { input.value = select.value ? select.selectedOptions[0].text.trim() : ""; };
  document.querySelector(`label[for="${select.id}"]`)?.setAttribute("for", input.id);
  select.before(box);
  select.hidden = true;
  select.required = false;
  combobox(input, async (words) => found(options, words), (item) => {
    select.value = item ? item.value : "";
    input.setCustomValidity(item || !input.value ? "" : gettext("请从列出的里面选一个"));
    if (item) select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  select.addEventListener("change", () => { if (document.activeElement !== input) show(); });
  show();
}

function overInput(input) {
  const hidden = make("input", { type: "hidden", name: input.name, value: input.dataset.value || "" });
  const box = make("div", { class: "lx-pick" });
  input.before(box);
  box.append(input, hidden);
  if (input.dataset.name) input.name = input.dataset.name;
  else input.removeAttribute("name");
  combobox(input, (words) => fetch(input.dataset.url + encodeURIComponent(words)).then((given) => given.json()).catch(() => []), (item) => {
    hidden.value = item ? item.value : "";
    if (item) hidden.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: item }));
  });
}

export function mount(root) {
  root.querySelectorAll("[data-pick]:not([data-wired])").forEach((control) => {
    control.dataset.wired = "1";
    if (control.tagName === "SELECT") overSelect(control);
    else overInput(control);
  });
}
