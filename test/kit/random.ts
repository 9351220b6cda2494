import type { Random } from '../../src/ports/random.ts';

// Letters and digits that cannot be taken for one another when read out.
const spoken = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The same values in the same order for the same seed; no id or token comes twice from one source.
 * For tests alone: anybody can foretell it.
 */
export function seededRandom(seed = 1): Random {
  const next = mulberry32(seed);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  let issued = 0;
  const unique = () => {
    issued += 1;
    return issued.toString(36).padStart(6, '0');
  };
  const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return {
    token: () => pick(urlSafe, 37) + unique(),
    digits: (length) => pick('0123456789', length),
    id: (prefix) => `${prefix}_${pick('0123456789abcdefghjkmnpqrstvwxyz', 20)}${unique()}`,
    reference: () => `${pick(spoken, 4)}-${pick(spoken, 4)}`,
  };
}

/** A small generator with 32 bits of state; enough to spread test values. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
