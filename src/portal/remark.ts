import { fillCounted } from '../locales/index.ts';
import type { Notice } from './notices.ts';
import type { Remark, Surroundings } from './view.ts';

/** What a notice says that concerns no field; null when it concerns one, or there is none. */
export function remarkOf({ language }: Surroundings, left: Notice | null): Remark | null {
  const { notices } = language.portal;
  const { notices: ofMethods } = language.registration;
  const { account: ofAccount } = language;
  const { refusals } = language.problems;
  const good = (text: string): Remark => ({ tone: 'good', text });
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
    case 'not-unlocked':
      return info(ofAccount.unlock.notMade);
    case 'unlock-refused':
      return info(
        [ofAccount.unlock.refused, ...left.reasons.map((reason) => refusals[reason])].join(' '),
      );
    case 'new-password-set':
      return good(
        `${ofAccount.newPasswordNeeded.doneTitle}. ${ofAccount.newPasswordNeeded.doneText}`,
      );
    case 'new-password-over':
      return info(ofAccount.newPasswordNeeded.over);
    case 'too-soon':
      return info(notices.tooSoon);
    case 'too-many-starts':
      return info(fillCounted(language, notices.tooManyStarts, left.minutes, {}));
    case 'too-many-tries':
      return info(fillCounted(language, notices.tooManySignIns, left.minutes, {}));
    case 'sign-in-again':
      return info(notices.signInAgain);
    case 'code-sent':
      return good(notices.codeSent);
    case 'signed-out':
      return good(notices.signedOut);
    case 'registered':
      return good(ofMethods.registered);
    case 'registered-waiting':
      return good(ofMethods.registeredWaiting);
    case 'removed':
      return good(ofMethods.removed);
    case 'renamed':
      return good(ofMethods.renamed);
    case 'default-changed':
      return good(ofMethods.defaultChanged);
    case 'all-confirmed':
      return good(ofMethods.confirmed);
    case 'proved':
      return good(ofMethods.proved);
    case 'put-off':
      return info(ofMethods.putOff);
    case 'begin-again':
      return info(ofMethods.over);
    case 'self-service-off':
      return info(ofMethods.off);
    case 'changed-meanwhile':
      return info(ofMethods.changedMeanwhile);
    case 'too-many-codes':
      return info(fillCounted(language, ofMethods.tooManyCodes, left.minutes, {}));
    default:
      return null;
  }
}
