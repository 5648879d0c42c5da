/* Passkeys: asks the browser for one, puts its answer into the form, and sends it. */
(function () {
  "use strict";

  function part(form, name) {
    return form.querySelector("[data-passkey-" + name + "]");
  }

  function options(form) {
    var here = form.dataset.passkeyOptions;
    if (here) return Promise.resolve(JSON.parse(document.getElementById(here).textContent));
    return fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error("no options");
      return answer.json();
    });
  }

  function create(said) {
    var wanted = said.creation_options.publicKey.authenticatorSelection;
    wanted.residentKey = "required";
    wanted.requireResidentKey = true;
    wanted.userVerification = "required";
    return window.webauthnJSON.create(said.creation_options);
  }

  function get(said) {
    return window.webauthnJSON.get(said.request_options);
  }

  function use(form) {
    var ask = form.dataset.passkey === "create" ? create : get;
    var trouble = part(form, "trouble");
    var field = form.querySelector("[name=credential]");
    trouble.hidden = true;
    options(form)
      .then(ask)
      .then(function (credential) {
        field.value = JSON.stringify(credential);
        form.submit();
      })
      .catch(function () {
        trouble.hidden = false;
        trouble.focus();
      });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var able = window.PublicKeyCredential && window.webauthnJSON && window.webauthnJSON.supported();
    part(form, "unable").hidden = Boolean(able);
    form.querySelectorAll("button").forEach(function (button) {
      button.disabled = !able;
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (able && form.reportValidity()) use(form);
    });
  });
})();
