import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import { seededRandom } from '../../test/kit/random.ts';
import type { Registration } from '../domain/registration/registration.ts';
import { email } from './email.ts';

const own = 'Alice@Contoso.example';
const other = 'alice.private+reset@Mail.example';

describe('the destination of a code', () => {
  test.each([
    ['the alternate mailbox first', own, other, other],
    ['the own mailbox when there is no other', own, null, own],
    ['the alternate mailbox alone', null, other, other],
    ['nowhere without a mailbox', null, null, null],
    ['not an empty address', own, ' ', own],
    ['nowhere for empty addresses', '', '', null],
  ])('is %s', (_what, mail, alternateMail, expected) => {
    const user = { ...bareUser, mail, alternateMail };
    expect(email.destinationOf({ user, registrations: [] })).toBe(expected);
  });
});

describe('an address that somebody registered', () => {
  const user = { ...bareUser, mail: own, alternateMail: other };
  const a = (address: string, change: Partial<Registration> = {}) => ({
    ...registrationOf('email', { address }, `reg_${address}`),
    ...change,
  });

  test('comes before those of the directory, the default one first', () => {
    const registrations = [a('one@mail.example'), a('two@mail.example', { isDefault: true })];
    expect(email.destinationOf({ user, registrations: registrations.slice(0, 1) })).toBe(
      'one@mail.example',
    );
    expect(email.destinationOf({ user, registrations })).toBe('two@mail.example');
  });

  test('is not asked when it is the mailbox whose password is forgotten and there is another', () => {
    const registrations = [a(own.toUpperCase(), { isDefault: true })];
    expect(email.destinationOf({ user, registrations })).toBe(other);
    expect(email.destinationOf({ user: { ...user, alternateMail: null }, registrations })).toBe(
      own,
    );
  });

  test('of another method is no mailbox', () => {
    const registrations = [a('one@mail.example', { methodId: 'text' })];
    expect(email.destinationOf({ user: bareUser, registrations })).toBeNull();
  });
});

describe('registering an address', () => {
  const settings = email.presets.recommended;
  const { enrolment } = email;
  if (enrolment === null) throw new Error('people register addresses');
  const user = { ...bareUser, mail: own, alternateMail: other };
  const person = { user, registrations: [] };
  const tools = toolsAt(MORNING);
  const begin = (address: string) => enrolment.begin({ address }, person, settings, tools);

  test('sends a code there, keeps its digest alone, and takes the code as it was sent', async () => {
    const begun = await begin('  New.One@Mail.Example ');
    if (!begun.ok) throw new Error('refused');
    expect(begun.send).toMatchObject({ carrier: 'email', to: 'New.One@mail.example' });
    const code = begun.send?.code ?? '';
    expect(code).toMatch(/^\d{8}$/);
    expect(JSON.stringify([begun.kept, begun.shown])).not.toContain(code);
    const answer = (typed: string) =>
      enrolment.finish({ code: typed }, begun.kept, person, settings, tools);
    expect(await answer(`${code.slice(0, 4)} ${code.slice(4)}`)).toEqual({
      ok: true,
      label: 'N•••@mail.example',
      data: { address: 'New.One@mail.example' },
      lookup: null,
      replaces: false,
    });
    for (const wrong of ['', code.slice(1), `${code}0`, '00000000']) {
      expect(await answer(wrong)).toEqual({
        ok: false,
        faults: [{ path: 'code', code: 'code-wrong' }],
      });
    }
  });

  test('takes no code that was sent to another address', async () => {
    const [one, another] = [await begin('one@mail.example'), await begin('two@mail.example')];
    if (!one.ok || !another.ok) throw new Error('refused');
    const typed = { code: one.send?.code ?? '' };
    const kept = { ...one.kept, address: another.kept['address'] };
    expect((await enrolment.finish(typed, kept, person, settings, tools)).ok).toBe(false);
  });

  test.each([
    ['', 'required'],
    ['alice', 'wrong-format'],
    ['alice@mail.example, eve@evil.example', 'forbidden-characters'],
    ['alice@mail.example\r\nBcc: eve@evil.example', 'forbidden-characters'],
    [own.toLowerCase(), 'address-known'],
    [other.toUpperCase(), 'address-known'],
  ])('refuses %j: %s', async (address, code) => {
    expect(await begin(address)).toEqual({ ok: false, faults: [{ path: 'address', code }] });
  });
});

describe('the settings', () => {
  const good = email.presets.recommended;

  test.each([
    { digits: 6 },
    { digits: 12 },
    { lifetimeSeconds: 300 },
    { lifetimeSeconds: 3600 },
    { enabled: false },
  ])('accept %j', (change) => {
    expect(email.settings.safeParse({ ...good, ...change }).success).toBe(true);
  });

  test.each([
    { digits: 5 },
    { digits: 13 },
    { digits: 8.5 },
    { digits: '8' },
    { lifetimeSeconds: 299 },
    { lifetimeSeconds: 3601 },
  ])('refuse %j', (change) => {
    expect(email.settings.safeParse({ ...good, ...change }).success).toBe(false);
  });

  test('decide the length of a code and how long it lives', () => {
    const settings = { enabled: true, digits: 11, lifetimeSeconds: 900 };
    expect(email.makeCode(settings, seededRandom())).toMatch(/^\d{11}$/);
    expect(email.lifetimeSeconds(settings)).toBe(900);
  });

  test('of the presets are those of OWASP and of Entra', () => {
    expect(email.presets).toEqual({
      recommended: { enabled: true, digits: 8, lifetimeSeconds: 600 },
      entra: { enabled: true, digits: 6, lifetimeSeconds: 300 },
    });
  });
});

describe('an answer', () => {
  const read = (typed: string) => email.normaliseAnswer(typed, email.presets.recommended);

  test.each([
    ['as it was sent', '04718329'],
    ['in groups', '0471 8329'],
    ['with dashes', '04-71-83-29'],
    ['with an en dash and a minus sign', '0471–83\u221229'],
    ['with no-break spaces', '0471\u00a083\u202f29'],
    ['with a tab and a line end', '\t04718329\r\n'],
    ['with marks that cannot be seen', '\u200f0471\u200b8329\u2069'],
    ['in full-width digits', '０４７１８３２９'],
    ['in Arabic-Indic digits', '٠٤٧١٨٣٢٩'],
    ['in Persian digits', '۰۴۷۱۸۳۲۹'],
    ['in Devanagari digits', '०४७१८३२९'],
  ])('is read %s', (_how, typed) => {
    expect(read(typed)).toBe('04718329');
  });

  test('of six to twelve digits may be a code that was sent before the setting changed', () => {
    expect(read('047183')).toBe('047183');
    expect(read('047183290471')).toBe('047183290471');
  });

  test.each([
    '04718',
    '0471832904718',
    '0471832a',
    '0471.8329',
    '+4718329',
    '1e6',
    '¹²³⁴⁵⁶⁷⁸',
    '①②③④⑤⑥',
  ])('is none: %s', (typed) => {
    expect(read(typed)).toBeNull();
  });
});
