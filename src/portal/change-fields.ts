import { PosternError } from '../domain/errors.ts';
import { normalisePassword } from '../domain/password/index.ts';
import { noticeOfDelay } from './delays.ts';
import { refusalNotice } from './journey.ts';
import { notice, type Notice } from './notices.ts';
import type { Scene } from './scene.ts';
import type { Problem } from './view.ts';

/** What is typed to replace a password that is known. */
export interface ChangeFields {
  readonly current: string;
  readonly password: string;
  readonly confirmation: string;
}

export function faultOf({ current, password, confirmation }: ChangeFields): Notice | null {
  if (current === '') return notice('current-missing');
  if (password === '') return notice('password-missing');
  return normalisePassword(password) === normalisePassword(confirmation)
    ? null
    : notice('password-differ');
}

/** Null for an error that has to be thrown on. */
export function noticeOfChange(error: PosternError): Notice | null {
  switch (error.code) {
    case 'sign-in-failed':
      return notice('current-wrong');
    case 'password-refused':
      return refusalNotice('password-refused', error);
    default:
      return noticeOfDelay(error);
  }
}

export function problemsOfCurrent({ language }: Scene, left: Notice | null): Problem[] {
  const { change: texts } = language.portal;
  if (left?.kind === 'current-missing') return [{ field: 'current', text: texts.currentMissing }];
  if (left?.kind === 'current-wrong') return [{ field: 'current', text: texts.currentWrong }];
  return [];
}
