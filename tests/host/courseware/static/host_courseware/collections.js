/* The few functions over lists and objects that the platform's blocks take from `window._`. */
(function () {
  'use strict';
  if (window._) { return; }

  var marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;' };

  function values(list) {
    if (!list) { return []; }
    return Array.isArray(list) || typeof list.length === 'number'
      ? Array.prototype.slice.call(list)
      : Object.keys(list).map(function (key) { return list[key]; });
  }

  function each(list, act, context) {
    if (!list) { return list; }
    if (Array.isArray(list) || typeof list.length === 'number') {
      Array.prototype.forEach.call(list, act, context);
    } else {
      Object.keys(list).forEach(function (key) { act.call(context, list[key], key, list); });
    }
    return list;
  }

  function map(list, act, context) {
    var found = [];
    each(list, function (value, key) { found.push(act.call(context, value, key, list)); });
    return found;
  }

  function asTest(test) {
    if (typeof test === 'function') { return test; }
    return function (thing) {
      return Object.keys(test || {}).every(function (key) { return thing[key] === test[key]; });
    };
  }

  function escape(text) {
    return (text === null || text === undefined ? '' : String(text)).replace(/[&<>"'`]/g, function (mark) {
      return marks[mark];
    });
  }

  /* `<%- x %>` is escaped, `<%= x %>` is not, `<% code %>` runs: the block's own templates only. */
  function template(text) {
    var code = 'var out="";with(data||{}){out+=`';
    var last = 0;
    text.replace(/<%([-=]?)([\s\S]+?)%>/g, function (whole, kind, inner, at) {
      code += text.slice(last, at).replace(/[\\`$]/g, '\\$&');
      if (kind === '-') { code += '`+_.escape(' + inner + ')+`'; }
      else if (kind === '=') { code += '`+((' + inner + ')==null?"":(' + inner + '))+`'; }
      else { code += '`;' + inner + ';out+=`'; }
      last = at + whole.length;
      return whole;
    });
    code += text.slice(last).replace(/[\\`$]/g, '\\$&') + '`;}return out;';
    var made = new Function('data', '_', code);
    return function (data) { return made(data, window._); };
  }

  window._ = {
    each: each,
    forEach: each,
    map: map,
    values: values,
    escape: escape,
    template: template,
    templateSettings: {},
    keys: function (thing) { return Object.keys(thing || {}); },
    mapObject: function (thing, act, context) {
      var found = {};
      Object.keys(thing || {}).forEach(function (key) { found[key] = act.call(context, thing[key], key, thing); });
      return found;
    },
    extend: function (target) { return Object.assign.apply(Object, arguments); },
    defaults: function (target) {
      Array.prototype.slice.call(arguments, 1).forEach(function (source) {
        Object.keys(source || {}).forEach(function (key) {
          if (target[key] === undefined) { target[key] = source[key]; }
        });
      });
      return target;
    },
    filter: function (list, test, context) { return values(list).filter(asTest(test), context); },
    find: function (list, test, context) { return values(list).find(asTest(test), context); },
    some: function (list, test) { return values(list).some(test || Boolean); },
    every: function (list, test) { return values(list).every(test || Boolean); },
    contains: function (list, value) { return values(list).indexOf(value) !== -1; },
    indexOf: function (list, value) { return values(list).indexOf(value); },
    pluck: function (list, key) { return map(list, function (thing) { return thing[key]; }); },
    uniq: function (list) { return Array.from(new Set(values(list))); },
    has: function (thing, key) { return Object.prototype.hasOwnProperty.call(thing || {}, key); },
    isFunction: function (thing) { return typeof thing === 'function'; },
    isArray: Array.isArray,
    isString: function (thing) { return typeof thing === 'string'; },
    isNumber: function (thing) { return typeof thing === 'number'; },
    isObject: function (thing) { return thing === Object(thing); },
    isUndefined: function (thing) { return thing === undefined; },
    isNull: function (thing) { return thing === null; },
    isEmpty: function (thing) { return values(thing).length === 0; },
    bind: function (act) { return Function.prototype.bind.apply(act, Array.prototype.slice.call(arguments, 1)); },
    bindAll: function (thing) {
      Array.prototype.slice.call(arguments, 1).forEach(function (name) { thing[name] = thing[name].bind(thing); });
      return thing;
    },
    once: function (act) {
      var done = false;
      var kept;
      return function () {
        if (!done) { done = true; kept = act.apply(this, arguments); }
        return kept;
      };
    },
    debounce: function (act, wait) {
      var timer;
      return function () {
        var self = this;
        var given = arguments;
        window.clearTimeout(timer);
        timer = window.setTimeout(function () { act.apply(self, given); }, wait);
      };
    },
    throttle: function (act, wait) {
      var last = 0;
      return function () {
        if (Date.now() - last >= wait) { last = Date.now(); act.apply(this, arguments); }
      };
    },
    now: Date.now,
    noop: function () {},
    identity: function (thing) { return thing; }
  };
}());
