import { fill, type Language } from '../locales/index.ts';
import type { CodeMessageKind, RenderedCall } from '../ports/messages.ts';

const greetings = {
  'reset-code': 'resetCode',
  'registration-code': 'confirmation',
  'carrier-test': 'test',
} as const satisfies Record<CodeMessageKind, string>;

/** What a call says. Without the code until a key was pressed: a voicemail presses none (A112). */
export function spokenCall(
  kind: CodeMessageKind,
  code: string,
  language: Language,
  organisation: string,
): RenderedCall {
  const { calls } = language.carriers;
  return {
    locale: language.code,
    spoken: {
      greeting: fill(language, calls[greetings[kind]], { organisation }),
      prompt: calls.prompt,
      code,
      goodbye: calls.goodbye,
    },
  };
}
