// A call reads a code to whoever presses a key, once, when the carrier itself says so: not to a voicemail, not to
// somebody who knows the address, not twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twilioVoice } from '../../src/channels/twilio-voice.ts';
import { vonageVoice } from '../../src/channels/vonage-voice.ts';
import type { VoiceMessage } from '../../src/ports/channel.ts';
import { type ApiHouse, openApiHouse, ORIGIN, tenantId } from '../kit/api-house.ts';
import { aCall } from '../kit/channel-deps.ts';
import { fakeTwilioAccount, playTwiml, pressOnTwilio } from '../kit/fakes/twilio.ts';
import { fakeVonageVoiceAccount, playNcco, pressOnVonage } from '../kit/fakes/vonage.ts';

const digits = [...aCall.spoken.code];
const { greeting, prompt, goodbye } = aCall.spoken;

let house: ApiHouse;
beforeEach(async () => {
  house = await openApiHouse();
});
afterEach(() => house.close());

async function register(
  dialect: 'twilio-voice' | 'vonage-voice',
  over: Partial<VoiceMessage> = {},
) {
  const keys = {
    [twilioVoice.id]: fakeTwilioAccount.authToken,
    [vonageVoice.id]: fakeVonageVoiceAccount.signatureSecret,
  };
  return house.services.voiceCallbacks.of(tenantId).register(dialect, keys[dialect] ?? '', {
    ...aCall,
    expiresAt: house.clock.now() + 300_000,
    ...over,
  });
}

async function answerTo(request: Request): Promise<[status: number, body: string]> {
  const response = await house.ask(request);
  return [response.status, await response.text()];
}

describe('A112: a code for a voicemail, an exchange or anybody who picks up', () => {
  it('is read by Twilio after the key, digit by digit, twice', async () => {
    const url = await register('twilio-voice');
    const response = await house.ask(pressOnTwilio(url, '1'));
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const call = playTwiml(await response.text());
    expect(call).toEqual({ heard: [...digits, ...digits, goodbye], action: null });
  });

  it('is read by Vonage after the key, digit by digit, twice', async () => {
    const url = await register('vonage-voice');
    const [status, body] = await answerTo(pressOnVonage(url, '1', house.clock.now()));
    const { heard, eventUrl } = playNcco(JSON.parse(body));
    const spelled = `<speak><break time="1s"/>${digits.join('<break time="1s"/>')}<break time="2s"/></speak>`;
    expect([status, heard, eventUrl]).toEqual([200, [spelled, spelled, goodbye], null]);
  });

  it('is asked for again after another key, and not read', async () => {
    const twilio = await register('twilio-voice');
    const [, twiml] = await answerTo(pressOnTwilio(twilio, '2'));
    expect(playTwiml(twiml)).toEqual({
      heard: [`${greeting} ${prompt}`, prompt, goodbye],
      action: twilio,
    });
    const vonage = await register('vonage-voice');
    const [, ncco] = await answerTo(pressOnVonage(vonage, '9', house.clock.now()));
    expect(playNcco(JSON.parse(ncco)).eventUrl).toBe(vonage);
    expect(ncco).not.toMatch(/break/);
  });

  it('is not read when no key is pressed: the call ends', async () => {
    const vonage = await register('vonage-voice');
    const [, ncco] = await answerTo(pressOnVonage(vonage, '', house.clock.now()));
    expect(playNcco(JSON.parse(ncco))).toEqual({ heard: [goodbye], eventUrl: null });
    const twilio = await register('twilio-voice');
    const [, twiml] = await answerTo(pressOnTwilio(twilio, ''));
    expect(playTwiml(twiml)).toEqual({ heard: [goodbye], action: null });
  });
});

describe('A118: a callback that is forged, altered or repeated', () => {
  const refused = [404, ''];

  it('is refused with another account’s signature, and the code stays for the carrier', async () => {
    const twilio = await register('twilio-voice');
    expect(await answerTo(pressOnTwilio(twilio, '1', 'f'.repeat(32)))).toEqual(refused);
    expect((await answerTo(pressOnTwilio(twilio, '1')))[0]).toBe(200);
    const vonage = await register('vonage-voice');
    const forged = pressOnVonage(vonage, '1', house.clock.now(), { secret: 'f'.repeat(32) });
    expect(await answerTo(forged)).toEqual(refused);
    expect((await answerTo(pressOnVonage(vonage, '1', house.clock.now())))[0]).toBe(200);
  });

  it('is refused without a signature, whoever knows the address', async () => {
    for (const dialect of ['twilio-voice', 'vonage-voice'] as const) {
      const url = await register(dialect);
      for (const body of ['Digits=1', '{"dtmf":{"digits":"1"}}'])
        expect(await answerTo(new Request(url, { method: 'POST', body }))).toEqual(refused);
      expect((await answerTo(new Request(url)))[0]).not.toBe(200);
    }
  });

  it('is refused when a key was added to what was signed', async () => {
    const twilio = await register('twilio-voice');
    const nothing = pressOnTwilio(twilio, '');
    const body = (await nothing.clone().text()).replace('Digits=', 'Digits=1');
    expect(await answerTo(new Request(nothing, { method: 'POST', body }))).toEqual(refused);
    const vonage = await register('vonage-voice');
    const bodySent = '{"dtmf":{"digits":"1"}}';
    const now = house.clock.now();
    expect(await answerTo(pressOnVonage(vonage, '', now, { bodySent }))).toEqual(refused);
  });

  it('is refused when it was signed for another call', async () => {
    const mine = await register('twilio-voice');
    const theirs = await register('twilio-voice');
    const { headers } = pressOnTwilio(mine, '1');
    const body = await pressOnTwilio(mine, '1').text();
    expect(await answerTo(new Request(theirs, { method: 'POST', headers, body }))).toEqual(refused);
  });

  it('is refused when it is unsigned by its own word, or more than five minutes old', async () => {
    const url = await register('vonage-voice', { expiresAt: house.clock.now() + 3_600_000 });
    const now = house.clock.now();
    expect(await answerTo(pressOnVonage(url, '1', now, { alg: 'none' }))).toEqual(refused);
    for (const seconds of [-301, 301]) {
      expect(await answerTo(pressOnVonage(url, '1', now + seconds * 1000))).toEqual(refused);
    }
    expect((await answerTo(pressOnVonage(url, '1', now - 300_000)))[0]).toBe(200);
  });

  it('reads the code once to thirty that come at once', async () => {
    for (const press of [
      [await register('twilio-voice'), pressOnTwilio] as const,
      [
        await register('vonage-voice'),
        (url: string, key: string) => pressOnVonage(url, key, house.clock.now()),
      ] as const,
    ]) {
      const [url, by] = press;
      const answers = await Promise.all(Array.from({ length: 30 }, () => answerTo(by(url, '1'))));
      expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
      expect(answers.filter(([status]) => status === 404)).toHaveLength(29);
    }
  });

  it('reads nothing once the code has run out', async () => {
    const url = await register('twilio-voice');
    house.clock.advanceSeconds(300);
    expect(await answerTo(pressOnTwilio(url, '1'))).toEqual(refused);
  });

  it('says the same for an address that was never given', async () => {
    const url = `${ORIGIN}/callbacks/voice/${'A'.repeat(43)}`;
    expect(await answerTo(pressOnTwilio(url, '1'))).toEqual(refused);
  });

  it('is not even read when it is large', async () => {
    const url = await register('twilio-voice');
    const request = new Request(url, { method: 'POST', body: `Digits=1&x=${'x'.repeat(20_000)}` });
    expect((await answerTo(request))[0]).toBe(413);
  });
});

describe('A132: a code where it does not belong', () => {
  it('stands in no log line, and in the database sealed only', async () => {
    const url = await register('twilio-voice');
    await answerTo(pressOnTwilio(url, '1', 'f'.repeat(32)));
    const token = url.split('/').at(-1) ?? '';
    const lines = JSON.stringify(house.lines);
    for (const secret of [token, aCall.spoken.code, fakeTwilioAccount.authToken])
      expect(lines).not.toContain(secret);
    const mac = house.vault.mac('voice-callback', token);
    const row = JSON.stringify(await house.storage.pendingCalls.peek(mac, house.clock.now()));
    expect(row).toContain('callSealed');
    for (const secret of [token, aCall.spoken.code, fakeTwilioAccount.authToken])
      expect(row).not.toContain(secret);
  });
});
