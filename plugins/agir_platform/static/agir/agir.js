/* Elements of Agir: no framework, no inline code, no text of their own (the server brings it).

   <agir-fresh id="…">        its content is read again when the page comes back into view, so that
                              what changed elsewhere shows without a reload. What was open stays open.
   <agir-copy done="…">       copies its text field when its button, hidden until then, is pressed.
   <agir-skills-widget src>   a learner's skills from JSON: loading, empty, error, filled. Parts are
                              marked data-part, models of repeated things <template data-for>. */
(() => {
  "use strict";

  /* Calls `act` whenever somebody looks at the page again, at most once a second. */
  function onReturn(act) {
    let last = Date.now();
    const look = () => {
      if (document.visibilityState !== "visible" || Date.now() - last < 1000) return;
      last = Date.now();
      act();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    const back = (event) => { if (event.persisted) { last = 0; look(); } };
    window.addEventListener("pageshow", back);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("pageshow", back);
    };
  }

  class Fresh extends HTMLElement {
    connectedCallback() { this.stop = onReturn(() => this.refresh()); }

    disconnectedCallback() { this.stop(); }

    async refresh() {
      try {
        const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-cache" });
        if (!answer.ok || answer.redirected) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(this.id);
        if (fresh) this.take(fresh);
      } catch { /* offline: what is shown stays */ }
    }

    take(fresh) {
      const open = [...this.querySelectorAll("details[open][id]")].map((one) => one.id);
      for (const id of open) {
        const same = [...fresh.querySelectorAll("details")].find((one) => one.id === id);
        if (same) same.open = true;
      }
      const busy = this.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
      if (busy || fresh.innerHTML === this.innerHTML) return;
      this.replaceChildren(...fresh.childNodes);
    }
  }

  class SkillsWidget extends HTMLElement {
    connectedCallback() {
      this.stop = onReturn(() => this.refresh());
      if (this.dataset.state === "loading") this.refresh();
    }

    disconnectedCallback() { this.stop(); }

    part(name) { return this.querySelector(`[data-part="${name}"]`); }

    model(name) { return this.querySelector(`template[data-for="${name}"]`).content.cloneNode(true); }

    async refresh() {
      const src = this.getAttribute("src");
      if (!src) return;
      try {
        const answer = await fetch(src, {
          credentials: "same-origin", cache: "no-cache", headers: { Accept: "application/json" },
        });
        if (!answer.ok) throw new Error(String(answer.status));
        this.show(await answer.json());
      } catch { this.fail(); }
    }

    fail() {
      this.dataset.state = "error";
      this.part("bones").hidden = true;
      this.write("error", this.getAttribute("error"));
    }

    show(told) {
      this.dataset.state = told.competencies.length ? "filled" : "empty";
      this.part("bones").hidden = true;
      this.write("error", "");
      this.write("summary", told.learner.summary);
      this.write("next", told.learner.next);
      const ranked = [...told.competencies].sort((one, other) => SkillsWidget.level(other) - SkillsWidget.level(one));
      this.fill("skills", ranked.slice(0, 5), (item, skill) => {
        item.querySelector("[data-is=label]").textContent = skill.label;
        item.firstElementChild.append(this.model(`level-${SkillsWidget.level(skill)}`));
      });
      this.fill("badges", told.badges.slice(0, 4), (item, badge) => {
        const image = item.querySelector("[data-is=image]");
        image.src = badge.image;
        image.alt = badge.alt;
      });
    }

    /* Writes only what changed, so that a screen reader speaks only of news. */
    write(name, text) {
      const part = this.part(name);
      if (part.textContent.trim() !== (text || "").trim()) part.textContent = text || "";
      part.hidden = !text;
    }

    fill(name, things, make) {
      const list = this.part(name);
      list.replaceChildren(...things.map((thing) => {
        const item = this.model(name);
        make(item, thing);
        return item;
      }));
      list.hidden = !things.length;
    }

    static level(skill) {
      if (skill.status === "demonstrated") return skill.certainty === "strong" ? 3 : 2;
      return skill.estimate === null ? 0 : 1;
    }
  }

  class Copy extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button");
      button.hidden = false;
      button.addEventListener("click", () => this.copy());
    }

    async copy() {
      const field = this.querySelector("input");
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch { document.execCommand("copy"); /* no clipboard outside https */ }
      this.querySelector("[role=status]").textContent = this.getAttribute("done");
    }
  }

  const elements = { "agir-copy": Copy, "agir-fresh": Fresh, "agir-skills-widget": SkillsWidget };
  for (const [name, type] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, type);
  }
})();
