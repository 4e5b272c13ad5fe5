/* The self-check of a competency card: one answer, kept by its handler, said in place. */
function AgirCompetency(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const form = root.querySelector(".agir-competency-check");
  if (!form) { return; }
  const said = form.querySelector(".agir-competency-said");
  const button = form.querySelector("button");
  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const say = (kind, text) => {
    said.className = "agir-competency-said agir-note";
    said.dataset.kind = kind;
    said.textContent = text;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const step = form.querySelector("input:checked");
    if (!step) { say("warn", texts.choose); form.querySelector("input").focus(); return; }
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(runtime.handlerUrl(root, "save_check"), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
        body: JSON.stringify({ confidence: Number(step.value) }),
      });
      const told = await answer.json();
      say(answer.ok ? "done" : "error", told.message || texts.failed);
    } catch (error) {
      say("error", texts.failed);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
