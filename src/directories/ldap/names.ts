const special = new Set(['"', '+', ',', ';', '<', '>', '\\', '=']);

/** A value for one attribute of a DN (RFC 4514 §2.4); every control character as its bytes. */
export function escapeDnValue(value: string): string {
  const letters = [...value];
  return letters
    .map((letter, index) => {
      const outer = index === 0 || index === letters.length - 1;
      if (letter === ' ' && outer) return '\\20';
      if (letter === '#' && index === 0) return '\\#';
      if (special.has(letter)) return `\\${letter}`;
      return (letter.codePointAt(0) ?? 0) < 0x20 || letter === '\u007f' ? bytesOf(letter) : letter;
    })
    .join('');
}

function bytesOf(letter: string): string {
  return [...Buffer.from(letter)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}
