// What a script adds to the review: hiding what is selected, and single keys. The page does without.
const all = (selector) => [...document.querySelectorAll(selector)];
const selection = document.getElementById("selection");
const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const help = document.getElementById("keys-help");
const KEPT = "cdop-desk-keys";
const WRITES = "input:not([type=checkbox]), textarea, select, [contenteditable]";
let since = performance.now();

// Offsets are counted in characters, as the service counts them, and not in the halves of a pair.
function placeOf(node, offset, isEnd) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!element) return null;
  if (element.dataset.to) return { element, at: Number(isEnd ? element.dataset.to : element.dataset.at) };
  let told = 0;
  for (const child of element.childNodes) {
    if (child === node) return { element, at: Number(element.dataset.at) + told + [...child.data.slice(0, offset)].length };
    if (child.nodeType === Node.TEXT_NODE) told += [...child.data].length;
  }
  return { element, at: Number(element.dataset.at) + (isEnd ? told : 0) };
}

// What is selected reaches over marks and numbers: the first and the last piece of text in it count.
function selected() {
  const made = document.getSelection();
  if (!selection || !made || made.isCollapsed || !made.rangeCount) return null;
  const range = made.getRangeAt(0);
  const side = (range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer.parentElement : range.commonAncestorContainer).closest("[data-side], .desk-rows");
  if (!side) return null;
  const pieces = all("[data-at]").filter((one) => range.intersectsNode(one) && one.closest("[data-side]"));
  const sides = new Set(pieces.map((one) => one.closest("[data-side]").dataset.side));
  if (!pieces.length || sides.size !== 1) return null;
  const lastText = [...pieces[pieces.length - 1].childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).pop();
  const firstText = [...pieces[0].childNodes].find((one) => one.nodeType === Node.TEXT_NODE);
  const from = pieces[0].contains(range.startContainer) ? placeOf(range.startContainer, range.startOffset, false) : placeOf(firstText, 0, false);
  const to = pieces[pieces.length - 1].contains(range.endContainer) ? placeOf(range.endContainer, range.endOffset, true) : placeOf(lastText, lastText.data.length, true);
  const words = made.toString().trim();
  return from && to && from.at < to.at ? { start: from.at, end: to.at, words: words.length > 40 ? `${words.slice(0, 40)} …` : words } : null;
}

// What was selected last stays chosen while its label is typed.
let chosen = null;
function remember() {
  const place = selected();
  if (place) chosen = place;
  else if (!selection?.contains(document.activeElement)) chosen = null;
  if (selection) selection.querySelector("output").value = chosen ? `“${chosen.words}”` : "";
}
document.addEventListener("selectionchange", remember);

// A key may come before the browser tells of the selection.
function hideSelection() {
  remember();
  if (!chosen) return false;
  selection.elements.start.value = chosen.start;
  selection.elements.end.value = chosen.end;
  selection.requestSubmit();
  return true;
}

const cards = () => all(".desk-card[data-open]");
const current = () => document.activeElement?.closest(".desk-card") ?? null;

function go(step) {
  const here = current() ?? document.querySelector(".desk-card:target");
  const listed = cards();
  const at = listed.indexOf(here);
  let next = listed[at + step];
  if (at < 0 && here) {
    const after = (one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    next = step > 0 ? listed.find(after) : listed.filter((one) => !after(one)).pop();
  }
  next ??= step > 0 && at < 0 ? listed[0] : null;
  if (next) next.focus();
}

function press(key) {
  const card = current() ?? document.querySelector(".desk-card:target") ?? (key === "u" ? null : cards()[0]);
  const undone = key === "u" && !card?.querySelector("[data-key=u]") ? before(card) : card;
  undone?.querySelector(`[data-key="${key}"]`)?.click();
}

// The place that was decided last stands just before the one that has the focus now.
function before(card) {
  const done = all(".desk-card--done");
  const earlier = (one) => one.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  return card ? done.filter(earlier).pop() : done.pop();
}

const ACTS = {
  j: () => go(1),
  k: () => go(-1),
  a: () => press("a"),
  h: () => hideSelection() || press("h"),
  u: () => press("u"),
  "?": () => { help.open = !help.open; if (help.open) help.querySelector("summary").focus(); },
};

if (keys) {
  keys.hidden = false;
  keysOn.checked = localStorage.getItem(KEPT) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const typed = event.target.closest?.(WRITES) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    const act = ACTS[event.key.toLowerCase()];
    if (!keysOn.checked || typed || !act || event.repeat) return;
    event.preventDefault();
    act();
  });
}

selection?.addEventListener("submit", (event) => {
  if (selection.elements.start.value || hideSelection()) return;
  event.preventDefault();
  selection.querySelector("output").value = "Select words in one of the texts first";
});

// The words of the card that has the focus stand out in both texts.
function show(card) {
  all(".desk-mark.is-here").forEach((one) => one.classList.remove("is-here"));
  if (!card) return;
  all(`.m-${CSS.escape(card.id)}`).forEach((one) => one.classList.add("is-here"));
}
document.addEventListener("focusin", () => { const card = current(); if (card) { show(card); since = performance.now(); } });
const target = document.querySelector(".desk-card:target");
if (target) { target.focus({ preventScroll: true }); show(target); }

// How long somebody looked at a place goes with the decision; time away from the page does not count.
let away = 0;
let left = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = performance.now();
  else if (left) { away += performance.now() - left; left = 0; }
});
document.addEventListener("focusin", () => { away = 0; });
let going = false;
addEventListener("pageshow", () => { going = false; });
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.elements.narrative) return;
  // A decision that is on its way is not sent twice: the second would be refused as late.
  if (going) { event.preventDefault(); return; }
  going = true;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "seconds", value: Math.max(0, Math.round((performance.now() - since - away) / 1000)) });
  event.target.append(field);
});
