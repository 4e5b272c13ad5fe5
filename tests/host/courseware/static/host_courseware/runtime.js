/* The browser's half of the XBlock runtime, and the height of the page for who frames it. */
(function () {
  'use strict';
  var studio = document.body.classList.contains('host-block-studio');

  function tell(message) {
    if (window.parent !== window) { window.parent.postMessage(message, window.location.origin); }
  }

  function address(element, name, suffix, query) {
    var box = element.jquery ? element[0] : element;
    var usage = box.dataset.usageId || box.closest('[data-usage-id]').dataset.usageId;
    var course = 'course-v1:' + usage.replace(/^block-v1:/, '').split('+type@')[0];
    var room = studio ? '/studio' : '/courses/' + course;
    return room + '/xblock/' + usage + '/handler/' + name +
      (suffix ? '/' + suffix : '') + (query ? '?' + query : '');
  }

  var runtime = {
    handlerUrl: address,
    notify: function (name, data) {
      if (studio) { tell({ type: 'studio.notify', name: name, data: data || {} }); }
    },
    refreshXBlock: function () { window.location.reload(); },
    children: function (element) { return element.querySelectorAll('.xblock'); },
    childMap: function () { return undefined; },
    listenTo: function () {}
  };

  function start(box) {
    var made = window[box.dataset.init];
    if (!box.dataset.init || typeof made !== 'function' || box.dataset.started) { return; }
    box.dataset.started = 'yes';
    var given = Array.prototype.find.call(box.children, function (child) {
      return child.classList.contains('xblock-json-init-args');
    });
    var element = window.jQuery ? window.jQuery(box) : box;
    try {
      new made(runtime, element, given ? JSON.parse(given.textContent) : undefined);
    } catch (fault) {
      window.console.error(fault);
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll('.xblock[data-init]'), start);

  /* As the platform's pages do: {type: 'plugin.resize', payload: {height}}. */
  var last = 0;
  function measure() {
    var height = Math.ceil(document.getElementById('content').getBoundingClientRect().bottom + window.scrollY);
    if (height !== last) {
      last = height;
      tell({ type: 'plugin.resize', payload: { height: height } });
    }
  }
  if (window.ResizeObserver) { new ResizeObserver(measure).observe(document.getElementById('content')); }
  window.addEventListener('load', measure);
  measure();

  /* Who answered: the page around may wish to show what moved. */
  if (window.jQuery) {
    window.jQuery(document).on('contentChanged', function () { tell({ type: 'host.answered' }); });
  }
}());
