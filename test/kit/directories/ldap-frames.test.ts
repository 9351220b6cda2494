import { expect, test } from 'vitest';
import { createFrameReader } from './ldap-frames.ts';

// RFC 4511: SEQUENCE { messageID 1, bindRequest { version 3, name "", simple "" } }
const bind = Buffer.from('300c020101600702010304008000', 'hex');
// SEQUENCE, with its length in two bytes, { messageID 2, modifyResponse { success, "", "" } }
const modified = Buffer.from('3082000c02010267070a010004000400', 'hex');

test('tells messages apart, however the stream was cut', () => {
  const whole = Buffer.concat([bind, modified, bind]);
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const read = createFrameReader();
    const frames = [...read(whole.subarray(0, cut)), ...read(whole.subarray(cut))];
    expect(frames.map(({ operation }) => operation)).toEqual(['bind', 'modify', 'bind']);
    expect(Buffer.concat(frames.map(({ bytes }) => bytes))).toEqual(whole);
  }
});

test('names nothing else that passes', () => {
  const unbind = Buffer.from('30050201034200', 'hex');
  expect(createFrameReader()(unbind)).toMatchObject([{ operation: 'other' }]);
});
