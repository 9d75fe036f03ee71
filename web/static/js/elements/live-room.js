// <live-room data-events="/supervisions/…/events"><div id="room" data-version="3" hx-trigger="weekbook:again" …>
// A line to the server says that something opened; the room is asked for then. Until the line has said a word, and when it
// has been silent for longer than two of the server's signs of life, the room is asked for again and again: what stands
// between may swallow a stream without refusing it. All of it ends when nobody looks: a screen that is away asks for nothing.
// Whoever uses no mouse keeps their place: the same link or button has the focus afterwards, or else the heading.
const ASK_EVERY = 3000;
const SILENT_AFTER = 35000;

class LiveRoom extends HTMLElement {
  #line = null;
  #asking = 0;
  #silent = 0;
  #away = null;
  #held = null;

  connectedCallback() {
    this.#away = new AbortController();
    const { signal } = this.#away;
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#leave() : this.#listen()), { signal });
    addEventListener('online', () => this.#listen(), { signal });
    addEventListener('pagehide', () => this.#leave(), { signal });
    document.addEventListener('htmx:before:swap', () => this.#holdFocus(), { signal });
    document.addEventListener('htmx:after:swap', () => this.#giveFocusBack(), { signal });
    if (!document.hidden) this.#listen();
  }

  disconnectedCallback() {
    this.#away.abort();
    this.#leave();
  }

  get #room() { return this.querySelector('#room'); }

  #listen() {
    this.#line?.close();
    this.#askAgain();
    if (!globalThis.EventSource) return;
    this.#line = new EventSource(this.dataset.events);
    for (const kind of ['message', 'beat']) this.#line.addEventListener(kind, ({ data }) => this.#heard(data));
    this.#line.addEventListener('error', () => this.#lost());
    this.#waitForSilence();
  }

  #leave() {
    this.#line?.close();
    this.#line = null;
    clearTimeout(this.#silent);
    this.#stopAsking();
  }

  #heard(version) {
    this.#stopAsking();
    this.#waitForSilence();
    if (this.#room && this.#room.dataset.version !== version) this.#ask();
  }

  // A line that opened and says nothing is tried anew, as one that a proxy holds back.
  #waitForSilence() {
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => {
      this.#lost();
      this.#listen();
    }, SILENT_AFTER);
  }

  #lost() {
    this.#say('Not connected. This page asks again by itself.');
    this.#askAgain();
  }

  #ask() { this.#room?.dispatchEvent(new CustomEvent('weekbook:again')); }

  #holdFocus() {
    this.#held = this.#room?.contains(document.activeElement) ? document.activeElement : null;
  }

  #giveFocusBack() {
    const held = this.#held;
    this.#held = null;
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    const isSame = (one) => one.textContent === held.textContent && one.getAttribute('href') === held.getAttribute('href');
    const same = [...this.querySelectorAll('#room :is(a, button, summary)')].find(isSame);
    (same ?? document.querySelector('main h1')).focus({ preventScroll: true });
  }

  // A line that was refused for good (an intercepting proxy, a sign-in that ended) is tried anew with each asking.
  #askAgain() {
    this.#asking ||= setInterval(() => {
      this.#lost();
      this.#ask();
      if (this.#line?.readyState === 2) this.#listen();
    }, ASK_EVERY);
  }

  #stopAsking() {
    clearInterval(this.#asking);
    this.#asking = 0;
    this.#say('');
  }

  #say(words) {
    const line = this.querySelector('[data-room-line]');
    if (line && line.textContent !== words) line.textContent = words;
  }
}

customElements.define('live-room', LiveRoom);
