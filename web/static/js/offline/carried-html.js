// How carried screens say that they are carried, and what stands where nothing is. Texts only, no DOM.
import { clock } from 'weekbook/clock';

function plain(words) {
  return String(words).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function stamp(asOf) {
  return `<div class="notice due" role="status" data-stamp><div><p><b>No signal.</b> This screen is as of ${plain(clock(asOf))}.</p></div></div>`;
}

function put(html, after, more) {
  const begins = html.indexOf(after);
  const at = begins < 0 ? 0 : begins + after.length;
  return html.slice(0, at) + more + html.slice(at);
}

// The screen with its time above it; Find says it among its answers. What lies on this phone is always as of now.
export function stamped(html, asOf, address) {
  if (address === '/on-this-phone') return html;
  return put(html, address === '/find' ? '<div id="answers" class="body">' : '</here-is>', stamp(asOf));
}

// Record's screen with why it offers that family, in the place of what the server said.
export function offering(html, why) {
  const said = why && `<p class="small quiet" data-why>${plain(why)}</p>`;
  return html.replace(/<p class="small quiet"(?: hidden)? data-why>[^<]*<\/p>/, said);
}

function inWords(number) {
  if (!number) return 'No family on this phone fits all of these words';
  return number === 1 ? '1 family on this phone' : `${number} families on this phone`;
}

// Where a phone was given the family before it was given its card.
function link({ id, name }) {
  return `<article class="card"><h2 class="card-title"><a href="/families/${Number(id)}">${plain(name)} family</a></h2></article>`;
}

// What stands under Find's field: `cards` as the server made them, of the best of `families`.
export function answers(families, cards, typed, asOf) {
  if (!typed.trim()) return stamp(asOf);
  const line = `<p class="small quiet" role="status" data-stamp><b>No signal.</b> ${inWords(families.length)}, as of ${plain(clock(asOf))}. With signal, Find looks through all families.</p>`;
  return line + cards.map((card, at) => card ?? link(families[at])).join('');
}

function absent(name) {
  return `<div class="body" data-absent><div class="empty"><h2>${plain(name)} is not kept on this phone</h2><p>There is no signal just now. With signal it opens again; what you have written is safe.</p></div></div>`;
}

// In the place of a screen that is not carried. `family`: the screen of the family it belongs to, whose head and tabs stay.
export function absentScreen(pathname, family) {
  const tabs = family?.indexOf('<nav class="tabs') ?? -1;
  if (tabs < 0) return `<title>No signal · Weekbook</title><div class="top"><div class="top-row"><div class="top-words"><h1 tabindex="-1">No signal</h1></div><sync-badge></sync-badge></div></div>${absent('This screen')}`;
  const end = family.indexOf('</div>', family.indexOf('</nav>', tabs)) + '</div>'.length;
  const head = family.slice(0, end).replace(' aria-current="page"', '').replace(`href="${pathname}"`, `href="${pathname}" aria-current="page"`);
  const [, name = 'This screen'] = /aria-current="page">([^<]*)</.exec(head) ?? [];
  return head + absent(name);
}
