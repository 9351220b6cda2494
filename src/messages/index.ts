import { languageOf } from '../locales/index.ts';
import type {
  CodeMessageKind,
  MessageKind,
  MessageParams,
  MessageRenderer,
} from '../ports/messages.ts';
import { administratorsAlert } from './administrators-alert.ts';
import { carrierTest } from './carrier-test.ts';
import { drawLetter } from './layout.tsx';
import { plainValue, type LetterOf } from './letter.ts';
import { passwordChanged } from './password-changed.ts';
import { registrationChanged } from './registration-changed.ts';
import { registrationCode } from './registration-code.ts';
import { registrationReminder } from './registration-reminder.ts';
import { resetCode } from './reset-code.ts';
import { resetNotAvailable } from './reset-not-available.ts';
import { shortText, textNameOf } from './short-text.ts';
import { spokenCall } from './spoken.ts';

/** Every message: one file beside this one and a line here. */
const letters: { readonly [Kind in MessageKind]: LetterOf<MessageParams[Kind]> } = {
  'reset-code': resetCode,
  'reset-not-available': resetNotAvailable,
  'password-changed': passwordChanged,
  'registration-code': registrationCode,
  'registration-changed': registrationChanged,
  'registration-reminder': registrationReminder,
  'administrators-alert': administratorsAlert,
  'carrier-test': carrierTest,
};

const codeMessages: Readonly<Record<CodeMessageKind, true>> = {
  'reset-code': true,
  'registration-code': true,
  'carrier-test': true,
};

/** Renders messages in the shipped language nearest to the one asked for; nothing in them needs the network. */
export function createMessageRenderer(): MessageRenderer {
  return {
    render(kind, params, locale, brand) {
      const language = languageOf(locale);
      const plainBrand = {
        organisation: plainValue(brand.organisation),
        helpContact: brand.helpContact,
        host: brand.host,
      };
      const letter = letters[kind](plainValues(params), language, plainBrand);
      return drawLetter(letter, language, plainBrand);
    },
    isCode: (kind): kind is CodeMessageKind => Object.hasOwn(codeMessages, kind),
    renderText(kind, params, locale, { organisation, host }) {
      const plain = { organisation: plainValue(organisation), host };
      return shortText(textNameOf(kind, params), params.code, languageOf(locale), plain);
    },
    renderSpoken: (kind, { code }, locale, { organisation }) =>
      spokenCall(kind, code, languageOf(locale), plainValue(organisation)),
  };
}

/** Names, places and addresses are somebody else's words: none may break a line or a header (A087, A088). */
function plainValues<Params extends object>(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => [
      name,
      // A link must stay whole; it is made here and holds no words of anybody.
      typeof value === 'string' && !name.endsWith('Url') ? plainValue(value) : value,
    ]),
  ) as Params;
}
