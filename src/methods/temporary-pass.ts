import { z } from 'zod';
import { normaliseLetters } from '../domain/code-letters.ts';
import {
  PASS_LENGTH,
  PASS_LIFETIME_SECONDS,
  passText,
  TEMPORARY_PASS,
  temporaryPassSchema,
} from '../domain/registration/temporary-pass.ts';
import type { HeldMethod } from '../ports/method.ts';

const settings = z.strictObject({ enabled: z.boolean() });
export type TemporaryPassSettings = z.infer<typeof settings>;

const nobody = { tenantId: '', directoryId: '', anchor: '' };

/** A pass that the helpdesk issues for a recorded case: it lives for ten minutes and works once. */
export const temporaryPass: HeldMethod<TemporaryPassSettings> = {
  kind: 'held',
  id: TEMPORARY_PASS,
  methodClass: TEMPORARY_PASS,
  fills: 1,
  ask: 'code',
  waits: false,
  settings,
  presets: { recommended: { enabled: false }, entra: { enabled: false } },
  forAdministrators: { recommended: false, entra: false },
  needsEarlierProof: () => false,
  lifetimeSeconds: () => PASS_LIFETIME_SECONDS,
  usable: (person) => person.registrations.some(({ methodId }) => methodId === TEMPORARY_PASS),
  prompt: () => null,
  draw: () => null,
  async verify({ answer, person }, tools) {
    const code = normaliseLetters(answer, PASS_LENGTH);
    const mine = person?.registrations.findLast(({ methodId }) => methodId === TEMPORARY_PASS);
    const pass = mine ? temporaryPassSchema.parse(mine.data) : { mac: '', expiresAt: 0 };
    const text = passText(person?.user.ref ?? nobody, pass.expiresAt, code ?? '');
    const given = tools.vault.mac('temporary-pass', text);
    const nothing = tools.vault.mac('temporary-pass', '');
    const right = tools.vault.sameMac(given, mine ? pass.mac : nothing);
    if (!mine || code === null || !right || pass.expiresAt <= tools.now) return { right: false };
    return { right: true, fills: 1, used: { registration: mine, data: null } };
  },
  enrolment: null,
};
