/* theme.js: sets light or dark before the first paint when the reader follows the system. Runs in <head>. */
(() => {
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    if (page.dataset.theme !== "auto") return;
    page.setAttribute("data-bs-theme", system.matches ? "dark" : "light");
    document.dispatchEvent(new Event("lianxin:theme"));
  };
  page.classList.add("lx-js");
  follow();
  system.addEventListener("change", follow);
})();
