import { expect, it } from 'vitest';
import { escapeXml } from './escape-xml.ts';

it('lets no text end a tag or an attribute', () => {
  expect(escapeXml(`<Say a="b" c='d'>&amp;</Say>`)).toBe(
    '&lt;Say a=&quot;b&quot; c=&apos;d&apos;&gt;&amp;amp;&lt;/Say&gt;',
  );
});

it('keeps every language and leaves out what XML cannot hold', () => {
  expect(escapeXml('Größe رمز 語 😀\n')).toBe('Größe رمز 語 😀\n');
  expect(escapeXml('a\u0000b\u001Bc\uFFFEd\uD800e')).toBe('abcde');
});
