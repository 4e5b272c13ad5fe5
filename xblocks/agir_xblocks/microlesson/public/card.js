/* A deck: one card at a time, by buttons, arrow keys or a swipe. What is done is queued on the
   device under its learner's own key, and forgotten there once the site has it. */
function AgirMicrolesson(runtime, element, texts) {
  "use strict";
  const root = element instanceof Element ? element : element[0];
  const cards = [...root.querySelectorAll("[data-card]")];
  if (!cards.length) { return; }
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const dots = [...root.querySelectorAll(".agir-microlesson-dots > li")];
  const moves = part("moves"), said = part("said"), key = `agir-microlesson:${texts.owner}`;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const visit = texts.visit || {}, store = window.AgirVisit;
  let at = 0, sending = false, wait = 0, memory = { seen: null, answers: [] };

  const cookie = (name) => {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const say = (kind, text) => {
    said.className = text ? "agir-microlesson-said agir-note" : "agir-microlesson-said";
    said.dataset.kind = kind;
    said.textContent = text;
  };
  const queued = () => {
    try { return { ...memory, ...JSON.parse(localStorage.getItem(key) || "{}") }; }
    catch (error) { return memory; }
  };
  const keep = (queue) => {
    memory = queue;
    try {
      if (queue.seen || queue.answers.length) { localStorage.setItem(key, JSON.stringify(queue)); }
      else { localStorage.removeItem(key); }
    } catch (error) { /* a private window keeps it in this page */ }
  };

  const show = (place, from, focus) => {
    at = Math.max(0, Math.min(cards.length - 1, place));
    cards.forEach((card, index) => {
      card.hidden = index !== at;
    });
    dots.forEach((dot, index) => dot.toggleAttribute("data-here", index === at));
    part("place").textContent = texts.card.replace("%(number)s", at + 1)
      .replace("%(most)s", cards.length);
    moves.querySelector("[data-do=back]").disabled = at === 0;
    moves.querySelector("[data-do=next]").disabled = at === cards.length - 1;
    if (from && !calm) { cards[at].animate([{ opacity: 0, transform: `translateX(${from}rem)` },
      { opacity: 1, transform: "none" }], { duration: 180, easing: "ease-out" }); }
    if (focus) { cards[at].focus({ preventScroll: true }); }
  };
  const go = (step) => {
    if (at + step < 0 || at + step >= cards.length) { return; }
    show(at + step, step, true);
    say("quiet", "");
    if (!texts.keeps) { return; }
    keep({ ...queued(), seen: { card: cards[at].dataset.card, moment: Date.now() } });
    clearTimeout(wait);
    wait = setTimeout(send, at === cards.length - 1 ? 0 : 800);
  };

  const tell = (name, told) => {
    const card = cards.find((one) => one.dataset.card === name);
    const box = card && card.querySelector("[data-part=verdict]");
    if (!box) { return; }
    const lines = [told.verdict, ...told.feedback].map((text, index) => {
      const line = document.createElement("p");
      const words = document.createElement(index ? "span" : "strong");
      line.dir = "auto";
      words.textContent = text;
      line.append(words);
      return line;
    });
    if (box.textContent.trim() !== lines.map((line) => line.textContent).join("")) {
      box.replaceChildren(...lines);
    }
    dots[cards.indexOf(card)].setAttribute("data-done", "");
    if (texts.scored) { lock(card); }
  };
  const lock = (card) => card.querySelectorAll("input, [type=submit]").forEach((one) => { one.disabled = true; });
  const judged = (name, picked) => {
    const rights = texts.rights[name], hit = picked.filter((place) => rights[place][0]).length;
    const all = rights.filter((one) => one[0]).length;
    const right = hit === all && picked.length === all;
    const several = cards.find((one) => one.dataset.card === name).querySelector("[type=checkbox]");
    return {
      verdict: right ? texts.right : several && hit ? texts.partly : texts.wrong,
      feedback: picked.map((place) => rights[place][1]).filter(Boolean),
    };
  };

  /* A visitor's answers stay in the queue: it is all that is kept of them. */
  const visited = async () => {
    const { answers } = queued();
    if (sending || !answers.length) { return; }
    sending = true;
    try {
      const { ok, told } = await store.ask(visit.url, { answers: answers.slice(0, 100) });
      if (!ok) { say("warn", told.message || texts.failed); return; }
      Object.entries(told.told).forEach(([name, one]) => tell(name, one));
      store.keep(visit.usage, told.receipt);
      if (told.receipt) { say("quiet", visit.kept); }
    } catch (error) {
      say("warn", navigator.onLine ? texts.failed : texts.waiting);
    } finally {
      sending = false;
    }
  };
  const send = async () => {
    if (visit.url) { return visited(); }
    const queue = queued();
    if (!texts.keeps || sending || !(queue.seen || queue.answers.length)) { return; }
    sending = true;
    try {
      const answer = await fetch(runtime.handlerUrl(root, "sync"), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
        body: JSON.stringify({ seen: queue.seen, answers: queue.answers.slice(0, 100) }),
      });
      const told = await answer.json();
      if (!answer.ok) { say("warn", told.message || texts.failed); return; }
      const left = queued(), sent = new Set(told.done);
      keep({
        seen: left.seen && queue.seen && left.seen.moment === queue.seen.moment ? null : left.seen,
        answers: left.answers.filter((one) => !sent.has(one.id)),
      });
      Object.entries(told.told).forEach(([name, one]) => tell(name, one));
      if (told.is_done && !texts.is_done) { texts.is_done = true; say("done", texts.done); }
      else if (sent.size) { say("quiet", texts.kept); }
      sending = false;
      const more = queued();
      if (sent.size && more.answers.length) { send(); }
    } catch (error) {
      say("warn", navigator.onLine ? texts.failed : texts.waiting);
    } finally {
      sending = false;
    }
  };

  const answer = (card) => {
    const picked = [...card.querySelectorAll("input:checked")].map((one) => Number(one.value));
    if (!picked.length) { say("warn", texts.choose); card.querySelector("input").focus(); return; }
    const name = card.dataset.card;
    say("quiet", "");
    if (texts.rights[name]) { tell(name, judged(name, picked)); } else { lock(card); }
    if (!texts.keeps) { return; }
    const queue = queued(), moment = Date.now();
    const id = `${moment.toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    keep({
      seen: { card: name, moment },
      answers: [...queue.answers.filter((one) => one.card !== name), { id, card: name, picked, moment }],
    });
    clearTimeout(wait);
    send();
  };

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(event.target.closest("[data-card]"));
  });
  moves.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) { go(button.dataset.do === "next" ? 1 : -1); }
  });
  const onward = getComputedStyle(root).direction === "rtl" ? -1 : 1;
  root.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: onward, ArrowLeft: -onward };
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.target.closest("input, textarea, select, video, audio")) { return; }
    event.preventDefault();
    go(steps[event.key]);
  });
  let begun = null;
  part("cards").addEventListener("touchstart", (event) => {
    const one = event.touches.length === 1 && !event.target.closest("video") ? event.touches[0] : null;
    begun = one && { x: one.clientX, y: one.clientY };
  }, { passive: true });
  part("cards").addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!begun || !end) { return; }
    const x = end.clientX - begun.x, y = end.clientY - begun.y;
    begun = null;
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) { go(x < 0 ? onward : -onward); }
  }, { passive: true });
  window.addEventListener("online", send);

  [part("progress"), moves].forEach((one) => { one.hidden = false; });
  cards.forEach((card) => {
    const button = card.querySelector("[type=submit]");
    if (button) { button.disabled = false; }
    if (texts.scored && card.querySelector("[data-part=verdict] p")) { lock(card); }
  });
  const restore = ({ seen, answers }) => {
    answers.forEach((one) => {
      const card = cards.find((each) => each.dataset.card === one.card);
      if (!card) { return; }
      card.querySelectorAll("input").forEach((input) => { input.checked = one.picked.includes(Number(input.value)); });
      if (texts.rights[one.card]) { tell(one.card, judged(one.card, one.picked)); } else { lock(card); }
    });
    const mine = seen ? seen.card : texts.current;
    show(Math.max(0, cards.findIndex((card) => card.dataset.card === mine)));
  };
  const queue = queued();
  restore(queue);
  // The last card of a deck of one is reached by opening it.
  if (cards.length === 1 && texts.keeps && !texts.is_done && !queue.seen) {
    keep({ ...queue, seen: { card: cards[0].dataset.card, moment: Date.now() } });
  }
  send();
  if (visit.url || !store) { return; }
  store.offer(root, visit);
  /* Begun without an account, in a deck without a grade: who signed in may go on from there. */
  const earlier = `agir-microlesson:${visit.place}`, left = store.read(earlier);
  const touched = texts.current || cards.some((card) => card.querySelector("[data-part=verdict] p"));
  if (!texts.keeps || texts.scored || touched || !left.seen) { return; }
  const note = document.createElement("div"), words = document.createElement("p");
  note.className = "agir-note agir-stack-tight";
  note.dataset.part = "begun";
  words.textContent = visit.offer.begun;
  const choose = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "agir-button";
    button.dataset.kind = "quiet";
    button.textContent = text;
    button.addEventListener("click", () => { store.write(earlier, null); note.remove(); act(); });
    return button;
  };
  const row = document.createElement("div");
  row.className = "agir-row";
  row.append(
    choose(visit.offer.go_on, () => {
      keep({ seen: left.seen, answers: left.answers || [] });
      restore(queued());
      send();
    }),
    choose(visit.offer.forget, () => cards[at].focus({ preventScroll: true })),
  );
  note.append(words, row);
  part("deck").prepend(note);
}
