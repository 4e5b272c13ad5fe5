/* Receipts of what was learnt here without an account: shown, then kept or forgotten by their owner.
   On other pages an element with data-part="before-note" tells that there are some. */
(() => {
  "use strict";
  const RECEIPTS = "agir-receipts", STARTS = ["agir-check:", "agir-microlesson:"];
  const read = () => {
    try { return JSON.parse(localStorage.getItem(RECEIPTS) || "{}") || {}; } catch { return {}; }
  };
  const write = (kept) => {
    if (Object.keys(kept).length) { localStorage.setItem(RECEIPTS, JSON.stringify(kept)); }
    else { localStorage.removeItem(RECEIPTS); }
  };
  const note = document.querySelector("[data-part=before-note]");
  if (note) { note.hidden = !Object.keys(read()).length; }

  const page = document.getElementById("before");
  const ask = page && page.querySelector("[data-part=ask]");
  if (page) {
    page.addEventListener("click", (event) => {
      if (!event.target.closest("[data-do=forget]")) { return; }
      write({});
      Object.keys(localStorage).filter((key) => STARTS.some((start) => key.startsWith(start)))
        .forEach((key) => localStorage.removeItem(key));
      location.assign(location.pathname);
    });
  }
  const kept = read(), usages = Object.keys(kept);
  if (!ask || !usages.length) { return; }
  const look = async () => {
    const sent = new FormData(ask);
    sent.set("receipts", JSON.stringify(Object.values(kept)));
    try {
      const answer = await fetch(ask.action, { method: "POST", credentials: "same-origin", body: sent });
      const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("before");
      if (!answer.ok || !told) { throw new Error(String(answer.status)); }
      const gone = JSON.parse(told.dataset.gone || "[]");
      gone.forEach((place) => { delete kept[usages[place]]; });
      write(kept);
      const isDone = new URLSearchParams(location.search).has("kept");
      if (isDone && !Object.keys(kept).length) { return; }
      page.replaceChildren(...told.childNodes);
    } catch {
      page.querySelector("[data-part=failed]").hidden = false;
      page.querySelector("[data-part=empty]").hidden = true;
    }
  };
  look();
})();
