import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Preset, presetSchema } from '../../src/domain/policy/policy.ts';
import { type DirectoryUser, ordinaryAccount } from '../../src/ports/directory.ts';
import type { Method, Person, SentCodeMethod } from '../../src/ports/method.ts';
import { seededRandom } from './random.ts';

/** Somebody with nothing stored for any method. */
export const bareUser: DirectoryUser = {
  ref: { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'usr_1' },
  username: 'alice',
  displayName: 'Alice',
  givenName: null,
  surname: null,
  mail: null,
  alternateMail: null,
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
  passwordChangedAt: null,
  account: ordinaryAccount,
};

const presets = presetSchema.options;
const bare: Person = { user: bareUser, registrations: [] };

/** What every registered method must hold to, whatever it asks for. */
export function describeMethodContract(method: Method): void {
  describe(`the method ${method.id} keeps the contract of methods:`, () => {
    test('its id and class are names that fit a policy, an URL and an audit event', () => {
      expect(method.id).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
      expect(method.methodClass).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
    });

    test.each(presets)('its settings accept its own preset %s as it is', (preset) => {
      expect(method.settings.parse(method.presets[preset])).toEqual(method.presets[preset]);
    });

    test('its settings refuse what they do not know', () => {
      const { enabled, ...rest } = { ...method.presets.recommended };
      expect(method.settings.safeParse({ enabled, ...rest, unheardOf: 1 }).success).toBe(false);
      expect(method.settings.safeParse(rest).success).toBe(false);
      expect(method.settings.safeParse({ ...rest, enabled: 'yes' }).success).toBe(false);
    });

    test('a form can be drawn from its settings', () => {
      const schema = z.toJSONSchema(method.settings, { io: 'input' });
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(schema.properties).toHaveProperty('enabled');
    });

    test.each(presets)('its challenges of preset %s live from one minute to an hour', (preset) => {
      const seconds = method.lifetimeSeconds(method.settings.parse(method.presets[preset]));
      expect(seconds).toBeGreaterThanOrEqual(60);
      expect(seconds).toBeLessThanOrEqual(3600);
    });

    test('nobody can be asked for what they never registered', () => {
      const settings = method.settings.parse(method.presets.recommended);
      const usable =
        method.kind === 'sent-code'
          ? method.destinationOf(bare) !== null
          : method.usable(bare, settings);
      expect(usable).toBe(false);
    });
  });
}

/** A stored number as a carrier takes it: its digits and nothing between them, then its extension (RFC 3966). */
function asDialled(stored: string): string {
  const [number = '', extension] = stored.split(' x');
  return `+${number.replaceAll(/[^0-9]/g, '')}${extension === undefined ? '' : `;ext=${extension}`}`;
}

/** @param reachable somebody for whom the method has a destination in their directory entry. */
export function describeSentCodeContract(method: SentCodeMethod, reachable: DirectoryUser): void {
  const settingsOf = (preset: Preset) => method.settings.parse(method.presets[preset]);

  describe(`the method ${method.id} keeps the contract of codes that are sent:`, () => {
    test('it sends to a stored value, never to one put together', () => {
      const destination = method.destinationOf({ user: reachable, registrations: [] });
      const stored = Object.values(reachable).map((value) =>
        typeof value === 'string' && method.carrier !== 'email' ? asDialled(value) : value,
      );
      expect(stored).toContain(destination);
      expect(method.namesDestination(destination ?? '', destination ?? '')).toBe(true);
      expect(method.namesDestination('', destination ?? '')).toBe(false);
      expect(method.namesDestination(`${destination}1`, destination ?? '')).toBe(false);
    });

    test('it sends nothing to what it cannot read as an address or a number', () => {
      const broken =
        method.carrier === 'email' ? ['', ' '] : ['', ' ', '4255550100', 'alice', '+', '+1;tel=2'];
      for (const value of broken) {
        const user = { ...bareUser, mail: value, mobile: value, officePhone: value };
        expect(method.destinationOf({ user, registrations: [] })).toBeNull();
      }
    });

    test.each(presets)('its codes of preset %s are its own normal form', (preset) => {
      const random = seededRandom(3);
      for (let round = 0; round < 200; round += 1) {
        const code = method.makeCode(settingsOf(preset), random);
        expect(method.normaliseAnswer(code, settingsOf(preset))).toBe(code);
        expect(method.normaliseAnswer(` ${code}\n`, settingsOf(preset))).toBe(code);
      }
    });

    test.each(presets)('its codes of preset %s carry at least 19.9 bits (R023)', (preset) => {
      const code = method.makeCode(settingsOf(preset), seededRandom(4));
      const signs = /^\d+$/.test(code) ? 10 : 32;
      expect(code.length * Math.log2(signs)).toBeGreaterThanOrEqual(19.9);
    });

    test('its codes come from the randomness it is given', () => {
      const settings = settingsOf('recommended');
      const made = (seed: number) => method.makeCode(settings, seededRandom(seed));
      expect(made(5)).toBe(made(5));
      expect(made(5)).not.toBe(made(6));
    });

    test.each(['', ' ', '\0', 'null', '-', '🗝'.repeat(8), 'x'.repeat(100_000)])(
      'what cannot be a code is none: %j',
      (typed) => {
        expect(method.normaliseAnswer(typed, settingsOf('recommended'))).toBeNull();
      },
    );
  });
}
