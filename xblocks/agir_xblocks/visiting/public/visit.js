/* What a visitor learnt lies on their device alone, until they keep or forget it. */
(function () {
  "use strict";
  if (window.AgirVisit) { return; }
  const RECEIPTS = "agir-receipts", MOST = 50;
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key) || "{}") || {}; } catch (error) { return {}; }
  };
  const write = (key, value) => {
    try {
      if (value && Object.keys(value).length) { localStorage.setItem(key, JSON.stringify(value)); }
      else { localStorage.removeItem(key); }
    } catch (error) { /* a private window keeps nothing */ }
  };
  window.AgirVisit = {
    read,
    write,
    /* One receipt a block, the last; the oldest of too many is forgotten. */
    keep(usage, receipt) {
      if (!receipt) { return; }
      const kept = read(RECEIPTS);
      delete kept[usage];
      write(RECEIPTS, Object.fromEntries([...Object.entries(kept), [usage, receipt]].slice(-MOST)));
    },
    ask: async (url, sent) => {
      const answer = await fetch(url, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(sent),
      });
      return { ok: answer.ok, told: await answer.json() };
    },
    /* Tell somebody who signed in that receipts lie here. */
    offer(root, visit) {
      if (!visit || !visit.page || !Object.keys(read(RECEIPTS)).length) { return; }
      const note = document.createElement("p"), link = document.createElement("a");
      note.className = "agir-note";
      note.dataset.part = "before";
      link.href = visit.page;
      link.target = "_top";
      link.textContent = visit.offer.link;
      note.append(`${visit.offer.text} `, link);
      root.querySelector("section").prepend(note);
    },
  };
}());
