import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGuessable, normaliseSecurityAnswer } from './security-answers.ts';

const anna = {
  username: 'anna.berg',
  displayName: 'Anna-Lena Berg',
  givenName: 'Anna-Lena',
  surname: 'Berg',
  mail: 'a.berg@contoso.example',
  alternateMail: 'lenchen77@home.example',
};

describe('an answer', () => {
  test.each([
    ['The Blue Lagoon', '  the   blue lagoon '],
    ['O\u2019Brien', "o'brien"],
    ['Jean-Luc', 'jean luc'],
    ['St. Gallen!', 'st gallen'],
    ['Straße', 'STRASSE'],
    ['Ｂｌｕｅ', 'blue'],
    ['Zoe\u0308', 'zoë'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['İzmir', 'izmir'],
    ['مُحَمَّد', 'محمد'],
    ['محـــمد', 'محمد'],
    ['blue\tlagoon', 'blue\nlagoon'],
    ['blue\u200Blagoon', 'bluelagoon'],
  ])('is the same however it is typed: %j and %j', (one, other) => {
    expect(normaliseSecurityAnswer(one)).toBe(normaliseSecurityAnswer(other));
  });

  test.each([
    ['blue lagoon', 'bluelagoon'],
    ['zoe', 'zoë'],
    ['lagoon 7', 'lagoon 8'],
    ['محمد', 'محمود'],
  ])('stays another one: %j and %j', (one, other) => {
    expect(normaliseSecurityAnswer(one)).not.toBe(normaliseSecurityAnswer(other));
  });

  test('is its own normal form, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const once = normaliseSecurityAnswer(typed);
        expect(normaliseSecurityAnswer(once)).toBe(once);
      }),
    );
  });

  test('is none when it is longer than anybody types', () => {
    expect(normaliseSecurityAnswer('x'.repeat(401))).toBe('');
  });
});

describe('what could be guessed is refused:', () => {
  const guessable = (typed: string, question = 'What was the name of your first cuddly toy?') =>
    isGuessable(normaliseSecurityAnswer(typed), question, anna);

  test.each([
    ['Cuddly toy', 'words of the question'],
    ['cuddly', 'a word of the question'],
    ['aaaaaa', 'one sign again and again'],
    ['7 7 7', 'one sign again and again'],
    ['1234', 'a run'],
    ['dcba', 'a run backwards'],
    ['Password', 'a common word'],
    ['Passwort!', 'a common word of German'],
    ["I don't know", 'no answer'],
    ['كلمة السر', 'a common word of Arabic'],
    ['anna.berg', 'the user name'],
    ['Annalena', 'a first name'],
    ['BERG', 'a family name'],
    ['a.berg@contoso.example', 'the address'],
    ['Lenchen77', 'the name of an address'],
  ])('%j (%s)', (typed) => expect(guessable(typed)).toBe(true));

  test.each(['Herr Bär', 'Bergamo', 'a cuddly elephant', 'Annabelle', 'lagoon 1234', 'مقعد أزرق'])(
    'and what could not is taken: %j',
    (typed) => expect(guessable(typed)).toBe(false),
  );

  test('a word of a question is compared as an answer is', () => {
    expect(guessable('KÄSE', 'Welchen Käse mögen Sie?')).toBe(true);
    expect(guessable('lagoon', '')).toBe(false);
  });
});
