/**
 * The one grammar of mail addresses: a small, plain part of RFC 5321 §4.1.2. No quotes, no comments, no
 * folding, no address literals, so that no two readers can understand an address differently (A085, A087).
 */
export interface MailAddress {
  /** Printable ASCII, as given: only its owner's server may say whether case matters. */
  readonly local: string;
  /** Lower case, in ASCII (punycode, RFC 5891). */
  readonly domain: string;
  /** What SMTP is told: `local@domain`. */
  readonly envelope: string;
}

export type MailAddressFault = 'empty' | 'too-long' | 'forbidden-characters' | 'wrong-format';

export type MailAddressResult =
  | { readonly ok: true; readonly address: MailAddress }
  | { readonly ok: false; readonly fault: MailAddressFault };

// RFC 5321 §4.5.3.1: octets of the local part, of the domain (DNS: 253 without the root), of a path less its brackets.
const longestLocal = 64;
const longestDomain = 253;
const longestAddress = 254;

/** RFC 5322 §3.2.3 dot-atom. */
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;
/** Two labels or more, none beginning or ending with a hyphen, the last one with a letter (RFC 3696 §2). */
const hostName =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

/** @param text exactly what was typed or stored: surrounding spaces make it no address. */
export function readMailAddress(text: string): MailAddressResult {
  if (text === '') return refused('empty');
  if (text.length > longestAddress) return refused('too-long');
  const parts = text.split('@');
  const [local = '', typedDomain = ''] = parts;
  if (parts.length !== 2)
    return refused(parts.length > 2 ? 'forbidden-characters' : 'wrong-format');
  if (!isPrintableAscii(local)) return refused('forbidden-characters');
  if (local.length > longestLocal) return refused('too-long');
  if (!dotAtom.test(local)) return refused('wrong-format');
  const domain = asciiDomain(typedDomain);
  if (domain === null) return refused('wrong-format');
  const envelope = `${local}@${domain}`;
  if (envelope.length > longestAddress) return refused('too-long');
  return { ok: true, address: { local, domain, envelope } };
}

function refused(fault: MailAddressFault): MailAddressResult {
  return { ok: false, fault };
}

function isPrintableAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

/** The domain in the form DNS uses; null when it is none or when mapping it would change what it says. */
function asciiDomain(typed: string): string | null {
  // A compatibility character (full-width, Kelvin sign) becomes another letter later: an attack, not a name.
  if (!domainCharacters.test(typed) || typed.normalize('NFKC') !== typed) return null;
  let domain: string;
  try {
    domain = new URL(`http://${typed}/`).hostname;
  } catch {
    return null;
  }
  return domain.length <= longestDomain && hostName.test(domain) ? domain : null;
}
