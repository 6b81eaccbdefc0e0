// What every page has: search from anywhere, links that can be copied, and stretches of text lit by their address.
import { lightAddressed, watchSelection } from "./text.js";

const quick = document.querySelector("#quick");

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    quick.focus();
    quick.select();
  }
});

/** Suggestions under the search field: a combobox as WAI-ARIA describes it. */
function suggest(input) {
  const list = document.createElement("div");
  Object.assign(list, { className: "suggestions", id: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.body.dataset.offers);
  input.parentElement.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let timer, chosen = -1, asked = "";

  const show = (shown) => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) choose(-1);
  };
  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const fill = (found) => {
    list.replaceChildren(...found.map((one, i) => {
      const option = document.createElement("div");
      Object.assign(option, { id: `suggestion-${i}` });
      option.setAttribute("role", "option");
      const [title, about] = [document.createElement("p"), document.createElement("p")];
      title.textContent = `${one.kind} ${one.label}`;
      about.textContent = [one.title, one.about].filter(Boolean).join(" · ");
      about.className = "about";
      option.append(title, about);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(one.url); });
      option.dataset.url = one.url;
      return option;
    }));
    show(found.length > 0);
  };
  const ask = async () => {
    asked = input.value;
    if (!asked.trim()) return show(false);
    const answer = await fetch(`/goi-y.json?q=${encodeURIComponent(asked)}`).catch(() => null);
    if (answer?.ok && asked === input.value && document.activeElement === input) fill(await answer.json());
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape") show(false);
    else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose((chosen + (event.key === "ArrowDown" ? 1 : count + (chosen < 0 ? 0 : -1))) % count);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
}

/** Buttons that copy the address of what is shown. */
function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy=address]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.textContent;
      await navigator.clipboard.writeText(location.href);
      button.textContent = document.body.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 1500);
    });
  }
}

suggest(quick);
if (/Mac|iPhone|iPad/.test(navigator.platform)) document.querySelector(".quick kbd").textContent = "⌘ K";
copyButtons();
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
for (const box of document.querySelectorAll("details.filters-box:not(.active)")) box.open = innerWidth > 640;
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - 16; // on a phone the last tabs lie beyond the edge
lightAddressed();
watchSelection();
if (document.querySelector(".canvas .picture")) import("./map.js").then((map) => map.start());
if (document.querySelector('a[href^="/tai/png"]')) import("./png.js").then((png) => png.start());
