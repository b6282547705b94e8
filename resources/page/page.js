// The customer's page: a code is typed, scanned by the camera or read from a picture, then redeemed.
"use strict";

const part = (id) => document.getElementById(id);
const form = part("form");
const code = part("code");
const card = part("card");
const verdict = part("verdict");
const FORMATS = ["qr_code", "code_128", "code_39", "ean_13", "ean_8", "upc_a", "data_matrix", "pdf417", "aztec"];
const GIVE_UP_MS = 20000;

// One attempt keeps its id until it is answered, so that sending it twice redeems once.
let attempt = null;
let stream = null;

function attemptFor(given) {
  const same = attempt && attempt.code === given.code && attempt.card === given.card;
  if (!same) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(random, (each) => each.toString(16).padStart(2, "0")).join("");
    attempt = { ...given, id };
  }
  return attempt;
}

async function redeem(event) {
  event.preventDefault();
  const given = { code: code.value.trim(), card: card.value.trim() };
  const trouble = part("code-trouble");
  trouble.textContent = given.code ? "" : trouble.dataset.text;
  code.setAttribute("aria-invalid", String(!given.code));
  if (!given.code) {
    code.focus();
    return;
  }
  stopCamera();
  busy(true);
  try {
    show(await answered(attemptFor(given)));
  } catch {
    show({ kind: "wait", title: verdict.dataset.offlineTitle, sentence: verdict.dataset.offline });
  }
  busy(false);
}

async function answered(sent) {
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
    signal: AbortSignal.timeout(GIVE_UP_MS),
  });
  const told = await answer.json();
  if (!told.kind) throw new Error("not an answer of the page's");
  if (told.kind !== "wait") attempt = null;
  return told;
}

function busy(is) {
  const button = part("redeem");
  button.dataset.label ||= button.textContent;
  button.disabled = is;
  button.textContent = is ? button.dataset.busy : button.dataset.label;
  part("working").textContent = is ? button.dataset.busy : "";
}

function show(told) {
  verdict.dataset.kind = told.kind;
  part("verdict-title").textContent = told.title;
  part("verdict-sentence").textContent = filled(told.sentence, told.at);
  part("verdict-next").textContent = filled(told.next || "", told.at);
  part("gifts").replaceChildren(...(told.gifts || []).map(gift));
  const again = part("again");
  again.textContent = told.kind === "accepted" ? again.dataset.accepted : again.dataset.refused;
  form.hidden = true;
  verdict.hidden = false;
  verdict.focus();
  window.scrollTo(0, 0);
}

function filled(sentence, at) {
  return at ? sentence.replace("{at}", shownTime(at)) : sentence;
}

function shownTime(at) {
  const how = { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang, how).format(new Date(at));
}

function gift(given) {
  const line = document.createElement("li");
  line.append(given.text);
  if (given.code) {
    const shown = document.createElement("code");
    shown.textContent = given.code;
    line.append(shown);
  }
  if (given.until) {
    const until = document.createElement("small");
    until.textContent = part("gifts").dataset.until.replace("{at}", shownTime(given.until));
    line.append(until);
  }
  return line;
}

function back() {
  if (verdict.dataset.kind === "accepted") code.value = "";
  verdict.hidden = true;
  form.hidden = false;
  code.focus();
  code.select();
}

async function detector() {
  if (!("BarcodeDetector" in window)) return null;
  const known = await BarcodeDetector.getSupportedFormats();
  const wanted = FORMATS.filter((each) => known.includes(each));
  return wanted.length ? new BarcodeDetector({ formats: wanted }) : null;
}

function untroubled() {
  code.setAttribute("aria-invalid", "false");
  part("code-trouble").textContent = "";
}

function read(found) {
  code.value = found.rawValue.trim();
  untroubled();
  (card.value ? part("redeem") : card).focus();
}

async function startCamera(reader) {
  const state = part("scan-state");
  part("viewfinder").hidden = false;
  part("scan").setAttribute("aria-expanded", "true");
  state.textContent = state.dataset.looking;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    state.textContent = state.dataset.denied;
    return;
  }
  const video = part("video");
  video.srcObject = stream;
  await video.play();
  watch(reader, video, stream);
}

async function watch(reader, video, watched) {
  while (stream === watched) {
    const found = await reader.detect(video).catch(() => []);
    if (found.length && stream === watched) {
      stopCamera();
      read(found[0]);
      return;
    }
    await new Promise((next) => setTimeout(next, 120));
  }
}

function stopCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  part("video").srcObject = null;
  part("viewfinder").hidden = true;
  part("scan").setAttribute("aria-expanded", "false");
}

function stopByHand() {
  stopCamera();
  part("scan").focus();
}

async function fromPicture(reader, input) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  const trouble = part("code-trouble");
  const picture = await createImageBitmap(file).catch(() => null);
  const found = picture ? await reader.detect(picture).catch(() => []) : [];
  if (found.length) read(found[0]);
  else trouble.textContent = input.dataset.none;
}

async function offerScanning() {
  const reader = await detector().catch(() => null);
  if (!reader) return;
  const input = part("picture");
  const lead = part("lead");
  lead.textContent = lead.dataset.scan;
  part("picture-label").hidden = false;
  input.addEventListener("change", () => fromPicture(reader, input));
  if (!navigator.mediaDevices?.getUserMedia) return;
  part("scan").hidden = false;
  part("scan").addEventListener("click", () => (stream ? stopCamera() : startCamera(reader)));
  part("stop").addEventListener("click", stopByHand);
}

code.value = new URLSearchParams(location.search).get("code") || "";
form.addEventListener("submit", redeem);
code.addEventListener("input", untroubled);
part("again").addEventListener("click", back);
document.addEventListener("visibilitychange", () => document.hidden && stopCamera());
offerScanning();
