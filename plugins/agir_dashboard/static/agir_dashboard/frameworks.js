/* Elements of the pages of frameworks. Without them, links do the same.

   <agir-branch src wait>   inside <details>: reads its branch when it is first opened.
   <agir-progress id src>   reads its page again every two seconds; when the page shows it no more,
                            the work is over, and the page is loaded. */
(() => {
  "use strict";

  async function page(address) {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-cache" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  class Branch extends HTMLElement {
    connectedCallback() {
      const place = this.closest("details");
      if (place) place.addEventListener("toggle", () => { if (place.open) this.read(); });
    }

    async read() {
      if (this.state) return;
      this.state = "reading";
      const link = this.querySelector("a");
      const words = link.innerHTML;
      link.textContent = this.getAttribute("wait");
      try {
        const source = new URL(this.getAttribute("src"), location.href);
        const found = (await page(source)).getElementById("branch");
        if (!found) throw new Error("empty");
        for (const one of found.querySelectorAll('.fw-steps a[href^="?"]')) {
          one.href = new URL(one.getAttribute("href"), source).href;
        }
        const about = document.createElement("p");
        link.innerHTML = words;
        about.append(link);
        this.replaceChildren(about, ...found.childNodes);
        this.state = "read";
      } catch {
        link.innerHTML = words;
        this.state = "";
      }
    }
  }

  class Progress extends HTMLElement {
    connectedCallback() { this.timer = setInterval(() => this.look(), 2000); }

    disconnectedCallback() { clearInterval(this.timer); }

    async look() {
      if (document.visibilityState !== "visible" || this.busy) return;
      this.busy = true;
      try {
        const fresh = (await page(this.getAttribute("src"))).getElementById(this.id);
        if (!fresh) location.replace(this.getAttribute("src"));
        else if (fresh.innerHTML !== this.innerHTML) this.replaceChildren(...fresh.childNodes);
      } catch { /* offline: it is tried again */ }
      this.busy = false;
    }
  }

  const elements = { "agir-branch": Branch, "agir-progress": Progress };
  for (const [name, type] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, type);
  }
})();
