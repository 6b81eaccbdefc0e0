// The SPARQL page: an editor over the plain field, buttons that copy. Without scripts the page asks all the same.
const area = document.querySelector("#query");
const form = area.form;

const KEYWORDS = `SELECT DISTINCT WHERE PREFIX OPTIONAL FILTER UNION MINUS VALUES BIND GRAPH ORDER GROUP BY HAVING LIMIT
OFFSET ASK CONSTRUCT DESCRIBE EXISTS NOT COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND REGEX CONTAINS
STRSTARTS STRENDS LCASE UCASE CONCAT SUBSTR REPLACE IF COALESCE YEAR MONTH DAY`.split(/\s+/);

/** What the editor proposes: keywords, prefixes and our own terms with their Vietnamese names. */
function terms() {
  const own = [...document.querySelectorAll("#terms tr")].map((row) => ({
    label: row.cells[0].textContent, detail: row.cells[1].textContent, type: "property",
  }));
  const lines = document.querySelector("#prefixes").textContent.trim().split("\n");
  const prefixes = lines.map((line) => ({ label: line.split(" ")[1], apply: line, detail: "PREFIX", type: "namespace" }));
  return [...own, ...KEYWORDS.map((label) => ({ label, type: "keyword" })), ...prefixes];
}

// A long query does not fit into an address.
form.addEventListener("submit", () => { if (area.value.length > 6000) form.method = "post"; });
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = document.body.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 1500);
  });
}

const { edit } = await import("./vendor/editor.js");
edit(area, { terms: terms(), label: document.body.dataset.query, submit: () => form.requestSubmit() });
