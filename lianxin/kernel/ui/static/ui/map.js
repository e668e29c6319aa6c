/* map.js: Leaflet maps. With a tile address its tiles, without one our own boundaries. Points are clustered and also
   written as a list, for those who cannot use a map. Libraries are loaded only when a map is on the page. */
import { gettext, make } from "./words.js";

let ready = null;

const script = (src) => new Promise((resolve, reject) => {
  const tag = make("script", { src });
  tag.onload = resolve;
  tag.onerror = reject;
  document.head.append(tag);
});

function leaflet() {
  const from = document.body.dataset;
  ready ||= (async () => {
    for (const href of [from.cssLeaflet, from.cssCluster]) document.head.prepend(make("link", { rel: "stylesheet", href }));
    await script(from.vendorLeaflet);
    await script(from.vendorCluster);
    return globalThis.L;
  })();
  return ready;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const json = async (url) => (await fetch(url, { headers: { Accept: "application/geo+json, application/json" } })).json();

function ground(L, box) {
  const map = L.map(box, { attributionControl: Boolean(box.dataset.tiles), zoomSnap: 0.25, maxZoom: 18, scrollWheelZoom: false });
  map.setView([Number(box.dataset.lat) || 35.8, Number(box.dataset.lon) || 104.1], box.dataset.lat ? 16 : 4);
  map.attributionControl?.setPrefix(false);
  map.on("focus", () => map.scrollWheelZoom.enable());
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 18 }).addTo(map);
  return map;
}

async function drawBoundaries(L, map, box) {
  if (!box.dataset.boundaries) return null;
  const layer = L.geoJSON(await json(box.dataset.boundaries), {
    style: () => ({ color: colour("--brand"), weight: 1.2, fillColor: colour("--surface"), fillOpacity: box.dataset.tiles ? 0.05 : 0.9 }),
    onEachFeature: (feature, area) => { if (feature.properties.title) area.bindTooltip(feature.properties.title, { sticky: true }); },
  }).addTo(map);
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [10, 10] });
  return layer;
}

function pin(L, tone) {
  return L.divIcon({ className: "lx-pin-at", html: make("span", { class: `lx-pin lx-pin-${tone || "none"}` }), iconSize: [26, 26], iconAnchor: [13, 30] });
}

function told(properties) {
  const link = properties.href ? make("a", { href: properties.href }, properties.title) : make("b", {}, properties.title || "");
  return make("div", {}, link, make("br"), properties.sub || "");
}

/* Areas, and points for areas without an outline, with `band` 0–4: the darker, the more. */
function drawShaded(L, map, features) {
  if (!features.length) return;
  L.geoJSON(features, {
    style: ({ properties }) => ({ color: colour("--brand"), weight: 1, fillColor: colour("--brand"), fillOpacity: 0.18 + 0.17 * properties.band }),
    pointToLayer: ({ properties }, at) => L.circleMarker(at, { radius: 8 + 2 * properties.band }),
    onEachFeature: ({ properties }, area) => area.bindPopup(told(properties)),
  }).addTo(map);
}

async function drawPoints(L, map, box) {
  if (!box.dataset.points) return null;
  const features = (await json(box.dataset.points)).features;
  const cluster = L.markerClusterGroup({
    showCoverageOnHover: false, maxClusterRadius: 46, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: (group) => L.divIcon({ html: String(group.getChildCount()), className: "lx-cluster", iconSize: [40, 40] }),
  });
  drawShaded(L, map, features.filter(({ properties }) => "band" in properties));
  for (const { geometry, properties } of features) {
    if ("band" in properties) continue;
    const [lon, lat] = geometry.coordinates;
    const marker = L.marker([lat, lon], { icon: pin(L, properties.tone), alt: properties.title, title: properties.title, keyboard: true });
    cluster.addLayer(marker.bindPopup(told(properties)));
  }
  map.addLayer(cluster);
  const list = box.parentElement.querySelector("[data-map-list]");
  list?.replaceChildren(...features.map(({ properties }) => make("li", {}, told(properties))));
  return cluster;
}

/* The position with the outline that it lies in, so that the reader sees where it is without any tiles. */
function lookAt(L, map, areas, at) {
  const around = areas ? areas.getLayers().map((area) => area.getBounds()).filter((bounds) => bounds.contains(at)) : [];
  const size = (bounds) => bounds.getNorthEast().distanceTo(bounds.getSouthWest());
  const [nearest] = around.sort((one, other) => size(one) - size(other));
  if (nearest) map.fitBounds(nearest.extend(at), { padding: [12, 12], maxZoom: 16 });
  else map.setView(at, Math.max(map.getZoom(), 14));
}

async function draw(box) {
  const L = await leaflet();
  const map = ground(L, box);
  if (box.dataset.lon) L.marker([Number(box.dataset.lat), Number(box.dataset.lon)], { icon: pin(L), alt: gettext("位置") }).addTo(map);
  try {
    const areas = await drawBoundaries(L, map, box);
    const points = await drawPoints(L, map, box);
    if (box.dataset.lon) lookAt(L, map, areas, [Number(box.dataset.lat), Number(box.dataset.lon)]);
    else if (!areas && points?.getBounds().isValid()) map.fitBounds(points.getBounds(), { padding: [30, 30], maxZoom: 16 });
  } catch {
    box.append(make("p", { class: "lx-help", role: "status" }, gettext("地图数据没有取到，请刷新再试。")));
  }
}

/* A map on which a tap chooses a position: pickOn(box, {lon, lat} | null, chosen) → {move(position)}. */
export async function pickOn(box, from, chosen) {
  const L = await leaflet();
  const at = { lon: box.dataset.lon, lat: box.dataset.lat };
  box.dataset.lon = ""; box.dataset.lat = "";
  const map = ground(L, box);
  Object.assign(box.dataset, at);
  await drawBoundaries(L, map, box).catch(() => null);
  let marker = null;
  const move = ({ lon, lat }) => {
    marker ||= L.marker([lat, lon], { icon: pin(L), draggable: true, alt: gettext("位置") }).addTo(map);
    marker.setLatLng([lat, lon]);
    map.setView([lat, lon], Math.max(map.getZoom(), 15));
  };
  map.on("click", ({ latlng }) => { move({ lon: latlng.lng, lat: latlng.lat }); chosen({ lon: latlng.lng, lat: latlng.lat }); });
  if (from) move(from);
  return { move };
}

export function mount(root) {
  root.querySelectorAll("[data-map]:not([data-wired])").forEach((box) => { box.dataset.wired = "1"; draw(box); });
}
