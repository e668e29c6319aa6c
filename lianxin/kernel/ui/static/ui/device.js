/* device.js: what is kept on the device (drafts, and what waits to be sent), and the one way it is sent.
   A classic script, so that both the page and the service worker can load it; gives globalThis.LianxinDevice.

   Sent exactly once: every form carries a client_key; the server treats a second post with the same key as the first;
   here one lock lets only one tab or worker send at a time; and only a redirect within our own site, 201 or 204
   counts as an answer (a hotel's log-in page does not). */
(() => {
  if (globalThis.LianxinDevice) return;
  const KEEP_SENT_MS = 7 * 86400000;
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("lianxin-outbox") : null;

  function database() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("lianxin", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("drafts", { keyPath: "key" });
        request.result.createObjectStore("outbox", { keyPath: "key" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function run(store, mode, work) {
    const db = await database();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = db.transaction(store, mode);
        const request = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      db.close();
    }
  }

  const get = (store, key) => run(store, "readonly", (s) => s.get(key));
  const all = (store) => run(store, "readonly", (s) => s.getAll());
  const put = (store, value) => run(store, "readwrite", (s) => s.put(value));
  const remove = (store, key) => run(store, "readwrite", (s) => s.delete(key));

  const isFile = (value) => typeof value !== "string"; // the values of a form are texts or files

  /* FormData → what IndexedDB can keep, and back. */
  function packed(form) {
    return [...new FormData(form).entries()]
      .filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(isFile(value) && !value.size))
      .map(([name, value]) => (isFile(value) ? { name, blob: value, filename: value.name } : { name, value }));
  }

  function unpacked(fields) {
    const data = new FormData();
    for (const field of fields) {
      if (field.blob) data.append(field.name, field.blob, field.filename);
      else data.append(field.name, field.value);
    }
    return data;
  }

  function judged(item, response) {
    const address = new URL(response.url);
    const isOurs = address.origin === location.origin;
    if (isOurs && response.redirected && address.pathname.startsWith("/login")) return { ...item, state: "waiting", reason: "login" };
    if (isOurs && (response.status === 201 || response.status === 204 || (response.ok && response.redirected))) {
      return { ...item, state: "sent", address: response.url, fields: [], sent_at: Date.now() };
    }
    if (response.status >= 400 && response.status < 500 && ![401, 403, 408, 425, 429].includes(response.status)) return { ...item, state: "refused", status: response.status };
    return { ...item, state: "waiting", attempts: (item.attempts || 0) + 1 };
  }

  async function sendOne(item, tokenUrl) {
    try {
      const { token } = await (await fetch(tokenUrl, { credentials: "same-origin", cache: "no-store" })).json();
      const body = unpacked(item.fields);
      body.set("csrfmiddlewaretoken", token);
      const response = await fetch(item.url, { method: "POST", body, credentials: "same-origin", headers: { "X-Client-Key": item.key } });
      return judged(item, response);
    } catch {
      return { ...item, state: "waiting", attempts: (item.attempts || 0) + 1 };
    }
  }

  async function sendWaiting(tokenUrl) {
    for (const item of (await all("outbox")).sort((a, b) => a.created_at - b.created_at)) {
      if (item.state === "sent" && Date.now() - item.sent_at > KEEP_SENT_MS) await remove("outbox", item.key);
      if (item.state !== "waiting") continue;
      const after = await sendOne(item, tokenUrl);
      await put("outbox", after);
      channel?.postMessage({ key: after.key, state: after.state });
      if (after.state === "waiting" && after.reason !== "login") break;
    }
  }

  let running = null;
  /* Send all that waits; whoever comes while another sends, waits for that one and then looks again. */
  function sendAll(tokenUrl) {
    const work = () => sendWaiting(tokenUrl);
    if (globalThis.navigator.locks) return navigator.locks.request("lianxin-outbox", work);
    running = (running || Promise.resolve()).then(work, work);
    return running;
  }

  globalThis.LianxinDevice = { get, all, put, remove, packed, unpacked, sendAll, channel };
})();
