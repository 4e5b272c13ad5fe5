/* The unit's frame: as tall as its content says, and its texts noted once they were on screen. */
(function () {
  'use strict';
  var frame = document.getElementById('unit-frame');
  if (!frame) { return; }
  var box = frame.parentElement;

  window.addEventListener('message', function (event) {
    if (event.source !== frame.contentWindow || event.origin !== window.location.origin) { return; }
    var message = event.data || {};
    var height = Number((message.payload || {}).height);
    if (message.type === 'plugin.resize' && height > 0 && height < 100000) {
      frame.style.height = Math.ceil(height) + 'px';
    }
  });

  function cookie(name) {
    var found = document.cookie.match('(?:^|; )' + name + '=([^;]*)');
    return found ? decodeURIComponent(found[1]) : '';
  }

  function noteSeen() {
    fetch(box.dataset.complete, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': cookie('csrftoken') }
    }).then(function (answer) {
      var status = document.getElementById('unit-status');
      if (answer.ok && status) { status.textContent = status.dataset.seen; }
    }).catch(function () { /* reading goes on without the note */ });
  }

  if (!box.dataset.complete) { return; }

  /* A text counts as seen after a second on screen, not when a page is opened in the back. */
  var waiting = null;
  var observer = new IntersectionObserver(function (entries) {
    var visible = entries.some(function (entry) { return entry.isIntersecting; });
    if (visible && waiting === null) {
      waiting = window.setTimeout(function () { observer.disconnect(); noteSeen(); }, 1000);
    } else if (!visible && waiting !== null) {
      window.clearTimeout(waiting);
      waiting = null;
    }
  });
  observer.observe(frame);
}());
