// Find over the families that the phone carries. As forgiving as the server's in what matters at a door: one wrong,
// missing, doubled or swapped letter, accents, part of a postcode, the end of a telephone number, a date of birth.
const TITLES = new Set(['family', 'families', 'the', 'mr', 'mrs', 'ms', 'miss', 'dr', 'and']);
const PHONE = /(?<![a-z0-9])(?:\+|00)?\(?\d[\d ()-]{7,}\d/g;
const DAY = /\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)\b|\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})\b/g;
const [WHOLE, BEGINNING, NEAR] = [3, 2, 1];

export function fold(words) {
  const plain = words.toLowerCase().replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/ß/g, 'ss').replace(/['’‘`´]/g, '');
  return plain.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, ' ').trim();
}

// The same word, or one letter changed, missing, added or swapped with its neighbour.
export function withinOne(one, other) {
  if (one.length > other.length) [one, other] = [other, one];
  if (other.length - one.length > 1) return false;
  let n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  if (one.length < other.length) return one.slice(n) === other.slice(n + 1);
  const swapped = one[n] === other[n + 1] && one[n + 1] === other[n] && one.slice(n + 2) === other.slice(n + 2);
  return one.slice(n + 1) === other.slice(n + 1) || swapped;
}

function digits(words) {
  return words.replace(/\D/g, '').replace(/^(?:00)?44(?=\d{9})0?/, '0');
}

function isoDay([, day, month, year, ...iso]) {
  const [y, m, d] = year ? [year, month, day] : iso;
  const century = Number(y) > (new Date().getFullYear() + 1) % 100 ? 1900 : 2000;
  return `${y.length > 2 ? y : century + Number(y)}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}

// What was typed, taken apart: every part must be met.
function partsOf(typed) {
  const days = [...typed.matchAll(DAY)].map(isoDay);
  let rest = typed.toLowerCase().replace(DAY, ' ');
  const phones = [...rest.matchAll(PHONE)].map(([phone]) => digits(phone));
  rest = fold(rest.replace(PHONE, ' '));
  const words = rest.split(' ').filter((word) => word.length > 1 || /\d/.test(word));
  const meant = words.filter((word) => !TITLES.has(word));
  return { days, phones, words: meant.length ? meant : words };
}

function namesIn(...names) {
  const words = names.flatMap((name) => fold(name).split(' '));
  return [...new Set([...words, ...names.map((name) => fold(name).replaceAll(' ', ''))])].filter((word) => word.length > 1);
}

function nameMeets(word, names) {
  if (names.includes(word)) return WHOLE;
  if (names.some((name) => name.startsWith(word))) return BEGINNING;
  return word.length > 2 && names.some((name) => withinOne(word, name)) ? NEAR : 0;
}

function numberMeets(word, { reference, postcode, phones }) {
  if (!/\d/.test(word)) return 0;
  const whole = [reference, reference.replace(/^[a-z]+/, ''), postcode].includes(word);
  if (whole) return WHOLE;
  const part = word.length > 1 && (postcode.startsWith(word) || (word.length > 2 && postcode.endsWith(word)));
  return part || (/^\d{4,}$/.test(word) && phones.some((phone) => phone.endsWith(word))) ? BEGINNING : 0;
}

function factsOf({ name, reference, address, postcode, people }) {
  return {
    names: namesIn(name, ...people.map((person) => person.name)),
    streets: fold(address).split(' '),
    reference: fold(reference).replaceAll(' ', ''),
    postcode: fold(postcode).replaceAll(' ', ''),
    phones: people.map(({ phone }) => digits(phone)).filter(Boolean),
    days: people.map(({ born }) => born),
  };
}

function streetMeets(word, streets) {
  if (streets.includes(word)) return BEGINNING;
  return word.length > 3 && streets.some((street) => withinOne(word, street)) ? NEAR : 0;
}

function goodness(family, { days, phones, words }) {
  const facts = factsOf(family);
  const met = [
    ...days.map((day) => (facts.days.includes(day) ? WHOLE : 0)),
    ...phones.map((phone) => (facts.phones.includes(phone) ? WHOLE : 0)),
    ...words.map((word) => Math.max(nameMeets(word, facts.names), numberMeets(word, facts), streetMeets(word, facts.streets))),
  ];
  return met.length && met.every(Boolean) ? met.reduce((sum, one) => sum + one, 0) : 0;
}

// The families that meet everything typed, best first.
export function rank(families, typed) {
  const parts = partsOf(typed);
  const found = families.map((family) => [goodness(family, parts), family]).filter(([good]) => good);
  return found.sort(([one, a], [other, b]) => other - one || a.name.localeCompare(b.name)).map(([, family]) => family);
}
