/* report.js: the page of a snap report. Shows "call now" while an emergency is being typed, and gives a page that is
   come back to a key of its own, so that what is written next is not taken for what was already sent. */
const form = document.querySelector("[data-report]");
const panel = form.querySelector("[data-emergency]");
const words = JSON.parse(panel.dataset.words);

function look() {
  const found = words.some((word) => form.elements.text.value.includes(word));
  panel.hidden = !found;
  form.elements.emergency_seen.value = found ? "1" : "";
}

form.elements.text.addEventListener("input", look);
form.elements.text.addEventListener("change", look);
addEventListener("pageshow", (event) => {
  const [entry] = performance.getEntriesByType("navigation");
  if (!event.persisted && entry?.type !== "back_forward") return;
  form.elements.client_key.value = "";
  form.querySelector(".rq-send button").disabled = false;
});
if (form.elements.text.value) look();
