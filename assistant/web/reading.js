// The reading view: choosing a document, jumping to a place in it, searching inside it.
const place = element.querySelector("#reading");
let current = null, latest = 0, matches = [], at = -1;
window.openDocument = async (id, start) => {
  const mine = ++latest;
  if (id !== current || !id) {
    place.setAttribute("aria-busy", "true");
    const html = await server.read(id || current || ""); // built and escaped by render.py and marking/page.py
    if (mine !== latest) return;
    place.removeAttribute("aria-busy");
    place.innerHTML = window.given(html);
    matches = []; at = -1;
    if (id) current = place.querySelector(".marks") && id;
  }
  const from = start && place.querySelector(`.sentence[data-at="${Number(start)}"]`);
  if (from) { from.scrollIntoView({ block: "center" }); from.focus({ preventScroll: true }); }
};
// Words are found across sentences, of which each has nodes of its own, and whatever white space stands between them.
const find = (words) => {
  const text = place.querySelector(".text"), nodes = [], starts = [];
  matches = [];
  if (!words.trim() || !text) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest(".note, .sign") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let whole = "", i = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push(node); starts.push(whole.length); whole += node.data; }
  const needle = words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  for (const { index, 0: found } of whole.matchAll(new RegExp(needle, "giu"))) {
    const range = new Range(), end = index + found.length;
    while (starts[i + 1] <= index) i++;
    range.setStart(nodes[i], index - starts[i]);
    while (starts[i + 1] < end) i++;
    range.setEnd(nodes[i], end - starts[i]);
    matches.push(range);
  }
};
const show = () => {
  const told = place.querySelector(".found");
  const typed = place.querySelector("[name=find]").value.trim();
  told.textContent = !typed ? "" : matches.length ? `${at + 1} of ${matches.length}` : "not found";
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.set("found", new Highlight(...matches));
  CSS.highlights.set("found-now", at >= 0 ? new Highlight(matches[at]) : new Highlight());
  if (at >= 0) matches[at].startContainer.parentElement.scrollIntoView({ block: "center" });
};
element.addEventListener("input", (event) => {
  if (event.target.name !== "find") return;
  find(event.target.value);
  at = matches.length ? 0 : -1;
  show();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (matches.length) at = (at + 1) % matches.length;
  show();
});
element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-choose]") || !event.target.value) return;
  history.pushState(null, "", location.pathname + location.search + "#read-" + event.target.value);
  window.openDocument(event.target.value);
});
window.forgetDocument = (id) => {
  if (current && current !== id) return;
  const was = current || "";
  current = null; place.innerHTML = "";
  if (document.body.dataset.view === "read") window.openDocument(was);
};
if (location.hash.startsWith("#read")) window.openDocument(...location.hash.slice(6).split("-"));
