import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import type { Person, SentCodeMethod } from '../ports/method.ts';
import { text } from './text.ts';
import { voiceMobile, voiceOffice } from './voice.ts';

const directoryNumber = '+1 (425) 555-0100';
const ownNumber = '+4915112345678';
const user = { ...bareUser, mobile: directoryNumber, officePhone: '+44 20 7946 0000 x1234' };

function person(...registered: [methodId: string, number: string, isDefault?: boolean][]): Person {
  const registrations = registered.map(([methodId, number, isDefault = false], index) => ({
    ...registrationOf(methodId, { number }, `reg_${index}`),
    isDefault,
  }));
  return { user, registrations };
}

describe.each([text, voiceMobile])('the number that $id goes to', (method) => {
  test('is the one in the directory when nothing is registered, in the form that is dialled', () => {
    expect(method.destinationOf(person())).toBe('+14255550100');
  });

  test.each(['text', 'voice-mobile'])('is a number registered for %s before it', (methodId) => {
    expect(method.destinationOf(person([methodId, ownNumber]))).toBe(ownNumber);
  });

  test('is the default of several', () => {
    const somebody = person(['text', '+14255550101'], ['voice-mobile', ownNumber, true]);
    expect(method.destinationOf(somebody)).toBe(ownNumber);
  });

  test('is none of an office phone, nor one behind a switchboard', () => {
    expect(method.destinationOf(person(['voice-office', ownNumber]))).toBe('+14255550100');
    const behind = { ...user, mobile: '+44 20 7946 0000 x12' };
    expect(method.destinationOf({ user: behind, registrations: [] })).toBeNull();
  });
});

test('the office phone is called at its extension, and no mobile phone is', () => {
  expect(voiceOffice.destinationOf(person(['text', ownNumber]))).toBe('+442079460000;ext=1234');
});

test('a text and a call to one mobile phone fill one gate, the office phone another', () => {
  expect(text.methodClass).toBe(voiceMobile.methodClass);
  expect(voiceOffice.methodClass).not.toBe(text.methodClass);
});

describe('a number typed to be asked there', () => {
  const office = '+442079460000;ext=1234';

  test.each([
    ['+1 425 555 0100', '+14255550100'],
    ['+1(425)555-0100 ', '+14255550100'],
    ['+١٤٢٥٥٥٥٠١٠٠', '+14255550100'],
    ['+44 20 7946 0000', office],
    ['+44 20 7946 0000 x1234', office],
  ])('names what is stored: %s', (typed, stored) => {
    expect(voiceOffice.namesDestination(typed, stored)).toBe(true);
  });

  test.each([
    ['4255550100', '+14255550100'],
    ['+1 425 555 0101', '+14255550100'],
    ['+1 425 555 010', '+14255550100'],
    ['+1 425 555 0100 x1', '+14255550100'],
    ['+44 20 7946 0000 x12', office],
    ['0100', '+14255550100'],
  ])('does not name what is stored: %s', (typed, stored) => {
    expect(voiceOffice.namesDestination(typed, stored)).toBe(false);
  });
});

describe('the settings', () => {
  test('of the presets ask for the number as Entra does, and do not where an answer is to tell nothing', () => {
    for (const method of [text, voiceMobile, voiceOffice]) {
      expect(method.asksDestination(method.presets.entra)).toBe(true);
      expect(method.asksDestination(method.presets.recommended)).toBe(false);
      expect(method.forAdministrators).toEqual({ recommended: false, entra: true });
    }
  });

  test.each([{ digits: 5 }, { digits: 9 }, { lifetimeSeconds: 59 }, { lifetimeSeconds: 601 }])(
    'refuse %j',
    (change) => {
      const changed = { ...text.presets.recommended, ...change };
      expect(text.settings.safeParse(changed).success).toBe(false);
    },
  );
});

describe('registering a number', () => {
  const tools = () => toolsAt(MORNING);

  async function begin(method: SentCodeMethod, typed: Record<string, string>, somebody = person()) {
    if (method.enrolment === null) throw new Error(`${method.id} cannot be registered`);
    return method.enrolment.begin(typed, somebody, method.presets.recommended, tools());
  }

  async function finish(method: SentCodeMethod, number: string, change: (code: string) => string) {
    const begun = await begin(method, { number });
    if (!begun.ok || begun.send === null || method.enrolment === null) throw new Error('not begun');
    const typed = { code: change(begun.send.code), name: '' };
    const settings = method.presets.recommended;
    return method.enrolment.finish(typed, begun.kept, person(), settings, tools());
  }

  test.each([
    [text, 'sms'],
    [voiceMobile, 'voice'],
  ])('sends a code there by the way it is for', async (method, carrier) => {
    const begun = await begin(method, { number: '+49 151 12345678' });
    expect(begun).toMatchObject({ ok: true, shown: {}, send: { carrier, to: ownNumber } });
    const code = begun.ok ? (begun.send?.code ?? '') : '';
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify(begun.ok && begun.kept)).not.toContain(code);
  });

  test('keeps the number when its code comes back, and not otherwise', async () => {
    expect(await finish(text, ownNumber, (code) => ` ${code} `)).toEqual({
      ok: true,
      label: '•••• 5678',
      data: { number: ownNumber },
      lookup: null,
      replaces: false,
    });
    for (const wrong of ['', '000000', 'abc']) {
      expect(await finish(text, ownNumber, () => wrong)).toEqual({
        ok: false,
        faults: [{ path: 'code', code: 'code-wrong' }],
      });
    }
  });

  test.each([
    ['01511234567', 'country-code-missing'],
    ['hello', 'wrong-format'],
    ['+44 20 7946 0000 x12', 'wrong-format'],
  ])('refuses %s', async (number, code) => {
    expect(await begin(text, { number })).toEqual({
      ok: false,
      faults: [{ path: 'number', code }],
    });
  });

  test('refuses a third number and one that is registered already (RG-17)', async () => {
    const two = person(['text', ownNumber], ['voice-mobile', '+14255550101']);
    expect(await begin(text, { number: '+14255550102' }, two)).toMatchObject({
      faults: [{ code: 'too-many' }],
    });
    expect(await begin(voiceMobile, { number: ownNumber }, two)).toMatchObject({
      faults: [{ code: 'number-taken' }],
    });
  });

  test('takes as office phone only the one in the directory (RG-22)', async () => {
    expect(await begin(voiceOffice, {})).toMatchObject({
      send: { carrier: 'voice', to: '+442079460000;ext=1234' },
    });
    const refusal = { ok: false, faults: [{ path: 'number', code: 'no-office-phone' }] };
    expect(await begin(voiceOffice, { number: ownNumber })).toEqual(refusal);
    const without = { user: bareUser, registrations: [] };
    expect(await begin(voiceOffice, {}, without)).toEqual(refusal);
  });
});
