/* exif.js: the position written in a photo (JPEG, EXIF GPS), read on the device. WGS-84 degrees, or null. */
const GPS_POINTER = 0x8825;

function exifStart(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return -1;
  for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return -1;
  }
  return -1;
}

function entries(view, start, offset, little) {
  const found = new Map();
  const count = view.getUint16(start + offset, little);
  for (let n = 0; n < count; n += 1) {
    const at = start + offset + 2 + 12 * n;
    found.set(view.getUint16(at, little), { at, value: view.getUint32(at + 8, little) });
  }
  return found;
}

function degrees(view, start, entry, little) {
  const part = (n) => view.getUint32(start + entry.value + 8 * n, little) / (view.getUint32(start + entry.value + 8 * n + 4, little) || 1);
  return part(0) + part(1) / 60 + part(2) / 3600;
}

export function positionIn(buffer) {
  try {
    const view = new DataView(buffer);
    const start = exifStart(view);
    if (start < 0) return null;
    const little = view.getUint16(start) === 0x4949;
    const pointer = entries(view, start, view.getUint32(start + 4, little), little).get(GPS_POINTER);
    if (!pointer) return null;
    const gps = entries(view, start, pointer.value, little);
    if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return null;
    const sign = (tag, minus) => (String.fromCharCode(view.getUint8(gps.get(tag).at + 8)) === minus ? -1 : 1);
    const lat = sign(1, "S") * degrees(view, start, gps.get(2), little);
    const lon = sign(3, "W") * degrees(view, start, gps.get(4), little);
    return Number.isFinite(lat) && Number.isFinite(lon) && (lat || lon) ? { lon, lat } : null;
  } catch {
    return null;
  }
}

export async function positionOf(file) {
  return positionIn(await file.slice(0, 262144).arrayBuffer());
}

/* A JPEG as a canvas writes it: after the first segment (JFIF) come the tables at once, no room for anything told. */
export async function isBare(file) {
  const view = new DataView(await file.slice(0, 256).arrayBuffer());
  if (view.byteLength < 8 || view.getUint32(0) !== 0xffd8ffe0) return false;
  const next = 4 + view.getUint16(4);
  return next + 2 <= view.byteLength && view.getUint16(next) === 0xffdb;
}
