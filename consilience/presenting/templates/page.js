// The evidence panel and the filters. Without this script the same links lead to the words in the full text.
(() => {
  const panel = document.getElementById("panel");
  const points = (text) => Array.from(text); // offsets count code points, as everywhere in Consilience
  let link = null, places = [], at = 0;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  // "<report>-<start>-<end>": the words begin at the element of the id <report>-<start>.
  const place = (reference) => {
    const cut = reference.lastIndexOf("-");
    const words = document.getElementById(reference.slice(0, cut));
    const start = Number(reference.slice(reference.lastIndexOf("-", cut - 1) + 1, cut));
    return words?.closest("p[data-start]") ? { words, start, end: Number(reference.slice(cut + 1)) } : null;
  };

  // The paragraph of the words, with the sentences around them softened and the words marked.
  const context = ({ words, start, end }) => {
    const paragraph = words.closest("p[data-start]");
    const text = points(words.closest(".body").textContent);
    const first = Number(paragraph.dataset.start);
    const last = Math.max(first + points(paragraph.textContent).length, end);
    let from = last, to = end, reached = first;
    for (const sentence of paragraph.querySelectorAll(".s")) {
      const begins = reached;
      reached += points(sentence.textContent).length;
      if (begins < end && start < reached) [from, to] = [Math.min(from, begins), Math.max(to, reached)];
    }
    const part = (a, b) => text.slice(a, b).join("");
    return make("p", { className: "context", dir: "auto" },
      make("span", { className: "around" }, part(first, Math.min(from, start))), part(Math.min(from, start), start),
      make("mark", {}, part(start, end)), part(end, to), make("span", { className: "around" }, part(to, last)));
  };

  const step = (by) => make("button", {
    type: "button", textContent: by < 0 ? "Previous" : "Next", disabled: !places[at + by],
    onclick: () => show(at + by, by < 0 ? 0 : 1),
  });

  const show = (number, focused = null) => {
    at = number;
    const { words } = places[at], report = words.closest(".report");
    const original = report.querySelector("a.original");
    const steps = [step(-1), step(1)];
    panel.replaceChildren(
      make("div", { className: "bar" }, make("b", {}, make("bdi", {}, report.dataset.label)),
        make("span", { className: "muted" }, make("bdi", {}, report.querySelector(".date").textContent.trim()))),
      context(places[at]),
      make("div", { className: "bar" },
        make("a", { href: `#${words.id}`, textContent: "In the report", onclick: () => close(false) }),
        original && make("a", { href: original.href, rel: original.rel, textContent: "Original" }),
        ...(places.length > 1 ? [make("span", { className: "muted" }, `${at + 1} of ${places.length}`), ...steps] : []),
        make("button", { type: "button", className: "close", textContent: "Close", onclick: () => close(true) })));
    panel.hidden = false;
    (focused !== null && !steps[focused].disabled ? steps[focused] : panel).focus({ preventScroll: true });
  };

  const close = (back) => {
    if (panel.hidden) return;
    panel.hidden = true;
    link.classList.remove("open");
    if (back) link.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const clicked = event.target.closest("a.ev");
    if (!clicked || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const found = clicked.dataset.at.split(" ").map(place).filter(Boolean);
    if (!found.length) return;
    event.preventDefault();
    link?.classList.remove("open");
    [link, places] = [clicked, found];
    link.classList.add("open");
    show(0);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });

  // Filters: a line stays if it has the report, the standing and the words asked for.
  for (const form of document.querySelectorAll("form.filters")) {
    const within = form.closest(".sections");
    const items = [...within.querySelectorAll(".item[data-reports]")];
    const groups = [...within.querySelectorAll(".day, .count, .fold, .names, .lone")].filter((group) => group.querySelector(".item"));
    const folds = [...within.querySelectorAll("details.fold")].filter((fold) => fold.querySelector(".item"));
    const fits = (item, { report, status, words }) =>
      (!report || item.dataset.reports.split(" ").includes(report)) &&
      (!status || item.dataset.status === status) &&
      (!words || item.textContent.toLowerCase().includes(words));
    const filter = () => {
      const asked = Object.fromEntries(new FormData(form));
      asked.words = asked.words.trim().toLowerCase();
      const active = Boolean(asked.report || asked.status || asked.words);
      for (const item of items) item.hidden = !fits(item, asked);
      for (const group of groups) group.hidden = !group.querySelector(".item:not([hidden])");
      for (const fold of folds) fold.open = active;
      const shown = items.filter((item) => !item.hidden).length;
      form.querySelector("output").textContent = active ? `${shown} of ${items.length} lines` : "";
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("button").addEventListener("click", () => { form.reset(); filter(); });
  }

  // A line that is linked to is shown, whatever is folded or filtered.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) target.closest(".sections")?.querySelector("form.filters button").click();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.closest("details")) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // All that is folded stands on paper too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });
})();
