import type { Language } from '../../locales/index.ts';

/** How the pages speak of one way to prove who you are. */
interface MethodWords {
  readonly label: string;
  readonly hint: string | null;
}

export function methodWords({ portal }: Language, methodId: string): MethodWords {
  const { choosing } = portal;
  return methodId === 'email'
    ? { label: choosing.email, hint: choosing.emailHint }
    : { label: choosing.other, hint: null };
}
