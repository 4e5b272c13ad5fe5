/* What a page of the platform offers to its blocks' scripts, and nothing more. */
(function () {
  'use strict';
  var $ = window.jQuery;

  function cookie(name, value, options) {
    if (value === undefined) {
      var found = document.cookie.match('(?:^|; )' + encodeURIComponent(name) + '=([^;]*)');
      return found ? decodeURIComponent(found[1]) : undefined;
    }
    var days = options && options.expires;
    document.cookie = encodeURIComponent(name) + '=' + encodeURIComponent(value) +
      '; path=' + ((options && options.path) || '/') + '; samesite=lax' +
      (typeof days === 'number' ? '; max-age=' + days * 86400 : '');
    return value;
  }

  /* --- words ------------------------------------------------------------------------------ */
  window.gettext = window.gettext || function (text) { return text; };
  window.ngettext = window.ngettext || function (one, many, count) { return count === 1 ? one : many; };

  function named(text, values) {
    return String(text).replace(/\{(\w+)\}/g, function (whole, name) {
      return values && values[name] !== undefined ? values[name] : whole;
    });
  }
  window.interpolate_text = function (text, values) { return named(text, values); };

  /* --- HTML ------------------------------------------------------------------------------- */
  function Html(text) { this.text = text; }
  Html.prototype.toString = Html.prototype.valueOf = function () { return this.text; };
  function html(text) { return new Html(text); }
  function ensured(thing) { return thing instanceof Html ? thing : html(window._.escape(thing)); }

  window.edx = window.edx || {};
  window.edx.StringUtils = {
    interpolate: function (text, values) { return named(text, values); }
  };
  window.edx.HtmlUtils = {
    HtmlSnippet: Html,
    HTML: html,
    ensureHtml: ensured,
    interpolateHtml: function (text, values) {
      var safe = {};
      Object.keys(values || {}).forEach(function (key) { safe[key] = ensured(values[key]).text; });
      return html(named(ensured(text).text, safe));
    },
    joinHtml: function () { return html(Array.prototype.map.call(arguments, ensured).join('')); },
    setHtml: function (element, text) { return $(element).html(ensured(text).text); },
    append: function (element, text) { return $(element).append(ensured(text).text); },
    prepend: function (element, text) { return $(element).prepend(ensured(text).text); },
    template: function (text) {
      var made = window._.template(text);
      return function (data) { return html(made(data)); };
    }
  };

  /* --- services --------------------------------------------------------------------------- */
  window.Logger = { log: function () {}, listen: function () {} };
  window.analytics = window.analytics || { track: function () {} };
  window.onTouchBasedDevice = function () {
    return window.matchMedia('(pointer: coarse)').matches ? ['touch'] : null;
  };
  function read(text) {
    var place = document.getElementById('reader-feedback');
    if (place) { place.textContent = text; }
  }
  window.SR = {
    clear: function () { read(''); },
    readText: read,
    readTexts: function (texts) { read((texts || []).filter(Boolean).join('. ')); }
  };
  window.Collapsible = {
    setCollapsibles: function () {},
    toggleFull: function () {},
    toggleHint: function () {}
  };
  /* Formulae are shown as typed: no type-setting library is loaded. */
  window.MathJax = window.MathJax || {
    Hub: {
      Startup: { signal: { Interest: function () {} } },
      Config: function () {},
      Queue: function () {
        Array.prototype.forEach.call(arguments, function (job) { if (typeof job === 'function') { job(); } });
      },
      getAllJax: function () { return []; },
      Typeset: function () {}
    },
    Callback: { After: function () {} }
  };

  function loadScript(address) {
    return new Promise(function (done) {
      var script = document.createElement('script');
      script.src = address;
      script.onload = script.onerror = done;
      document.head.appendChild(script);
    });
  }
  var loaded = {};
  window.JavascriptLoader = {
    executeModuleScripts: function (element, then) {
      var places = $(element).find('.script_placeholder').toArray();
      var jobs = places.map(function (place) {
        var address = place.dataset.src;
        loaded[address] = loaded[address] || loadScript(address);
        return loaded[address];
      });
      Promise.all(jobs).then(function () { if (then) { then(); } });
    }
  };

  /* --- requests --------------------------------------------------------------------------- */
  if (!$) { return; }
  $.cookie = $.cookie || cookie;
  $.ajaxSetup({
    beforeSend: function (request, settings) {
      if (!/^(GET|HEAD|OPTIONS|TRACE)$/i.test(settings.type)) {
        request.setRequestHeader('X-CSRFToken', cookie('csrftoken') || '');
      }
    }
  });
  $.postWithPrefix = function (address, data, then, kind) {
    if (typeof data === 'function') { kind = then; then = data; data = {}; }
    return $.post(address, data, then, kind).fail(function (answer) {
      /* A refusal is a sentence: give it to whoever asked, as an answer that changed nothing. */
      if (then && answer.responseJSON) { then(answer.responseJSON); }
    });
  };
  $.getWithPrefix = function () { return $.get.apply($, arguments); };
  $.ajaxWithPrefix = function () { return $.ajax.apply($, arguments); };
}());
