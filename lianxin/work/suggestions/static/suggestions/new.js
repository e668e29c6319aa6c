/* new.js: the page of a suggestion. Shows "call now" while an emergency is being typed, and gives a page that is come
   back to a key of its own, so that what is written next is not taken for what was already sent. */
const form = document.querySelector("[data-suggest]");
const panel = form.querySelector("[data-emergency]");
const words = JSON.parse(panel.dataset.words);
const typed = () => ["theme", "reason", "proposal"].map((name) => form.elements[name].value).join(" ");

function look() {
  const found = words.some((word) => typed().includes(word));
  panel.hidden = !found;
  form.elements.emergency_seen.value = found ? "1" : "";
}

form.addEventListener("input", look);
form.addEventListener("change", look);
addEventListener("pageshow", (event) => {
  const [entry] = performance.getEntriesByType("navigation");
  if (!event.persisted && entry?.type !== "back_forward") return;
  for (const key of form.querySelectorAll("[name=client_key]")) key.value = "";
});
if (typed().trim()) look();
