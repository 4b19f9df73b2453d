"use strict";
// A meeting by keyboard. Where it stands is the address's fragment: area/number, and notes or more.
(() => {
  const VIEWS = ["notes", "more"];
  const $ = (id) => document.getElementById(id);
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const areas = all("#places li button").map((button) => button.dataset.area);
  const names = new Map(all("#places li button").map((button) => [button.dataset.area, button.textContent]));
  const last = all("#jump li").length;
  let state = { area: areas[0], number: 1, view: "" };
  let shown = "";
  let digits = "";

  const fragment = ({ area, number, view }) => `#${[area, number, view].filter(Boolean).join("/")}`;

  function read() {
    const [area, number, view] = decodeURIComponent(location.hash.slice(1)).split("/");
    const asked = Math.trunc(Number(number));
    return {
      area: areas.includes(area) ? area : areas[0],
      number: asked >= 1 && asked <= last ? asked : 1,
      view: VIEWS.includes(view) ? view : "",
    };
  }

  const screenOf = ({ area, number }) => $(`screen-${area}-${number}`);
  const say = (text) => { $("said").textContent = text; };

  function go(change) {
    const wanted = { ...state, view: "", ...change };
    wanted.number = Math.min(Math.max(wanted.number, 1), last);
    if (fragment(wanted) === fragment(state)) say(wanted.number === 1 ? "This is the first screen" : "This is the last screen");
    else location.hash = fragment(wanted);
  }

  function copied(id) {
    const original = $(`figure-${id}`);
    if (!original) return null;
    const copy = original.cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  }

  function fillDetail(screen) {
    find("#detail h1").textContent = `More about: ${screen.dataset.about}`;
    const body = $("detail-body");
    body.replaceChildren(find(".question", screen).cloneNode(true));
    const own = copied(screen.dataset.figure);
    find(".chart, .nothing", own).remove();
    body.append(own);
    for (const id of screen.dataset.others.split(" ").filter(Boolean)) {
      const copy = copied(id);
      if (!copy) continue;
      const heading = document.createElement("h2");
      heading.textContent = copy.dataset.title;
      const subtitle = document.createElement("p");
      subtitle.textContent = copy.dataset.subtitle;
      body.append(heading, subtitle, copy);
    }
  }

  function reach() {
    // What is wider than its box is scrolled by the arrow keys, so it must take the focus; nothing else needs to.
    for (const [place, box] of all(".now .chart, .now .table").entries()) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", `Part ${place + 1}, a ${box.className}: scrolls sideways`);
      } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }

  function show() {
    state = read();
    const screen = screenOf(state);
    const key = fragment(state) + Boolean(screen);
    if (key === shown) return;
    const moved = shown !== "";
    const waiting = $("waiting");
    if (!screen && !waiting) return;
    shown = key;
    for (const each of all(".now")) each.classList.remove("now");
    document.documentElement.classList.toggle("noting", state.view === "notes");
    let on = screen || waiting;
    if (screen && state.view === "more") {
      fillDetail(screen);
      on = $("detail");
    }
    on.classList.add("now");
    $("area").textContent = names.get(state.area);
    $("where").textContent = `${state.number} of ${last}${state.view ? `, ${state.view}` : ""}`;
    for (const button of all("#jump li button, #places li button")) {
      const here = button.dataset.area ? button.dataset.area === state.area : Number(button.dataset.number) === state.number;
      if (here) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    }
    const heading = find("h1", on);
    document.title = `${state.number} of ${last}: ${heading.textContent}`;
    scrollTo(0, 0);
    reach();
    if (moved) heading.focus({ preventScroll: true });
  }

  function open(id) {
    const dialog = $(id);
    dialog.showModal();
    (find("[aria-current]", dialog) || find("button", dialog)).focus();
  }

  function typed(digit) {
    digits = (digits + digit).slice(-3);
    say(`Screen ${digits}: press Enter`);
    $("where").textContent = `go to ${digits}, Enter`;
  }

  function forget() {
    digits = "";
    $("where").textContent = `${state.number} of ${last}${state.view ? `, ${state.view}` : ""}`;
  }

  const view = (name) => go({ view: state.view === name ? "" : name });
  const atEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 2;

  function blank(on) {
    $("blank").hidden = !on;
    say(on ? "The screen is blank. Press b to show it again" : "The screen is shown");
  }

  function dark() {
    const on = document.documentElement.classList.toggle("dark");
    say(on ? "White on black" : "Black on white");
    try { sessionStorage.setItem("dark", on ? "1" : ""); } catch { /* it is then forgotten at the next reload */ }
  }

  function enter() {
    if (!digits) return view("more");
    const wanted = Number(digits);
    forget();
    if (wanted >= 1 && wanted <= last) go({ number: wanted });
    else say(`There is no screen ${wanted}`);
  }

  function escape() {
    if (digits) forget();
    else if (state.view) go({ view: "" });
    else find(".notice")?.remove();
  }

  const DOES = {
    ArrowRight: () => go({ number: state.number + 1 }),
    PageDown: () => go({ number: state.number + 1 }),
    ArrowLeft: () => go({ number: state.number - 1 }),
    PageUp: () => go({ number: state.number - 1 }),
    Home: () => go({ number: 1 }),
    End: () => go({ number: last }),
    Enter: enter,
    Escape: escape,
    g: () => open("jump"),
    p: () => open("places"),
    "?": () => open("help"),
    n: () => view("notes"),
    d: dark,
    b: () => blank(true),
    ".": () => blank(true),
  };

  function among(dialog, event) {
    const choices = all("li button", dialog);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !choices.length) return;
    event.preventDefault();
    choices[(choices.indexOf(document.activeElement) + step + choices.length) % choices.length].focus();
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (find("dialog[open]")) return among(find("dialog[open]"), event);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!$("blank")?.hidden && $("blank")) {
      event.preventDefault();
      blank(false);
      return;
    }
    const target = event.target;
    if ((key === "Enter" || key === " ") && target.closest("button")) return;
    if (["ArrowLeft", "ArrowRight"].includes(key) && target.tabIndex === 0 && target.matches(".chart, .table")) return;
    if (/^[0-9]$/.test(key)) typed(key);
    else if (key === " ") go({ number: state.number + (event.shiftKey ? -1 : 1) });
    // A screen that is taller than the window is read to its end first.
    else if (key === "ArrowDown") { if (state.view || !atEnd()) return; view("more"); }
    else if (DOES[key]) DOES[key]();
    else return;
    event.preventDefault();
  });

  const CLICKS = {
    back: DOES.ArrowLeft,
    next: DOES.ArrowRight,
    help: DOES["?"],
    close: (button) => button.closest("dialog").close(),
    "close-notice": (button) => button.closest(".notice").remove(),
    "go-to": (button) => { button.closest("dialog").close(); go({ number: Number(button.dataset.number) }); },
    choose: (button) => { button.closest("dialog").close(); go({ area: button.dataset.area }); },
  };
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (button) CLICKS[button.dataset.does](button);
    else if (event.target.id === "blank") blank(false);
  });

  addEventListener("hashchange", show);
  addEventListener("resize", reach);
  try { document.documentElement.classList.toggle("dark", sessionStorage.getItem("dark") === "1"); } catch { /* light, then */ }

  // Screens arrive in order, the first within a second or two: each can be shown as soon as it is here.
  const progress = $("progress");
  const watch = new MutationObserver(() => {
    const told = `Loading, ${all(".fig[id]").length} of ${progress.dataset.of} figures`;
    // What is written here is itself a change that is watched.
    if (progress.textContent !== told) progress.textContent = told;
    show();
  });
  addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    const whole = $("whole") !== null;
    progress.textContent = whole ? "" : "Not all of this meeting arrived. Reload the page";
    document.documentElement.dataset.whole = whole;
    show();
    if (state.view === "more") { shown = ""; show(); }
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
})();
