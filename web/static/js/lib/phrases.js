// Finds the phrases of the words list in what somebody writes: whole words, whatever their case, apostrophe or hyphen.
// What stands in quotation marks is somebody's own words and passes; so does what follows an opened one in its line. No DOM.
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const BETWEEN = /^(?:\s+|[-‐‑])$/;
const QUOTED = /[“"][^“”"\n]*[”"]?/g;

const small = (word) => word.toLowerCase().replaceAll('’', "'");
const wordsOf = (form) => small(form).match(WORD) ?? [];
const withoutOwner = (word) => word.replace(/'s$/, '');
const isSame = (word, wanted) => word === wanted || word === `${wanted}'s`;

// `list`: [phrase, other forms, why, instead] each. First word → forms that begin with it, the longest first.
export function indexOf(list) {
  const index = new Map();
  for (const [phrase, also, why, instead] of list) {
    const hint = { phrase, why, instead };
    for (const words of [phrase, ...also].map(wordsOf).filter(({ length }) => length)) {
      index.set(words[0], [...index.get(words[0]) ?? [], { words, hint }]);
    }
  }
  for (const forms of index.values()) forms.sort((one, other) => other.words.length - one.words.length);
  return index;
}

function tokensOf(text) {
  const bare = text.replace(QUOTED, (quoted) => '"'.repeat(quoted.length));
  return Array.from(bare.matchAll(WORD), ({ 0: word, index: at }) => ({ word: small(word), at, end: at + word.length }));
}

function fits(words, tokens, from, text) {
  return words.every((wanted, step) => {
    const token = tokens[from + step];
    if (!token || !isSame(token.word, wanted)) return false;
    return !step || BETWEEN.test(text.slice(tokens[from + step - 1].end, token.at));
  });
}

// In the text's order: {hint: {phrase, why, instead}, at, end}. Of two at one place the longer counts.
export function phrasesIn(text, index) {
  const tokens = tokensOf(text);
  const found = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const { word, at } = tokens[from];
    const form = (index.get(word) ?? index.get(withoutOwner(word)))?.find(({ words }) => fits(words, tokens, from, text));
    if (!form) continue;
    from += form.words.length - 1;
    found.push({ hint: form.hint, at, end: tokens[from].end });
  }
  return found;
}
