import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channels, voiceDialects } from './index.ts';

interface Property {
  readonly secret?: boolean;
}

/** What nobody may read again, by channel; a new secret is added here knowingly. */
const secrets: Readonly<Record<keyof typeof channels, readonly string[]>> = {
  smpp: ['password'],
  smtp: ['password'],
  'twilio-sms': ['authToken'],
  'twilio-voice': ['authToken'],
  'vonage-sms': ['apiSecret'],
  'vonage-voice': ['privateKey', 'signatureSecret'],
  webhook: ['secret'],
};

for (const [id, channel] of Object.entries(channels)) {
  const { properties = {}, additionalProperties } = z.toJSONSchema(channel.settings, {
    io: 'input',
  }) as { properties?: Record<string, Property>; additionalProperties?: boolean };

  describe(id, () => {
    it('goes by its own id and carries something', () => {
      expect(channel.id).toBe(id);
      expect(channel.kinds.length).toBeGreaterThan(0);
    });

    it('has settings that a form can be drawn from, and no others', () => {
      expect(Object.keys(properties).length).toBeGreaterThan(0);
      expect(additionalProperties).toBe(false);
    });

    it('marks its secrets, and nothing that a list has to show', () => {
      const marked = Object.keys(properties).filter((name) => properties[name]?.secret === true);
      expect(marked).toEqual(secrets[id as keyof typeof channels]);
    });

    it('starts a form with values that exist, and with no secret', () => {
      for (const [name, value] of Object.entries(channel.defaults)) {
        expect(Object.keys(properties)).toContain(name);
        if (properties[name]?.secret === true) expect(value).toBeNull();
      }
    });
  });
}

it('has words for every channel that calls by itself', () => {
  const calling = Object.values(channels).filter(
    ({ kinds }) => kinds.length === 1 && kinds[0] === 'voice',
  );
  expect(Object.keys(voiceDialects)).toEqual(calling.map(({ id }) => id));
});
