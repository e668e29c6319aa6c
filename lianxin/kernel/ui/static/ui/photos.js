/* photos.js: [data-photos] shows chosen photos small, lets faces be covered, makes them lighter before they go, and
   offers the position of the first photo that has one ("lianxin:photo-position") before it is thrown away. */
import { cover, named } from "./blur.js";
import { isBare, positionOf } from "./exif.js";
import { toast } from "./toasts.js";
import { gettext, make } from "./words.js";

const LONGEST = 2560;
const LIGHT_BYTES = 1200000;

/* A smaller JPEG without any metadata; the file itself when it is that already, or when the device cannot read it. */
async function lightened(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && (file.type === "image/jpeg" ? await isBare(file) : file.size < LIGHT_BYTES)) return file;
    const canvas = make("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.86); });
    return blob ? named(blob, file) : file;
  } catch {
    return file;
  }
}

function put(input, files) {
  const all = new DataTransfer();
  files.forEach((file) => all.items.add(file));
  input.files = all.files;
}

function thumb(box, input, list, file, n) {
  const image = make("img", { src: URL.createObjectURL(file), alt: gettext("第 %(n)s 张照片", { n: n + 1 }), width: "128", height: "128" });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  const blur = make("button", { class: "btn", type: "button" }, gettext("遮住人脸"));
  const drop = make("button", { class: "lx-iconbtn lx-thumb-drop", type: "button", "aria-label": gettext("去掉第 %(n)s 张照片", { n: n + 1 }) }, "×");
  const replace = (other) => {
    const files = [...input.files];
    files.splice(n, 1, ...(other ? [other] : []));
    put(input, files);
    draw(box, input, list);
    input.dispatchEvent(new CustomEvent("input", { bubbles: true }));
  };
  blur.addEventListener("click", async () => { const done = await cover(file); if (done) replace(done); });
  drop.addEventListener("click", () => replace(null));
  return make("li", { class: "lx-thumb" }, image, drop, blur);
}

function draw(box, input, list) {
  list.files = [...input.files];
  list.replaceChildren(...list.files.map((file, n) => thumb(box, input, list, file, n)));
}

/* A phone's camera gives one photo at a time: the next one joins those before it, up to data-max. */
function joined(input, list) {
  const before = input.multiple ? list.files || [] : [];
  const all = [...before, ...[...input.files].filter((file) => !before.includes(file))];
  const most = Number(input.dataset.max) || 10;
  if (all.length > most) toast(gettext("最多 %(n)s 张照片，多出的没有加上。", { n: most }), "error");
  return all.slice(0, most);
}

async function onChange(box, input, list) {
  const files = joined(input, list);
  for (const file of files) {
    const position = await positionOf(file);
    if (position) { box.dispatchEvent(new CustomEvent("lianxin:photo-position", { bubbles: true, detail: position })); break; }
  }
  put(input, await Promise.all(files.map(lightened)));
  draw(box, input, list);
  input.dispatchEvent(new CustomEvent("input", { bubbles: true }));
}

export function mount(root) {
  root.querySelectorAll("[data-photos]:not([data-wired])").forEach((box) => {
    box.dataset.wired = "1";
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-thumbs]");
    input.addEventListener("change", () => onChange(box, input, list));
    if (input.files.length) onChange(box, input, list); // chosen before this script was there
  });
}
