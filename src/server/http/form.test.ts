import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseForm, readForm } from './form.ts';

describe('posted forms', () => {
  test('read what a browser writes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1, unit: 'grapheme' }),
          fc.string({ unit: 'grapheme' }),
          {
            maxKeys: 10,
          },
        ),
        (fields) => {
          const text = new URLSearchParams(fields).toString();
          expect(Object.fromEntries(parseForm(text))).toEqual({ ...fields });
        },
      ),
    );
  });

  test('keep a field that is empty, and know one that is missing', () => {
    const fields = parseForm('a=&b');
    expect(fields.get('a')).toBe('');
    expect(fields.get('b')).toBe('');
    expect(fields.has('c')).toBe(false);
  });

  test.each(['a=1&a=2', 'a=1&%61=2', 'a=1&a', 'a&a'])('refuse a field sent twice: %s', (text) => {
    expect(() => parseForm(text)).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        faults: [{ path: 'a', code: 'duplicate-field' }],
      }),
    );
  });

  test.each(['a=%', 'a=%zz', 'a=%ff', '%e0%80=1', 'a=%C0%AF'])(
    'refuse what does not decode: %s',
    (text) => {
      expect(() => parseForm(text)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    },
  );

  test('refuse a flood of fields', () => {
    const text = Array.from({ length: 65 }, (_value, index) => `f${index}=1`).join('&');
    expect(() => parseForm(text)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });

  test('are no way into the prototype of anything', () => {
    const fields = parseForm('__proto__=1&constructor.prototype=2&a[__proto__][isAdmin]=1');
    expect(fields.get('__proto__')).toBe('1');
    expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined();
  });

  test.each(['multipart/form-data; boundary=x', 'text/plain', 'application/json', ''])(
    'refuse the content type %j',
    async (type) => {
      const request = new Request('http://localhost/', {
        method: 'POST',
        body: 'a=1',
        headers: { 'content-type': type },
      });
      await expect(readForm(request)).rejects.toMatchObject({ code: 'unsupported-media-type' });
    },
  );
});
