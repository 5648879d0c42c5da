/* A workshop under way: the clock counts down, the page looks every other second whether there is something new, and a note
   written without a connection waits on the phone until there is one. Without this file one reloads the page oneself. */
(function () {
  "use strict";

  var EVERY = 2000; /* milliseconds between two looks */
  var LONGEST = 30000; /* when the host does not answer, ever more seldom up to this */
  var live = document.getElementById("live");
  if (!live) return;

  /* --- what waits on this phone --- */

  function waiting(change) {
    var key = "nybrott-notes:" + location.pathname;
    try {
      var kept = JSON.parse(localStorage.getItem(key) || "[]");
      if (change) {
        kept = change(kept);
        if (kept.length) localStorage.setItem(key, JSON.stringify(kept));
        else localStorage.removeItem(key);
      }
      return kept;
    } catch (error) {
      return []; /* no store: the form is sent as any form */
    }
  }

  function say(form, words) {
    var place = form && form.querySelector("[data-note-says]");
    if (place) place.textContent = words;
  }

  function post(note) {
    return fetch(note.url, {
      method: "POST", credentials: "same-origin", headers: { Accept: "application/json" }, body: new URLSearchParams(note.fields)
    }).then(function (answer) {
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      return answer.json().catch(function () { return { kept: false, why: String(answer.status) }; });
    });
  }

  var sending = false;

  function sendWaiting() {
    var first = waiting()[0];
    if (!first || sending) return;
    sending = true;
    post(first).then(function (said) {
      waiting(function (kept) { return kept.filter(function (note) { return note.key !== first.key; }); });
      sending = false;
      var form = document.querySelector("[data-note]");
      if (!said.kept) {
        /* refused for good: what was written stands in the field again */
        if (form && !form.elements.text.value) form.elements.text.value = first.text;
        say(form, said.why);
      }
      if (waiting().length) sendWaiting();
      else look(true);
    }).catch(function () { sending = false; });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("[data-note]");
    if (!form || !window.fetch) return;
    var text = form.elements.text.value.trim();
    if (!text) return; /* the server says what is missing */
    var note = { key: form.elements.sent_key.value, url: form.action, text: text, fields: Array.from(new FormData(form)) };
    var before = waiting().length;
    if (waiting(function (kept) { return kept.concat([note]); }).length === before) return; /* no store: send it as any form */
    event.preventDefault();
    form.elements.text.value = "";
    form.elements.sent_key.value = note.key.slice(0, 40) + Date.now().toString(36);
    say(form, navigator.onLine ? "" : form.dataset.waits);
    setTimeout(function () { if (waiting().length) say(form, form.dataset.waits); }, 3000);
    sendWaiting();
  });
  window.addEventListener("online", sendWaiting);

  /* --- the clock --- */

  function tick() {
    document.querySelectorAll("[data-ends]").forEach(function (clock) {
      var left = Math.ceil((new Date(clock.dataset.ends) - Date.now()) / 1000);
      var words = left <= 0 ? clock.dataset.over : Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      if (clock.textContent !== words) clock.textContent = words;
    });
  }
  tick();
  setInterval(tick, 500);

  /* --- anything new? --- */

  function typed() {
    var found = {};
    live.querySelectorAll("textarea, input[type=text]").forEach(function (field) { if (field.name && field.value) found[field.name] = field.value; });
    live.querySelectorAll("input[type=checkbox]:checked").forEach(function (box) { found[box.name + "=" + box.value] = true; });
    return found;
  }

  function fill(kept) {
    live.querySelectorAll("textarea, input[type=text]").forEach(function (field) { if (kept[field.name] && !field.value) field.value = kept[field.name]; });
    live.querySelectorAll("input[type=checkbox]").forEach(function (box) { if (kept[box.name + "=" + box.value]) box.checked = true; });
  }

  function fresh() {
    return fetch(location.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      var found = page.getElementById("live");
      if (!found) { location.reload(); return; }
      var kept = typed();
      var at = document.activeElement && live.contains(document.activeElement) ? document.activeElement.name : "";
      live.replaceWith(found);
      live = found;
      fill(kept);
      if (at) { var field = live.querySelector('[name="' + CSS.escape(at) + '"]'); if (field) field.focus(); }
      var aside = document.querySelector("aside.nb-aside"), told = page.querySelector("aside.nb-aside");
      if (aside && told) aside.replaceWith(told);
      tick();
    });
  }

  var wait = EVERY, timer;

  function look(now) {
    clearTimeout(timer);
    fetch(live.dataset.live, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (said) {
      wait = EVERY;
      sendWaiting();
      if (now || said.mark !== live.dataset.mark) return fresh();
    }).catch(function () { wait = Math.min(wait * 2, LONGEST); }).then(function () { timer = setTimeout(look, document.hidden ? LONGEST : wait, false); });
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) look(false); });
  window.addEventListener("online", function () { look(false); });
  timer = setTimeout(look, EVERY, false);
  sendWaiting();
})();
