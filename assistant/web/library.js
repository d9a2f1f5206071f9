// The library: files come in one after the other, each with its own line; documents are listed and removed.
const $ = (selector) => element.querySelector(selector);
const LIMIT = 50 * 1024 * 1024;
const EVERY = 1500; // milliseconds after which a list that grows is shown anew
let queue = Promise.resolve(), listed = 0, counts = { added: 0, unchanged: 0, failed: 0 }, waiting = 0;
const narrow = () => {
  const words = $("[data-narrow]")?.value.toLocaleLowerCase() ?? "";
  for (const row of element.querySelectorAll("tbody tr")) row.hidden = ![row.cells[0], row.cells[1]].some((cell) => cell.textContent.toLocaleLowerCase().includes(words));
  if ($(".none")) $(".none").hidden = Boolean($("tbody tr:not([hidden])"));
};
const refresh = async () => {
  const html = await server.listing(""), words = $("[data-narrow]")?.value;
  $(".listing").innerHTML = window.given(html); // built and escaped by render.py
  if (words && $("[data-narrow]")) { $("[data-narrow]").value = words; narrow(); }
};
window.showLibrary = refresh;
const grow = async () => {
  if (Date.now() - listed < EVERY || $(".listing").contains(document.activeElement)) return; // somebody is at work in it
  await refresh();
  listed = Date.now();
};

const line = (name) => {
  const item = document.createElement("li"), title = document.createElement("bdi"), state = document.createElement("span");
  title.textContent = name; state.className = "state"; state.textContent = "waiting";
  item.append(title, " ", state);
  $(".progress").append(item);
  return (words, kind) => {
    const said = `${name.split("/").pop()} `; // stands before it already
    state.textContent = words.startsWith(said) ? words.slice(said.length) : words;
    item.className = kind || "";
    const list = $(".progress"); // it alone scrolls, not the page, on which somebody may be reading
    if (!kind) list.scrollTop = item.offsetTop + item.offsetHeight - list.clientHeight;
  };
};
const bring = async (file, tell) => {
  if (file.size > LIMIT) return tell(`is ${(file.size / 1048576).toFixed(1)} MB, over the limit of 50 MB; split it`, "failed");
  try {
    tell("uploading…");
    const { path } = await upload(file);
    tell("reading and marking…");
    const done = await server.take([path, file.name]);
    tell(done.words, done.status);
    return done.status;
  } catch { tell("the upload failed; try again", "failed"); }
};
const add = (files) => {
  for (const file of files) {
    const tell = line(file.webkitRelativePath || file.name);
    waiting++;
    queue = queue.then(async () => {
      const status = (await bring(file, tell)) || "failed";
      counts[status === "replaced" ? "added" : status]++;
      waiting--;
      $(".summary").textContent = `${counts.added} added, ${counts.unchanged} already here, ${counts.failed} failed${waiting ? `, ${waiting} to come` : ""}`;
      if (waiting && status !== "failed") await grow();
    });
  }
  queue = queue.then(async () => { if (counts.failed) $(".progress").scrollTop = 0; await refresh(); changed(); });
};
// Other windows of this library show what is in it, too.
const others = new BroadcastChannel("library");
const follow = (removed) => {
  if (removed) { window.forgetDocument?.(removed); window.forgetSource?.(removed); }
  trigger("changed");
  window.refreshTalk();
};
const changed = (removed = "") => { follow(removed); others.postMessage(removed); };
others.onmessage = ({ data: removed }) => { follow(removed); if (document.body.dataset.view === "library") refresh(); };
window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); }); // they would not come in
// What is hidden stays out, a folder with all that is in it.
const wanted = (file) => !/(^|\/)\./.test(file.webkitRelativePath || file.name);
const walk = async (entry) => {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await walk(one)));
  }
};
element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-files], [data-folder]")) return;
  add([...event.target.files].filter(wanted));
  event.target.value = "";
});
// Files may be dropped on any part of the page: where nothing takes them, a browser leaves the page and shows them.
const over = (event) => {
  if (!event.dataTransfer.types.includes("Files")) return false;
  event.preventDefault();
  return Boolean($("[data-drop]"));
};
document.addEventListener("dragover", (event) => { if (over(event)) document.body.dataset.drop = "over"; });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete document.body.dataset.drop; });
document.addEventListener("drop", async (event) => {
  delete document.body.dataset.drop;
  if (!over(event)) return;
  document.querySelector("#masthead a[href='#library']").click();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const files = entries.length ? (await Promise.all(entries.map(walk))).flat() : [...event.dataTransfer.files];
  add(files.filter(wanted));
});
element.addEventListener("input", (event) => {
  if (event.target.matches("[data-narrow]")) narrow();
});
let doomed = null;
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const dialog = $("dialog");
  if (button.dataset.remove) {
    doomed = button.dataset.remove;
    $(".which").textContent = button.dataset.title;
    dialog.showModal();
  } else if (button.hasAttribute("data-cancel")) dialog.close();
  else if (button.hasAttribute("data-confirm")) {
    dialog.close();
    const left = [...element.querySelectorAll("[data-remove]")].map((one) => one.dataset.remove), place = left.indexOf(doomed);
    const words = await server.put_out(doomed);
    $(".summary").textContent = words ?? "The server did not answer; try again in a moment.";
    await refresh();
    // Whoever has no mouse goes on where the document stood.
    const rows = [...element.querySelectorAll("[data-remove]")].filter((one) => one.checkVisibility());
    const next = rows.find((one) => left.indexOf(one.dataset.remove) >= place) ?? rows.at(-1) ?? $("[data-files]");
    next.focus({ preventScroll: true });
    changed(doomed);
  }
});
