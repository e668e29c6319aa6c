/* words.js: texts of the scripts in the reader's language. Source texts are Chinese; the catalogue comes as a
   script before us (see ui.pages.words). gettext("共 %(n)s 件", {n: 3}). */
export function gettext(text, values = {}) {
  const told = (globalThis.LianxinWords || {})[text] || text;
  return told.replace(/%\((\w+)\)s/g, (_all, name) => String(values[name] ?? ""));
}

/* An element with text and attributes: make("button", {class: "btn", type: "button"}, "文字", child, …). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
