// What becomes of unsent notes when a phone lets go of them: what reached the council can be brought back, the rest not.
const notes = (number) => (number === 1 ? 'One note' : `${number} notes`);
const one = (number, single, several) => (number === 1 ? single : several);

// `rows`: with `serial`, and `deposited`, the serial that the council has. {whole, part, none}: how many of each.
export function reached(rows) {
  const [whole, none] = [rows.filter(({ serial, deposited }) => deposited >= serial).length, rows.filter(({ deposited }) => !deposited).length];
  return { whole, part: rows.length - whole - none, none };
}

// Each with its number: what comes back, what comes back without the last words, what is lost.
export function removalInWords(rows) {
  const { whole, part, none } = reached(rows);
  return [
    `${notes(rows.length)} ${one(rows.length, 'is', 'are')} not on the record yet.`,
    whole && `${whole} the council keeps safe: under You, “Kept for you”, on any phone.`,
    part && `${part} it keeps without what you wrote last: that will be lost.`,
    none && `${none} did not reach the council and will be lost. Send or copy first, under “On this phone”.`,
  ].filter(Boolean).join(' ');
}

export function discardInWords({ deposited }) {
  return deposited
    ? 'the council has a sealed copy, which may be on the record by now. If it is not, it is put away as soon as there is signal'
    : 'it is not on the record, and is nowhere else';
}
