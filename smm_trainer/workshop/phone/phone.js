"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const MISTAKES = ["long-content", "like-harvesting", "deleting-comments", "wrong-audience", "same-everywhere"];
  const at = (id) => document.getElementById(id);
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  // A browser may refuse to keep anything; the page then works all the same, until it is closed.
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* as above */ } };

  let language = kept("smm-language") || "";
  if (!data.texts[language]) {
    const wanted = (navigator.languages || []).map((each) => each.slice(0, 2)).find((each) => data.texts[each]);
    language = wanted || data.language;
  }
  let code = (location.pathname.match(/^\/(\d{6})$/) || ["", ""])[1];
  if (code) history.replaceState(null, "", "/");

  let state = null;        // what the server said last
  let received = 0;        // when
  let shown = "";          // what the page shows: drawn anew only when that is something else
  let draft = null;        // what is ticked in the vote at hand
  let sending = false;
  let offline = false;
  let ear = null;          // ends the request that waits for news
  let wake = () => {};     // ends a pause
  let joined = () => {};
  const texts = new Map(); // campaigns and keys, by address

  const t = (key, values = {}) => data.texts[language][key].replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

  // Every text goes in as text: no name and no campaign is ever read as markup.
  function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  async function ask(path, options = {}, ms = 10000) {
    const ender = new AbortController();
    const timer = setTimeout(() => ender.abort(), ms);
    if (options.ear) ear = ender;
    try {
      const answer = await fetch(path, { ...options, signal: ender.signal, cache: "no-store", credentials: "same-origin" });
      return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
    } finally {
      clearTimeout(timer);
    }
  }
  const post = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

  async function text(path) {
    const address = `${path}?lang=${language}`;
    for (let pause = 500; !texts.has(address); pause = Math.min(5000, pause * 1.6)) {
      try {
        const answer = await ask(address);
        if (answer.status === 200) { texts.set(address, answer.body); break; }
        if (answer.status < 429) return null;
      } catch { /* asked again */ }
      await sleep(pause);
    }
    return texts.get(address);
  }

  function say(words) { at("said").textContent = words; }
  function setOffline(now) {
    offline = now;
    at("offline").hidden = !now;
    at("offline").textContent = now ? t("phone.offline") : "";
  }

  // ---- news ----------------------------------------------------------------------------------------------------
  async function listen() {
    for (let pause = 400; ;) {
      const begun = Date.now();
      try {
        const answer = await ask(`/state?after=${state ? state.revision : ""}`, { ear: true }, 35000);
        if (answer.status === 401) {
          state = null;
          setOffline(false);
          await new Promise((done) => { joined = done; drawJoin(); });
          continue;
        }
        if (answer.status !== 200) throw new Error(String(answer.status));
        take(answer.body);
        setOffline(false);
        pause = 400;
      } catch (error) {
        // Ended because the phone woke up: ask at once. Else the network or the server is away: soon, and not all phones together.
        if (error.name === "AbortError" && Date.now() - begun < 34000) continue;
        setOffline(true);
        await Promise.race([sleep(pause * (0.5 + Math.random())), new Promise((done) => { wake = done; })]);
        pause = Math.min(4000, pause * 1.5);
      }
    }
  }
  function awake() { if (!document.hidden) { wake(); if (ear) ear.abort(); } }
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("online", awake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) awake(); });

  function take(fresh) {
    state = fresh;
    received = Date.now();
    draw();
    if (draft && draft.dirty) send();
  }

  // ---- drawing -------------------------------------------------------------------------------------------------
  function draw() {
    document.documentElement.lang = language;
    at("language").textContent = t("phone.other-language");
    at("language").lang = language === "hy" ? "en" : "hy";
    if (offline) setOffline(true);
    if (!state) return;
    const numbered = !["lobby", "end"].includes(state.phase);
    const which = state.phase === "talk" ? "phone.place-talk" : "phone.place";
    at("where").textContent = [state.name, numbered ? t(which, { number: state.number, total: state.total }) : ""].filter(Boolean).join(" · ");
    const voting = ["first", "second"].includes(state.phase);
    if (voting) readDraft(); else draft = null;
    const wanted = [language, state.phase, state.place, voting && state.open].join("/");
    if (wanted !== shown) {
      const moved = shown !== "" && shown.split("/").slice(1).join() !== wanted.split("/").slice(1).join();
      shown = wanted;
      say("");
      document.title = t(`phone.${state.phase}`);
      at("heading").textContent = t(`phone.${state.phase}`);
      const body = el("div");
      ({ lobby: drawLobby, campaign: drawReading, first: drawVote, discussion: drawDiscussion, second: drawVote, reveal: drawReveal, talk: drawTalk, end: drawEnd })[state.phase](body);
      at("body").replaceChildren(body);
      if (moved) { window.scrollTo(0, 0); at("heading").focus({ preventScroll: true }); }
    }
    if (voting) sync();
    tick();
  }

  function drawJoin() {
    shown = "join";
    document.documentElement.lang = language;
    at("language").textContent = t("phone.other-language");
    at("where").textContent = "";
    document.title = at("heading").textContent = t("phone.join");
    const before = at("nickname") ? at("nickname").value : kept("smm-name") || "";
    if (at("code")) code = at("code").value;
    const asked = el("input", { type: "text", id: "code", inputmode: "numeric", autocomplete: "off", maxlength: 6, value: code, required: true });
    const nickname = el("input", { type: "text", id: "nickname", autocomplete: "off", maxlength: 24, value: before });
    const agrees = el("input", { type: "checkbox", id: "agrees" });
    const wrong = el("p", { role: "alert", class: "bad" });
    const form = el("form", { novalidate: true, onsubmit: submit },
      el("div", { class: "field" }, el("label", { for: "code" }, t("phone.code")), asked),
      el("div", { class: "field" }, el("label", { for: "nickname" }, t("phone.nickname")), nickname, el("p", { class: "quiet" }, t("phone.nickname-why"))),
      el("label", { class: "choice" }, agrees, el("span", {}, t("phone.agrees"))),
      wrong, el("button", { class: "main", type: "submit" }, t("phone.enter")));
    async function submit(event) {
      event.preventDefault();
      wrong.textContent = "";
      code = asked.value.replace(/\D/g, "");
      keep("smm-name", nickname.value);
      try {
        const answer = await post("/join", { code, name: nickname.value, agrees: agrees.checked });
        if (answer.status === 200) { take(answer.body); joined(); return; }
        const known = { code: "phone.wrong-code", name: "phone.wrong-name", over: "phone.over", full: "phone.full", address: "phone.full" };
        wrong.textContent = t(known[answer.body.error] || "phone.try-again");
        (answer.body.error === "name" ? nickname : asked).focus();
      } catch {
        wrong.textContent = t("phone.try-again");
      }
    }
    at("body").replaceChildren(form);
  }

  function drawLobby(body) {
    body.append(el("p", {}, t("phone.lobby-why")));
  }
  function drawReading(body) {
    body.append(el("p", {}, t("phone.campaign-why")));
    addCampaign(body);
  }
  function drawDiscussion(body) {
    body.append(el("p", {}, t("phone.discussion-why")), mine("first", null));
    addCampaign(body);
  }
  function drawTalk(body) {
    const place = el("section", { class: "card" }, el("p", { class: "quiet" }, t("phone.loading")));
    body.append(place, el("p", {}, t("phone.talk-why")));
    text(`/talk/${state.place}`).then((found) => {
      if (found) place.replaceChildren(el("p", { class: "quiet" }, found.lesson), el("h2", {}, found.text));
    });
  }
  function drawEnd(body) {
    // How one's own votes went; nobody else hears of it.
    if (state.voted) body.append(el("p", {}, t("phone.end-own", { exact: state.exact, voted: state.voted })));
    body.append(el("p", {}, t("phone.end-why")));
  }

  function addCampaign(body, proof = []) {
    const place = el("section", {}, el("p", { class: "quiet" }, t("phone.loading")));
    body.append(place);
    text(`/campaign/${state.place}`).then((found) => {
      if (!found) return;
      place.replaceChildren(el("h2", {}, found.title), el("p", { class: "quiet" }, found.brand), ...found.blocks.map((block) =>
        el("section", { class: "card" }, el("h3", {}, block.heading), el("ol", {}, ...block.lines.map((line) =>
          el("li", { class: `line ${line.kind} ${proof.includes(line.number) ? "proof" : ""}` },
            el("span", { class: "number" }, String(line.number)),
            el("span", {}, proof.includes(line.number) ? `★ ${line.text}` : line.text)))))));
    });
  }

  // ---- voting --------------------------------------------------------------------------------------------------
  // With the session's id: what was ticked in another session, from the same address, is no vote in this one.
  const draftKey = () => `${state.session}/${state.place}/${state.phase}`;

  function readDraft() {
    const standing = state.votes[state.phase];
    if (!draft || draft.key !== draftKey()) {
      draft = { key: draftKey(), mistakes: [], clean: false, confidence: 0, number: 0, dirty: false, cast: false, version: 0 };
      try {
        const left = JSON.parse(kept("smm-draft") || "null");
        // What was ticked before a reload, but not yet taken by the server.
        if (left && left.key === draft.key) Object.assign(draft, left);
      } catch { /* not ours */ }
    }
    if (standing) {
      draft.cast = true;
      draft.number = Math.max(draft.number, standing.number);
      if (!draft.dirty) Object.assign(draft, { mistakes: standing.mistakes, clean: !standing.mistakes.length, confidence: standing.confidence });
    }
    if (!state.open && draft.dirty && !sending) draft.dirty = false;
  }
  const saveDraft = () => keep("smm-draft", draft.dirty || !draft.cast ? JSON.stringify(draft) : null);
  const complete = () => (draft.clean || draft.mistakes.length > 0) && draft.confidence > 0;

  function drawVote(body) {
    if (!state.open) {
      body.append(el("p", {}, t("phone.closed")), mine(state.phase, null));
      addCampaign(body);
      return;
    }
    const boxes = [...MISTAKES, "clean"].map((id) => el("label", { class: "choice" },
      el("input", { type: "checkbox", name: "mistakes", value: id, onchange: () => toggle(id) }), el("span", {}, t(`mistake.${id}`))));
    const sure = [1, 2, 3].map((level) => el("label", { class: "choice" },
      el("input", { type: "radio", name: "confidence", value: level, onchange: () => change({ confidence: level }) }), el("span", {}, t(`confidence.${level}`))));
    body.append(
      el("p", { class: "quiet" }, el("span", { id: "left", class: "time" })),
      el("form", { id: "vote", onsubmit: cast },
        el("fieldset", {}, el("legend", {}, t("phone.question")), ...boxes),
        el("fieldset", {}, el("legend", {}, t("phone.how-sure")), ...sure),
        el("button", { class: "main", type: "submit", id: "cast" }, t("phone.vote"))));
    addCampaign(body);
  }
  function toggle(id) {
    if (id === "clean") return change({ clean: !draft.clean, mistakes: [] });
    const mistakes = draft.mistakes.includes(id) ? draft.mistakes.filter((each) => each !== id) : [...draft.mistakes, id];
    return change({ clean: false, mistakes });
  }
  function change(what) {
    Object.assign(draft, what, { version: draft.version + 1 });
    // Once a vote is in, a tap changes it; before that, only the button gives it.
    if (draft.cast && complete()) hand_in(); else { saveDraft(); sync(); }
  }
  function cast(event) {
    event.preventDefault();
    if (complete()) hand_in();
    else say(t(draft.clean || draft.mistakes.length ? "phone.say-how-sure" : "phone.say-mistakes"));
  }
  function hand_in() {
    draft.number += 1;
    draft.dirty = true;
    saveDraft();
    sync();
    send();
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let pause = 500; draft && draft.dirty;) {
        const sent = draft;
        const version = sent.version;
        const [, place, round] = sent.key.split("/");
        let answer;
        try {
          answer = await post("/vote", { place: Number(place), round, mistakes: sent.mistakes, confidence: sent.confidence, number: sent.number });
        } catch {
          answer = { status: 0, body: {} };
        }
        if (answer.status === 200) {
          sent.cast = true;
          if (state.votes && state.phase === round && state.place === Number(place)) state.votes[round] = answer.body.vote;
          if (sent.version === version) sent.dirty = false;
        } else if (answer.status === 409 && answer.body.error === "stale") {
          sent.number = answer.body.vote.number + 1;
        } else if (answer.status === 409) {
          sent.dirty = false;
          keep("smm-draft", null);
          if (sent === draft) { shown = ""; awake(); }
          say(t("phone.too-late"));
          return;
        } else if (answer.status === 401) {
          awake();
          return;
        } else {
          setOffline(true);
          await sleep(pause);
          pause = Math.min(4000, pause * 1.6);
          continue;
        }
        setOffline(false);
        if (sent === draft) { saveDraft(); sync(); }
      }
    } finally {
      sending = false;
    }
  }

  // What the form shows is what is ticked, and whether the server has it.
  function sync() {
    const form = at("vote");
    if (!form || !draft) return;
    for (const box of form.elements.mistakes) box.checked = box.value === "clean" ? draft.clean : draft.mistakes.includes(box.value);
    for (const dot of form.elements.confidence) dot.checked = Number(dot.value) === draft.confidence;
    at("cast").hidden = draft.cast;
    at("cast").setAttribute("aria-disabled", String(!complete()));
    if (draft.dirty) say(t("phone.sending"));
    else if (draft.cast) say(t(complete() ? "phone.voted" : "phone.say-mistakes"));
  }

  function tick() {
    const place = at("left");
    if (!place || !state) return;
    if (state.left === null) { place.textContent = t("phone.no-hurry"); return; }
    const left = Math.max(0, Math.ceil(state.left - (Date.now() - received) / 1000));
    place.textContent = t("phone.left", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
  }
  setInterval(tick, 500);

  // ---- the reveal ----------------------------------------------------------------------------------------------
  function names(mistakes) { return mistakes.length ? mistakes.map((id) => t(`mistake.${id}`)).join(", ") : t("mistake.clean"); }
  function mine(round, key) {
    const vote = state.votes[round];
    if (!vote) return el("p", { class: "quiet" }, t(`phone.no-${round}`));
    const right = key !== null && JSON.stringify(vote.mistakes) === JSON.stringify(key);
    const sign = key === null ? "" : right ? "✓ " : "× ";
    return el("p", {}, el("span", { class: key === null ? "" : right ? "good" : "bad" }, sign + t(`phone.my-${round}`)), " ", names(vote.mistakes));
  }
  function drawReveal(body) {
    const place = el("div", {}, el("p", { class: "quiet" }, t("phone.loading")));
    body.append(place);
    text(`/reveal/${state.place}`).then((found) => {
      if (!found) return;
      const reasons = found.reasons.map((each) => el("section", { class: "card" },
        el("h3", {}, `${each.committed ? "●" : "○"} ${t(`mistake.${each.mistake}`)} – ${t(each.committed ? "phone.yes" : "phone.no")}`),
        el("p", {}, each.reason),
        each.lines.length ? el("p", { class: "quiet" }, t("phone.proof", { lines: each.lines.join(", ") })) : null));
      const parts = [el("p", {}, el("strong", {}, t("phone.key")), " ", names(found.key)), mine("first", found.key)];
      if (state.votes.second !== undefined) parts.push(mine("second", found.key));
      place.replaceChildren(...parts, el("h2", {}, t("phone.why")), ...reasons,
        el("h2", {}, t(found.key.length ? "phone.mended" : "phone.mended-clean")), ...found.mended.split("\n").map((line) => el("p", {}, line)),
        el("h2", {}, t("phone.talk")), el("p", {}, found.discussion));
      addCampaign(place, found.proof);
    });
  }

  at("language").addEventListener("click", () => {
    language = language === "hy" ? "en" : "hy";
    keep("smm-language", language);
    if (state) draw(); else drawJoin();
  });
  draw();
  listen();
})();
