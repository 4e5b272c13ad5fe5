/* Measures taken on a page; each returns plain data. */
window.agirMeasures = {
  overflow: () => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) { return []; }
    const scrolls = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) { return true; }
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter((element) =>
      element.getBoundingClientRect().right > wide + 1 && !scrolls(element));
    return [`page is ${document.documentElement.scrollWidth} wide in ${wide}`].concat(
      out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)));
  },
  focusable: () => {
    const query = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]';
    const shown = (element) => element.checkVisibility({visibilityProperty: true}) && !element.disabled
      && !element.closest('[inert]') && element.tabIndex >= 0;
    const radios = new Set();
    const list = [...document.querySelectorAll(query)].filter(shown).filter((element) => {
      if (element.type !== 'radio' || !element.name) { return true; }
      if (radios.has(element.name)) { return false; }
      radios.add(element.name);
      return true;
    });
    list.forEach((element, at) => { element.dataset.stop = String(at); });
    return list.map((element) => element.outerHTML.slice(0, 140));
  },
  focused: () => {
    const element = document.activeElement;
    if (!element || element === document.body) { return null; }
    const style = getComputedStyle(element);
    const after = getComputedStyle(element, '::after');
    const ring = (one) => one.outlineStyle === 'auto'
      || (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2);
    const box = element.getBoundingClientRect();
    return {
      stop: element.dataset.stop ?? (element.type === 'radio' && element.name
        ? document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"][data-stop]`)?.dataset.stop
        : undefined),
      frame: element.tagName === 'IFRAME',
      ring: ring(style) || ring(after) || style.boxShadow !== 'none',
      seen: box.width > 0 && box.height > 0,
      html: element.outerHTML.slice(0, 140)
    };
  },
  moving: () => {
    const long = (text) => text.split(',').some((part) => parseFloat(part) > 0);
    return [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element);
      const moves = style.animationName !== 'none' && long(style.animationDuration);
      const slides = style.transitionProperty !== 'none' && long(style.transitionDuration);
      return (moves || slides) && !element.closest('.xmodule_display');
    }).map((element) => element.outerHTML.slice(0, 120));
  }
};
