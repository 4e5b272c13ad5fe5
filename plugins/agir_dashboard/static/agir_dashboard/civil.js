/* <agir-place src none until>: searches while one types. Without it, its button does the same. */
(() => {
  "use strict";

  const WAIT = 300;

  class Place extends HTMLElement {
    connectedCallback() {
      this.input = this.querySelector('input[type="search"]');
      this.list = this.querySelector("[data-places]");
      this.input.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(), WAIT);
      });
      this.input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.look();
      });
    }

    async look() {
      const typed = this.input.value.trim();
      if (typed.length < 2) return;
      const chosen = this.closest("form").querySelector('input[name="where"]:checked');
      const kind = chosen && chosen.value === "abroad" ? "country" : "commune";
      const address = new URL(this.getAttribute("src"), location.href);
      address.search = new URLSearchParams({ q: typed, kind });
      try {
        const answer = await fetch(address, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const { places } = await answer.json();
        if (typed === this.input.value.trim()) this.show(places);
      } catch { /* the button of the form does the same */ }
    }

    show(places) {
      this.list.replaceChildren(...places.map((one) => this.row(one, places.length === 1)));
      if (!places.length) {
        const none = document.createElement("p");
        none.className = "agir-quiet";
        none.textContent = this.getAttribute("none");
        this.list.append(none);
      }
    }

    row(one, alone) {
      const label = document.createElement("label");
      label.className = "agir-goal-pick";
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "place", value: one.code, checked: alone });
      const name = document.createElement("bdi");
      name.textContent = one.label;
      const code = document.createElement("span");
      code.className = "agir-quiet agir-num";
      code.textContent = one.until ? `${one.code}, ${this.getAttribute("until")} ${one.until}` : one.code;
      const words = document.createElement("span");
      words.append(name, " ", code);
      label.append(input, words);
      return label;
    }
  }

  if (!customElements.get("agir-place")) customElements.define("agir-place", Place);
})();
