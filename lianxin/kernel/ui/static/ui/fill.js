/* fill.js: <select data-fills="id"> puts its chosen text into a field, after what is already written there. */
export function mount(root) {
  root.querySelectorAll("[data-fills]:not([data-wired])").forEach((select) => {
    select.dataset.wired = "1";
    select.addEventListener("change", () => {
      const field = document.getElementById(select.dataset.fills);
      if (!select.value || !field) return;
      field.value = [field.value.trimEnd(), select.value].filter(Boolean).join("\n");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  });
}
