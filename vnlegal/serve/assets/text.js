// Stretches of the text by their characters: `#char=120,168` (RFC 5147) counts code points of the source text.

const article = document.querySelector("article.text");
const status = document.querySelector(".lit");
const said = document.body.dataset;

/** The text nodes of the article with the number of code points before each. */
function* pieces() {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let at = 0, node; (node = walker.nextNode()); ) {
    const size = [...node.data].length;
    yield { node, at, size };
    at += size;
  }
}

const units = (text, points) => [...text].slice(0, points).join("").length;
const points = (text, length) => [...text.slice(0, length)].length;

/** The range of the document from one code point to another. */
function rangeOf(start, end) {
  const range = document.createRange();
  let begun = false;
  for (const { node, at, size } of pieces()) {
    if (!begun && start < at + size) {
      range.setStart(node, units(node.data, Math.max(0, start - at)));
      begun = true;
    }
    if (begun && end <= at + size) {
      range.setEnd(node, units(node.data, end - at));
      return range;
    }
  }
  return null;
}

/** The code point at a place of the document; -1 outside the article. */
function pointOf(container, offset) {
  if (!article.contains(container)) return -1;
  const range = document.createRange();
  range.setStart(article, 0);
  range.setEnd(container, offset);
  return points(range.toString(), Infinity);
}

/** Light the stretch that the address names, and bring it into view. */
function light() {
  const named = /^#char=(\d{1,9}),(\d{1,9})$/.exec(decodeURIComponent(location.hash));
  CSS.highlights?.delete("lit");
  if (!named || !article) return;
  const [start, end] = [Number(named[1]), Number(named[2])];
  const range = end > start ? rangeOf(start, end) : null;
  if (!range) return;
  if (CSS.highlights) CSS.highlights.set("lit", new Highlight(range));
  const box = range.getBoundingClientRect();
  scrollTo({ top: scrollY + box.top - Math.max(110, (innerHeight - box.height) / 3) });
  const words = range.toString().replace(/\s+/g, " ").trim();
  article.dataset.lit = words;
  tell(`${said.lit} ${start}–${end}`);
}

function tell(words, ...more) {
  status.replaceChildren(words, ...more);
}

export function lightAddressed() {
  if (!article) return;
  addEventListener("hashchange", light);
  light();
}

/** A selected stretch can be copied as an address. */
export function watchSelection() {
  if (!article) return;
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const start = pointOf(range.startContainer, range.startOffset);
    const end = pointOf(range.endContainer, range.endOffset);
    if (start < 0 || end <= start) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = said.copyLink;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", async () => {
      const address = new URL(article.dataset.address, location.href);
      address.hash = `char=${start},${end}`;
      await navigator.clipboard.writeText(address.href);
      tell(said.linkCopied);
    });
    tell(`${said.chosen} ${start}–${end}`, button);
  });
}
