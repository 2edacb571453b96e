// Sends the file of a form by parts and then the form itself: it goes on after a lost connection, also when the
// page was left and the same file is chosen again. Without this file the form sends all at once.
const PART = 1000000;
const LONGEST_WAIT = 15000;
const form = document.querySelector("form[data-upload]");

const mark = () => document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ?? form.querySelector("input[name=csrfmiddlewaretoken]").value;
const wait = (time) => new Promise((go) => {
  const timer = setTimeout(go, time);
  addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
});

class Told extends Error {} // what the server says to the reader; trying again would not help

async function ask(address, options) {
  const response = await fetch(address, { ...options, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": mark(), ...options?.headers } });
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) throw new Told(form.dataset.out);
  if (response.status === 422 || response.status === 400) throw new Told((await response.json().catch(() => ({}))).why ?? form.dataset.failed);
  if (response.status === 404 || response.status === 413) throw new Told(form.dataset.failed);
  if (!response.ok) throw new Error(String(response.status)); // the server is down for a while
  return response.json();
}

async function patiently(run) {
  for (let pause = 1000; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    try { return await run(); } catch (error) {
      if (error instanceof Told) throw error;
      show(form.dataset.lost);
      await wait(pause);
    }
  }
}

function show(words, share) {
  const place = form.querySelector("[data-progress]");
  place.hidden = false;
  if (share !== undefined) place.querySelector("progress").value = share;
  const told = place.querySelector("p");
  if (told.textContent !== words) told.textContent = words;
}

async function send(file) {
  const about = new URLSearchParams({ name: file.name, size: file.size, fingerprint: await fingerprintOf(file) });
  let { id, url, received } = await patiently(() => ask(form.dataset.upload, { method: "POST", body: about }));
  while (received < file.size) {
    const share = Math.floor((100 * received) / file.size);
    show(`${form.dataset.sending}: ${share - (share % 10)} %`, share);
    let lost = false;
    ({ received } = await patiently(async () => {
      const from = lost ? (await ask(url)).received : received; // the answer was lost, perhaps not the part
      lost = true;
      if (from >= file.size) return { received: from };
      const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(from) };
      return ask(url, { method: "POST", body: file.slice(from, from + PART), headers });
    }));
  }
  show(form.dataset.looking, 100);
  return id;
}

async function fingerprintOf(file) {
  // Its name, length, beginning and end: enough to know it again, little enough to be quick.
  if (!crypto.subtle) return ""; // only where the address is not safe: the file begins anew then
  const about = new Blob([`${file.name} ${file.size} `, file.slice(0, PART), file.slice(-PART)]);
  const digest = await crypto.subtle.digest("SHA-256", await about.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

let busy = false;
form?.addEventListener("submit", async (event) => {
  const field = form.querySelector("input[type=file]");
  const file = field.files[0];
  if (busy || !file) { if (busy) event.preventDefault(); return; }
  event.preventDefault();
  busy = true;
  try {
    const id = await send(file);
    form.querySelectorAll("input[name=upload]").forEach((old) => old.remove());
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "upload";
    hidden.value = id;
    form.append(hidden);
    field.disabled = true; // the file is there already
    form.querySelector("input[name=csrfmiddlewaretoken]").value = mark();
    form.submit();
  } catch (error) {
    show(error instanceof Told ? error.message : form.dataset.failed);
  } finally { busy = false; }
});

addEventListener("pageshow", () => { const field = form?.querySelector("input[type=file]"); if (field) field.disabled = false; });
