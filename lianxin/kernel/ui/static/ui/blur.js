/* blur.js: a dialog in which a tap covers a face with coarse squares, before the photo leaves the phone. With the
   keyboard: arrows move the ring, Enter covers, Backspace takes the last one back. */
import { gettext, make } from "./words.js";

const SQUARES = 6;

/* The picture as a JPEG file, under the name that the person knows. */
export const named = (blob, file) => new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });

function mosaic(pen, x, y, radius) {
  const side = radius * 2;
  const cell = Math.max(4, Math.round(side / SQUARES));
  const before = pen.getImageData(x - radius, y - radius, side, side);
  for (let cx = x - radius; cx < x + radius; cx += cell) {
    for (let cy = y - radius; cy < y + radius; cy += cell) {
      if (Math.hypot(cx + cell / 2 - x, cy + cell / 2 - y) > radius) continue;
      const { data } = pen.getImageData(cx, cy, cell, cell);
      const sum = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c += 1) sum[c] += data[i + c];
      const n = data.length / 4;
      pen.fillStyle = `rgb(${sum.map((s) => Math.round(s / n)).join(",")})`;
      pen.fillRect(cx, cy, cell, cell);
    }
  }
  return { before, x: x - radius, y: y - radius };
}

function wireCanvas(canvas, pen, history) {
  const radius = Math.round(Math.max(canvas.width, canvas.height) * 0.045);
  const at = { x: canvas.width / 2, y: canvas.height / 2 };
  const tap = () => history.push(mosaic(pen, Math.round(at.x), Math.round(at.y), radius));
  canvas.addEventListener("pointerdown", (event) => {
    const box = canvas.getBoundingClientRect();
    at.x = ((event.clientX - box.left) / box.width) * canvas.width;
    at.y = ((event.clientY - box.top) / box.height) * canvas.height;
    tap();
  });
  canvas.addEventListener("keydown", (event) => {
    const step = radius / 2;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (move) { at.x += move[0]; at.y += move[1]; event.preventDefault(); }
    if (event.key === "Enter") { tap(); event.preventDefault(); }
    if (event.key === "Backspace") undo(pen, history);
  });
}

function undo(pen, history) {
  const last = history.pop();
  if (last) pen.putImageData(last.before, last.x, last.y);
}

/* Opens the dialog; resolves to the covered photo as a JPEG file, or null when the reader thinks better of it. */
export async function cover(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = make("canvas", { width: bitmap.width, height: bitmap.height, tabindex: "0", role: "img", "aria-label": gettext("照片：点一下遮住一处") });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  const history = [];
  wireCanvas(canvas, pen, history);
  const back = make("button", { class: "btn", type: "button" }, gettext("撤销一处"));
  const done = make("button", { class: "btn btn-primary", type: "button" }, gettext("遮好了"));
  const stop = make("button", { class: "btn", type: "button" }, gettext("取消"));
  const dialog = make("dialog", { class: "lx-dialog lx-dialog-wide lx-blur", "aria-labelledby": "blur-title" },
    make("h2", { id: "blur-title" }, gettext("点一下人脸或车牌，把它遮住")), canvas, make("div", { class: "lx-actions" }, done, back, stop));
  document.body.append(dialog);
  dialog.showModal();
  back.addEventListener("click", () => undo(pen, history));
  return new Promise((resolve) => {
    const end = (value) => { resolve(value); dialog.remove(); };
    stop.addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", () => end(null));
    done.addEventListener("click", () => canvas.toBlob((blob) => {
      end(blob ? named(blob, file) : null);
    }, "image/jpeg", 0.9));
  });
}
