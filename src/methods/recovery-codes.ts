import { z } from 'zod';
import { userKey } from '../domain/identity.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { HeldMethod, MethodTools, Person } from '../ports/method.ts';
import { inFours, lettersOf, normaliseLetters } from '../domain/code-letters.ts';

const CODES = 10;
/** 16 signs of 5 bits: 80 bits, so that a keyed digest suffices (R037, R049; security defaults §5.1). */
const CODE_LENGTH = 16;

const settings = z.strictObject({ enabled: z.boolean() });
export type RecoveryCodesSettings = z.infer<typeof settings>;

/** One set of codes: what is kept of those that were not used yet. */
const dataSchema = z.object({
  /** Printed with the codes, so that an old sheet can be told from the one that counts. */
  set: z.string(),
  /** Keyed digests, bound to the person and the set. */
  macs: z.array(z.string()),
});
type CodeSet = z.infer<typeof dataSchema>;

/** Codes on a sheet that somebody kept for the day when everything else is lost; each works once. */
export const recoveryCodes: HeldMethod<RecoveryCodesSettings> = {
  kind: 'held',
  id: 'recovery-codes',
  methodClass: 'recovery-codes',
  fills: 1,
  ask: 'code',
  waits: false,
  settings,
  presets: { recommended: { enabled: false }, entra: { enabled: false } },
  forAdministrators: { recommended: true, entra: true },
  needsEarlierProof: () => false,
  lifetimeSeconds: () => 600,
  usable: (person) => setsOf(person).some(({ codes }) => codes.macs.length > 0),
  prompt: () => null,
  draw: () => null,
  async verify({ answer, person }, tools) {
    const code = normaliseLetters(answer, CODE_LENGTH);
    const held = person === null ? [] : setsOf(person);
    // Somebody who has none costs what one set costs, and a set of one code left what a full one costs.
    const [mine] = held.length > 0 ? held : [null];
    const given = macOf(tools, person, mine?.codes.set ?? '', code ?? '');
    const nothing = macOf(tools, null, '', '');
    const right = Array.from({ length: CODES }, (_, at) => {
      const mac = mine?.codes.macs[at];
      return tools.vault.sameMac(given, mac ?? nothing) && mac !== undefined;
    });
    const used = right.indexOf(true);
    if (!mine || code === null || used < 0) return { right: false };
    const { set, macs } = mine.codes;
    const left: CodeSet = { set, macs: macs.filter((_, at) => at !== used) };
    return {
      right: true,
      fills: 1,
      used: { registration: mine.registration, data: { ...left, left: left.macs.length } },
    };
  },
  enrolment: {
    page: 'codes',
    max: () => 1,
    async begin(_typed, person, _settings, tools) {
      const set = tools.random.reference();
      const codes = Array.from({ length: CODES }, () =>
        lettersOf(Buffer.from(tools.random.token(), 'base64url'), CODE_LENGTH),
      );
      const kept: CodeSet = {
        set,
        macs: codes.map((code) => macOf(tools, person, set, code)),
      };
      return { ok: true, shown: { set, codes: codes.map(inFours) }, kept, send: null };
    },
    async finish(typed, kept, person, _settings, tools) {
      const { set, macs } = dataSchema.parse(kept);
      const code = normaliseLetters(typed['code'] ?? '', CODE_LENGTH);
      const given = code === null ? null : macOf(tools, person, set, code);
      // Whoever types one back has them where they can be read.
      if (given === null || !macs.some((mac) => tools.vault.sameMac(mac, given))) {
        return { ok: false, faults: [{ path: 'code', code: 'code-wrong' }] };
      }
      return {
        ok: true,
        label: set,
        data: { set, macs, left: macs.length },
        lookup: null,
        replaces: true,
      };
    },
  },
};

interface HeldSet {
  readonly registration: Registration;
  readonly codes: CodeSet;
}

/** The newest first: a new set voids the one before. */
function setsOf(person: Person): readonly HeldSet[] {
  return person.registrations
    .filter(({ methodId }) => methodId === 'recovery-codes')
    .map((registration) => ({ registration, codes: dataSchema.parse(registration.data) }))
    .toReversed();
}

function macOf(
  { vault }: Pick<MethodTools, 'vault'>,
  person: Person | null,
  set: string,
  code: string,
): string {
  const owner = person === null ? 'nobody' : userKey(person.user.ref);
  return vault.mac('recovery-code', `${owner}\n${set}\n${code}`);
}
