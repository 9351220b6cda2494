import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, readJson } from './json.ts';

const post = (body: string | Uint8Array, type = 'application/json') =>
  new Request('http://localhost/', {
    method: 'POST',
    body: new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body),
    headers: { 'content-type': type },
  });

describe('strict JSON', () => {
  test('reads what JSON.parse reads, for any value without a doubled key', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(3), (text, indent) => {
        // fc.json may make a key that is refused on purpose.
        fc.pre(!text.includes('__proto__'));
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson(spaced)).toEqual(JSON.parse(spaced));
      }),
      { numRuns: 2000 },
    );
  });

  test('refuses exactly what JSON.parse refuses, where no key is doubled', () => {
    const signs = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', 'a', ' ', 'null');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        let read = true;
        try {
          parseJson(text);
        } catch (error) {
          read = false;
          if (valid) expect(error).toMatchObject({ faults: [{ code: 'duplicate-key' }] });
        }
        if (!valid) expect(read).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each([
    '{"user":"u","user":"v"}',
    '{"a":{"b":1,"b":1}}',
    '[{"a":1},{"a":1,"b":{},"a":2}]',
    '{"a":1,"\\u0061":2}',
    '{"a" : 1 , "a"\n:2}',
    '{"":1,"":2}',
    '{"x":"\\"a\\":1","x":2}',
  ])('refuses a key that stands twice: %s', (text) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        faults: [{ path: '', code: 'duplicate-key' }],
      }),
    );
  });

  test.each([
    '{"a":1,"b":{"a":1},"c":[{"a":1}]}',
    '{"a":"a","b":"a"}',
    '{"k":"\\\\","l":"k"}',
    '["a","a"]',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '"a"',
    ' 1 ',
  ])('takes: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  test('refuses __proto__ however it is written, and leaves constructor to the schema', () => {
    expect(() => parseJson('{"__proto__":{"isAdmin":true}}')).toThrow();
    expect(() => parseJson('{"\\u005f_proto__":1}')).toThrow();
    expect(parseJson('{"constructor":1}')).toEqual({ constructor: 1 });
  });

  test('refuses nesting deeper than 32', () => {
    expect(parseJson('['.repeat(32) + ']'.repeat(32))).toBeInstanceOf(Array);
    expect(() => parseJson('['.repeat(33) + ']'.repeat(33))).toThrow(
      expect.objectContaining({ faults: [{ path: '', code: 'too-deep' }] }),
    );
    expect(() => parseJson('['.repeat(8000) + ']'.repeat(8000))).toThrow();
  });
});

describe('the body of an API request', () => {
  test('must say that it is JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      '',
    ]) {
      await expect(readJson(post('{}', type))).rejects.toMatchObject({
        code: 'unsupported-media-type',
      });
    }
    await expect(readJson(post('{}', 'Application/JSON; charset=UTF-8'))).resolves.toEqual({});
    await expect(readJson(post('{}', 'application/json; charset=latin1'))).rejects.toMatchObject({
      code: 'unsupported-media-type',
    });
  });

  test('must be UTF-8', async () => {
    await expect(readJson(post(Uint8Array.of(0x22, 0xff, 0x22)))).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  test('ends at its limit, to the byte', async () => {
    const exact = JSON.stringify('x'.repeat(98));
    await expect(readJson(post(exact), 100)).resolves.toHaveLength(98);
    await expect(readJson(post(`${exact} `), 100)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('is not read on when it turns out too long', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(0x20));
      },
    });
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: endless,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    });
    await expect(readJson(request)).rejects.toMatchObject({ code: 'too-large' });
    expect(pulled).toBeLessThan(20);
  });
});
