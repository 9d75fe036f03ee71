// <word-hint>: one quiet line under a field, for one phrase at a time; it opens to why, what instead, and the ways on.
// Made by offline/hinting.js; its buttons belong to no form.
const FIRST_SENTENCE = /^.*?[.!?](?=\s|$)/s;
const SPRITE = new URL('../../icons.svg', import.meta.url).pathname;
const SVG = 'http://www.w3.org/2000/svg';

function make(name, words = '', className = '') {
  return Object.assign(document.createElement(name), { textContent: words, className });
}

function spark() {
  const icon = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${SPRITE}#spark`);
  for (const [name, value] of [['class', 'icon small'], ['viewBox', '0 0 24 24'], ['aria-hidden', 'true'], ['focusable', 'false']]) icon.setAttribute(name, value);
  icon.append(use);
  return icon;
}

function button(act) {
  const made = make('button', '', 'button quiet');
  made.type = 'button';
  made.setAttribute('form', '');
  made.append(make('span'));
  made.addEventListener('click', act);
  return made;
}

class WordHint extends HTMLElement {
  #hints = [];
  #parts = null;

  // [{phrase, written, why, instead}], the one to show first. Of an opened one nothing changes while it is among them.
  // Returns the line that stands there now, or '' where it is the same as before.
  show(hints) {
    const before = this.#hints[0];
    this.#hints = hints;
    this.#parts ??= this.#build();
    const same = before && hints.findIndex(({ phrase }) => phrase === before.phrase);
    if (before && same >= 0 && (same === 0 || this.#parts.details.open)) {
      this.#hints = [hints[same], ...hints.filter((_, at) => at !== same)];
      this.#next();
      return '';
    }
    this.#parts.details.open = false;
    return this.#fill();
  }

  #build() {
    const parts = {
      details: make('details', '', 'more'), summary: make('summary'), line: make('span', '', 'grow'), why: make('p'), example: make('p'),
      hush: button(() => this.#hush()), next: button(() => this.#turn()),
    };
    const [ways, inside] = [make('div', '', 'buttons'), make('div', '', 'stack')];
    parts.summary.append(spark(), parts.line, make('span', 'More', 'to-open'));
    parts.hush.firstChild.textContent = 'Not here';
    ways.append(parts.hush, parts.next);
    inside.append(parts.why, parts.example, ways);
    parts.details.append(parts.summary, inside);
    this.append(parts.details);
    return parts;
  }

  #fill() {
    const { line, why, example, hush } = this.#parts;
    const { written, why: reason, instead } = this.#hints[0];
    const [first] = FIRST_SENTENCE.exec(instead) ?? [instead];
    line.replaceChildren(make('b', `“${written}”`), `: ${first}`);
    why.textContent = reason;
    example.textContent = instead.slice(first.length).trim();
    example.hidden = !example.textContent;
    hush.setAttribute('aria-label', `Not here: no more hints for “${written}” on this phone`);
    this.#next();
    return line.textContent;
  }

  #next() {
    const { next } = this.#parts;
    next.hidden = this.#hints.length < 2;
    next.firstChild.textContent = next.hidden ? '' : `Also “${this.#hints[1].written}”`;
  }

  #turn() {
    this.#hints = [...this.#hints.slice(1), this.#hints[0]];
    this.#fill();
    this.#parts.summary.focus({ preventScroll: true });
  }

  #hush() {
    const [{ phrase, written }] = this.#hints;
    this.dispatchEvent(new CustomEvent('weekbook:not-here', { detail: { phrase, written } }));
  }
}

customElements.define('word-hint', WordHint);
