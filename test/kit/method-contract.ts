import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Preset, presetSchema } from '../../src/domain/policy/policy.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { CodeMethod } from '../../src/ports/method.ts';
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
  locale: null,
  enabled: true,
  passwordChangedAt: null,
};

/**
 * What every registered method must hold to, whatever carries its codes.
 * @param reachable somebody for whom the method has a destination.
 */
export function describeMethodContract(method: CodeMethod, reachable: DirectoryUser): void {
  const presets = presetSchema.options;
  const settingsOf = (preset: Preset) => method.settings.parse(method.presets[preset]);

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
      const schema = z.toJSONSchema(method.settings);
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(schema.properties).toHaveProperty('enabled');
    });

    test('it has no destination for somebody with nothing stored', () => {
      expect(method.destinationOf(bareUser)).toBeNull();
    });

    test('it sends to a stored value exactly as it stands, never to one put together', () => {
      const destination = method.destinationOf(reachable);
      expect(Object.values(reachable)).toContain(destination);
    });

    test.each(presets)('its codes of preset %s are its own normal form', (preset) => {
      const random = seededRandom(3);
      for (let round = 0; round < 200; round += 1) {
        const code = method.makeCode(settingsOf(preset), random);
        expect(method.normaliseAnswer(code, settingsOf(preset))).toBe(code);
        expect(method.normaliseAnswer(` ${code}\n`, settingsOf(preset))).toBe(code);
      }
    });

    test.each(presets)('its codes of preset %s carry at least 20 bits (R023)', (preset) => {
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

    test.each(presets)('its codes of preset %s live from one minute to an hour', (preset) => {
      const seconds = method.lifetimeSeconds(settingsOf(preset));
      expect(seconds).toBeGreaterThanOrEqual(60);
      expect(seconds).toBeLessThanOrEqual(3600);
    });

    test.each(['', ' ', '\0', 'null', '-', '🗝'.repeat(8), 'x'.repeat(100_000)])(
      'what cannot be a code is none: %j',
      (typed) => {
        expect(method.normaliseAnswer(typed, settingsOf('recommended'))).toBeNull();
      },
    );
  });
}
