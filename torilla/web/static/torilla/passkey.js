// A passkey is made and used by the browser alone: <form data-passkey="make" or "use"> with a hidden field
// `credential`. What the browser needs stands in #passkey-options, or comes from the address in data-options.
"use strict";

const sentences = document.currentScript.dataset;

function saying(form, text) {
  const place = form.querySelector("[data-passkey-said]");
  place.textContent = text;
  place.hidden = !text;
}

async function optionsOf(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const options = await optionsOf(form);
  const made = form.dataset.passkey === "make";
  const credential = await (made ? webauthnJSON.create(options) : webauthnJSON.get(options));
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function reason(error) {
  const known = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "already", SecurityError: "elsewhere" };
  return sentences[known[error.name] ?? "failed"];
}

function prepare(form) {
  const without = form.querySelector("[data-passkey-without]");
  if (!window.isSecureContext || !webauthnJSON.supported()) {
    without.textContent = window.isSecureContext ? sentences.missing : sentences.elsewhere;
    return;
  }
  without.hidden = true;
  form.querySelector("[data-passkey-ready]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[data-passkey-ready] button");
    button.disabled = true;
    saying(form, "");
    try {
      await ask(form);
    } catch (error) {
      saying(form, reason(error));
      button.disabled = false;
      button.focus();
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
