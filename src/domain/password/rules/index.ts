import type { RefusalReason } from '../refusals.ts';
import type { PasswordRule } from '../rule.ts';
import { common } from './common.ts';
import { contextWord } from './context-word.ts';
import { customWord } from './custom-word.ts';
import { forbiddenCharacters } from './forbidden-characters.ts';
import { tooFewClasses } from './too-few-classes.ts';
import { tooLong } from './too-long.ts';
import { tooShort } from './too-short.ts';

/** Every rule of our own, by the reason it gives, in the order in which a person reads them. */
export const passwordRules = {
  'too-long': tooLong,
  'forbidden-characters': forbiddenCharacters,
  'too-short': tooShort,
  'too-few-classes': tooFewClasses,
  common,
  'context-word': contextWord,
  'custom-word': customWord,
} as const satisfies Partial<Record<RefusalReason, PasswordRule>>;
