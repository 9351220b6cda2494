import { fillCounted } from '../locales/index.ts';
import type { Notice } from './notices.ts';
import type { Remark, Surroundings } from './view.ts';

/** What a notice says that concerns no field; null when it concerns one, or there is none. */
export function remarkOf({ language }: Surroundings, left: Notice | null): Remark | null {
  const { notices } = language.portal;
  const info = (text: string): Remark => ({ tone: 'info', text });
  switch (left?.kind) {
    case 'start-first':
      return info(notices.startFirst);
    case 'out-of-order':
      return info(notices.outOfOrder);
    case 'unavailable':
      return info(notices.unavailable);
    case 'not-set':
      return info(notices.notSet);
    case 'too-soon':
      return info(notices.tooSoon);
    case 'too-many-starts':
      return info(fillCounted(language, notices.tooManyStarts, left.minutes, {}));
    case 'too-many-tries':
      return info(fillCounted(language, notices.tooManySignIns, left.minutes, {}));
    case 'sign-in-again':
      return info(notices.signInAgain);
    case 'code-sent':
      return { tone: 'good', text: notices.codeSent };
    case 'signed-out':
      return { tone: 'good', text: notices.signedOut };
    default:
      return null;
  }
}
