/** QN-07, in code points of the answer as it is compared. */
export const LONGEST_ANSWER = 40;
export const SHORTEST_ANSWER = 3;
/** As typed: more than this is no answer, and is not worth the work. */
const longestTyped = 400;

// Arabic is written with and without vowel signs and stretched letters.
const optionalSigns = /[\p{Cf}\p{Cc}\u0640\u064B-\u065F\u0670]/gu;
const dashes = /\p{Pd}/gu;
const signs = /[\p{P}\p{S}]/gu;
const blanks = /[\s\p{Z}]+/gu;

/**
 * An answer as it is compared, so that nobody fails for a capital letter: compatibility forms (NFKC) and letter case
 * are one, a dash is a blank, other punctuation is nothing, and several blanks are one (R127).
 */
export function normaliseSecurityAnswer(typed: string): string {
  if (typed.length > longestTyped) return '';
  const bare = typed
    .normalize('NFKC')
    .replace(optionalSigns, (sign) => (/\s/.test(sign) ? ' ' : ''))
    .replace(dashes, ' ')
    .replace(signs, '')
    .replace(blanks, ' ')
    .trim();
  // To capitals and back brings ß and SS, and both forms of a Greek sigma, together.
  return bare
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .normalize('NFKC');
}

/** Whom an answer must not merely name. */
export interface AnsweringPerson {
  readonly username: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly alternateMail: string | null;
}

// What is typed to get past the page, in the languages people have keyboards for; as it is compared.
const thoughtless = new Set(
  [
    'password passwort kennwort passwd secret geheim answer antwort question frage',
    'none nothing nichts keine keiner unknown unbekannt nobody niemand test testing',
    'qwerty qwertz azerty asdf asdfgh yxcv zxcv abc letmein welcome hello hallo admin',
    'yes maybe idk know nein vielleicht السر كلمة المرور لاشيء اختبار مرحبا نعم',
  ].flatMap((line) => line.split(' ')),
);
const phrases = [
  'i dont know',
  'dont know',
  'weiss nicht',
  'ich weiss nicht',
  'لا أعرف',
  'لا شيء',
  'كلمة السر',
  'كلمة المرور',
];

/**
 * Whether somebody who knows the question and whose it is would try this first (QN rules; R128).
 * @param answer normalised.
 * @param question its words where they are known; empty otherwise.
 */
export function isGuessable(answer: string, question: string, person: AnsweringPerson): boolean {
  const joined = answer.replaceAll(' ', '');
  if (new Set(joined).size === 1 || isRun(joined)) return true;
  if (thoughtless.has(answer) || phrases.includes(answer)) return true;
  if (` ${normaliseSecurityAnswer(question)} `.includes(` ${answer} `)) return true;
  return namesOf(person).has(joined);
}

/** `1234`, `dcba`: each sign is the next, or the one before, of the sign before it. */
function isRun(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  return [1, -1].some((step) =>
    codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step),
  );
}

/** Each name of a person, whole and in its parts, without blanks. */
function namesOf(person: AnsweringPerson): ReadonlySet<string> {
  const { username, displayName, givenName, surname, mail, alternateMail } = person;
  const locals = [username, mail, alternateMail].map((name) => name?.split('@')[0] ?? '');
  const wholes = [username, displayName, givenName, surname, mail, alternateMail, ...locals];
  const forms = wholes.flatMap((whole) => {
    const text = whole ?? '';
    const parts = text.split(/[^\p{L}\p{N}\p{M}]+/u);
    return [text, ...parts].map((part) => normaliseSecurityAnswer(part).replaceAll(' ', ''));
  });
  return new Set(forms.filter((form) => form !== ''));
}
