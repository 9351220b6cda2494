import { describe, expect, test } from 'vitest';
import { readMailAddress } from './mail-address.ts';

describe('mail addresses', () => {
  test.each([
    ['ada@contoso.example', 'ada@contoso.example'],
    ['Ada.Brandt+reset@Contoso.EXAMPLE', 'Ada.Brandt+reset@contoso.example'],
    ["o'neill_x@mail.contoso.example", "o'neill_x@mail.contoso.example"],
    ['a@b.co', 'a@b.co'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@دبي.example', 'ada@xn--ngbn6f.example'],
    [`${'a'.repeat(64)}@contoso.example`, `${'a'.repeat(64)}@contoso.example`],
    [`a@${'b'.repeat(63)}.example`, `a@${'b'.repeat(63)}.example`],
  ])('takes %s', (text, envelope) => {
    expect(readMailAddress(text)).toMatchObject({ ok: true, address: { envelope } });
  });

  test.each([
    ['nothing', ''],
    ['no sign', 'ada'],
    ['no local part', '@contoso.example'],
    ['no domain', 'ada@'],
    ['two signs', 'ada@contoso.example@evil.example'],
    ['a full-width sign (A085)', 'v@good.example＠evil.example'],
    ['a full-width sign instead of the plain one', 'v＠good.example'],
    ['a small commercial at', 'v﹫good.example'],
    ['quotes', '"ada"@contoso.example'],
    ['a quoted sign', '"ada@x"@contoso.example'],
    ['a comment', 'ada(home)@contoso.example'],
    ['a comment in the domain', 'ada@contoso.example(x)'],
    ['a display name', 'Ada <ada@contoso.example>'],
    ['brackets', '<ada@contoso.example>'],
    ['a list', 'ada@contoso.example,eve@evil.example'],
    ['a list with semicolon', 'ada@contoso.example;eve@evil.example'],
    ['a space before', ' ada@contoso.example'],
    ['a space behind', 'ada@contoso.example '],
    ['a space within', 'ada b@contoso.example'],
    ['a line break (A087)', 'ada@contoso.example\r\nBcc: eve@evil.example'],
    ['a line break before the domain', 'ada\r\n@contoso.example'],
    ['folding', 'ada@contoso\r\n .example'],
    ['a NUL', 'ada\0@contoso.example'],
    ['a tab', 'ada\t@contoso.example'],
    ['a zero-width space', 'ada\u200b@contoso.example'],
    ['a zero-width joiner in the domain', 'ada@con\u200dtoso.example'],
    ['a direction mark', 'ada@contoso.example\u202e'],
    ['an accent in the local part', 'mıke@contoso.example'],
    ['a Kelvin sign in the domain', 'ada@\u212aontoso.example'],
    ['full-width letters in the domain', 'ada@ｃontoso.example'],
    ['an ideographic full stop', 'ada@contoso。example'],
    ['a dot at the start', '.ada@contoso.example'],
    ['a dot at the end of the local part', 'ada.@contoso.example'],
    ['two dots', 'ada..b@contoso.example'],
    ['a dot at the end', 'ada@contoso.example.'],
    ['two dots in the domain', 'ada@contoso..example'],
    ['one label', 'ada@localhost'],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['an IPv4 address', 'ada@127.0.0.1'],
    ['a number that a URL reads as an address', 'ada@0x7f.1'],
    ['a hyphen at the start of a label', 'ada@-contoso.example'],
    ['a hyphen at the end of a label', 'ada@contoso-.example'],
    ['a port', 'ada@contoso.example:25'],
    ['a path', 'ada@contoso.example/x'],
    ['an encoded character', 'ada@contoso%2eexample'],
    ['a percent-encoded sign', 'ada%40evil.example'],
    ['a long local part', `${'a'.repeat(65)}@contoso.example`],
    ['a long label', `a@${'b'.repeat(64)}.example`],
    ['a long address', `a@${'b.'.repeat(125)}example`],
    ['half an emoji', 'ada\ud83d@contoso.example'],
  ])('refuses %s', (_what, text) => {
    expect(readMailAddress(text).ok).toBe(false);
  });

  test('says why', () => {
    expect(readMailAddress('')).toEqual({ ok: false, fault: 'empty' });
    expect(readMailAddress('ada')).toEqual({ ok: false, fault: 'wrong-format' });
    expect(readMailAddress('ä@contoso.example')).toEqual({
      ok: false,
      fault: 'forbidden-characters',
    });
    expect(readMailAddress(`${'a'.repeat(300)}@b.example`)).toEqual({
      ok: false,
      fault: 'too-long',
    });
  });

  test('reads an address again as the same address', () => {
    for (const text of ['Ada@BÜCHER.example', 'a+b@x.example']) {
      const first = readMailAddress(text);
      const again = first.ok ? readMailAddress(first.address.envelope) : first;
      expect(again).toEqual(first);
    }
  });
});
