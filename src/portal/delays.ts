import type { PosternError } from '../domain/errors.ts';
import { minutesToWait, notice, type Notice } from './notices.ts';

/** What to say of an error that a later try may not meet; null for every other. */
export function noticeOfDelay(error: PosternError): Notice | null {
  switch (error.code) {
    case 'too-many-requests':
      return notice('too-many-tries', { minutes: minutesToWait(error.retryAfterSeconds) });
    case 'busy':
    case 'unavailable':
      return notice('unavailable');
    default:
      return null;
  }
}
