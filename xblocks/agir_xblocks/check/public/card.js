/* A positioning test: each answer goes to the site, which shows what comes next. */
function AgirCheck(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const body = root.querySelector("[data-part=body]"), said = root.querySelector("[data-part=said]");
  if (!body) { return; }
  const visit = texts.visit || {}, store = window.AgirVisit, kept = `agir-check:${visit.place}`;
  let busy = false;
  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const say = (kind, text) => {
    said.className = text ? "agir-check-said agir-note" : "agir-check-said";
    said.dataset.kind = kind;
    said.textContent = text;
  };
  /* A visitor's browser holds the sitting: a seed, and what was picked so far. */
  const fresh = () => ({
    seed: [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join(""),
    given: [],
  });
  const visited = async (handler, sent) => {
    const before = store.read(kept);
    let now = before.seed ? before : fresh();
    if (handler === "begin" && before.ended) { now = fresh(); }
    if (handler === "answer") { now = { ...now, given: [...now.given, { item: sent.item, choices: sent.choices }] }; }
    const told = await store.ask(visit.url, { seed: now.seed, given: now.given, stop: handler === "stop" });
    if (told.ok) {
      store.write(kept, { ...now, ended: told.told.ended });
      store.keep(visit.usage, told.told.receipt);
    } else if (told.told.code === "not_asked") { store.write(kept, null); }
    return { ok: told.ok, json: async () => told.told };
  };
  const ask = async (handler, sent) => {
    if (busy) { return; }
    busy = true;
    body.setAttribute("aria-busy", "true");
    try {
      const answer = visit.url ? await visited(handler, sent) : await fetch(runtime.handlerUrl(root, handler), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
        body: JSON.stringify(sent),
      });
      const told = await answer.json();
      if (told.html) {
        body.replaceChildren(document.createRange().createContextualFragment(told.html));
        const start = body.querySelector("[data-part=focus]");
        if (start) { start.focus(); }
      }
      const note = told.receipt ? visit.kept : "";
      say(answer.ok ? "quiet" : "warn", told.message || (answer.ok ? note : texts.failed));
    } catch (error) {
      say("error", texts.failed);
    } finally {
      busy = false;
      body.removeAttribute("aria-busy");
    }
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) { ask(button.dataset.do, {}); }
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target, picked = [...form.querySelectorAll("input:checked")];
    if (!picked.length) { say("warn", texts.choose); form.querySelector("input").focus(); return; }
    ask("answer", {
      sitting: Number(form.dataset.sitting),
      item: form.dataset.item,
      choices: picked.map((one) => Number(one.value)),
    });
  });
  if (visit.url) {
    const before = store.read(kept);
    if (before.given && !before.ended) { ask("begin", {}); }
    else if (before.ended) { say("quiet", visit.kept); }
  } else if (store) { store.offer(root, visit); }
}
