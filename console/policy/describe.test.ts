import { describe, expect, test } from 'vitest';
import { settingsOf, type PolicyChange } from '../../src/contract/shapes.ts';
import { createFormat } from '../locales/format.ts';
import { texts } from '../locales/en/index.ts';
import { describeChange, settingName, settingText } from './describe.ts';

const wording = { t: texts, format: createFormat('en-GB') };
const names = ({ anchor }: { readonly anchor: string }) =>
  anchor === 'grp_pilot' ? 'SSPR pilot' : undefined;

const change = (path: string, before: unknown, after: unknown): PolicyChange => ({
  path,
  before,
  after,
  weakens: false,
});

const ref = (anchor: string) => ({ directoryId: 'dir_1', anchor });

describe('a change in plain words', () => {
  test.each<[PolicyChange, string, string, string]>([
    [
      change('scope.mode', 'none', 'selected'),
      'Self-service password reset enabled',
      'None',
      'Selected',
    ],
    [
      change('scope.includeGroups', [], [ref('grp_pilot'), ref('grp_gone')]),
      'Groups that may reset',
      'None',
      'SSPR pilot and a group that is gone',
    ],
    [
      change('session.lifetimeSeconds', 900, 1800),
      'Time to finish a reset',
      '15 minutes',
      '30 minutes',
    ],
    [
      change('session.resendWaitSeconds', [60, 120], [30]),
      'Wait before another code',
      '1 minute, 2 minutes',
      '30 seconds',
    ],
    [change('password.refuseCommon', true, false), 'Refuse common passwords', 'On', 'Off'],
    [
      change('helpContact', null, 'https://help.example.com'),
      'Help desk link or e-mail address',
      'None',
      'https://help.example.com',
    ],
    [change('methods.email.digits', 8, 6), 'E-mail code: Digits in a code', '8', '6'],
    [
      change('password.customWords', ['contoso', 'fabrikam'], ['contoso', 'tailspin']),
      'Your own words',
      '2 words',
      '2 words; added: tailspin; removed: fabrikam',
    ],
  ])('%o', (one, setting, before, after) => {
    expect(describeChange(one, wording, names)).toMatchObject({ setting, before, after });
  });

  test('shows a setting it has no words for by its path', () => {
    expect(settingName('methods.pigeon.wingSpan', wording)).toBe('pigeon: wingSpan');
  });
});

test('has words for every setting of a policy', () => {
  const policy: Parameters<typeof settingsOf>[0] = {
    preset: 'recommended',
    scope: { mode: 'none', includeGroups: [], excludeGroups: [] },
    methodsRequired: 1,
    methods: { email: { enabled: true, digits: 8, lifetimeSeconds: 600 } },
    administrators: { administratorsMayReset: true, methods: ['email', 'app-code'] },
    registration: {
      requiredAtSignIn: true,
      skipsAllowed: 3,
      skipDays: 14,
      reconfirmDays: 180,
      holdHours: 24,
      resetHoldHours: 24,
      returnAddresses: [],
    },
    session: {
      lifetimeSeconds: 900,
      grantSeconds: 600,
      wrongAnswersPerCode: 5,
      sendsPerMethod: 3,
      resendWaitSeconds: [60],
    },
    limits: {
      'start-per-identifier': 3,
      'start-per-identifier-per-day': 10,
      'start-per-address': 5,
      'start-per-network': 50,
      'failed-proofs-per-identifier': 10,
      'failed-proofs-per-account': 10,
      'failed-proofs-per-method': 10,
      'method-stop': 50,
      'failed-proofs-per-organisation': 50,
      'break-glass-per-organisation': 3,
      'phone-per-prefix-per-day': 20,
      'phone-per-organisation-per-day': 500,
      'carrier-tests-per-organisation': 5,
      'mail-per-destination-per-hour': 5,
      'mail-per-destination-per-day': 10,
      'phone-per-destination-per-hour': 3,
      'registration-codes-per-account': 10,
      'hand-overs-per-account': 20,
      'phone-per-destination-per-day': 5,
      'failed-sign-ins-per-identifier': 10,
      'device-asks-per-account-per-minute': 1,
      'device-asks-per-account-per-day': 5,
      'failed-sign-ins-per-address': 50,
    },
    password: {
      minLength: 15,
      maxLength: 128,
      characterClasses: 0,
      refuseCommon: true,
      refuseContextWords: true,
      customWords: [],
    },
    unlock: { allowed: false },
    accounts: {
      expiredMayReset: false,
      protectedMayReset: false,
      serviceMayReset: false,
      fixedPasswordMayReset: false,
    },
    notifications: { notifyUser: true },
    helpContact: null,
  };
  const wordless = [...settingsOf(policy).keys()].filter(
    (path) => settingText(path, wording) === undefined,
  );
  expect(wordless).toEqual([]);
});
