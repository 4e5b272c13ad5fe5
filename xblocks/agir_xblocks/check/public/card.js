/* A positioning test: each answer goes to the site, which shows what comes next. */
function AgirCheck(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const body = root.querySelector("[data-part=body]"), said = root.querySelector("[data-part=said]");
  if (!body) { return; }
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
  const ask = async (handler, sent) => {
    if (busy) { return; }
    busy = true;
    body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(runtime.handlerUrl(root, handler), {
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
      say(answer.ok ? "quiet" : "warn", told.message || (answer.ok ? "" : texts.failed));
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
}
