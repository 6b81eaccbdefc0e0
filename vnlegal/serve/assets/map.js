// The picture of a lineage: moved and enlarged, and opened further without leaving the page.
import { select, zoom, zoomIdentity } from "./vendor/zoom.js";

const LEAST = 0.15, MOST = 3;

/** Give a picture the ways to be moved and enlarged: wheel with Ctrl, drag, pinch, buttons, + − 0. */
function movable(canvas) {
  const svg = canvas.querySelector(".picture");
  const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
  layer.append(...[...svg.childNodes].filter((one) => one.nodeName !== "defs"));
  svg.append(layer);
  const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const room = canvas.clientWidth;
  const fits = Math.min(1, room / width);
  const tall = Math.min(Math.max(220, height * Math.max(fits, 0.6)), innerHeight * 0.78);
  svg.removeAttribute("viewBox");
  svg.setAttribute("width", room);
  svg.setAttribute("height", tall);
  canvas.classList.add("zoomed");
  const wheel = (event) => event.type !== "wheel" || event.ctrlKey || event.metaKey;
  const moved = zoom().scaleExtent([LEAST, MOST]).filter((event) => wheel(event) && !event.button)
    .on("zoom", ({ transform }) => layer.setAttribute("transform", transform));
  const view = select(svg).call(moved).on("dblclick.zoom", null);
  const whole = () => {
    const scale = Math.max(LEAST, Math.min(1, room / width, tall / height));
    view.call(moved.transform, zoomIdentity.translate((room - width * scale) / 2, (tall - height * scale) / 2).scale(scale));
  };
  const begin = () => {
    const own = layer.querySelector(".node.own rect").getBBox();
    const scale = Math.max(Math.min(1, room / width, tall / height), 0.62);
    if (scale * width <= room + 1 && scale * height <= tall + 1) return whole();
    const held = (at, size, frame) => size < frame ? (frame - size) / 2 : Math.min(0, Math.max(frame - size, at));
    const x = held(room / 2 - (own.x + own.width / 2) * scale, width * scale, room);
    const y = held(tall / 2 - (own.y + own.height / 2) * scale, height * scale, tall);
    view.call(moved.transform, zoomIdentity.translate(x, y).scale(scale));
  };
  const buttons = document.createElement("div");
  buttons.className = "zoom";
  for (const [sign, name, act] of [["−", document.body.dataset.smaller, () => view.call(moved.scaleBy, 1 / 1.3)], ["+", document.body.dataset.larger, () => view.call(moved.scaleBy, 1.3)], ["⤢", document.body.dataset.whole, whole]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: name, ariaLabel: name });
    button.addEventListener("click", act);
    buttons.append(button);
  }
  canvas.append(buttons);
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.target === canvas && steps[event.key]) {
      event.preventDefault();
      view.call(moved.translateBy, ...steps[event.key]);
    } else if (event.key === "+" || event.key === "=") view.call(moved.scaleBy, 1.3);
    else if (event.key === "-") view.call(moved.scaleBy, 1 / 1.3);
    else if (event.key === "0") whole();
  });
  // What is reached by the keyboard comes into view.
  layer.addEventListener("focusin", ({ target }) => {
    const seen = target.getBoundingClientRect(), frame = canvas.getBoundingClientRect();
    const outside = seen.left < frame.left || seen.right > frame.right || seen.top < frame.top || seen.bottom > frame.bottom;
    if (!outside || !target.matches(":focus-visible")) return;
    const box = target.getBBox();
    view.call(moved.translateTo, box.x + box.width / 2, box.y + box.height / 2);
  });
  canvas.scrollTo(0, 0);
  begin();
}

/** Open or close a node: the page of the new address gives the new picture. */
async function open(link) {
  const work = link.dataset.work;
  const answer = await fetch(link.href.baseVal).catch(() => null);
  if (!answer?.ok) return location.assign(link.href.baseVal);
  history.pushState({}, "", link.href.baseVal);
  await put(await answer.text());
  document.querySelector(`.expand[data-work="${CSS.escape(work)}"]`)?.focus({ preventScroll: true });
}

async function put(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("#hinh").replaceWith(document.adoptNode(page.querySelector("#hinh")));
  document.querySelector(".actions .menu ul").replaceWith(document.adoptNode(page.querySelector(".actions .menu ul")));
  ready();
  (await import("./png.js")).start();
}

function ready() {
  const canvas = document.querySelector(".canvas");
  movable(canvas);
  canvas.addEventListener("click", (event) => {
    const link = event.target.closest("a.expand");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link);
    }
  });
}

/** An arrow leads to the sentences that state it, which open. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  const details = named?.matches(".arrows li") && named.querySelector("details");
  if (details) details.open = true;
}

export function start() {
  ready();
  openNamed();
  addEventListener("hashchange", openNamed);
  addEventListener("popstate", async () => {
    if (location.hash === "#hinh" || !location.hash) await put(await (await fetch(location.href)).text());
  });
}
