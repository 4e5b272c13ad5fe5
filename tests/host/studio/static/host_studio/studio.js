/* The small Studio: the tag drawer and the editing modal. Both are pages of their own as well. */
(function () {
  'use strict';

  function each(root, selector, act) { Array.prototype.forEach.call(root.querySelectorAll(selector), act); }

  function page(address) {
    return fetch(address, { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) { return new DOMParser().parseFromString(text, 'text/html'); });
  }

  /* --- tags ------------------------------------------------------------------------------- */
  /* Words are compared without accents or capitals: "evaluer" finds "Évaluer". */
  function plain(words) { return words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase(); }

  function filter(form, words) {
    var found = 0;
    var asked = plain(words.trim());
    each(form, 'li[data-words]', function (item) {
      var own = Array.prototype.some.call(
        [item].concat(Array.prototype.slice.call(item.querySelectorAll('li[data-words]'))),
        function (one) { return plain(one.dataset.words).indexOf(asked) !== -1; }
      );
      var above = item.parentElement.closest('li[data-words]');
      var kept = own || (above && plain(above.dataset.words).indexOf(asked) !== -1);
      item.hidden = !kept;
      if (kept) { found += 1; }
    });
    each(form, 'details[data-taxonomy]', function (box) {
      if (asked) { box.open = Boolean(box.querySelector('li[data-words]:not([hidden])')); }
    });
    form.querySelector('[data-none]').hidden = found > 0;
  }

  function save(form) {
    var status = form.querySelector('[data-status]');
    var tagsData = [];
    each(form, 'details[data-taxonomy]', function (box) {
      var chosen = Array.prototype.map.call(
        box.querySelectorAll('input:checked'), function (input) { return input.value; }
      );
      tagsData.push({ taxonomy: Number(box.dataset.taxonomy), tags: chosen });
    });
    status.textContent = '';
    return fetch(form.dataset.saveTo, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: {
        'Content-Type': 'application/json',
        'X-CSRFToken': form.querySelector('[name=csrfmiddlewaretoken]').value
      },
      body: JSON.stringify({ tagsData: tagsData })
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      status.textContent = form.dataset.saved;
    }).catch(function () { status.textContent = form.dataset.failed; });
  }

  function wireTags(root) {
    each(root, 'form[data-save-to]', function (form) {
      form.querySelector('#tag-search').addEventListener('input', function (event) {
        filter(form, event.target.value);
      });
      form.addEventListener('submit', function (event) {
        event.preventDefault();
        save(form);
      });
    });
  }

  /* --- editing ---------------------------------------------------------------------------- */
  /* The frame repeats what the block's own script tells its runtime:
     save {state: start|end}, cancel, error {title, message}. */
  function wireEditor(root, leave) {
    each(root, '[data-editor]', function (box) {
      var frame = box.querySelector('iframe');
      var status = box.querySelector('[data-status]');
      window.addEventListener('message', function hear(event) {
        if (!frame.isConnected) { window.removeEventListener('message', hear); return; }
        if (event.source !== frame.contentWindow || event.origin !== window.location.origin) { return; }
        var message = event.data || {};
        if (message.type !== 'studio.notify') { return; }
        var told = message.data || {};
        if (message.name === 'cancel' || (message.name === 'save' && told.state === 'end')) {
          leave(box);
        } else if (message.name === 'save') {
          status.textContent = told.message || box.dataset.saving;
        } else if (message.name === 'error') {
          status.textContent = [told.title || box.dataset.failed, told.message || ''].join(' ');
        }
      });
    });
  }

  /* --- dialogs ---------------------------------------------------------------------------- */
  function refresh(opener) {
    page(window.location.href).then(function (fresh) {
      each(fresh, 'a[data-opens]', function (link) {
        if (link.getAttribute('href') === opener.getAttribute('href')) { opener.innerHTML = link.innerHTML; }
      });
    }).catch(function () { /* the count is refreshed at the next visit */ });
  }

  function open(dialog, opener, selector, wire) {
    page(opener.href).then(function (fresh) {
      var inner = fresh.querySelector(selector);
      if (!inner) { throw new Error('no ' + selector); }
      dialog.replaceChildren(document.importNode(inner, true));
      var title = dialog.querySelector('h1');
      if (title) {
        var second = document.createElement('h2');
        second.id = dialog.id + '-title';
        second.tabIndex = -1;
        second.innerHTML = title.innerHTML;
        title.replaceWith(second);
        dialog.removeAttribute('aria-label');
        dialog.setAttribute('aria-labelledby', second.id);
        second.autofocus = true;
      }
      each(dialog, '[data-closes]', function (link) {
        link.addEventListener('click', function (event) { event.preventDefault(); dialog.close(); });
      });
      wire(dialog, function () { dialog.close(); });
      dialog.addEventListener('close', function () {
        dialog.replaceChildren();
        opener.focus();
        refresh(opener);
      }, { once: true });
      dialog.showModal();
    }).catch(function () { window.location.assign(opener.href); });
  }

  each(document, 'a[data-opens]', function (opener) {
    var dialog = document.getElementById(opener.dataset.opens);
    if (!dialog || !dialog.showModal) { return; }
    opener.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      if (opener.dataset.opens === 'drawer') { open(dialog, opener, '[data-drawer]', wireTags); }
      else { open(dialog, opener, '[data-editor]', wireEditor); }
    });
  });

  wireTags(document);
  wireEditor(document, function (box) { window.location.assign(box.dataset.done); });
}());
