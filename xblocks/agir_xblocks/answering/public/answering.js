/* The forms of a block: what is named goes to the handler that the form names; its answer is said in place. */
function AgirAnswers(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const said = part("said"), body = part("body");
  if (!said || !body) { return; }
  const cookie = (name) => {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const say = (kind, text) => {
    said.className = text ? "agir-note" : "";
    said.dataset.kind = kind;
    said.textContent = text;
  };
  const read = (form, button) => {
    const told = {};
    if (button && button.name) { told[button.name] = button.value; }
    for (const one of form.elements) {
      if (!one.name || one.disabled || one.tagName === "BUTTON") { continue; }
      const group = /^(\w+)\[(.+)\]$/.exec(one.name);
      const off = ["checkbox", "radio"].includes(one.type) && !one.checked;
      if (one.type === "checkbox") {
        told[one.name] = (told[one.name] || []).concat(off ? [] : [one.value]);
      } else if (group) {
        told[group[1]] = told[group[1]] || {};
        if (!off) { told[group[1]][group[2]] = Number(one.value); }
      } else if (!off) {
        told[one.name] = one.value;
      }
    }
    return told;
  };
  const show = (html) => {
    body.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  };
  root.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.dataset.handler) { return; }
    event.preventDefault();
    if (root.dataset.busy) { return; }
    root.dataset.busy = "yes";
    if (button) { button.setAttribute("aria-busy", "true"); }
    try {
      const answer = await fetch(runtime.handlerUrl(root, form.dataset.handler), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
        body: JSON.stringify(read(form, button)),
      });
      const told = await answer.json();
      if (told.html) { show(told.html); }
      say(answer.ok ? "done" : "error", told.message || (answer.ok ? "" : texts.failed));
    } catch (error) {
      say("error", texts.failed);
    } finally {
      delete root.dataset.busy;
      if (button) { button.removeAttribute("aria-busy"); }
    }
    (said.textContent ? said : body.querySelector("[data-focus]") || said).focus();
  });
}
