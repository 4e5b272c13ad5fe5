/* Rows of a form: added, moved, copied, removed with buttons, numbered, sent as JSON a list.
   Capture comes first: the hidden field of a list is filled before the form is read. */
function AgirRows(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const form = root.querySelector("form");
  const lists = () => [...form.querySelectorAll("[data-rows]")];
  const tops = () => lists().filter((one) => !one.parentElement.closest("[data-row]"));
  const own = (row, selector) => [...row.querySelectorAll(selector)]
    .filter((one) => one.closest("[data-row]") === row);
  const inner = (row) => [...row.querySelectorAll("[data-rows]")]
    .filter((one) => one.parentElement.closest("[data-row]") === row);
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const say = (text, number) => {
    root.querySelector("[data-part=status]").textContent = text.replace("%(number)s", number);
  };

  const number = (list, prefix) => {
    [...list.children].forEach((row, place) => {
      const path = `${prefix}${list.dataset.rows}.${place}`;
      row.dataset.label = row.dataset.label || row.getAttribute("aria-label");
      row.setAttribute("aria-label", `${row.dataset.label} ${place + 1}`);
      own(row, "[data-part=number]").forEach((one) => {
        one.textContent = `${row.dataset.label} ${place + 1}`;
      });
      own(row, "[data-name]").forEach((one) => { one.dataset.field = `${path}.${one.dataset.name}`; });
      inner(row).forEach((one) => number(one, `${path}.`));
    });
  };
  const renumber = () => tops().forEach((list) => number(list, ""));
  const read = (list) => [...list.children].map((row) => {
    const said = { kind: row.dataset.row };
    own(row, "[data-name]").forEach((one) => { said[one.dataset.name] = value(one); });
    inner(row).forEach((one) => { said[one.dataset.rows] = read(one); });
    return said;
  });
  const fill = () => tops().forEach((list) => {
    const name = list.dataset.rows;
    let field = form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    field.value = JSON.stringify(read(list));
  });

  const competencies = () => {
    const chips = [...root.querySelectorAll("[data-part=chosen] > li")];
    form.querySelectorAll("select[data-part=competency]").forEach((select) => {
      const before = select.value;
      select.replaceChildren(...chips.map((chip) => new Option(
        chip.querySelector("span").textContent, chip.dataset.identifier)));
      select.value = chips.some((chip) => chip.dataset.identifier === before) ? before
        : (chips[0] || { dataset: { identifier: "" } }).dataset.identifier;
    });
  };
  const drawn = (html) => document.createRange().createContextualFragment(html);
  const first = (row) => row.querySelector("input:not([type=hidden]), textarea, select");
  const add = (button) => {
    const room = button.closest("[data-row]") || form;
    const list = room.querySelector(`[data-rows="${button.dataset.to}"]`);
    if (list.children.length >= Number(list.dataset.most)) { say(texts.rows_full); return; }
    const kind = root.querySelector(`template[data-template="${button.dataset.kindOf}"]`);
    list.append(kind.content.cloneNode(true));
    competencies();
    renumber();
    first(list.lastElementChild).focus();
    say(texts.row_added);
  };
  const copy = (row, list) => {
    if (list.children.length >= Number(list.dataset.most)) { say(texts.rows_full); return; }
    const twin = row.cloneNode(true), to = twin.querySelectorAll("[data-name]");
    row.querySelectorAll("[data-name]").forEach((one, place) => {
      if (one.type === "checkbox") { to[place].checked = one.checked; }
      else { to[place].value = one.dataset.name === "name" ? "" : one.value; }
    });
    row.after(twin);
    renumber();
    first(twin).focus();
    say(texts.row_copied, [...list.children].indexOf(twin) + 1);
  };
  const remove = (row, list) => {
    if (list.children.length <= Number(list.dataset.least)) { say(texts.rows_few); return; }
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    renumber();
    (next ? first(next) : form.querySelector(`[data-to="${list.dataset.rows}"]`)).focus();
    say(texts.row_removed);
  };
  const move = (row, list, button) => {
    const up = button.dataset.do === "up";
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) { return; }
    if (up) { other.before(row); } else { other.after(row); }
    renumber();
    button.focus();
    say(texts.row_moved, [...list.children].indexOf(row) + 1);
  };

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
  const trade = async (button) => {
    const text = root.querySelector("[data-part=file]"), list = tops()[0];
    const body = button.dataset.do === "import" ? { text: text.value }
      : { rows: read(list), format: button.dataset.format };
    try {
      const { ok, told } = await ask(`${button.dataset.do}_rows`, body);
      if (ok && told.html !== undefined) { list.replaceChildren(drawn(told.html)); renumber(); }
      if (ok && told.text !== undefined) { text.value = told.text; text.focus(); text.select(); }
      text.toggleAttribute("aria-invalid", false);
      if (!ok) { text.setAttribute("aria-invalid", "true"); text.focus(); }
      say(told.message || texts.failed);
    } catch (error) {
      say(texts.failed);
    }
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) { return; }
    const row = button.closest("[data-row]"), list = row && row.parentElement;
    const what = button.dataset.do;
    if (what === "add") { add(button); }
    else if (what === "copy") { copy(row, list); }
    else if (what === "remove") { remove(row, list); }
    else if (what === "up" || what === "down") { move(row, list, button); }
    else { trade(button); }
  });
  root.addEventListener("submit", () => {
    root.querySelectorAll(".agir-form-why").forEach((one) => one.remove());
    fill();
  }, true);
  // A refusal is said above the form; a row may be far below, so it is said there too.
  root.addEventListener("focusin", (event) => {
    const field = event.target, room = field.closest("label");
    if (!field.dataset.field || !room || field.getAttribute("aria-invalid") !== "true") { return; }
    if (room.nextElementSibling && room.nextElementSibling.matches(".agir-form-why")) { return; }
    const why = document.createElement("p");
    why.className = "agir-form-why agir-note";
    why.dataset.kind = "error";
    why.id = `why-${field.dataset.field}`;
    why.textContent = root.querySelector("[data-part=error]").textContent;
    field.setAttribute("aria-describedby", why.id);
    room.after(why);
  });
  const chips = root.querySelector("[data-part=chosen]");
  if (chips) { new MutationObserver(competencies).observe(chips, { childList: true }); }
  renumber();
  AgirForm(runtime, element, texts);
}
