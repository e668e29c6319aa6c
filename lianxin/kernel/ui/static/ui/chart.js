/* chart.js: draws <figure data-chart> with ECharts from the JSON beside it. The table stays for those who read
   numbers; it is folded once the chart stands. A click on a bar opens the records behind it. */
import { make } from "./words.js";

let ready = null;

function echarts() {
  ready ||= new Promise((resolve, reject) => {
    const tag = make("script", { src: document.body.dataset.vendorEcharts });
    tag.onload = () => resolve(globalThis.echarts);
    tag.onerror = reject;
    document.head.append(tag);
  });
  return ready;
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function series(given) {
  if (given.kind === "pie") {
    return [{ type: "pie", radius: ["45%", "72%"], data: given.x.map((name, n) => ({ name, value: given.series[0].data[n] })), label: { color: token("--ink-2") } }];
  }
  return given.series.map(({ name, data }) => ({
    name, data, type: given.kind === "line" ? "line" : "bar", stack: given.kind === "stack" ? "all" : undefined,
    barMaxWidth: 26, symbolSize: 7, lineStyle: { width: 2.5 }, itemStyle: { borderRadius: given.kind === "line" ? 0 : 3 },
  }));
}

function option(given) {
  const text = { color: token("--ink-2"), fontFamily: getComputedStyle(document.body).fontFamily };
  const names = { type: "category", data: given.x, axisLabel: text, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--line-strong") } } };
  const values = { type: "value", axisLabel: text, splitLine: { lineStyle: { color: token("--line") } } };
  const axes = given.kind === "pie" ? {} : given.kind === "bars" ? { xAxis: values, yAxis: { ...names, inverse: true } } : { xAxis: names, yAxis: values };
  return {
    ...axes, series: series(given), textStyle: text,
    color: [1, 2, 3, 4, 5, 6].map((n) => token(`--chart-${n}`)),
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: text, icon: "roundRect", itemWidth: 12, itemHeight: 12 },
    tooltip: { trigger: given.kind === "pie" ? "item" : "axis", renderMode: "richText", valueFormatter: (v) => `${v} ${given.unit}`, backgroundColor: token("--surface"), borderColor: token("--line"), textStyle: { ...text, color: token("--ink") } },
    animation: !matchMedia("(prefers-reduced-motion: reduce), print").matches,
  };
}

async function draw(figure) {
  const given = JSON.parse(figure.querySelector("script").textContent);
  const box = figure.querySelector("[data-chart-canvas]");
  const library = await echarts();
  box.hidden = false;
  figure.querySelector(".lx-chart-table").open = false;
  const chart = library.init(box, null, { renderer: "canvas" });
  chart.setOption(option(given));
  if (given.links.length) chart.on("click", ({ dataIndex }) => location.assign(given.links[dataIndex]));
  new ResizeObserver(() => chart.resize()).observe(box);
  document.addEventListener("lianxin:theme", () => chart.setOption(option(given)));
}

export function mount(root) {
  root.querySelectorAll("[data-chart]:not([data-wired])").forEach((figure) => { figure.dataset.wired = "1"; draw(figure); });
}
