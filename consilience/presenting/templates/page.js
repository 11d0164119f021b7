// The evidence panel: a link to evidence shows its paragraph here instead of leaving the place.
// Without this script the same links lead to the words in the full text.
(() => {
  const panel = document.getElementById("panel");
  let links = [], at = 0;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  // Offsets count code points, as everywhere in Consilience.
  const context = (link, words) => {
    const paragraph = words.closest("p[data-start]");
    const text = Array.from(words.closest(".body").textContent);
    const first = Number(paragraph.dataset.start);
    const start = Number(link.hash.slice(link.hash.lastIndexOf("-") + 1));
    const end = Number(link.dataset.end) || start;
    const last = Math.max(first + Array.from(paragraph.textContent).length, end);
    const part = (from, to) => text.slice(from, to).join("");
    return make("p", { className: "context", dir: "auto" },
      part(first, start), make("mark", {}, part(start, end)), part(end, last));
  };

  const step = (by) => make("button", {
    type: "button", textContent: by < 0 ? "Previous" : "Next", disabled: !links[at + by],
    onclick: () => { show(at + by); links[at].scrollIntoView({ block: "center" }); },
  });

  const show = (index) => {
    links[at]?.classList.remove("open");
    at = index;
    const link = links[at], words = target(link);
    link.classList.add("open");
    const bar = make("div", { className: "bar" }, make("b", {}, make("bdi", {}, link.textContent)));
    if (links.length > 1) bar.append(`${at + 1} of ${links.length} `, step(-1), step(1));
    const inReport = make("a", { href: link.hash, textContent: "In the report", onclick: () => close(false) });
    const away = make("button", { type: "button", textContent: "Close", onclick: () => close(true) });
    panel.replaceChildren(bar, context(link, words), make("div", { className: "bar" }, inReport, away));
    panel.hidden = false;
    panel.focus({ preventScroll: true });
  };

  const close = (back) => {
    if (panel.hidden) return;
    panel.hidden = true;
    links[at].classList.remove("open");
    if (back) links[at].focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ev");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !target(link)?.closest("p[data-start]")) return;
    event.preventDefault();
    links = [...(link.closest(".item") ?? link.parentElement).querySelectorAll("a.ev[data-end]")];
    if (!links.includes(link)) links = [link];
    show(links.indexOf(link));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
})();
