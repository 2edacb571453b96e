// Everything works without this file. With it: drafts survive a restart, Ctrl+Enter saves, lists have keys,
// and a page that was left open saves again after a new sign-in.
"use strict";

const words = document.getElementById("words")?.dataset ?? {};
const person = document.body.dataset.person ?? "";

/* ---- drafts: free text of every form, per person, path and form, until the save went through ---- */
const DRAFT = "torilla-draft:";
const DAYS = 14;
const FREE = "textarea, input:not([type]), input[type=text], input[type=search], input[type=url], input[type=email], input[type=tel]";

const fieldsOf = (form) => [...form.querySelectorAll(FREE)].filter((field) => field.name && !/passw|secret|otp|code$/i.test(field.name));
const isEdited = (form) =>
  form.method === "post" && !form.hasAttribute("data-kept") && !form.querySelector("input[type=password]") && fieldsOf(form).length > 0;
const keyOf = (form) => DRAFT + person + ":" + (form.getAttribute("action") || location.pathname) + ":" + [...document.forms].indexOf(form);

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* storage is full or off: the form itself still holds the text */ }
}

function stored(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function keepDraft(form) {
  const texts = {};
  for (const field of fieldsOf(form)) if (field.value !== field.defaultValue) texts[field.name] = field.value;
  store(keyOf(form), Object.keys(texts).length ? { at: Date.now(), from: location.pathname, texts } : null);
}

function offerDraft(form) {
  const draft = stored(keyOf(form));
  if (!draft) return;
  const put = fieldsOf(form).filter((field) => draft.texts[field.name] && draft.texts[field.name] !== field.value);
  if (!put.length || document.querySelector(".t-errors, .t-refusal, .t-compare")) return; // what was just sent is newer
  for (const field of put) field.value = draft.texts[field.name];
  const note = document.createElement("div");
  note.className = "t-message";
  note.dataset.color = "info";
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "t-plain";
  discard.textContent = words.discard ?? "×";
  discard.addEventListener("click", () => {
    for (const field of put) field.value = field.defaultValue;
    store(keyOf(form), null);
    note.remove();
    put[0].focus();
  });
  note.append(document.createTextNode(words.restored ?? ""), discard);
  form.prepend(note);
  say(words.restored ?? "");
}

const bare = (address) => address.split("#")[0];

function noteSent(form) {
  const sent = { key: keyOf(form), from: bare(location.href), to: bare(form.action) };
  try { sessionStorage.setItem("torilla-sent", JSON.stringify(sent)); } catch { /* the draft stays a while */ }
}

function takeSent() {
  try {
    const sent = JSON.parse(sessionStorage.getItem("torilla-sent"));
    sessionStorage.removeItem("torilla-sent");
    return sent;
  } catch { return null; }
}

function forgetDrafts() {
  // The page that answers a save and shows no error means that the save went through. Any other page
  // means nothing: perhaps the server was gone, and one has gone elsewhere.
  if (document.querySelector("[data-kept]")) return; // the next try decides
  const sent = takeSent();
  const answers = sent && [sent.from, sent.to].includes(document.referrer);
  if (answers && !document.querySelector(".t-errors, .t-refusal, .t-compare")) store(sent.key, null);
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(DRAFT) && Date.now() - (stored(key)?.at ?? 0) > DAYS * 86400000) localStorage.removeItem(key);
    }
  } catch { /* nothing to forget */ }
}

function forgetOwnDrafts() {
  // Whoever signs out leaves: at a shared computer the next one could read what lies in the browser.
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT + person + ":")) localStorage.removeItem(key);
  } catch { /* nothing to forget */ }
}

/* ---- a fresh security mark: after a new sign-in elsewhere the old one in the form would be refused ---- */
function renewMark(form) {
  const mark = form.querySelector("input[name=csrfmiddlewaretoken]");
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (mark && cookie) mark.value = cookie.slice("csrftoken=".length);
}

document.addEventListener("input", (event) => {
  if (event.target.form && isEdited(event.target.form)) keepDraft(event.target.form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  renewMark(form);
  if (form.hasAttribute("data-leave")) forgetOwnDrafts();
  if (isEdited(form)) {
    keepDraft(form);
    noteSent(form);
  }
});

window.addEventListener("pageshow", (event) => { if (event.persisted) takeSent(); }); // back from a failed save

/* ---- said once more for those who hear the page ---- */
function say(text) {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
}

/* ---- keys ---- */
const keysAreOn = () => stored("torilla-keys") !== "off";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function press(form) {
  const button = form.querySelector("button:not([type=button])");
  if (button) form.requestSubmit(button);
}

function move(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
  (row.querySelector("[data-open], a, button") ?? row).focus();
}

function showKeys() {
  const box = document.getElementById("keys");
  if (box) box.togglePopover?.();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => document.querySelector("input[type=search], [data-search]")?.focus(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form") ?? document.querySelector("form[data-primary]");
    if (form && form.method === "post") { event.preventDefault(); press(form); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || typing(event.target)) return;
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

/* ---- htmx: the focus never falls to the page's beginning ---- */
document.addEventListener("htmx:afterSwap", () => {
  if (document.activeElement === document.body) document.querySelector("[data-row] :is(h2, h3)[tabindex], h1")?.focus();
});

forgetDrafts();
for (const form of document.forms) if (isEdited(form)) offerDraft(form);
const said = [...document.querySelectorAll("[data-say]")].map((message) => message.textContent.trim()).join(" ");
if (said) setTimeout(() => say(said), 150);
const toggle = document.getElementById("keys-off");
if (toggle) {
  toggle.checked = !keysAreOn();
  toggle.addEventListener("change", () => store("torilla-keys", toggle.checked ? "off" : null));
}
