const hundredNsPerMs = 10_000n;
const epochMs = 11_644_473_600_000n;
/** `Never`, in times and in intervals (MS-ADTS 3.1.1.3.4.2). */
const never = 0x7fff_ffff_ffff_ffffn;

function integer(value: string | null): bigint | null {
  return value !== null && /^-?\d{1,19}$/.test(value) ? BigInt(value) : null;
}

/** Epoch ms of a FILETIME (MS-DTYP 2.3.3); null for 0, for `never` and for nothing. */
export function timeOf(value: string | null): number | null {
  const ticks = integer(value);
  if (ticks === null || ticks <= 0n || ticks >= never) return null;
  return Number(ticks / hundredNsPerMs - epochMs);
}

/** Seconds of a negative interval; null for `never` and for nothing. */
export function secondsOf(value: string | null): number | null {
  const ticks = integer(value);
  if (ticks === null || ticks <= -never) return null;
  return Number(-ticks / (hundredNsPerMs * 1000n));
}
