// How carried screens say that they are carried, and Find's answers from what is carried. Texts only, no DOM.
import { clock } from 'weekbook/clock';

function plain(words) {
  return String(words).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function stamp(asOf) {
  return `<div class="notice due" role="status" data-stamp><div><p>No signal. As of ${plain(clock(asOf))}.</p></div></div>`;
}

// The screen with its time above it.
export function stamped(html, asOf) {
  const end = html.indexOf('</here-is>');
  const at = end < 0 ? 0 : end + '</here-is>'.length;
  return html.slice(0, at) + stamp(asOf) + html.slice(at);
}

function card({ id, name, reference, address, postcode, people }) {
  const where = [reference, [address, postcode].filter(Boolean).join(' ')].filter(Boolean).join(' · ');
  return `<article class="card stack card-link"><div>
<h2 class="card-title"><a class="stretch" href="/families/${Number(id)}">${plain(name)} family</a></h2>
<p class="small quiet">${plain(where)}</p>
<p class="small quiet">${plain(people.map((person) => person.name).join(' · '))}</p>
</div></article>`;
}

// Record's screen with why it offers that family, in the place of what the server said.
export function offering(html, why) {
  const said = why && `<p class="small quiet" data-why>${plain(why)}</p>`;
  return html.replace(/<p class="small quiet"(?: hidden)? data-why>[^<]*<\/p>/, said);
}

function inWords(number) {
  if (!number) return 'No family on this phone fits all of these words.';
  return number === 1 ? '1 family on this phone.' : `${number} families on this phone.`;
}

// What stands under Find's field. `families`: as carried.search found them.
export function answers(families, typed, asOf) {
  if (!typed.trim()) return stamp(asOf);
  const line = `<p class="small quiet" role="status">${inWords(families.length)} With signal, Find looks through all families.</p>`;
  return stamp(asOf) + line + families.map(card).join('');
}
