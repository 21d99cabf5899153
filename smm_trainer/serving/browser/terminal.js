// The app's page around textual-serve's terminal: the font, the size of letters, the keys, and what to do when the connection ends.
"use strict";
(() => {
  const SENT = {
    esc: "\x1b", tab: "\t", f1: "\x1bOP", f2: "\x1bOQ", f3: "\x1bOR", f4: "\x1bOS", space: " ", enter: "\r",
    up: "\x1b[A", down: "\x1b[B", right: "\x1b[C", left: "\x1b[D", pageup: "\x1b[5~", pagedown: "\x1b[6~",
  };
  // Close codes of the server (`Ending`); with any other the connection was lost.
  const ENDS = { 1000: "ended", 4001: "taken", 4002: "stopped" };
  const FEWEST = 62, MOST = 120; // columns that the window should have
  const SMALLEST = 9, LARGEST = 24; // letters, in pixels
  const WIDTH = 0.60205; // of a letter, by its height
  const PIECE = 8000; // characters sent at once: a long paste goes in pieces
  const TRIED = "smm-trainer-tried";

  const body = document.body;
  const terminal = document.getElementById("terminal");
  const coarse = matchMedia("(pointer: coarse)").matches;
  let socket = null;

  terminal.dataset.sessionWebsocketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;

  // The terminal cuts the width of a letter down to whole pixels of the screen, so letters are made as wide as that.
  const ratio = window.devicePixelRatio || 1;
  const columns = window.innerWidth / 10 < FEWEST ? FEWEST : MOST;
  const wished = Math.min(LARGEST, Math.max(coarse ? SMALLEST : 15, window.innerWidth / columns / WIDTH));
  terminal.dataset.fontSize = ((Math.max(1, Math.floor(wished * WIDTH * ratio)) + 0.02) / WIDTH / ratio).toFixed(3);

  function type(text) {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(["stdin", text]));
  }

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url) {
      super(url);
      socket = this;
      this.addEventListener("message", () => sessionStorage.removeItem(TRIED), { once: true });
      this.addEventListener("close", (event) => ended(ENDS[event.code] || "lost"));
    }
    send(data) {
      if (this.readyState !== Plain.OPEN) return;
      if (data.length <= PIECE) return super.send(data);
      const [kind, text] = JSON.parse(data);
      if (kind !== "stdin") return;
      const letters = Array.from(text);
      for (let start = 0; start < letters.length; start += PIECE / 2) {
        super.send(JSON.stringify([kind, letters.slice(start, start + PIECE / 2).join("")]));
      }
    }
  };

  function ended(how) {
    body.dataset.closed = how;
    if (how === "lost") return again();
    document.getElementById("again").focus();
  }

  // Lost: the network, or the server. Ask whether it is there again, more and more seldom, and at once when the tab is looked at. A tab
  // that nobody looks at does not ask: the learner may have gone on elsewhere.
  function again() {
    const tried = Number(sessionStorage.getItem(TRIED)) || 0;
    sessionStorage.setItem(TRIED, tried + 1);
    async function ask() {
      if (document.visibilityState !== "visible") return;
      try {
        await fetch("/app", { method: "HEAD", cache: "no-store" });
        location.replace("/app");
      } catch {
        setTimeout(ask, 2000);
      }
    }
    setTimeout(ask, Math.min(30000, 1000 * 2 ** tried));
    document.addEventListener("visibilitychange", ask);
  }

  // What a browser's user expects of these keys, the browser does; all others are the app's.
  window.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (["F5", "F11", "F12"].includes(event.key) || (held && (["r", "v", "+", "-", "=", "0"].includes(letter) || event.shiftKey))) {
      event.stopImmediatePropagation();
    }
  }, true);

  const begin = window.onload;
  window.onload = async (event) => {
    // Letters are measured once: with the font that they will have.
    const fonts = ["16px 'Roboto Mono'", "bold 16px 'Roboto Mono'"].map((font) => document.fonts.load(font, "Aա"));
    await Promise.race([Promise.allSettled(fonts), new Promise((done) => setTimeout(done, 5000))]);
    begin.call(window, event);
    const input = terminal.querySelector("textarea");
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    // A phone's keyboard comes only when it is asked for: the app is led by the buttons.
    if (coarse) input.inputMode = "none";
    input.focus();
    window.addEventListener("focus", () => body.dataset.closed || input.focus());
    for (const button of document.querySelectorAll("#keys button")) {
      button.addEventListener("mousedown", (press) => press.preventDefault());
      button.addEventListener("click", () => {
        if (button.dataset.key === "keyboard") {
          input.inputMode = input.inputMode === "none" ? "text" : "none";
          input.blur();
        } else {
          type(SENT[button.dataset.key]);
        }
        input.focus();
      });
    }
  };
})();
