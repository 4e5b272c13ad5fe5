/* The author's form of a block: what is named is sent. Search is a combobox with its list in the page. */
function AgirForm(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const form = root.querySelector("form");
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const list = part("chosen"), found = part("found"), search = part("search");
  const most = texts.most;
  let hits = [], at = -1, asked = 0, wait = 0;

  const cookie = (name) => {
    const kept = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return kept ? decodeURIComponent(kept.slice(name.length + 1)) : "";
  };
  const ask = async (handler, body) => {
    const answer = await fetch(runtime.handlerUrl(root, handler), {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, told: await answer.json() };
  };
  const notify = (name, data) => { if (runtime.notify) { runtime.notify(name, data); } };
  const status = (text) => { part("status").textContent = text; };
  const make = (tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text || "";
    return node;
  };
  const identifiers = () => [...list.children].map((one) => one.dataset.identifier);

  const add = (hit) => {
    if (!hit || identifiers().includes(hit.identifier)) { return; }
    if (list.children.length >= most) { status(texts.full); return; }
    const chip = make("li"), label = make("span", hit.label), button = make("button");
    chip.dataset.identifier = hit.identifier;
    label.dir = "auto";
    button.type = "button";
    button.setAttribute("aria-label", `${texts.remove} ${hit.label}`);
    button.append(Object.assign(make("span", "×"), { ariaHidden: "true" }));
    chip.append(label, button);
    list.append(chip);
    part("none").hidden = true;
    status(`${texts.added} ${hit.label}`);
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-part=chosen] button");
    if (!button) { return; }
    const chip = button.closest("li"), next = chip.nextElementSibling || chip.previousElementSibling;
    status(`${texts.removed} ${chip.querySelector("span").textContent}`);
    chip.remove();
    part("none").hidden = list.children.length > 0;
    (next ? next.querySelector("button") : search || form.elements.display_name).focus();
  });

  const point = (place) => {
    at = hits.length ? (place + hits.length) % hits.length : -1;
    [...found.children].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) { row.scrollIntoView({ block: "nearest" }); }
    });
    if (at < 0) { search.removeAttribute("aria-activedescendant"); }
    else { search.setAttribute("aria-activedescendant", found.children[at].id); }
  };
  const show = (rows) => {
    hits = rows;
    found.replaceChildren(...rows.map((hit, index) => {
      const row = make("li", hit.code ? `${hit.code} ${hit.label}` : hit.label);
      row.id = `${found.id}-${index}`;
      row.setAttribute("role", "option");
      row.dir = "auto";
      row.append(make("small", hit.framework));
      return row;
    }));
    found.hidden = rows.length === 0;
    search.setAttribute("aria-expanded", String(rows.length > 0));
    point(-1);
    at = -1;
    search.removeAttribute("aria-activedescendant");
    [...found.children].forEach((row) => row.setAttribute("aria-selected", "false"));
  };
  const look = async () => {
    const mine = asked += 1;
    try {
      const { ok, told } = await ask("search", { words: search.value });
      if (mine !== asked) { return; }
      show(ok ? told.found : []);
      status(told.message);
    } catch (error) {
      status(texts.failed);
    }
  };
  if (search) {
    search.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(look, 250); });
    search.addEventListener("keydown", (event) => {
      const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 };
      if (event.key === "Enter") {
        event.preventDefault();
        if (at >= 0) { add(hits[at]); } else { clearTimeout(wait); look(); }
      } else if (event.key === "Escape" && !found.hidden) {
        event.stopPropagation();
        show([]);
      } else if (["ArrowDown", "ArrowUp"].includes(event.key) || (at >= 0 && event.key in moves)) {
        event.preventDefault();
        if (hits.length) { point(moves[event.key]); } else { look(); }
      }
    });
    found.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (row) { add(hits[[...found.children].indexOf(row)]); search.focus(); }
    });
  }

  const refuse = (told) => {
    const box = part("error"), field = form.elements[told.field]
      || (told.field ? root.querySelector(`[data-field="${CSS.escape(told.field)}"]`) : null);
    [...form.querySelectorAll("[aria-invalid]")].forEach((one) => one.removeAttribute("aria-invalid"));
    box.textContent = told.message || texts.failed;
    box.hidden = false;
    if (field) { field.setAttribute("aria-invalid", "true"); field.focus(); }
    notify("error", { title: texts.title, message: box.textContent });
  };
  const said = () => {
    const body = { competencies: list ? identifiers() : [] };
    for (const one of form.elements) {
      if (!one.name) { continue; }
      if (one.type === "checkbox") { body[one.name] = one.checked; }
      else if (one.type !== "radio" || one.checked) { body[one.name] = one.value; }
    }
    return body;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    notify("save", { state: "start" });
    try {
      const { ok, told } = await ask("save_settings", said());
      if (ok) { part("error").hidden = true; status(told.message); notify("save", { state: "end" }); }
      else { refuse(told); }
    } catch (error) {
      refuse({});
    }
  });
  root.querySelector(".cancel-button").addEventListener("click", () => notify("cancel", {}));
}
