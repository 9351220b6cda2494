// Vonage's channels against a fake of its APIs.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVonageSms } from '../../src/channels/vonage-sms.ts';
import { createVonageVoice, vonageVoice } from '../../src/channels/vonage-voice.ts';
import { aCall, aText, channelDeps } from '../kit/channel-deps.ts';
import { MORNING } from '../kit/clock.ts';
import type { VendorServer } from '../kit/fakes/vendor-server.ts';
import {
  fakeVonageSmsAccount,
  fakeVonageVoiceAccount,
  playNcco,
  startFakeVonage,
  vonageParts,
} from '../kit/fakes/vonage.ts';

let fake: VendorServer;
beforeEach(async () => {
  fake = await startFakeVonage(() => MORNING);
});
afterEach(() => fake.stop());

const site = () => ({ origin: fake.origin, wholeSeconds: 0.5 });
const texting = (over: object = {}) =>
  createVonageSms(site()).open(
    { ...fakeVonageSmsAccount, from: 'Contoso', ...over },
    channelDeps().deps,
  );
const calling = (deps = channelDeps(), over: object = {}) =>
  createVonageVoice(site()).open(
    { ...fakeVonageVoiceAccount, from: '4930123456', ...over },
    deps.deps,
  );

describe('a text by Vonage', () => {
  test.each([
    ['text', 'Größe: 50 % + 1 € & mehr'],
    ['unicode', 'رمزك هو 1234'],
  ])('is asked for as documented: %s', async (type, text) => {
    expect(await texting().send({ ...aText, text })).toEqual({
      status: 'accepted',
      reference: '0A0000000123ABCD1',
    });
    expect(Object.fromEntries(new URLSearchParams(fake.requests[0]?.body))).toEqual({
      api_key: fakeVonageSmsAccount.apiKey,
      api_secret: fakeVonageSmsAccount.apiSecret,
      from: 'Contoso',
      to: '4915112345678',
      text,
      type,
    });
    expect(fake.undocumented).toEqual([]);
  });

  test('with a wrong secret is a fault of the settings', async () => {
    expect(await texting({ apiSecret: 'wrong' }).send(aText)).toEqual({
      status: 'rejected',
      reason: 'credentials (4)',
      fault: 'carrier',
    });
  });

  test.each([
    ['1', { status: 'deferred', reason: 'too many at once (1)' }],
    ['5', { status: 'deferred' }],
    ['3', { status: 'rejected', reason: 'the number or a field is not valid (3)' }],
    ['6', { status: 'rejected', reason: 'the number cannot be reached (6)' }],
    ['7', { status: 'rejected', reason: 'the number is barred (7)' }],
    ['9', { status: 'rejected', fault: 'carrier' }],
    ['15', { status: 'rejected', fault: 'carrier' }],
    ['29', { status: 'rejected', fault: 'carrier' }],
    ['77', { status: 'rejected', reason: 'the carrier refused (77)' }],
  ])('answered with status %s decides', async (status, expected) => {
    fake.answerNext(vonageParts(status));
    const delivery = await texting().send(aText);
    expect(delivery).toMatchObject(expected);
    if (!('fault' in expected)) expect(delivery).not.toHaveProperty('fault');
    expect(JSON.stringify(delivery)).not.toContain('the fake says');
  });

  test('of which a part did not go may be read in part', async () => {
    fake.answerNext(vonageParts('0', '1'));
    expect(await texting().send(aText)).toMatchObject({ status: 'deferred', mayHaveLeft: true });
  });

  test.each([
    ['no JSON', '<html>'],
    ['no parts', { messages: [] }],
    ['parts of another shape', { messages: [{ state: 'sent' }] }],
  ])('answered with %s may have left', async (_name, body) => {
    fake.answerNext({ status: 200, body });
    expect(await texting().send(aText)).toMatchObject({ status: 'deferred', mayHaveLeft: true });
  });

  test('that gets no answer may have left, in bounded time', async () => {
    fake.answerNext('stall');
    const startedAt = performance.now();
    expect(await texting().send(aText)).toMatchObject({ status: 'deferred', mayHaveLeft: true });
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  test('is all that it carries', async () => {
    expect(await texting().send(aCall)).toMatchObject({ status: 'rejected', fault: 'carrier' });
    expect(fake.requests).toEqual([]);
  });
});

describe('a call by Vonage', () => {
  test('is asked for as documented, without the code', async () => {
    const deps = channelDeps();
    expect(await calling(deps).send({ ...aCall, locale: 'ar' })).toEqual({
      status: 'accepted',
      reference: '63f61863-4a51-4f6b-86e1-46edebcf9356',
    });
    expect(fake.undocumented).toEqual([]);
    const { ncco, ...fields } = JSON.parse(fake.requests[0]?.body ?? '{}');
    expect(fields).toEqual({
      to: [{ type: 'phone', number: '493012345678' }],
      from: { type: 'phone', number: '4930123456' },
      ringing_timer: 40,
      length_timer: 180,
    });
    expect(playNcco(ncco)).toEqual({
      heard: ['Hier ist Contoso &lt;Zentrale&gt; &amp; Partner. Drücken Sie die 1.'],
      eventUrl: 'https://reset.contoso.example/callbacks/voice/token',
    });
    expect(ncco[0]).toMatchObject({ language: 'ar', bargeIn: true });
    expect(fake.requests[0]?.body).not.toMatch(/4.?7.?1.?1.?0.?8.?1.?5/);
    expect(deps.registered).toMatchObject([
      { dialect: 'vonage-voice', key: fakeVonageVoiceAccount.signatureSecret },
    ]);
  });

  test('keys in an extension once the exchange has answered', async () => {
    await calling().send({ ...aCall, extension: '1234' });
    expect(JSON.parse(fake.requests[0]?.body ?? '{}').to[0].dtmfAnswer).toBe('pppp1234');
    expect(fake.undocumented).toEqual([]);
  });

  test('of another application is a fault of the settings', async () => {
    const applicationId = 'aaaaaaaa-bbbb-4ccc-8ddd-ffffffffffff';
    expect(await calling(channelDeps(), { applicationId }).send(aCall)).toEqual({
      status: 'rejected',
      reason: 'credentials (401)',
      fault: 'carrier',
    });
  });

  test.each([
    [400, { status: 'rejected', reason: 'the carrier answered 400' }],
    [402, { status: 'rejected', fault: 'carrier' }],
    [429, { status: 'deferred' }],
    [500, { status: 'deferred', mayHaveLeft: true }],
  ])('answered %i decides', async (status, expected) => {
    fake.answerNext({ status, body: { title: 'the fake says no' } });
    expect(await calling().send(aCall)).toMatchObject(expected);
  });

  test('has a key that can sign', () => {
    const valid = (privateKey: string) =>
      vonageVoice.settings.safeParse({ ...fakeVonageVoiceAccount, privateKey, from: '4930123456' })
        .success;
    expect(valid(fakeVonageVoiceAccount.privateKey)).toBe(true);
    expect(valid('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')).toBe(false);
  });
});
