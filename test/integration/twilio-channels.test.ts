// Twilio's channels against a fake of its API.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTwilioSms, twilioSms } from '../../src/channels/twilio-sms.ts';
import { createTwilioVoice } from '../../src/channels/twilio-voice.ts';
import { aCall, aText, channelDeps } from '../kit/channel-deps.ts';
import { fakeTwilioAccount, playTwiml, startFakeTwilio, twilioError } from '../kit/fakes/twilio.ts';
import type { VendorServer } from '../kit/fakes/vendor-server.ts';

let fake: VendorServer;
beforeEach(async () => {
  fake = await startFakeTwilio();
});
afterEach(() => fake.stop());

const site = () => ({ origin: fake.origin, wholeSeconds: 0.5 });
const sender = { from: '+4930123456', messagingServiceSid: null };
const texting = (over: object = {}) =>
  createTwilioSms(site()).open({ ...fakeTwilioAccount, ...sender, ...over }, channelDeps().deps);
const calling = (deps = channelDeps()) =>
  createTwilioVoice(site()).open({ ...fakeTwilioAccount, from: '+4930123456' }, deps.deps);
const lastFields = () => Object.fromEntries(new URLSearchParams(fake.requests.at(-1)?.body));

describe('a text by Twilio', () => {
  test('is asked for as documented, and named by its SID', async () => {
    const text = 'Größe & Zeichen: 50 % + 1 = رمز';
    expect(await texting().send({ ...aText, text })).toEqual({
      status: 'accepted',
      reference: `SM${'0'.repeat(31)}1`,
    });
    expect(lastFields()).toEqual({ To: aText.to, From: '+4930123456', Body: text });
    expect(fake.undocumented).toEqual([]);
  });

  test('leaves the sender to a messaging service', async () => {
    const messagingServiceSid = `MG${'0'.repeat(32)}`;
    const channel = texting({ from: null, messagingServiceSid });
    expect(await channel.send(aText)).toMatchObject({ status: 'accepted' });
    expect(lastFields()).toEqual({
      To: aText.to,
      MessagingServiceSid: messagingServiceSid,
      Body: aText.text,
    });
  });

  test('with a wrong token is a fault of the settings', async () => {
    expect(await texting({ authToken: 'f'.repeat(32) }).send(aText)).toEqual({
      status: 'rejected',
      reason: 'credentials (20003)',
      fault: 'carrier',
    });
  });

  test.each([
    [400, 21211, { status: 'rejected', reason: 'the number is not valid (21211)' }],
    [400, 21610, { status: 'rejected', reason: 'the number has unsubscribed (21610)' }],
    [400, 21614, { status: 'rejected', reason: 'the number takes no texts (21614)' }],
    [403, 21408, { status: 'rejected', fault: 'carrier' }],
    [400, 21606, { status: 'rejected', fault: 'carrier' }],
    [429, 20429, { status: 'deferred', reason: 'too many at once (20429)' }],
    [400, 21611, { status: 'deferred' }],
    [400, 99999, { status: 'rejected', reason: 'the carrier answered 400' }],
    [500, 20500, { status: 'deferred', mayHaveLeft: true }],
    [503, 20503, { status: 'deferred', reason: 'the carrier answered 503' }],
  ])('answered %i with code %i decides', async (status, code, expected) => {
    fake.answerNext(twilioError(status, code));
    const delivery = await texting().send(aText);
    expect(delivery).toMatchObject(expected);
    if (!('fault' in expected)) expect(delivery).not.toHaveProperty('fault');
    if (!('mayHaveLeft' in expected)) expect(delivery).not.toHaveProperty('mayHaveLeft');
    // The vendor's own words may quote the number.
    expect(JSON.stringify(delivery)).not.toContain('the fake says');
  });

  test.each(['stall', 'hang-up'] as const)('that gets a %s may have left', async (answer) => {
    fake.answerNext(answer);
    const startedAt = performance.now();
    expect(await texting().send(aText)).toEqual({
      status: 'deferred',
      reason: 'the carrier did not answer in time',
      mayHaveLeft: true,
    });
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  test('has not left when nobody listens', async () => {
    await fake.stop();
    expect(await texting().send(aText)).toEqual({
      status: 'deferred',
      reason: 'the carrier could not be reached',
    });
  });

  test('is not sent on to where an answer redirects', async () => {
    fake.answerNext({ status: 307, body: '' });
    expect(await texting().send(aText)).toMatchObject({ status: 'rejected', fault: 'carrier' });
    expect(fake.requests).toHaveLength(1);
  });

  test('is all that it carries', async () => {
    expect(await texting().send(aCall)).toMatchObject({ status: 'rejected', fault: 'carrier' });
    expect(fake.requests).toEqual([]);
  });

  test('has one sender and no other settings', () => {
    const valid = (over: object) =>
      twilioSms.settings.safeParse({ ...fakeTwilioAccount, ...sender, ...over }).success;
    expect(valid({})).toBe(true);
    expect(valid({ from: 'Contoso IT' })).toBe(true);
    expect(valid({ from: null })).toBe(false);
    expect(valid({ messagingServiceSid: `MG${'0'.repeat(32)}` })).toBe(false);
    expect(valid({ from: '0301234' })).toBe(false);
    expect(valid({ accountSid: 'AC/../../x' })).toBe(false);
    expect(valid({ origin: 'https://evil.example' })).toBe(false);
  });
});

describe('a call by Twilio', () => {
  test('is asked for as documented, without the code', async () => {
    const deps = channelDeps();
    expect(await calling(deps).send(aCall)).toEqual({
      status: 'accepted',
      reference: `CA${'0'.repeat(31)}1`,
    });
    expect(fake.undocumented).toEqual([]);
    const { Twiml = '', ...fields } = lastFields();
    expect(fields).toEqual({
      To: aCall.to,
      From: '+4930123456',
      Timeout: '40',
      TimeLimit: '180',
    });
    const { greeting, prompt, goodbye } = aCall.spoken;
    expect(playTwiml(Twiml)).toEqual({
      heard: [`${greeting} ${prompt}`, prompt, goodbye],
      action: 'https://reset.contoso.example/callbacks/voice/token',
    });
    expect(fake.requests[0]?.body).not.toMatch(/4.?7.?1.?1.?0.?8.?1.?5/);
    expect(deps.registered).toEqual([
      { dialect: 'twilio-voice', key: fakeTwilioAccount.authToken, message: aCall },
    ]);
  });

  test('keys in an extension once the exchange has answered', async () => {
    await calling().send({ ...aCall, extension: '1234' });
    expect(lastFields()['SendDigits']).toBe('wwww1234');
    expect(fake.undocumented).toEqual([]);
  });

  test.each([
    [400, 21217, { status: 'rejected', reason: 'the number is not valid (21217)' }],
    [400, 21215, { status: 'rejected', fault: 'carrier' }],
    [429, 10004, { status: 'deferred' }],
  ])('answered %i with code %i decides', async (status, code, expected) => {
    fake.answerNext(twilioError(status, code));
    expect(await calling().send(aCall)).toMatchObject(expected);
  });

  test('is not made for a greeting that Twilio would not take', async () => {
    const spoken = { ...aCall.spoken, greeting: 'ä'.repeat(4000) };
    expect(await calling().send({ ...aCall, spoken })).toMatchObject({ status: 'rejected' });
    expect(fake.requests).toEqual([]);
  });
});
