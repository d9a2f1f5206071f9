// The list of conversations.
let unfolded = window.innerWidth >= 900;
watch("value", () => {
  const list = element.querySelector(".threads");
  if (list) list.open = unfolded;
});
element.addEventListener("toggle", (event) => { if (event.target.matches(".threads")) unfolded = event.target.open; }, true);
const change = async (said) => { await server.change(said); trigger("opened", { key: said[0] === "delete" && said[1] === here() ? "" : here() }); };
const here = () => new URLSearchParams(location.search).get("c") || "";
// Back leads to the conversation that stood there before: its address stays, and the new one gets a place of its own.
const open = (key) => {
  if (key !== here()) history.pushState(null, "", location.href);
  trigger("opened", { key });
};
window.showConversation = () => {
  const talk = document.querySelector("#talk .talk");
  if (talk && talk.dataset.key !== here()) trigger("opened", { key: here() });
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const item = button.closest("li"), act = button.dataset.do;
  if (act === "new") { open(""); document.querySelector("#question textarea").focus(); }
  if (act === "open") open(item.dataset.key);
  if (act === "delete" || act === "delete-not") {
    item.querySelector(".sure").hidden = act === "delete-not";
    item.querySelector("[data-do=delete]").hidden = act === "delete";
    item.querySelector(act === "delete" ? "[data-do=delete-not]" : "[data-do=delete]").focus();
  }
  if (act === "delete-sure") change(["delete", item.dataset.key]);
});
// A menu closes as menus do: by Escape, or by choosing something else.
document.addEventListener("click", (event) => {
  for (const menu of element.querySelectorAll(".more[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && element.querySelector(".more[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const item = event.target.closest("li");
  change(["rename", item.dataset.key, new FormData(event.target).get("title")]);
});
