// The desk: forms that speak to the API, what people decided on the lines of an account, and what is told live.
(() => {
  const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  const ask = async (method, address, body) => {
    const form = body instanceof FormData;
    const headers = { "X-CSRF-Token": csrf, Accept: "application/json" };
    if (body !== undefined && !form) headers["Content-Type"] = "application/json";
    const answer = await fetch(address, { method, headers, body: form || body === undefined ? body : JSON.stringify(body), credentials: "same-origin" });
    const said = answer.status !== 204 && answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (!answer.ok) throw new Error(reason(said) ?? `The desk answered ${answer.status}.`);
    return said;
  };

  // What is wrong, in a sentence: FastAPI lists the fields.
  const reason = (said) => Array.isArray(said?.detail)
    ? said.detail.map((one) => `${one.loc.slice(1).join(" ")}: ${one.msg}`).join(". ")
    : said?.detail;

  // Fields to JSON: numbers and lists as such (data-as), empty ones left out.
  const fields = (form) => {
    const body = {};
    for (const [name, value] of new FormData(form)) {
      const field = form.elements.namedItem(name), as = (field instanceof RadioNodeList ? field[0] : field).dataset.as;
      if (value === "") continue;
      if (as === "list") (body[name] ??= []).push(...(field instanceof HTMLTextAreaElement || field.type === "text" ? value.split(",").map((one) => one.trim()).filter(Boolean) : [value]));
      else if (as === "words") body[name] = value.split(" ").map((one) => one.split("-")).map(([report, start, end]) => ({ report, start: Number(start), end: Number(end) }));
      else body[name] = as === "number" ? Number(value) : as === "flag" ? value === "on" : as === "id" ? value.trim().replace(/[#?].*$/, "").split("/").filter(Boolean).pop() : value;
    }
    return body;
  };

  const say = (form, words, wrong) => {
    const output = form.querySelector("output") ?? form.appendChild(make("output"));
    output.textContent = words;
    output.classList.toggle("wrong", wrong);
    if (wrong) output.setAttribute("role", "alert");
  };

  const send = async (form, pressed) => {
    const method = form.dataset.method ?? "POST";
    const address = (pressed?.getAttribute("formaction") ?? form.dataset.api).replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(form.elements.namedItem(name).value));
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    try {
      const said = await ask(method, address, form.dataset.as === "form" ? new FormData(form) : method === "DELETE" ? undefined : fields(form));
      if (form.dataset.show) say(form, said[form.dataset.show], false);
      else if (form.dataset.then) location.assign(form.dataset.then);
      else location.reload();
    } catch (error) {
      say(form, error.message, true);
    }
    for (const button of buttons) button.disabled = false;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-api]");
    if (!form) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  // Dialogs.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("dialog button[data-close]")) event.target.closest("dialog").close();
  });

  // What people decided of the lines of an account, shown on these lines.
  const story = document.querySelector("main[data-story]")?.dataset.story;
  const kinds = new Set(["figure", "quote", "event", "contradiction", "place", "date"]);
  const verdicts = { confirmed: "confirmed", rejected: "rejected", corrected: "corrected", noted: "note" };

  const decorate = (judgements) => {
    for (const one of judgements) {
      const line = one.holds && one.item && document.getElementById(`${one.kind}-${one.item}`.replace(/[^\w-]/g, "_"));
      if (!line) continue;
      if (!one.part) line.classList.add("judged", one.verdict);
      const places = new Set(one.evidence.map((words) => `${words.report}-${words.start}-${words.end}`));
      const values = [...line.querySelectorAll(".value")].filter((value) => value.querySelector(".number a.ev")?.dataset.at.split(" ").some((at) => places.has(at)));
      if (one.part) for (const value of values) value.classList.add("judged", one.verdict);
      const by = `${one.grade ? `credibility ${one.grade}` : verdicts[one.verdict]}${one.correction ? `: ${one.correction}` : ""}`;
      line.append(make("p", { className: `verdict ${one.verdict}` }, make("b", {}, one.part ? `${by} (${values.map((value) => value.querySelector(".number").textContent.trim()).join(", ") || "a part"})` : by), ` ${one.who}, ${one.at.slice(0, 16).replace("T", " ")}${one.why ? `: ${one.why}` : ""}`));
    }
  };

  const judge = document.getElementById("judge");
  // What a line is about, in its own words and none of its buttons'.
  const about = (line) => {
    const words = (line.querySelector(".what, blockquote, .name, h3, .says") ?? line).cloneNode(true);
    for (const other of words.querySelectorAll("button, .perma")) other.remove();
    return words.textContent.trim().replace(/\s+/g, " ");
  };
  const prepare = () => {
    for (const line of document.querySelectorAll(".story .item[id]")) {
      const cut = line.id.indexOf("-"), kind = line.id.slice(0, cut);
      const perma = line.querySelector(".perma");
      if (!kinds.has(kind) || !perma) continue;
      const button = make("button", { type: "button", className: "check", textContent: "Check" });
      button.setAttribute("aria-label", `Check: ${about(line).slice(0, 80)}`);
      button.addEventListener("click", () => {
        judge.querySelector("[name=item]").value = line.id.slice(cut + 1);
        judge.querySelector(".about").textContent = about(line);
        const values = [...line.querySelectorAll(".value .number a.ev")];
        judge.querySelector("[name=only]").replaceChildren(make("option", { value: "", textContent: "all of it" }),
          ...(values.length > 1 ? values : []).map((one) => make("option", { value: one.dataset.at, textContent: one.textContent.trim() })));
        judge.querySelector("[name=only]").closest("label").hidden = values.length < 2;
        judge.showModal();
      });
      perma.before(button);
    }
  };

  // A line is linked to by its id alone, "#line-…", where its kind is not known.
  const jump = () => {
    const wanted = location.hash.match(/^#line-(.+)$/)?.[1];
    const line = wanted && [...document.querySelectorAll(".story [id]")].find((one) => one.id.endsWith(`-${wanted}`));
    if (line) location.replace(`#${line.id}`);
  };

  if (story) {
    jump();
    addEventListener("hashchange", jump);
    if (judge) prepare();
    ask("GET", `/api/stories/${encodeURIComponent(story)}/judgements`).then(decorate, () => {});
  }

  // What is told live: on a story's page its changes; elsewhere that something is new.
  const told = document.getElementById("live");
  const after = document.querySelector("meta[name=after]")?.content;
  if (told && after !== undefined) {
    const source = new EventSource(`/api/live?after=${after}`);
    let news = 0;
    const banner = (words) => {
      told.replaceChildren(make("span", {}, words), make("a", { href: location.pathname + location.search, textContent: "Show" }));
      told.classList.add("new");
    };
    const changes = document.querySelector("#changes ol");
    source.addEventListener("changed", (event) => {
      const change = JSON.parse(event.data);
      if (story && change.story !== story) return;
      news += 1;
      if (changes) changes.prepend(make("li", { className: `fresh kind-${change.kind}` }, make("time", {}, change.at.slice(0, 16).replace("T", " ")), " ", make("bdi", {}, change.says)));
      banner(story ? `${news} ${news === 1 ? "change" : "changes"} since you opened this page.` : change.says);
    });
    source.addEventListener("alert", (event) => {
      const alert = JSON.parse(event.data);
      told.append(make("p", { className: "alert" }, make("b", {}, `${alert.watch}: `), make("bdi", {}, alert.says)));
      told.classList.add("new");
    });
    for (const kind of ["started", "joined", "merged"]) {
      source.addEventListener(kind, (event) => {
        const { story: about } = JSON.parse(event.data);
        if (!story || about === story) banner(kind === "started" ? "A new story has begun." : "A report has come in.");
      });
    }
    addEventListener("pagehide", () => source.close());
  }
})();
