/* locate.js: [data-locate] takes a place in three ways: the phone's position (asked for at the tap, never before),
   the position of a photo (offered, never taken), or a tap on the map. Hidden inputs lon and lat, WGS-84. */
import { pickOn } from "./map.js";
import { gettext, make } from "./words.js";

function parts(box) {
  const canvas = box.querySelector("[data-locate-canvas]");
  return {
    canvas,
    state: box.querySelector("[data-locate-state]"),
    lon: document.getElementById(canvas.dataset.lon),
    lat: document.getElementById(canvas.dataset.lat),
  };
}

function wire(box) {
  const { canvas, state, lon, lat } = parts(box);
  const gps = box.querySelector("[data-locate-gps]");
  const open = box.querySelector("[data-locate-map]");
  let map = null;
  const set = (position, text) => {
    lon.value = position.lon.toFixed(6);
    lat.value = position.lat.toFixed(6);
    state.replaceChildren(text);
    map?.then((picker) => picker.move(position));
    lon.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = () => {
    canvas.hidden = false;
    open.setAttribute("aria-expanded", "true");
    const from = lon.value ? { lon: Number(lon.value), lat: Number(lat.value) } : null;
    map ||= pickOn(canvas, from, (position) => set(position, gettext("已取地图上的位置。")));
  };
  gps.hidden = !("geolocation" in navigator) || !isSecureContext;
  open.hidden = false;
  open.addEventListener("click", show);
  gps.addEventListener("click", () => {
    state.textContent = gettext("正在取位置…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => set({ lon: coords.longitude, lat: coords.latitude }, gettext("已取您现在的位置，误差约 %(m)s 米。", { m: Math.round(coords.accuracy) })),
      () => { state.textContent = gettext("没有取到位置，请在地图上点，或写下地点。"); },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
  document.addEventListener("lianxin:photo-position", (event) => {
    const use = make("button", { class: "btn", type: "button" }, gettext("用照片里的位置"));
    use.addEventListener("click", () => { show(); set(event.detail, gettext("已取照片里的位置。")); });
    state.replaceChildren(gettext("照片里带有拍摄位置。"), " ", use);
  });
  if (lon.value) show();
}

export function mount(root) {
  root.querySelectorAll("[data-locate]:not([data-wired])").forEach((box) => { box.dataset.wired = "1"; wire(box); });
}
