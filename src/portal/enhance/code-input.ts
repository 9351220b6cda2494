/** Lets somebody paste `1234 5678` or type Arabic digits: the field holds one run of plain digits. */

/** The first of each run of ten digits that keyboards and mails write besides 0 to 9. */
const zeros = [0x0660, 0x06f0, 0xff10];

export function cleanCode(typed: string): string {
  return [...typed.replace(/[\s\u200e\u200f\u2066-\u2069-]/g, '')].map(plainDigit).join('');
}

function plainDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => point >= first && point < first + 10);
  return zero === undefined ? character : String(point - zero);
}

function enhance(field: HTMLInputElement): void {
  field.addEventListener('input', () => {
    const cleaned = cleanCode(field.value);
    if (cleaned !== field.value) field.value = cleaned;
  });
}

if ('document' in globalThis) {
  document
    .querySelectorAll<HTMLInputElement>('input[autocomplete="one-time-code"]')
    .forEach(enhance);
}
