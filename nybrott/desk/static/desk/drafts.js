/* Forms with data-draft save as one goes. What is typed stands in this window's own store until the server has it; when
   the reader was signed out it waits there, and is sent once they are back. Without this file the button "Save draft" does it. */
(function () {
  "use strict";

  var WAIT = 1200; /* milliseconds after the last key */
  var BEACON = 60000; /* bytes that may be sent while a page closes */

  function word() {
    var numbers = new Uint32Array(4);
    crypto.getRandomValues(numbers);
    return Array.from(numbers, function (n) { return n.toString(16); }).join("");
  }

  function store(key, value) {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem(key));
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
      /* no store: what is typed is still sent */
    }
    return null;
  }

  function secret(form, name) {
    return Boolean(form.querySelector('input[type="password"][name="' + CSS.escape(name) + '"]'));
  }

  function typed(form) {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name.indexOf("_draft") !== 0 && !secret(form, name)) fields.push([name, value]);
    });
    return fields;
  }

  function fill(form, fields) {
    var given = {};
    fields.forEach(function (pair) { (given[pair[0]] = given[pair[0]] || []).push(pair[1]); });
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || field.type === "file" || field.type === "submit" || field.type === "hidden") return;
      var values = given[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.indexOf(field.value) >= 0;
      else if (field.multiple) Array.from(field.options).forEach(function (option) { option.selected = values.indexOf(option.value) >= 0; });
      else if (values.length) field.value = values.shift();
    });
  }

  function begin(form) {
    var about = form.dataset;
    var kept = "nybrott-draft:" + about.draft;
    var page = word();
    var sequence = 0;
    var seen = JSON.stringify(typed(form));
    var timer, sending, handedIn;

    function part(name) { return form.querySelector("[data-draft-" + name + "]"); }
    function meta(name) { return form.elements["_draft_" + name]; }

    part("button").hidden = true;
    var trouble = part("trouble");

    function say(kind, text) {
      trouble.hidden = !kind;
      if (!kind) return;
      trouble.firstElementChild.textContent = text || trouble.dataset[kind];
      trouble.lastElementChild.hidden = kind !== "out";
    }

    function body() {
      var sent = new URLSearchParams(typed(form));
      sequence += 1;
      ["id", "version", "label", "url", "names"].forEach(function (name) { sent.append("_draft_" + name, meta(name).value); });
      sent.append("_draft_page", page);
      sent.append("_draft_sequence", sequence);
      sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      return sent;
    }

    function post() {
      return fetch(about.draftSave, { method: "POST", body: body(), headers: { Accept: "application/json" }, credentials: "same-origin" });
    }

    /* After a new sign-in the old page's token is worth nothing; one that holds is asked for. */
    function renew() {
      return fetch(about.draftToken, { headers: { Accept: "application/json" }, credentials: "same-origin" }).then(function (answer) {
        if (answer.redirected || !answer.ok) throw new Error("out");
        return answer.json();
      }).then(function (said) {
        document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = said.token; });
      });
    }

    function answered(answer, again) {
      if (answer.ok && !answer.redirected) return answer.json();
      if (answer.status === 403 && !again) return renew().then(post).then(function (next) { return answered(next, true); });
      if (answer.status === 409 || answer.status === 422) return answer.json().then(function (said) { throw new Error("!" + said.reason); });
      throw new Error(answer.redirected || answer.status === 401 || answer.status === 403 ? "out" : "offline");
    }

    /* Resolves to whether the server has what is typed now. One saving at a time, so that none overtakes another. */
    function save() {
      clearTimeout(timer);
      if (sending) return sending.then(save);
      var now = JSON.stringify(typed(form));
      if (now === seen) return Promise.resolve(true);
      sending = post().then(answered).then(function (said) {
        meta("id").value = said.draft;
        meta("version").value = said.version;
        seen = now;
        if (JSON.stringify(typed(form)) === now) store(kept, null);
        part("said").textContent = said.saved;
        part("again").hidden = false;
        part("several").hidden = !said.several;
        say("");
        return true;
      }).catch(function (error) {
        var said = error.message;
        if (said.charAt(0) === "!") say("refused", said.slice(1));
        else say(said === "out" ? "out" : "offline");
        if (said !== "out" && said.charAt(0) !== "!") timer = setTimeout(save, 15000);
        return false;
      }).then(function (done) {
        sending = null;
        return done;
      });
      return sending;
    }

    function changed() {
      if (handedIn) return;
      if (JSON.stringify(typed(form)) === seen) return store(kept, null);
      store(kept, { owner: about.draftOwner, at: Date.now(), fields: typed(form) });
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);

    /* What is handed in is kept first: if the reader was signed out meanwhile, nothing of it goes lost with the page. */
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (button && button.hasAttribute("data-draft-again")) {
        handedIn = true;
        store(kept, null);
        return;
      }
      if (handedIn) return;
      if (!sending && JSON.stringify(typed(form)) === seen) {
        handedIn = true;
        store(kept, null);
        return;
      }
      event.preventDefault();
      save().then(function (done) {
        if (!done && trouble.lastElementChild.hidden === false) return trouble.scrollIntoView({ block: "center" });
        handedIn = true;
        /* a form that is just being handed in cannot be handed in again; the next moment it can */
        setTimeout(function () { form.requestSubmit(button); });
      });
    });

    window.addEventListener("pagehide", function () {
      if (handedIn || JSON.stringify(typed(form)) === seen) return;
      var sent = body();
      if (sent.toString().length < BEACON) navigator.sendBeacon(about.draftSave, sent);
    });

    window.addEventListener("pageshow", function (event) {
      if (event.persisted) handedIn = false;
    });

    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "visible" && !trouble.hidden) save();
    });

    var waiting = store(kept);
    if (waiting && waiting.owner !== about.draftOwner) store(kept, null);
    else if (waiting && waiting.at > Number(about.draftSaved)) {
      fill(form, waiting.fields);
      save();
    } else if (waiting) store(kept, null);
  }

  document.querySelectorAll("form[data-draft]").forEach(begin);
})();
