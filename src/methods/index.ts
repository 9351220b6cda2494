import type { MethodRegistry } from '../ports/method.ts';
import { appCode } from './app-code.ts';
import { device } from './device.ts';
import { email } from './email.ts';
import { passkey } from './passkey.ts';
import { questions } from './questions.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { temporaryPass } from './temporary-pass.ts';
import { text } from './text.ts';
import { voiceMobile, voiceOffice } from './voice.ts';

/** Every way to prove who one is, by id, in the order in which people are offered them. */
export const methods: MethodRegistry = new Map(
  Object.entries({
    email,
    text,
    'voice-mobile': voiceMobile,
    'voice-office': voiceOffice,
    'app-code': appCode,
    passkey,
    device,
    'temporary-pass': temporaryPass,
    'recovery-codes': recoveryCodes,
    questions,
  }),
);
