/* sw.js: the service worker. KIT (version, shell files, addresses) is written before this text by ui.pages.
   Shell files and pages marked to be kept open without a signal; everything else comes from the network. */
importScripts(KIT.device);

const SHELL = `shell-${KIT.version}`;
const PAGES = "pages";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(SHELL);
    await Promise.all([...KIT.shell, KIT.offline].map((url) => cache.add(url).catch(() => {})));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

async function keep(urls) {
  const cache = await caches.open(PAGES);
  for (const url of urls) {
    if (new URL(url).origin !== location.origin) continue;
    const response = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok && !response.redirected) await cache.put(new URL(url).pathname, response);
  }
}

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
  if (event.data.forget) event.waitUntil(caches.delete(PAGES));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "lianxin-outbox") event.waitUntil(self.LianxinDevice.sendAll(KIT.token));
});

async function fromShell(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) cache.put(request, response.clone());
    return response;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  }
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const path = new URL(request.url).pathname;
    const kept = await (await caches.open(PAGES)).match(path);
    return kept || (await caches.match(KIT.offline)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith(KIT.static) || url.pathname.startsWith("/display/words/")) event.respondWith(fromShell(request));
});
