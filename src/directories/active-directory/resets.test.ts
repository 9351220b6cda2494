import { BerWriter, type Change, type Control } from 'ldapts';
import { expect, test } from 'vitest';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { LdapService, LdapWrite } from '../ldap/service.ts';
import { policyHints } from './controls.ts';
import type { DomainReader } from './domain.ts';
import type { Person } from './people.ts';
import { createResets, temporaryPassword } from './resets.ts';

// The order of what is sent, and what is made of the answers, where no domain controller of ours offers policy hints.

const hints = '1.2.840.113556.1.4.2239';
const success: LdapWrite = { outcome: 'answered', code: 0, diagnostic: '' };
const unknownControl: LdapWrite = { outcome: 'answered', code: 12, diagnostic: '' };

function stage(
  offered: string | null,
  enforceHistory: 'when-offered' | 'temporary-password',
  answers: (LdapWrite | Error)[],
) {
  const sent: { readonly types: string[]; readonly controls: readonly Control[] }[] = [];
  const service: Pick<LdapService, 'modify'> = {
    modify(_dn, changes: readonly Change[], controls = []) {
      sent.push({
        types: changes.map(({ operation, modification }) => `${operation} ${modification.type}`),
        controls,
      });
      const answer = answers.shift() ?? success;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  let forgotten = 0;
  const domain: DomainReader = {
    read: () =>
      Promise.resolve({
        dn: 'DC=corp',
        configurationDn: '',
        schemaDn: '',
        names: [],
        policyHintsOid: offered,
        functionalLevel: 7,
      }),
    forget: () => {
      forgotten += 1;
    },
  };
  const log: Log = { info() {}, warn() {}, error() {}, child: () => log };
  const random: Pick<Random, 'token'> = { token: () => 'x'.repeat(43) };
  const resets = createResets({
    service: service as LdapService,
    domain,
    policies: { of: () => Promise.resolve(null), ofDomain: () => Promise.resolve(null) },
    settings: { mustChangeAfterReset: true, enforceHistory } as never,
    random: random as Random,
    log,
  });
  const person = {
    user: { ref: { anchor: '61cd3068-72a6-4d8f-8d92-80bc68106605' } },
    account: { passwordNeverExpires: false },
  } as Person;
  return { sent, forgotten: () => forgotten, reset: () => resets.reset(person, 'Right-Horse 7') };
}

const direct = ['replace unicodePwd', 'replace lockoutTime', 'replace pwdLastSet'];
const change = ['delete unicodePwd', 'add unicodePwd'];

test('sends policy hints as critical where they are offered, whatever the settings say', async () => {
  const { sent, reset } = stage(hints, 'temporary-password', []);
  expect(await reset()).toEqual({ write: success, heldToHistory: true });
  expect(sent.map(({ types }) => types)).toEqual([direct]);
  expect(sent[0]?.controls).toMatchObject([{ type: hints, critical: true }]);
});

test('goes on without them when another domain controller does not know them', async () => {
  const { sent, reset, forgotten } = stage(hints, 'when-offered', [unknownControl]);
  expect(await reset()).toEqual({ write: success, heldToHistory: false });
  expect(sent.map(({ controls }) => controls.length)).toEqual([1, 0]);
  expect(forgotten()).toBe(1);
});

test('sets a temporary password, changes it, and lets it be changed again', async () => {
  const { sent, reset } = stage(null, 'temporary-password', []);
  expect(await reset()).toEqual({ write: success, heldToHistory: true });
  expect(sent.map(({ types }) => types)).toEqual([direct, change, ['replace pwdLastSet']]);
});

test('stops when the temporary password is not set', async () => {
  const denied: LdapWrite = { outcome: 'answered', code: 50, diagnostic: '' };
  const { sent, reset } = stage(null, 'temporary-password', [denied]);
  expect(await reset()).toEqual({ write: denied, heldToHistory: false });
  expect(sent).toHaveLength(1);
});

test('never says that nothing was sent once the temporary password was', async () => {
  const { reset } = stage(null, 'temporary-password', [success, new Error('unavailable')]);
  expect(await reset()).toMatchObject({ write: { outcome: 'no-answer' } });
});

test('a temporary password is long, as long as a policy asks, and of every kind', () => {
  const random = { token: () => 'x'.repeat(43) } as Random;
  expect(temporaryPassword(random, 0)).toMatch(/^x{43}aA1!$/);
  expect(temporaryPassword(random, 100).length).toBeGreaterThanOrEqual(100);
});

// MS-ADTS 3.1.1.3.4.1.27: SEQUENCE { Flags INTEGER }, and 1 asks for the rules.
test('policy hints are encoded as specified', () => {
  const writer = new BerWriter();
  policyHints(hints).write(writer);
  const bytes = writer.buffer.toString('hex');
  expect(bytes).toContain(Buffer.from(hints).toString('hex'));
  expect(bytes).toMatch(/0101ff04053003020101$/);
});
